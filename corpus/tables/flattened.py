"""Tables whose cells were glued into one string."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.script import fold
from corpus.tables.bars import JOINED
from corpus.tables.flat_heads import ColumnKind, FlatHead, flat_heads
from corpus.tables.flat_holders import find_holders
from corpus.tables.flat_labels import Label, known_labels, read_labels
from corpus.tables.flat_rows import FlatRow, Way, choose, grows, read_rows
from corpus.tables.units import bracketed_unit, unit_of
from corpus.types import Cell, Span

# A table needs so many rows, and this share of them parted with certainty, or it is taken for prose.
_FEWEST_ROWS, _LEAST_SURE = 2, 0.5
# What is counted in no money, whatever the table's unit is.
_BARE = re.compile(r"(?:率|比|比例|比重|倍数|次数|人数|户数)(?:[（(].*)?$|每股")


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flattened table: its span in the text, the spans of its rows, and its cells, all in the text's offsets."""

    span: Span
    rows: tuple[Span, ...]
    cells: tuple[Cell, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    head: FlatHead
    rows: Sequence[FlatRow]
    chosen: Sequence[Way | None]


def find_tables(text: str) -> list[FlatTable]:
    """Return the flattened tables of a run-together text, in order; they do not overlap.

    A row whose figures do not come out to the number of columns in one certain way has its span but no cells.

    >>> text = "单位：元项目2023年2022年营业收入1,234,5671,100,000净利润98,765-4,321。"
    >>> [(c.row, c.column, c.value.of(text), c.unit) for c in find_tables(text)[0].cells[2:]]
    [('净利润', '2023年', '98,765', '元'), ('净利润', '2022年', '-4,321', '元')]
    """
    folded = fold(text)
    tables = _statements(text, folded)
    taken = [table.span for table in tables]
    for found in find_holders(text, folded):
        at = bisect_left(taken, found.span)
        near = taken[max(0, at - 1) : at + 1]
        if all(span.end <= found.span.start or found.span.end <= span.start for span in near):
            tables.append(FlatTable(found.span, found.rows, found.cells, "股"))
    return sorted(tables, key=lambda table: table.span)


def _statements(text: str, folded: str) -> list[FlatTable]:
    """Return the tables whose columns are periods, growth and measures, in order."""
    heads = list(flat_heads(text, folded))
    read: list[_Read] = []
    above, unit = -1, None
    for found, following in zip(heads, [*heads[1:], None], strict=False):
        # A second head in one table: 本报告期末 …, then 本报告期 ….
        chained = found.start == above and found.unit is None
        head = replace(found, unit=unit) if chained else found
        rows = read_rows(folded, head, following.span.start if following else len(text))
        chosen = choose(head, rows)
        sure = sum(way is not None for way in chosen)
        above, unit = (_end(rows[-1], chosen[-1]), head.unit) if sure else (-1, None)
        proved = chained or any(way and grows(head, way) for way in chosen)
        if sure >= (1 if proved else _FEWEST_ROWS) and sure >= _LEAST_SURE * len(rows):
            read.append(_Read(head, rows, chosen))
    known = known_labels([row.label.of(folded) for table in read for row in table.rows])
    return [_table(text, table, known) for table in read]


def _end(row: FlatRow, way: Way | None) -> int:
    """Return where a row ends: a number behind it that belongs to the next item or heading is not its."""
    return row.run.start + way[-1].end if way else row.run.end


def _table(text: str, read: _Read, known: frozenset[str]) -> FlatTable:
    labels = read_labels([row.label.of(text) for row in read.rows], known)
    cells = [
        cell
        for row, way, label in zip(read.rows, read.chosen, labels, strict=True)
        if way is not None
        for cell in _cells(text, read.head, row, way, label)
    ]
    rows = tuple(
        Span(row.label.start, _end(row, way)) for row, way in zip(read.rows, read.chosen, strict=True)
    )
    return FlatTable(Span(read.head.span.start, rows[-1].end), rows, tuple(cells), read.head.unit)


def _cells(text: str, head: FlatHead, row: FlatRow, way: Way, label: Label) -> list[Cell]:
    name = JOINED.join(filter(None, (label.group, label.words)))
    default = None if _BARE.search(fold(label.words)) else head.unit
    cells = []
    for value, column, kind in zip(way, head.names, head.kinds, strict=True):
        place = Span(row.run.start + value.start, row.run.start + value.end)
        own = bracketed_unit(column)
        words = place.of(text)
        if kind is ColumnKind.GROWTH or (own and kind is ColumnKind.MEASURE):
            unit = unit_of(words, column)
        else:
            unit = unit_of(words, label.words, column, default=default)
        if kind is not ColumnKind.PERIOD and unit is None and "比" in column and value.sign == "%":
            unit = "%"
        cells.append(Cell(place, name, column, unit))
    return cells
