"""The parts of a page that are read one after the other: columns of prose, ruled and aligned tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.segments import Segment

Row = tuple[Segment, ...]

# Prose fills its column to this share in most lines, and a column of it is at least this many sizes wide.
_FULL, _NARROWEST = 0.75, 9.0
# Lines that a column has at least.
_LINES = 4
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
    if len(column) < _LINES:
        return False
    left, right = min(s.left for s in column), max(s.right for s in column)
    wide = right - left >= _NARROWEST * median(s.size for s in column)
    full = sum(s.right - s.left >= _FULL * (right - left) for s in column)
    return wide and 2 * full >= len(column)


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


def split_columns(rows: Sequence[Row]) -> list[Region]:
    """Return rows as regions in reading order: two columns of prose, the left one first, else one region."""
    rows = [row for row in rows if row]
    if not rows:
        return []
    for gutter in _gutters(rows):
        for start, end in _bands(rows, gutter):
            left = tuple(
                part for row in rows[start:end] if (part := tuple(s for s in row if s.middle < gutter))
            )
            right = tuple(
                part for row in rows[start:end] if (part := tuple(s for s in row if s.middle >= gutter))
            )
            if all(
                max(map(len, side), default=0) == 1 and _is_prose([r[0] for r in side])
                for side in (left, right)
            ):
                columns = [Region(side, *_edges(side)) for side in (left, right)]
                return [*split_columns(rows[:start]), *columns, *split_columns(rows[end:])]
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


def split_tables(region: Region) -> list[Region]:
    """Return a region in parts: runs of rows whose segments line up in columns as tables, the rest as it is."""
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
            parts.append(Region(run, region.left, region.right, _cells(run, columns)))
        at = max(end, at + 1)
    if plain:
        parts.append(Region(tuple(plain), region.left, region.right))
    return parts
