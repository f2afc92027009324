"""Which figures a yes or no to a comparison may rest on: those of one owner, or of one time, and surely of it.

Elsewhere a weaker sign does: a quotation can be judged by its reader, a bare yes cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import fold
from corpus.types import Span
from rag.comparison.figure import SideFigure
from rag.comparison.labels import label_of, tokens
from rag.comparison.types import VERDICTS, Comparison
from rag.compose import Draft
from rag.question import lowered

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年| 年|[^\d.,]|$)")
_PRIOR = re.compile(
    r"(?:上年|去年|前一年|上一年|上年度)(?:末|底|同期|年底)?(?:的|是|为|则)?(?:约|近|超过|超)?$"
)
# A year said for one figure only: 有4.2亿，2023年是4.02亿；其中….
_ASIDE = re.compile(
    r"20\d\d ?年(?:同期|底|末)?(?:则|只)?(?:是|为|仅|有)?(?:约|近|超过|超)?"
    r"\d[\d,.]*\d? ?[万亿%]?[^\d，。；;、）)]{0,4}[；;）)]"
)
# What makes a figure one of a part, or of another kind: 主营业务收入 is not all 营业收入, 4G基站 are no 5G基站.
_NARROWING = re.compile(
    r"(?<![a-z\d])[2-6]g|主营|服务(?=收入)|净(?=利|增|额|资)|毛(?=利)|新[增建设开]|增值|传统|新兴|国际|境外|海外|国内|活跃|付费|"
    r"家庭|个人|政企|人均|户均|平均|预计|预期|计划|目标"
)
# From one year to the other a thing changes by this factor at most before a yes or no is said of it; a difference,
# whose figures the reader sees, may be of more (``choose``). 455,405 people against 3 or 12 of something else.
_MOST_CHANGE = 4
# What counts anything: 240万个 and 194万座 are of one thing, 张 and 件 are of two.
_ANY_UNIT = {"", "个"}
# Characters before a figure that may say that it is of the year before.
_BEFORE = 12


def bears_verdict(
    figures: Sequence[SideFigure], comparison: Comparison, question: str, drafts: Sequence[Draft]
) -> bool:
    """Tell whether figures may stand against one another in a verdict; True where none is asked.

    ``figures`` and ``drafts`` are in the order of the sides, ``question`` is what was asked. One at least must be the
    bare answer to its side's own question. Of two years they must be of one owner,
    each of its year; of two companies of a year that is asked for; and none of a part that the question does not name.
    """
    if comparison.asked not in VERDICTS:
        return True
    if not any(_answers(figure, draft) for figure, draft in zip(figures, drafts, strict=True)):
        return False
    if any(_narrowing(figure) - _narrow(question) for figure in figures):
        return False
    if comparison.years:
        units = {figure.quantity.unit for figure in figures if figure.quantity}
        if len(units - _ANY_UNIT) > 1:
            return False
        sizes = sorted(abs(figure.quantity.base) for figure in figures if figure.quantity)
        if sizes and sizes[-1] > _MOST_CHANGE * sizes[0]:
            return False
        dated = all(year in years_of(f) for f, year in zip(figures, comparison.years, strict=True))
        return dated and len({f.claim.passage.company for f in figures}) == 1
    if not all(side.company for side in comparison.sides):
        return True
    asked = {int(year) for year in _YEAR.findall(fold(question))}
    return bool(set.intersection(asked, *(years_of(figure) for figure in figures)))


def _answers(figure: SideFigure, draft: Draft) -> bool:
    """Tell whether the bare answer of a draft is a figure."""
    short = draft.short
    if short is None or short.span is None:
        return False
    same = draft.claims[short.claim].passage.id == figure.claim.passage.id
    return same and short.span.start <= figure.span.start < short.span.end


def _narrowing(figure: SideFigure) -> frozenset[str]:
    """Return the narrowing words of a figure's label; of the clauses before it where the label says nothing itself."""
    text = fold(figure.claim.passage.text)
    label, before = label_of(text, figure.claim.span, figure.span)
    return _narrow(label if any(len(word) > 1 for word in tokens(label)) else f"{before}{label}")


def _narrow(words: str) -> frozenset[str]:
    return frozenset(_NARROWING.findall(lowered(fold(words))))


def years_of(figure: SideFigure) -> set[int]:
    """Return the years that a figure may be of: the last that its column or sentence names before it.

    That of its document where none is named; the year before where it is said to be the one before (上年末为…).
    """
    passage, span = figure.claim.passage, figure.span
    folded = fold(passage.text)
    start = max(folded.rfind(mark, 0, span.start) for mark in "。\n") + 1
    heads = [fold(c.column) for c in passage.cells if c.value.start <= span.start < c.value.end]
    said = [m for m in _YEAR.finditer(folded, start, span.start) if not _is_aside(folded, m, span)]
    named = {int(year) for head in heads for year in _YEAR.findall(head)} or {int(m[1]) for m in said[-1:]}
    years = named or ({passage.year} if passage.year else set())
    prior = _PRIOR.search(folded[max(0, span.start - _BEFORE) : span.start])
    return {year - 1 for year in years} if prior else years


def _is_aside(folded: str, year: re.Match[str], span: Span) -> bool:
    """Tell whether a year is said for one figure before a place only."""
    aside = _ASIDE.match(folded, year.start())
    return aside is not None and aside.end() <= span.start
