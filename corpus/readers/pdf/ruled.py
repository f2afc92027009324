"""Ruled tables: a grid of lines, and the segments that stand in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.chars import Ruling
from corpus.readers.pdf.join import join_lines
from corpus.readers.pdf.segments import Segment

# Lines this close (points) are one; ends this close meet.
_CLOSE = 3.0
# More lines or cells than these are a drawing, no table.
_MOST_LINES, _MOST_CELLS = 1_500, 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table's lines run: ``xs`` from the left, ``ys`` from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rulings: tuple[Ruling, ...]

    def holds(self, segment: Segment) -> bool:
        """Tell whether a segment stands in the grid."""
        return (
            self.xs[0] - _CLOSE <= segment.middle <= self.xs[-1] + _CLOSE
            and self.ys[-1] - _CLOSE <= segment.base <= self.ys[0] + _CLOSE
        )

    def cell(self, segment: Segment) -> tuple[int, int]:
        """Return the row and the column that a segment of the grid stands in."""
        middle = (segment.base + segment.top) / 2
        row = sum(middle < y for y in self.ys[1:-1])
        return row, sum(segment.middle > x for x in self.xs[1:-1])


def _levels(values: Sequence[float]) -> tuple[float, ...]:
    """Return values in order, those that are close together as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _CLOSE:
            found.append(value)
    return tuple(found)


def _meet(a: Ruling, b: Ruling) -> bool:
    return (
        a.left - _CLOSE <= b.right
        and b.left - _CLOSE <= a.right
        and a.bottom - _CLOSE <= b.top
        and b.bottom - _CLOSE <= a.top
    )


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Return the rulings in groups of those that meet."""
    # Sorted from the top, a ruling can meet only groups that reach down to it.
    groups: list[tuple[Ruling, list[Ruling]]] = []
    for ruling in sorted(rulings, key=lambda r: -r.top):
        near = [group for group in groups if _meet(group[0], ruling)]
        members = [ruling, *(member for group in near for member in group[1])]
        whole = Ruling(
            min(r.left for r in members), min(r.bottom for r in members), max(r.right for r in members),
            max(r.top for r in members),
        )  # fmt: skip
        groups = [group for group in groups if group not in near] + [(whole, members)]
    return [members for _, members in groups]


def find_grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """Return the grids of two rows and two columns or more."""
    grids: list[Grid] = []
    for members in _connected(rulings) if len(rulings) <= _MOST_LINES else []:
        xs = _levels([(r.left + r.right) / 2 for r in members if not r.level])
        ys = _levels([(r.bottom + r.top) / 2 for r in members if r.level])
        if len(xs) >= 3 and len(ys) >= 3 and len(xs) * len(ys) <= _MOST_CELLS:
            grids.append(Grid(xs, ys[::-1], tuple(members)))
    return grids


def _merged(grid: Grid, row: int, column: int, *, down: bool) -> bool:
    """Tell whether no line parts a cell from the one below it, or from the one to its right."""
    xs, ys = grid.xs, grid.ys
    if down:
        across, at = (xs[column] + xs[column + 1]) / 2, ys[row + 1]
        return not any(
            r.level and abs(r.bottom - at) <= _CLOSE and r.left <= across <= r.right for r in grid.rulings
        )
    upright, at = (ys[row] + ys[row + 1]) / 2, xs[column + 1]
    return not any(
        not r.level and abs(r.left - at) <= _CLOSE and r.bottom <= upright <= r.top for r in grid.rulings
    )


def _owners(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Map every cell to the first of the cells that it is merged with."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            owner = (row, column)
            if column and _merged(grid, row, column - 1, down=False):
                owner = owners[row, column - 1]
            elif row and _merged(grid, row - 1, column, down=True):
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return owners


def read_grid(grid: Grid, segments: Sequence[Segment]) -> list[list[str]]:
    """Return a grid's cells; the lines of a cell are joined, what stands in merged cells stands in each of them."""
    owners = _owners(grid)
    held: dict[tuple[int, int], list[Segment]] = {}
    for segment in sorted(segments, key=lambda s: (-round(s.base), s.left)):
        held.setdefault(owners[grid.cell(segment)], []).append(segment)
    texts = {cell: join_lines([s.text for s in found]) for cell, found in held.items()}
    return [
        [texts.get(owners[row, column], "") for column in range(len(grid.xs) - 1)]
        for row in range(len(grid.ys) - 1)
    ]
