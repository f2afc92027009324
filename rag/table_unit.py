"""Where a table says what one of its values is counted in: in the row, in the head of its column, in a line above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.script import fold
from corpus.types import Passage, Span
from rag.figures import figures

# In front of a unit that a line says for all below it: 单位：亿元, 指标（亿元）, 单位为万人.
_SAID = re.compile(r"(?:单位[^|\n]{0,8}|[（(/]) ?$")
_BRACKETED = re.compile(r"[（(](?P<unit>[^（）()\d，、,]{1,8})(?:[，,][^（）()]{0,8})?[)）]")
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")
# What stands in a bracket of a head and counts nothing.
_NO_UNIT = re.compile(r"^(?:截至|其中|含|不含|注|按|累计|同比|估计|预计|年|底)|年底?$|超过$")


def unit_place(passage: Passage, value: Span) -> Span | None:
    """Return where a passage says what its table's value is counted in; None where the value or nothing says it."""
    text = passage.text
    own = figures(fold(value.of(text)))
    if len(own) != 1 or own[0].unit or own[0].is_year:
        return None
    cell = next((cell for cell in passage.cells if cell.value == value), None)
    if cell is not None and cell.unit:
        return None if cell.unit in value.of(text) else _above(text, value, cell.unit, cell.column)
    return _in_columns(text, value)


def line_at(passage: Passage, place: Span) -> Span:
    """Return the line of a passage's text that a place stands in."""
    end = passage.text.find("\n", place.end)
    return Span(passage.text.rfind("\n", 0, place.start) + 1, end if end >= 0 else len(passage.text))


def _above(text: str, value: Span, unit: str, column: str) -> Span | None:
    """Return where a unit stands in the value's line, or in the nearest line above that says it for what is below."""
    end = text.find("\n", value.end)
    end, own = (end if end >= 0 else len(text)), True
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        at = text.rfind(unit, start, end)
        if at >= 0 and (own or unit in column or _SAID.search(fold(text[start:at]))):
            return Span(at, at + len(unit))
        end, own = start - 1, False
    return None


def _in_columns(text: str, value: Span) -> Span | None:
    """Return the unit of a value between bars: in the head of its column, or in the row's column of units."""
    start = text.rfind("\n", 0, value.start) + 1
    row = list(_between_bars(text, start))
    at = next((n for n, cell in enumerate(row) if cell.start <= value.start and value.end <= cell.end), None)
    if at is None:
        return None
    label = next((cell for cell in row if len(cell)), row[at])
    if label != row[at] and (place := _bracketed(text, label)):
        return place
    for head in _lines_above(text, start):
        if len(head) != len(row):
            return None
        if place := _bracketed(text, head[at]):
            return place
        columns = [n for n, cell in enumerate(head) if _UNIT_COLUMN.fullmatch(fold(cell.of(text)))]
        if len(columns) == 1 and row[columns[0]].of(text) and not re.search(r"\d", row[columns[0]].of(text)):
            return row[columns[0]]
    return None


def _bracketed(text: str, cell: Span) -> Span | None:
    """Return the unit that a cell of heads or labels names in brackets."""
    bracket = _BRACKETED.search(cell.of(text))
    if bracket is None or _NO_UNIT.search(fold(bracket["unit"])):
        return None
    return Span(cell.start + bracket.start("unit"), cell.start + bracket.end("unit"))


def _between_bars(text: str, start: int) -> Iterator[Span]:
    """Yield the cells of the line of text that begins at a place, without white space at their ends."""
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    if line.count("|") < 2:
        return
    at = start
    for part in line.split("|"):
        inner = part.strip()
        first = at + (part.find(inner) if inner else 0)
        yield Span(first, first + len(inner))
        at += len(part) + 1


def _lines_above(text: str, start: int) -> Iterator[list[Span]]:
    """Yield the cells of the lines with bars above a line, nearest first."""
    while start > 0:
        start = text.rfind("\n", 0, start - 1) + 1
        cells = list(_between_bars(text, start))
        if not cells:
            return
        yield cells
