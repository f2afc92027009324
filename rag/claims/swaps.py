"""Words in the place of others: 企业宽带 where the source's clause has 企业专线, and 企业宽带 is what another is said of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index.segment import labelled
from rag.claims.support import Case, Rest, aligned, best_unit, parts_of
from rag.claims.words import listed, shared, synonyms

# A unit up to this many characters is one thing said; of a longer one the clause counts.
_WHOLE = 40
# The least share of a clause that the source's clause must say for the two to be compared.
_LEAST = 0.2
# Parts of speech of words that can stand for each other: nouns, names, verbs used as such, letters, unknown words.
_FLAGS = ("n", "v", "j", "eng", "new", "b", "s", "l", "m", "x", "t")


def swapped(clause: str, case: Case) -> str:
    """Return a word of a plain clause that stands where the source has another; "" where none does.

    The word must stand elsewhere in the paragraph beside the same neighbour, and the other not in the sentence.
    """
    best = best_unit(clause, case.rests) or (case.rests[0] if case.rests else None)
    if best is None:
        return ""
    part = _region(clause, best)
    if shared(clause, part) < _LEAST:
        return ""
    elsewhere = best.source.whole.replace(part, " ")
    theirs = [word for word, _ in _words(part)]
    own = _words(clause)
    for (one, flag), (other, other_flag) in pairwise(own):
        if other in part and _fits(one, flag, part) and f"{one}{other}" in elsewhere:
            if _instead(theirs, other, case.sentence, one, before=True):
                return one
        if one in part and _fits(other, other_flag, part) and f"{one}{other}" in elsewhere:
            if _instead(theirs, one, case.sentence, other, before=False):
                return other
    return ""


def _region(clause: str, best: Rest) -> str:
    """Return what of a unit says a clause: all of a short one, else the clause most like it."""
    if len(best.unit.text) <= _WHOLE and len(parts_of(best.unit)) <= 2:
        return best.unit.text
    return aligned(clause, [best])


def _fits(word: str, flag: str, part: str) -> bool:
    """Tell whether a word may be swapped: one of content that the source's clause says in no word."""
    if word in part or not flag.startswith(_FLAGS) or word in listed("generic") or not word[0].isalnum():
        return False
    return not word.isdigit() and not any(other in part for other in synonyms(word))


def _instead(theirs: Sequence[str], neighbour: str, sentence: str, word: str, *, before: bool) -> bool:
    """Tell whether the source has another word beside the same neighbour, which the sentence does not have there."""
    for one, other in pairwise(theirs):
        beside = one if before else other
        if (other if before else one) != neighbour or len(beside) == 0 or beside in listed("generic"):
            continue
        if one + other not in sentence and beside[0].isalnum() and beside != word and not beside.isdigit():
            return True
    return False


def _words(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), flag) for span, flag in labelled(text) if span.of(text).strip()]
