"""Where phrases of a text begin and end, learnt from its own punctuation.

A title that has run into the body leaves no mark between them. But what follows the lost mark looks like the start of a
clause, and what precedes it like the end of one, and the text shows hundreds of both around its commas and full stops
(Li and Sun, Punctuation as implicit annotations for Chinese word segmentation, Computational Linguistics 35(4), 2009).
Nothing here knows a word of any language, so it serves both scripts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# A clause begins behind one of these and ends before one; a sentence begins behind one of the others.
_MARKS, _FULL_STOPS = "。，！？；：、!?;:,", "。！？"
# Grams of up to so many characters are counted; a longer one counts as much as `_PRIOR` sightings of the next shorter.
LONGEST_GRAM, _PRIOR = 4, 2.0


@dataclass(frozen=True, slots=True)
class Phrases:
    """Per character of a text, four logarithms; each has shape (len(text),).

    ``opens[i]``: how much more often than any place a clause begins with the characters at ``i``; ``starts[i]``: the
    same for a sentence. ``closes[i]``: the same for a clause that ends right before ``i``. ``binds[i]``: pointwise
    mutual information of the characters before and at ``i``, high inside a word. All leave out the very place that
    they speak of.
    """

    opens: Floats
    starts: Floats
    closes: Floats
    binds: Floats


def codes_of(text: str) -> Ints:
    """Return the code points of a text, shape (len(text),); half surrogate pairs are kept."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return raw.astype(np.int64)


def is_one_of(codes: Ints, signs: str) -> Bools:
    """Tell of each code point whether it is one of the signs."""
    return np.asarray(np.isin(codes, codes_of(signs)))


def grams_of(codes: Ints) -> list[Ints]:
    """Return for lengths 1 to LONGEST_GRAM the number (from 0 up) of the gram that begins at each place.

    The arrays have the text's length; a gram that the end cuts off counts as one with blanks.
    """
    single = np.unique(codes, return_inverse=True)[1].astype(np.int64).reshape(-1)
    found = [single]
    base = int(single.max(initial=0)) + 2
    for length in range(2, LONGEST_GRAM + 1):
        last = np.full(len(codes), base - 1, dtype=np.int64)
        last[: max(0, len(codes) - length + 1)] = single[length - 1 :]
        found.append(np.unique(found[-1] * base + last, return_inverse=True)[1].astype(np.int64).reshape(-1))
    return found


def previous(ids: Ints) -> Ints:
    """Return for every place the last one before it with the same number; -1 where there is none."""
    order = np.argsort(ids, kind="stable")
    found = np.full(len(ids), -1, dtype=np.int64)
    same = ids[order][1:] == ids[order][:-1]
    found[order[1:][same]] = order[:-1][same]
    return found


def _log_odds(grams: list[Ints], marked: Bools) -> Floats:
    """Return how much more often than chance the gram at each place is at a marked one, the place itself left out."""
    chance = max(float(marked.mean()), 1e-6)
    rate: Floats = np.full(len(marked), chance)
    here = marked.astype(np.float64)
    for ids in grams:
        seen, hits = np.bincount(ids), np.bincount(ids, weights=here)
        rate = (hits[ids] - here + _PRIOR * rate) / (seen[ids] - 1 + _PRIOR)
    return np.asarray(np.log(np.maximum(rate, 1e-9) / chance))


def _ending(grams: list[Ints]) -> list[Ints]:
    """Return the grams that end at each place, for those that begin there; cut off ones stand for themselves."""
    size = len(grams[0])
    return [np.concatenate([ids[:less], ids[: max(0, size - less)]])[:size] for less, ids in enumerate(grams)]


def _binds(grams: list[Ints]) -> Floats:
    single, pairs = grams[0], grams[1]
    found = np.zeros(len(single))
    alone, together = np.bincount(single), np.bincount(pairs)
    apart = alone[single[:-1]] * alone[single[1:]]
    found[1:] = np.log((together[pairs[:-1]] - 0.9) * len(single) / (apart + 10.0))
    return found


def phrases_of(codes: Ints, grams: list[Ints]) -> Phrases:
    """Learn from the punctuation of a text, folded to one script, where its phrases begin and end.

    ``grams`` are `grams_of` the codes. Takes as long as sorting the text's characters does.
    """
    if not len(codes):
        return Phrases(*(np.zeros(0) for _ in range(4)))
    marks = is_one_of(codes, _MARKS)
    opens, ends = np.roll(marks, 1), np.roll(marks, -1)
    starts = np.roll(is_one_of(codes, _FULL_STOPS), 1)
    opens[0] = starts[0] = ends[-1] = True
    closes = np.concatenate([[0.0], _log_odds(_ending(grams), ends)[:-1]])
    return Phrases(_log_odds(grams, opens), _log_odds(grams, starts), closes, _binds(grams))
