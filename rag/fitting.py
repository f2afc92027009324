"""Which figures of a sentence may answer: of a named row, no ordinal or footnote's mark, the result of a change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import fold
from corpus.types import Span
from rag.evidence import Candidate, cells_within
from rag.figures import Figure, figures_in
from rag.table_cell import row_named

# What something became counts before what it was: 3小时行程缩短至20分钟, 由1.50萬人增至1.81萬人.
_RESULT = re.compile(
    r"(?:(?:缩短|降低?|下降|减少?|提升|提高|增加?|增长|上升|升|扩大|压缩|增长|变化|变动|改善|上调|下调|扩展|扩充|发展|跃升)"
    r"(?:至|到|为|达)|变为|变成|增达|升达) ?(?:约|近|超过?|逾)? ?$"
)
_RESULT_LEAD = 0.8
# 由上年底的41.5%变化至42.7%: what stands behind 由 is what was, unless the question asks for that.
_FROM = re.compile(
    r"(?:由|从)(?:[^，。；由从\d]{0,12}的?)?(?:\d{4}年[^，。；\d]{0,6})?(?:约|近|超过?|逾)? ?$"
)
_BECAME = re.compile(r"^[^，。；]{0,6}，?[^，。；]{0,12}?(?:至|到|变为|变成|增为|升为|降为|减为|改为|达)")
# 3小时行程缩短至20分钟: without 由, too.
_CHANGES_TO = re.compile(
    r"^[^，。；\d]{0,8}(?:缩短|降低?|下降|减少?|提升|提高|增加?|增长|上升|升|扩大|压缩|变化|改善|上调|下调|扩展|扩充|跃升)"
    r"(?:至|到|为)了? ?(?:约|近|超过?|逾|仅)? ?\d"
)
_ASKS_BEFORE = re.compile(
    r"原来|原先|之前|以前|此前|上年|去年|前一年|原本|当初|起初|before|previous", re.IGNORECASE
)
# 原本要走3小时，飞行只需20分钟: what it was.
_WAS = re.compile(r"(?:原本|原来|原先|以往|过去|从前)[^，。；\d]{0,6}$")
_WAS_LEAD = 1.6
# The least share of its row's label that a question says when a cell is given without another sign.
_LEAST_ROW = 0.35
# The mark of a footnote glued to a word, and the number of a meeting: neither counts anything.
_GLUED, _ORDINAL = re.compile(r"[\u4e00-\u9fff」』”》]$"), re.compile(r"第 ?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A part of a year at the head of a column, and in a question.
_PART, _MONTHS = re.compile(r"前?[一二三四]季|[上下]半年"), re.compile(r"\d ?月|本期|报告期|年初")
# One of something in passing (一个新的样板), and scales by themselves (百万户): no figure that is asked for.
NO_NUMBER = frozenset(["一", "百", "千", "百万", "千万"])
# A list of labels whose values follow in a list of their own.
_VALUE_LINE = re.compile(r"^[约近超逾>≥+＋-]{0,2} ?\d[\d,.]* ?\S{0,5}$")


def fitting(question: str, candidate: Candidate) -> list[Figure]:
    """Return the figures of a sentence that may answer a folded question.

    Years are none, nor are cells under another year than those asked, ordinals, marks of footnotes and the values of
    rows that the question does not name. Of a table's row only its values count, and figures beside them with a unit.
    """
    text, cells = candidate.folded, _cells_of(candidate)
    years = frozenset(_YEAR.findall(question))
    found = []
    for figure in figures_in(text, [(span, unit) for span, _, unit in cells]):
        row = _row_of(figure, cells)
        if figure.is_year or figure.number in NO_NUMBER or not _counts(figure, text, question):
            continue
        if row is None and cells and not (figure.unit or figure.scale):
            continue
        if _of_other_time(figure, candidate, years, question):
            continue
        if row is None or row_named(question, row) >= _LEAST_ROW:
            found.append(figure)
    return found


def _of_other_time(figure: Figure, candidate: Candidate, years: frozenset[str], question: str) -> bool:
    """Tell whether a figure stands in a cell whose column names years, halves or quarters, but none of those asked.

    A quarter is not the year, either.
    """
    for cell in cells_within(candidate.hit.passage, candidate.span):
        if cell.value.start <= figure.span.start < cell.value.end:
            column = fold(cell.column)
            named, parts = set(_YEAR.findall(column)), set(_PART.findall(column))
            asked = set(_PART.findall(question))
            if years and named and not named & years:
                return True
            if not parts:
                # The year's column where a part of it is asked; months may well be the part.
                return bool(asked and named) and not _MONTHS.search(column)
            return not parts & asked
    return False


def _cells_of(candidate: Candidate) -> list[tuple[Span, str, str | None]]:
    """Return the spans in a sentence of the table's values that it holds, with row and folded unit, in order."""
    return [
        (c.value, c.row, fold(c.unit) if c.unit else None)
        for c in cells_within(candidate.hit.passage, candidate.span)
    ]


def _row_of(figure: Figure, cells: Sequence[tuple[Span, str, str | None]]) -> str | None:
    """Return the row of the cell that a figure stands in, None outside of cells."""
    return next((row for span, row, _ in cells if span.start <= figure.span.start < span.end), None)


def _counts(figure: Figure, text: str, question: str) -> bool:
    """Tell whether a figure counts something: no ordinal (第3次), no footnote's mark glued to a word (网点2，)."""
    before = text[max(0, figure.span.start - 2) : figure.span.start]
    if _ORDINAL.search(before) and "第" not in question:
        return False
    bare = not figure.unit and not figure.scale and len(figure.number) == 1
    return not (bare and _GLUED.search(before) and figure.span.end < len(text))


def is_panel(candidate: Candidate) -> bool:
    """Tell whether a sentence is of a list of labels followed by a list of their values, whose pairs are unknown."""
    passage = candidate.hit.passage
    if _cells_of(candidate):
        return False
    starts = [at for at, _ in passage.paragraphs if at <= candidate.span.start]
    ends = [at for at, _ in passage.paragraphs if at >= candidate.span.end]
    part = passage.text[max(starts, default=0) : min(ends, default=len(passage.text))]
    lines = [bool(_VALUE_LINE.match(line.strip())) for line in part.split("\n") if line.strip()]
    return any(lines[i : i + 4] == [False, False, True, True] for i in range(len(lines)))


# What is asked by how much it changed (负债率上升了多少), and what says by how much.
_CHANGES = r"(?:上升|下降|提高|提升|降低|增加|减少|增长|缩短|[高低涨跌升降多少]出?)"
_ASKS_CHANGE = re.compile(rf"{_CHANGES}[了咗]?(?:多少|几多|几)(?![次年家])")
_CHANGED_BY = re.compile(rf"{_CHANGES}了? ?(?:约|近|超过?|逾)?$")
_POINTS = ("百分点", "pp")
# Above what the nearness of a level (负债率为46.1%) is worth against that of its change (高了2.8个百分点).
_CHANGE_LEAD = 1.6


def change_lead(question: str, text: str, span: Span) -> float:
    """Return what a change, or its result, adds to a figure as the question asks, or what its beginning takes."""
    before = text[: span.start]
    behind = text[span.end :]
    if (_FROM.search(before[-30:]) and _BECAME.match(behind)) or _CHANGES_TO.match(behind):
        return _WAS_LEAD if _ASKS_BEFORE.search(question) else -_WAS_LEAD
    if _WAS.search(before[-10:]) and not _ASKS_BEFORE.search(question):
        return -_WAS_LEAD
    if span.of(text).endswith(_POINTS) and _ASKS_CHANGE.search(question) and _CHANGED_BY.search(before[-8:]):
        return _CHANGE_LEAD
    return _RESULT_LEAD if _RESULT.search(before[-12:]) and not _ASKS_BEFORE.search(question) else 0.0
