"""Pages to printed lines in reading order, furniture taken out, tables found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf.chars import PageChars, Ruling
from corpus.readers.pdf.columns import Region, split_columns, split_tables
from corpus.readers.pdf.furniture import PageRows, find_furniture
from corpus.readers.pdf.ruled import find_grids, read_grid
from corpus.readers.pdf.segments import Segment, rows_of
from corpus.reading import Box


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line: its text and box, its column's edges, and how it is set. ``cells`` are the rows of a table."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float
    bold: bool
    column: tuple[float, float]
    cells: tuple[tuple[str, ...], ...] = ()

    def box(self, start: int) -> Box:
        """Return the line's box for the source offset where it begins."""
        sides = (round(side, 2) for side in (self.left, self.bottom, self.right, self.top))
        return Box(start, self.page, *sides)

    @property
    def indent(self) -> float:
        """How many sizes it begins behind its column's edge."""
        return (self.left - self.column[0]) / max(self.size, 1.0)


def _of_row(row: Sequence[Segment], page: int, column: tuple[float, float]) -> Printed:
    main = max(row, key=lambda s: s.right - s.left)
    return Printed(
        " ".join(s.text for s in row), page, row[0].left, row[-1].right, min(s.bottom for s in row),
        max(s.top for s in row), main.base, main.size, all(s.bold for s in row), column,
    )  # fmt: skip


def _table(cells: Sequence[Sequence[str]], rows: Sequence[Sequence[Segment]], page: int) -> Printed:
    segments = [s for row in rows for s in row]
    left, right = min(s.left for s in segments), max(s.right for s in segments)
    return Printed(
        "", page, left, right, min(s.bottom for s in segments), max(s.top for s in segments), segments[0].base,
        median(s.size for s in segments), False, (left, right), tuple(tuple(row) for row in cells),
    )  # fmt: skip


def _column_edges(region: Region) -> tuple[float, float]:
    """Return a region's edges as its lines show them: a first line's indent and a stray short line do not count."""
    lefts = sorted(row[0].left for row in region.rows)
    return lefts[len(lefts) // 10], region.right


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as segments by rows: all that is kept of its characters, of which it had ``inked`` besides white space."""

    rows: PageRows
    rulings: tuple[Ruling, ...]
    inked: int
    turned: int
    pictures: int
    broken: bool

    @property
    def number(self) -> int:
        """The page's 1-based number."""
        return self.rows.number


def page_text(page: PageChars) -> PageText:
    """Return a page's characters as segments."""
    rows = PageRows(page.number, page.height, tuple(map(tuple, rows_of(page.glyphs, page.rulings))))
    inked = sum(not glyph.char.isspace() for glyph in page.glyphs)
    return PageText(rows, page.rulings, inked, page.turned, page.pictures, page.broken)


def _page_lines(page: PageText, rows: Sequence[tuple[Segment, ...]]) -> list[Printed]:
    """Return a page's lines in reading order, a table as one."""
    grids = find_grids(page.rulings)
    inside: dict[int, list[tuple[Segment, ...]]] = {}
    outside: list[tuple[Segment, ...]] = []
    for row in rows:
        kept: list[Segment] = []
        for segment in row:
            at = next((i for i, grid in enumerate(grids) if grid.holds(segment)), None)
            if at is None:
                kept.append(segment)
            else:
                inside.setdefault(at, []).append((segment,))
        if kept:
            outside.append(tuple(kept))
    tables = [
        _table(read_grid(grids[at], [s for row in held for s in row]), held, page.number)
        for at, held in inside.items()
    ]
    lines: list[Printed] = []
    above = sorted(tables, key=lambda t: -t.top)
    start = 0
    # A table parts what stands above it from what stands below.
    for table in above:
        end = start
        while end < len(outside) and outside[end][0].base > table.bottom:
            end += 1
        before = [row for row in outside[start:end] if row[0].base > table.top - 1 or _beside(row, table)]
        lines += _plain(before, page.number)
        lines.append(table)
        lines += _plain([row for row in outside[start:end] if row not in before], page.number)
        start = end
    return lines + _plain(outside[start:], page.number)


def _beside(row: Sequence[Segment], table: Printed) -> bool:
    return row[-1].right < table.left or row[0].left > table.right


def _plain(rows: Sequence[tuple[Segment, ...]], page: int) -> list[Printed]:
    lines: list[Printed] = []
    for region in split_columns(rows):
        edges = _column_edges(region)
        for part in split_tables(region):
            if part.cells:
                lines.append(_table(part.cells, part.rows, page))
            else:
                whole = (part.left, part.right) == (region.left, region.right)
                own = edges if whole else _column_edges(part)
                lines += [_of_row(row, page, own) for row in part.rows]
    return lines


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's printed lines in reading order, and how many lines of running headers and footers were left out."""

    lines: tuple[Printed, ...]
    furniture: int


def lay_out(pages: Sequence[PageText]) -> Layout:
    """Return the printed lines of all pages."""
    furniture = find_furniture([page.rows for page in pages])
    lines: list[Printed] = []
    for page in pages:
        left_out = furniture.get(page.number, set())
        lines += _page_lines(page, [row for at, row in enumerate(page.rows.rows) if at not in left_out])
    return Layout(tuple(lines), sum(map(len, furniture.values())))
