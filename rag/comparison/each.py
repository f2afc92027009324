"""What is asked of each of several sides (分别是多少, 各是谁): the bare answer of each, with its mark, in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.script import to_script
from corpus.types import Script
from rag.comparison.choose import choose
from rag.comparison.figure import SideFigure
from rag.comparison.said import Bare, bare_of, told
from rag.comparison.types import Comparison, Side
from rag.compose import Claim, Computed, Draft
from rag.question import FIGURES, Reading, asking_spans, lowered

_DIGITS = re.compile(r"\d[\d.,]*|[一二三四五六七八九十百千两]+")
SidePart = tuple[Side, Reading, Draft]
"""One side with the question that asks for it alone and what was composed for that."""


def each_told(
    comparison: Comparison,
    parts: Sequence[SidePart],
    claims: Sequence[Claim],
    unmet: Sequence[bool],
    script: Script,
) -> tuple[list[Claim], Computed]:
    """Return the claims and the line that tells each side's bare answer: 2020年底 39万个；2023年底 194万个.

    ``claims`` are what is quoted of all sides, ``unmet`` tells the sides of whose year or company nothing was found:
    said in the line. A side whose bare answer is not sure is only quoted.
    """
    quoted, bare = list(claims), []
    figures = _figures(comparison, parts)
    for (side, reading, draft), figure, lacks in zip(parts, figures, unmet, strict=True):
        if not lacks and (found := _bare(_label(side), reading, draft, figure, quoted)):
            bare.append(found)
    lacking = [side.label for (side, *_), lacks in zip(parts, unmet, strict=True) if lacks]
    if len({b.words for b in bare}) < len(bare) and len({b.claims for b in bare}) < len(bare):
        # One place for two sides is of neither.
        bare = []
    return quoted, told(bare, lacking, script, len(quoted), whole=len(bare) == len(parts))


def _figures(comparison: Comparison, parts: Sequence[SidePart]) -> Sequence[SideFigure | None]:
    """Return the figure of each side where figures are asked and all are sure, else none."""
    if any(reading.kind not in FIGURES or not draft.claims for _, reading, draft in parts):
        return [None] * len(parts)
    found = choose(comparison, parts)
    return found if None not in found else [None] * len(parts)


def _label(side: Side) -> str:
    return "" if asking_spans(lowered(side.label)) else side.label


def _bare(
    label: str, reading: Reading, draft: Draft, figure: SideFigure | None, quoted: list[Claim]
) -> Bare | None:
    """Return a side's bare answer, its claim among those quoted: the figure chosen, or what its best sentence says.

    A bare answer from a further sentence than the best is not sure (of the public questions, 3 of 4 were of another).
    """
    short = draft.short
    own = None
    if short is not None and short.claim == 0 and not short.items:
        own = next(iter(bare_of(reading, draft, {0: _number(draft.claims[0], quoted)}, label)), None)
    if figure is None:
        return own if own and own.operands else None
    words = " ".join(to_script(figure.operand, reading.script).split())
    numbers = [_number(claim, quoted) for claim in (figure.claim, figure.unit_at) if claim is not None]
    chosen = Bare(words, tuple(dict.fromkeys(numbers)), (words,), label)
    if own is None or not own.operands:
        return chosen
    if not {*_DIGITS.findall(own.words)} & {*_DIGITS.findall(words)}:
        # Two ways to choose that differ: neither is sure.
        return None
    # 第28位 says more than 28位.
    return replace(own, claims=chosen.claims) if words in own.words else chosen


def _number(claim: Claim, quoted: list[Claim]) -> int:
    """Return the number of a claim among those quoted, adding it."""
    for number, have in enumerate(quoted):
        if (
            have.passage.id == claim.passage.id
            and have.span.start <= claim.span.start
            and claim.span.end <= have.span.end
        ):
            return number
    quoted.append(claim)
    return len(quoted) - 1
