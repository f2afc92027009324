"""Words in the place of others: 企业宽带 where the source has 企业专线, and says something else of 企业宽带."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rag.claims.signs import is_sign
from rag.claims.support import Case, Rest, aligned, best_unit, parts_of
from rag.claims.tags import tagged
from rag.claims.words import alike, listed, shared, synonyms

# A unit up to this many characters is one thing said; of a longer one the clause counts.
_WHOLE = 40
# The least share of a clause that the source's clause must say for the two to be compared.
_LEAST = 0.2
# Parts of speech of words that can stand for each other: nouns, names, verbs used as such, letters, unknown words.
_NAMING = ("n", "j", "eng", "new", "b", "v", "x", "s", "f")
_EMPTY = re.compile(r"[的了在是为和与及、,]|\d+")
_LATIN_NAME = re.compile(r"[a-z]{5,}")
_COUNTED = tuple("百千万亿每")
_FLAGS = ("n", "v", "j", "eng", "new", "b", "s", "l", "m", "x", "t")


def swapped(clause: str, case: Case) -> str:
    """Return a word of a plain clause that stands where the source has another; "" where none does.

    The word must stand elsewhere in the paragraph beside the same neighbour, and the other not in the sentence.
    """
    best = best_unit(clause, case.rests) or (case.rests[0] if case.rests else None)
    if best is None:
        return ""
    part = _region(clause, best, case)
    if shared(clause, part) < _LEAST:
        return ""
    # What the sentence names before the clause may be its subject.
    ahead = best.unit.text.find(part)
    around = (best.source.whole, best.unit.text[:ahead] if ahead > 0 else "")
    theirs = _words(part)
    mine = _words(clause)
    for number, ((one, flag), (other, other_flag)) in enumerate(pairwise(mine)):
        around_it = [word for word, _ in mine[max(number - 1, 0) : number + 3]]
        if _inserted(around_it, best.unit.text) or _within_name(around_it[:3], best.source.whole):
            continue
        for word, its_flag, neighbour, before in ((one, flag, other, True), (other, other_flag, one, False)):
            if neighbour not in part or _EMPTY.fullmatch(neighbour) or not _fits(word, its_flag, part):
                continue
            instead, its = _instead(theirs, neighbour, case.sentence, before=before)
            brand = not before and its_brand(flag) and its.startswith("n") and not alike(word, part)
            if (
                instead
                and not _no_other(instead, neighbour, its, part)
                and _is_other(f"{one}{other}", word, instead, around, brand=brand)
            ):
                return word
    return ""


def _no_other(instead: str, neighbour: str, its: str, part: str) -> bool:
    """Tell whether what the source has beside a word is no other thing: a verb that follows, or a count (万人)."""
    verb = its == "v" and f"{instead}了" in part
    other = instead.removeprefix(neighbour).removesuffix(neighbour)
    return verb or other[:1] in _COUNTED


def _inserted(around: Sequence[str], text: str) -> bool:
    """Tell whether a source has the words on both sides of one of some words together: 共享(5G)基站."""
    return any(one + other in text for one, other in zip(around, around[2:], strict=False))


def _within_name(words: Sequence[str], text: str) -> bool:
    """Tell whether words go on with a name in letters as a source has it: AIData|共享|数据."""
    return bool(_LATIN_NAME.match(words[0])) and "".join(words) in text


def its_brand(flag: str) -> bool:
    """Tell whether a part of speech is of a name that goes before what it names: 咪咕视频."""
    return flag in {"new", "nz"}


def _is_other(pair: str, word: str, instead: str, around: tuple[str, str], *, brand: bool) -> bool:
    """Tell whether a pair of words names something else of the paragraph, and not the subject of its sentence.

    What a brand stands before (``brand``) may be named nowhere. A sentence that names both ahead decides nothing.
    """
    whole, ahead = around
    if pair not in whole:
        return brand and word not in whole
    return (pair not in ahead and word not in ahead) or instead in ahead


def _region(clause: str, best: Rest, case: Case) -> str:
    """Return what of a unit says a clause: all of a short one, else the clause most like it."""
    part = aligned(clause, [best], case.vocabulary)
    parts = parts_of(best.unit)
    first = next((flag for word, flag in _words(part)), "n")
    if (
        len(best.unit.text) <= _WHOLE
        and len(parts) == 2
        and part == parts[1]
        and first.startswith(("v", "p", "d"))
    ):
        return best.unit.text
    return part


def _fits(word: str, flag: str, part: str) -> bool:
    """Tell whether a word may be swapped: one of content that the source's clause says in no word."""
    if word in part or not flag.startswith(_FLAGS) or _says_little(word) or not word[0].isalnum():
        return False
    if word.isdigit() or is_sign(word) or all(char in part for char in word):
        return False
    return not any(other in part for other in synonyms(word))


def _says_little(word: str) -> bool:
    """Tell whether a word may stand for any other of its kind: 人士 for 群体."""
    return word in listed("generic") or word in listed("nouns")


def _instead(
    theirs: Sequence[tuple[str, str]], neighbour: str, sentence: str, *, before: bool
) -> tuple[str, str]:
    """Return what the source has beside the same neighbour, with it, and its part of speech; "" for what both have."""
    for (one, flag), (other, other_flag) in pairwise(theirs):
        beside, its_flag = (one, flag) if before else (other, other_flag)
        if (other if before else one) != neighbour or not its_flag.startswith(_NAMING) or len(beside) < 2:
            continue
        if one + other not in sentence and not _says_little(beside):
            return one + other, its_flag
    return "", ""


def _words(text: str) -> list[tuple[str, str]]:
    return [(span.of(text), flag) for span, flag in tagged(text) if span.of(text).strip()]
