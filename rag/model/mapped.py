"""Where the places of one draft stand among those of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.script import fold
from corpus.types import Span
from rag.claims.plain import plain
from rag.claims.quantities import quantities, same_value
from rag.claims.times import blanked
from rag.compose import Claim, Draft, ShortAnswer

_DIGIT = re.compile(r"[\d.,%％]")


def holds(one: Claim, other: Claim) -> bool:
    """Tell whether a claim holds all words of another."""
    same = one.passage.id == other.passage.id
    return same and one.span.start <= other.span.start and other.span.end <= one.span.end


def overlaps(one: Claim, other: Claim) -> bool:
    """Tell whether two claims share words of one place."""
    same = one.passage.id == other.passage.id
    return same and one.span.start < other.span.end and other.span.start < one.span.end


def moved_short(draft: Draft, claims: Sequence[Claim]) -> ShortAnswer | None:
    """Return a draft's short answer as it stands in other claims; None where its words stand in none of them.

    A yes or no, which is in no words, needs a claim that shares words with its own.
    """
    short = draft.short
    if short is None:
        return None
    own = draft.claims[short.claim]
    if short.items:
        items = [_found(draft.claims[number], span, claims) for number, span in short.items]
        if not items or any(item is None for item in items):
            return None
        placed = tuple(item for item in items if item is not None)
        return ShortAnswer(placed[0][0], items=placed)
    if short.span is None:
        number = next((n for n, claim in enumerate(claims) if overlaps(claim, own)), None)
        return None if number is None else replace(short, claim=number)
    found = _found(own, short.span, claims)
    return None if found is None else ShortAnswer(found[0], found[1])


def says_figure(words: str, sentences: Sequence[str]) -> bool:
    """Tell whether one of some sentences gives a figure of some words; True for words without one.

    >>> says_figure("240萬個", ["累计超过240万个。"]), says_figure("240萬個", ["新建46.7萬個。"])
    (True, False)
    """
    wanted = quantities(blanked(plain(words)))
    given = [q for sentence in sentences for q in quantities(blanked(plain(sentence)))]
    return not wanted or any(same_value(one, other) for one in wanted for other in given)


def _found(own: Claim, span: Span, claims: Sequence[Claim]) -> tuple[int, Span] | None:
    """Return the number of the claim that holds a stretch of another, at its place or in its words, and where."""
    at_place = Claim(own.passage, span)
    number = next((n for n, claim in enumerate(claims) if holds(claim, at_place)), None)
    if number is not None:
        return number, span
    words = fold(span.of(own.passage.text))
    for n, claim in enumerate(claims):
        text = fold(claim.passage.text)
        at = text.find(words, claim.span.start, claim.span.end)
        if words and at >= 0 and not _is_part(text, Span(at, at + len(words))):
            return n, Span(at, at + len(words))
    return None


def _is_part(text: str, span: Span) -> bool:
    """Tell whether a stretch begins or ends within a number: 40万 in 240万, 2.4 in 2.40."""
    first, last = text[span.start], text[span.end - 1]
    before, behind = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    cut_before = bool(first.isdigit() and _DIGIT.match(before))
    return cut_before or bool(last.isdigit() and _DIGIT.match(behind))
