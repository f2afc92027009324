"""The parts of a page that are read one after the other: columns of prose, ruled and aligned tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.segments import Segment

Row = tuple[Segment, ...]

# Prose fills its column to this share in most lines, and a column of it is at least this many sizes wide.
_FULL, _NARROWEST = 0.75, 9.0
# Lines that a column has at least; one of fewer than the second must have sentences that run on from line to line.
_LINES, _SURE_LINES = 3, 4
# Of such a column's characters so many are Han at least, and so many figures at most.
_HAN, _FIGURES = 0.6, 0.15
_RUNS_ON = re.compile("[。，；、！？]")
# A page has no more columns of prose than two to the power of this.
_DEEPEST = 3
# Pieces of a table below columns of prose take less of their side than this.
_SHORT = 0.3
# The gap between two columns lies within these shares of the text's width.
_LEFTMOST, _RIGHTMOST = 0.25, 0.75
# A table without lines has at least so many rows and columns.
_TABLE_ROWS, _TABLE_COLUMNS = 3, 2


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that are read from top to bottom between two edges; ``cells`` is set for a table, and holds its rows."""

    rows: tuple[Row, ...]
    left: float
    right: float
    cells: tuple[tuple[str, ...], ...] = ()


def _edges(rows: Sequence[Row]) -> tuple[float, float]:
    return min(row[0].left for row in rows), max(row[-1].right for row in rows)


def _gutters(rows: Sequence[Row]) -> list[float]:
    """Return where gaps of rows with two segments or more lie, the commonest first."""
    left, right = _edges(rows)
    span = max(1.0, right - left)
    middles = Counter(
        round((a.right + b.left) / 2 / 4) * 4.0
        for row in rows
        for a, b in pairwise(row)
        if _LEFTMOST <= ((a.right + b.left) / 2 - left) / span <= _RIGHTMOST
    )
    return [at for at, _ in middles.most_common(5)]


def _is_prose(column: Sequence[Segment]) -> bool:
    """Tell whether lines are a column of prose: wide, and most of them full."""
    if len(column) < _LINES:
        return False
    left, right = min(s.left for s in column), max(s.right for s in column)
    wide = right - left >= _NARROWEST * median(s.size for s in column)
    full = sum(s.right - s.left >= _FULL * (right - left) for s in column)
    return wide and 2 * full >= len(column) and (len(column) >= _SURE_LINES or _reads_on(column))


def _reads_on(column: Sequence[Segment]) -> bool:
    """Tell whether lines are sentences in Han characters that run from line to line: all but the last are full."""
    left, right = min(s.left for s in column), max(s.right for s in column)
    if right - left < _NARROWEST * median(s.size for s in column):
        return False
    if any(s.right < left + _FULL * (right - left) for s in column[:-1]):
        return False
    text = "".join(s.text for s in column)
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    figures = sum(char.isdigit() for char in text)
    return han >= _HAN * len(text) and figures <= _FIGURES * len(text) and bool(_RUNS_ON.search(text))


def _bands(rows: Sequence[Row], gutter: float) -> list[tuple[int, int]]:
    """Return the runs of rows that no segment crosses a gutter in."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, row in enumerate([*rows, None]):
        crossed = row is None or any(s.left < gutter - 2 and s.right > gutter + 2 for s in row)
        if crossed and start is not None:
            runs.append((start, at))
            start = None
        elif not crossed and start is None:
            start = at
    return runs


def _without_table(rows: Sequence[Row], gutter: float) -> int:
    """Return how many rows stand above a table at the end of rows: lines of short pieces, two or more in each."""
    left, right = _edges(rows)
    wide = {True: gutter - left, False: right - gutter}
    end = len(rows)
    while end and len(rows[end - 1]) >= _TABLE_COLUMNS:
        if any(s.right - s.left > _SHORT * wide[s.middle < gutter] for s in rows[end - 1]):
            break
        end -= 1
    return end if len(rows) - end >= _TABLE_ROWS else len(rows)


def _sides(rows: Sequence[Row], gutter: float) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    left = (tuple(s for s in row if s.middle < gutter) for row in rows)
    right = (tuple(s for s in row if s.middle >= gutter) for row in rows)
    return tuple(filter(None, left)), tuple(filter(None, right))


def _prose_columns(rows: Sequence[Row], depth: int = 0) -> list[Region] | None:
    """Return rows as columns of prose from left to right, one or more; None when they are something else."""
    if max(map(len, rows), default=0) <= 1:
        return [Region(tuple(rows), *_edges(rows))] if _is_prose([row[0] for row in rows]) else None
    for gutter in _gutters(rows) if depth < _DEEPEST else []:
        if len(_bands(rows, gutter)) == 1 and _bands(rows, gutter)[0] == (0, len(rows)):
            left, right = _sides(rows, gutter)
            columns = _prose_columns(left, depth + 1)
            others = _prose_columns(right, depth + 1) if columns else None
            if columns and others:
                return columns + others
    return None


def split_columns(rows: Sequence[Row]) -> list[Region]:
    """Return rows as regions in reading order: columns of prose, the leftmost first, else one region."""
    rows = [row for row in rows if row]
    if not rows:
        return []
    for gutter in _gutters(rows):
        for start, stop in _bands(rows, gutter):
            end = start + _without_table(rows[start:stop], gutter)
            left, right = _sides(rows[start:end], gutter)
            columns = _prose_columns(left, 1)
            others = _prose_columns(right, 1) if columns else None
            if columns and others:
                return [*split_columns(rows[:start]), *columns, *others, *split_columns(rows[end:])]
    return [Region(tuple(rows), *_edges(rows))]


def _columns_of(rows: Sequence[Row]) -> list[tuple[float, float]] | None:
    """Return the edges of the columns that every segment of some rows stands in, None when they do not line up."""
    widest = max(rows, key=len)
    columns = [(s.left, s.right) for s in widest]
    for _ in range(2):
        for row in rows:
            for segment in row:
                inside = [i for i, (a, b) in enumerate(columns) if segment.left < b and a < segment.right]
                if len(inside) != 1:
                    return None
                a, b = columns[inside[0]]
                columns[inside[0]] = (min(a, segment.left), max(b, segment.right))
    return columns if all(a[1] < b[0] for a, b in pairwise(columns)) else None


def _cells(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(next((s.text for s in row if s.left < right and left < s.right), "") for left, right in columns)
        for row in rows
    )


def _prose_run(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> list[Region]:
    """Return the columns of rows that are all sentences which run on from row to row; nothing for a table."""
    found: list[Region] = []
    for left, right in columns:
        column = [s for row in rows for s in row if s.left < right and left < s.right]
        if len(column) < _LINES or not _reads_on(column):
            return []
        found.append(Region(tuple((s,) for s in column), left, right))
    return found


def split_tables(region: Region) -> list[Region]:
    """Return a region in parts: runs of rows whose segments line up in columns as tables, the rest as it is.

    A run whose columns are all sentences that run on from row to row is no table: its columns are parts of their own.
    """
    parts: list[Region] = []
    plain: list[Row] = []
    at = 0
    while at < len(region.rows):
        end = at
        while end < len(region.rows) and len(region.rows[end]) >= _TABLE_COLUMNS:
            end += 1
        run = region.rows[at:end]
        columns = _columns_of(run) if len(run) >= _TABLE_ROWS else None
        if columns is None:
            plain += region.rows[at : max(end, at + 1)]
        else:
            if plain:
                parts.append(Region(tuple(plain), region.left, region.right))
                plain = []
            parts += _prose_run(run, columns) or [
                Region(run, region.left, region.right, _cells(run, columns))
            ]
        at = max(end, at + 1)
    if plain:
        parts.append(Region(tuple(plain), region.left, region.right))
    return parts
