"""The cell of a table that a question asks for: of the row and under the heading that the question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Cell, Passage, Span
from index.expand import mainland_words

_CELL = re.compile(r"[^|]+")
_FIGURE = re.compile(r"\d")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_OPERATOR = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?(?:其中|加|减)?[：:]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(r"前[一二三]季度?|[一二三四]季度?|[上下]半年|(?<!\d)\d{1,2}月")
# Columns named by the report's own period: the period alone, and the year up to its end.
_CURRENT, _SO_FAR = re.compile(r"^本(?:报告)?期(?!末)|^本季"), re.compile(r"年初至|年初到|年初起")
# A balance at the end of December is the year's.
_WHOLE = frozenset({"12月"})
_GROWTH = re.compile(r"增减|同比|变动|增长|增幅|变化|成长")
_ASKS_GROWTH = re.compile(r"增减|同比|变动|增长|增幅|变化|下降|成长|上升|多了|少了|涨|降")
_SHARE = re.compile(r"占比|百分比|比例|比重|份额")
# What only says that a row counts something, and what may stand behind the thing where it is counted in a question.
_COUNT = re.compile(
    r"(?:(?:累计)?(?:建设|建成|开通|投用)?总数量?|数量|人数|户数|个数|家数|数|总量|规模|情况|金额|总额)$"
)
_RATIO, _ASKS_RATIO = (
    re.compile(r"(?:所占|的)?(?:比例|占比|比重|比率)$"),
    re.compile(r"占|比例|比重|百分之|几成"),
)
# 全体员工中女性 are 女性员工.
_WHOLE_OF = re.compile(r"^(?:全体|全部|所有)|(?<=[工员户人家业品])中的?")
_COUNTED = ("", *"有是为多几总共数人各占，。？?、")
# A row is named when this share of its label's pairs of characters stands in the question.
_NAMED = 0.6
# Points for a column: a period of the year asked (quarter, half), its year, its own words.
_POINTS_PART, _POINTS_YEAR, _POINTS_WORDS = 2, 2, 3


def _cells(row: str) -> list[Span]:
    """Return the spans of a row's cells between its bars, without white space at their ends."""
    spans = []
    for match in _CELL.finditer(row):
        inner = match.group(0).strip()
        start = match.start() + match.group(0).find(inner) if inner else match.start()
        spans.append(Span(start, start + len(inner)))
    return [s for s in spans if s.end < len(row) or row.endswith("|") is False]


def asked_cell(question: str, years: Sequence[int], header: str, row: str) -> Span | None:
    """Return the span in ``row`` of the cell whose heading the folded question names by its words or by its year.

    ``header`` and ``row`` are folded lines with bars. None when they differ in cells, when no heading or several are
    named, or when the cell holds no figure.

    >>> row = "| 归母净利润 | 20.3 | 4.7 |"
    >>> asked_cell("2022年四季度的净利润？", [2022], "| 亿元 | 一季度 | 四季度 |", row).of(row)
    '4.7'
    """
    headings, cells = _cells(header), _cells(row)
    if len(headings) != len(cells) or len(cells) < 2:
        return None
    named = [
        i
        for i, heading in enumerate(headings[1:], start=1)
        if len(heading) and _is_named(heading.of(header), question, years)
    ]
    if len(named) != 1 or not _FIGURE.search(cells[named[0]].of(row)):
        return None
    return cells[named[0]]


def _is_named(heading: str, question: str, years: Sequence[int]) -> bool:
    """Tell whether a question names a heading by its words, or by year and part: 三季度 is not 前三季度."""
    parts, asked = set(_PART.findall(heading)) - _WHOLE, set(_PART.findall(question))
    of_year = bool(_YEAR.search(heading))
    if (parts and not parts & asked) or (of_year and not parts and asked - _WHOLE):
        return False
    core = _BRACKET.sub("", heading).strip()
    return (
        heading in question
        or (len(core) > 1 and core in question)
        or any(str(year) in heading for year in years)
    )


def header_above(text: str, start: int) -> str | None:
    """Return the first line of the table that the line at ``start`` belongs to; None when it is itself the first."""
    lines = text[:start].rstrip("\n").split("\n")
    block: list[str] = []
    for line in reversed(lines):
        if line.count("|") < 2:
            break
        block.append(line)
    return block[-1] if block else None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the cells of a passage say to a question: ``span`` of the asked value in the passage's text.

    ``decided`` without a span means that the table has the asked row, but not the asked year or value: no other figure
    of it may be the answer. ``named`` is the share of the row's label that the question says, 0 to 1: of 净利润 and
    扣除非经常性损益的净利润 the shorter is asked when the longer is not.
    """

    span: Span | None = None
    decided: bool = False
    named: float = 0.0


def cell_asked(question: str, years: Sequence[int], passage: Passage, within: Span) -> Choice:
    """Choose among the cells of a passage whose values lie ``within`` a part of it.

    ``question`` is folded, ``years`` are those it names. Nothing is decided when it names no row or several alike, when
    it names several years, or when more than one column is left.
    """
    cells = [c for c in passage.cells if within.start <= c.value.start and c.value.end <= within.end]
    plain = mainland_words(question).replace(" ", "")
    row = _row(plain, cells)
    if not row or len(years) > 1:
        return Choice()
    asked = years[0] if years else None
    headings = [fold(cell.column) for cell in row]
    said = {int(year) for heading in headings for year in _YEAR.findall(heading)}
    if asked and asked not in said:
        if said and all(map(_YEAR.search, headings)):
            return Choice(decided=True)
        if passage.year != asked:
            return Choice()
    grown = bool(_ASKS_GROWTH.search(plain) and not _ASKS_GROWTH.search(_core(row[0].row)))
    if grown and asked and said and asked != max(said):
        return Choice()
    points = [_points(plain, asked or passage.year, heading, grown) for heading in headings]
    best = max((p for p in points if p is not None), default=None)
    if best is not None and best < 0:
        # Every column is of another part of the year than the one asked.
        return Choice(decided=True)
    if best is None or points.count(best) != 1 or (best <= 0 and len(row) > 1):
        return Choice()
    value = row[points.index(best)].value
    span = value if _FIGURE.search(value.of(passage.text)) else None
    return Choice(span, decided=True, named=_share(plain, row[0].row))


def _core(label: str) -> str:
    """Return the name of a row, folded and in mainland words, without its group, number, brackets and spaces."""
    name = mainland_words(fold(label)).rpartition(" / ")[2]
    return _OPERATOR.sub("", _BRACKET.sub("", name)).replace(" ", "") or name


def _row(question: str, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells of the one row that a question names best; none when two are named alike."""
    rows: dict[str, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    scored = sorted(((_named(question, label), label) for label in rows), reverse=True)
    if scored and not scored[0][0][0]:
        said = [label for label in rows if _says_level(question, label)]
        return rows[said[0]] if len(said) == 1 else []
    if not scored or not scored[0][0][0] or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return []
    row = rows[scored[0][1]]
    # A label that stands in two rows of a passage names neither.
    return row if len({cell.column for cell in row}) == len(row) else []


def _says_level(question: str, label: str) -> bool:
    """Tell whether a question says a whole level of a row's label, or one of the things in it (家园卡、券)."""
    levels = [_OPERATOR.sub("", _BRACKET.sub("", level)).strip() for level in fold(label).split(" / ")]
    return len(levels) > 1 and any(
        len(part) > 2 and part.replace(" ", "") in question for level in levels for part in level.split("、")
    )


def _named(question: str, label: str) -> tuple[int, int]:
    """Return how many pairs of characters of a row's label the question holds (0 unless most), then of its group.

    What is measured stands at a label's end: 處置率 does not name 處置量, but 员工 names 员工总数.
    """
    core = _core(label)
    thing = _COUNT.sub("", core) or core
    asks_ratio = bool(_ASKS_RATIO.search(question) and _RATIO.search(core))
    if asks_ratio:
        thing = _WHOLE_OF.sub("", _RATIO.sub("", thing)) or thing
    last = question.find(thing[-2:])
    measured = core[-2:] in question or (
        thing != core and last >= 0 and (asks_ratio or question[last + 2 : last + 3] in _COUNTED)
    )
    pairs = _pairs(thing)
    held = sum(pair in question for pair in pairs)
    group = fold(label).rpartition(" / ")[0]
    outer = {group[i : i + 2] for i in range(len(group) - 1)}
    return (held if measured and held >= _NAMED * len(pairs) else 0, sum(pair in question for pair in outer))


def _pairs(label: str) -> set[str]:
    return {label[i : i + 2] for i in range(max(1, len(label) - 1))}


def _share(question: str, label: str) -> float:
    """Return the share of the pairs of characters of a row's name that the question holds."""
    pairs = _pairs(_core(label))
    return sum(pair in question for pair in pairs) / len(pairs)


def _relative(asked: set[str], heading: str) -> int | None:
    """Return the points of a column named by the report's own period where a part of the year is asked, else None.

    A quarter is the period alone; the first three quarters are the year up to its end.
    """
    whole = any(part.startswith("前") for part in asked)
    if not asked or (not (so_far := bool(_SO_FAR.search(heading))) and not _CURRENT.search(heading)):
        return None
    return _POINTS_PART if so_far == whole else -_POINTS_PART


def row_named(question: str, label: str) -> float:
    """Return the share of a row's name that a folded question says, 0 to 1; 1 for a value without a row."""
    return _share(mainland_words(question).replace(" ", ""), label) if label else 1.0


def _points(question: str, year: int | None, heading: str, grown: bool) -> int | None:
    """Return how well a folded column heading fits a question; None when it cannot be the one asked.

    ``grown`` says that the question asks for a growth, which only a column of growth gives.
    """
    if bool(_GROWTH.search(heading)) != grown:
        return None
    points = int(grown)
    if (said := _YEAR.findall(heading)) and year:
        if str(year) not in said:
            return None
        points += _POINTS_YEAR
    asked, named = set(_PART.findall(question)), set(_PART.findall(_BRACKET.sub("", heading)))
    relative = _relative(asked, heading)
    if relative is not None:
        points += relative
    elif not grown and (asked or named - _WHOLE):
        # A half or a quarter is not the year, nor the year one of them.
        if not asked & named:
            return None
        points += _POINTS_PART
    words = _YEAR.sub("", _BRACKET.sub("", heading.rpartition(" / ")[2])).strip("年末底度 ")
    points += _POINTS_WORDS if len(words) > 1 and words in question else 0
    if _SHARE.search(heading):
        points += 1 if _SHARE.search(question) else -1
    return points
