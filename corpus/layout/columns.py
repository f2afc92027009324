"""Columns that were read across, row by row: `甲栏第一行      乙栏第一行`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.layout.lines import Line, Lines, cells

# White space inside a line; what parts two columns in it: a tab, two wide spaces, or three and more narrow ones.
_SPACE = re.compile(r"(?<=\S)[ \t\u3000]+(?=\S)")
_GAP = re.compile(r"\t|\u3000{2}| {3}")
_SENTENCE_END = ("。", "！", "？", "；")
# Columns of one panel begin within so many cells of each other in every row.
_ALIGNED = 3
# Narrower than this, the words side by side are the cells of a table.
_NARROWEST = 14


def untangle_columns(lines: Sequence[Line]) -> Lines:
    """Return the lines in the order of their columns where that is certain; all others stay where they are.

    Lines of one column bear its number and follow each other, so that offsets go back between columns only.
    """
    return Lines(tuple(_rows(lines)))


@dataclass(frozen=True, slots=True)
class _Row:
    """A line read across: its cells as (position in the content, end, column of the page where it begins)."""

    line: Line
    cells: tuple[tuple[int, int, int], ...]


def _split(line: Line) -> _Row | None:
    """Part a line at its wide gaps, None if it has none or more than two."""
    gaps = [space for space in _SPACE.finditer(line.raw) if _GAP.search(space.group(0))]
    if not 1 <= len(gaps) <= 2 or line.is_row or line.text.startswith(("#", "|")):
        return None
    offsets = line.content.offsets
    begins = [0, *(int(offsets.searchsorted(line.start + gap.end())) for gap in gaps), len(offsets)]
    if not all(line.text[a:b].strip() for a, b in pairwise(begins)):
        return None
    left = [0, *(cells(line.raw[: gap.end()].expandtabs(8)) for gap in gaps)]
    return _Row(line, tuple(zip(begins, begins[1:], left, strict=False)))


def _aligned(one: _Row, other: _Row) -> bool:
    """Tell whether the columns of two rows begin at the same places."""
    pairs = list(zip(one.cells, other.cells, strict=False))
    return len(one.cells) == len(other.cells) and all(abs(a[2] - b[2]) <= _ALIGNED for a, b in pairs)


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, runs of rows read across as their columns one after another."""
    run: list[_Row] = []
    column = 0
    for line in lines:
        row = _split(line)
        if run and not (row and line.blank_before <= 1 and _aligned(run[-1], row)):
            column, untangled = _columns(run, column)
            yield from untangled
            run = []
        if row:
            run.append(row)
        else:
            yield line
    yield from _columns(run, column)[1]


def _columns(run: Sequence[_Row], number: int) -> tuple[int, list[Line]]:
    """Return the columns of a run of rows one after another if each reads as prose, else its lines as they are.

    ``number`` is that of the last column so far; the new one comes back.
    """
    count = len(run[0].cells) if run else 0
    columns = [[_cell(row, k) for row in run] for k in range(count)]
    if len(run) < 2 or not all(map(_is_column, columns)):
        return number, [row.line for row in run]
    found = []
    for column in columns:
        number += 1
        found += [replace(line, column=number, blank_before=int(not i)) for i, line in enumerate(column)]
    return number, found


def _cell(row: _Row, column: int) -> Line:
    start, end, _ = row.cells[column]
    part = row.line.content.part(start, end).strip()
    marks = tuple(m for m in row.line.marks if part.offsets[0] <= m.source <= part.offsets[-1] + 1)
    at, until = (int(part.offsets[k]) - row.line.start for k in (0, -1))
    return replace(
        row.line, content=part, marks=marks, indented=False, hard_break=False,
        raw=row.line.raw[at : until + 1], start=int(part.offsets[0]),
    )  # fmt: skip


def _is_column(column: Sequence[Line]) -> bool:
    """Tell whether the cells under one another read as one text: wide, of even width, its end a sentence's."""
    widths = [line.width for line in column]
    full = max(widths)
    even = all(width >= full - 2 * _ALIGNED for line, width in zip(column[:-1], widths, strict=False))
    opens = not any(line.is_item or line.is_row for line in column[1:])
    return full >= _NARROWEST and even and opens and column[-1].text.endswith(_SENTENCE_END) and (
        not column[0].text.endswith(_SENTENCE_END)
    )  # fmt: skip
