"""Tables with bars between their cells (Markdown): which cell stands in which row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.script import fold
from corpus.tables.units import bracketed_unit, stated_unit, unit_of
from corpus.types import Cell, Span

_BAR = re.compile(r"(?<!\\)\|")
_FIGURE = re.compile(
    r"[-+−－(（]?(?:[约逾超近>≥<≤] ?)*[\d,]*\d(?:\.\d+)? ?\S{0,6}|[/／]|[-–—－]{1,2}|不适用|未披露"
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:[-/–—](?:19|20)?\d\d)?(?: ?年(?:度|末|底|上半年|下半年|第?[一二三四1-4]季度?)?)?|\d{2,3}年度?"
)
_MARK = re.compile(r"(?<=[\u3400-\u9fff）)%])([*＊]|[¹²³⁴⁵⁶⁷⁸⁹])$")
# The columns of a head that is longer than this are no names but text.
_LONGEST_NAME = 40
# More columns than this no table has that a person reads.
_MOST_COLUMNS = 200
# Outer and inner label, as `corpus.types.Cell` writes them.
JOINED = " / "


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a table by rows, as spans of ``text``; an empty cell has an empty span."""

    text: str
    folded: str
    rows: tuple[tuple[Span, ...], ...]

    def word(self, row: int, column: int) -> str:
        """Return a cell's words, empty where the row is too short."""
        return self.rows[row][column].of(self.text) if column < len(self.rows[row]) else ""

    def figure(self, row: int, column: int) -> bool:
        """Tell whether a cell is a figure or the mark for one that is not disclosed; a period names a column."""
        if column >= len(self.rows[row]):
            return False
        words = self.rows[row][column].of(self.folded)
        return bool(_FIGURE.fullmatch(words)) and not _PERIOD.fullmatch(words)

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max(map(len, self.rows), default=0)


def is_bar_row(line: str) -> bool:
    """Tell whether a line is a row of cells with bars between them."""
    return line.count("|") >= 2


def _row(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of the cells between ``start`` and ``end``; a row's outer bars part nothing."""
    edges = [start, *(m.end() for m in _BAR.finditer(text, start, end)), end + 1]
    cells = []
    for left, right in pairwise(edges):
        words = text[left : right - 1]
        inner = words.strip()
        at = left + (len(words) - len(words.lstrip()) if inner else 0)
        cells.append(Span(at, at + len(inner)))
    opens, closes = text[start:end].startswith("|"), text[start:end].endswith("|")
    return tuple(cells[1 if opens else 0 : len(cells) - 1 if closes else len(cells)])


def _grid(text: str) -> _Grid:
    rows, at = [], 0
    for line in text.split("\n"):
        if is_bar_row(line):
            rows.append(_row(text, at, at + len(line)))
        at += len(line) + 1
    return _Grid(text, fold(text), tuple(rows))


def _head_rows(grid: _Grid) -> int:
    """Return how many rows name the columns: none where the first holds figures or is empty of words beside them."""
    found = 0
    for row in range(min(3, len(grid.rows) - 1)):
        words = [grid.word(row, c) for c in range(len(grid.rows[row]))]
        if not any(words):
            found = row + 1
            continue
        if any(grid.figure(row, c) for c in range(len(words))) or max(map(len, words)) > _LONGEST_NAME:
            break
        if found and any(words_above := [grid.word(found - 1, c) for c in range(len(words))]):
            # A second row of names stands under one only where figures follow and none of it is a row's label.
            names = len({w for w in words_above if w}) < sum(bool(w) for w in words)
            if not (names and words[0] in {"", words_above[0]} and grid.figure(row + 1, len(words) - 1)):
                break
        found = row + 1
    return found


def _names(grid: _Grid, head: int) -> list[str]:
    """Return the name of every column, from the outer to the inner; an empty outer cell goes on to its right."""
    names: list[list[str]] = [[] for _ in range(grid.width)]
    for row in range(head):
        before = ""
        for column in range(grid.width):
            word = grid.word(row, column)
            if not word and row + 1 < head and column:
                word = before
            before = word
            if word and word not in names[column]:
                names[column].append(word)
    return [JOINED.join(parts) for parts in names]


def _labels(grid: _Grid, head: int, used: Sequence[int]) -> int:
    """Return how many of the used columns are labels: the first, and such behind it as are words over figures."""
    body = range(head, len(grid.rows))
    figures = [sum(grid.figure(r, c) for r in body) for c in used]
    if not any(figures[1:]):
        return 1
    first = next(i for i, count in enumerate(figures) if i and count)
    return max(1, first)


def read_bars(text: str, title: str = "") -> tuple[Cell, ...]:
    r"""Return the cells of a table with bars; none for one that only lays out text, without names or labels.

    ``title`` is what stands above the table and may state its unit. A row that lost its first label (a row span)
    goes by the label that it has.

    >>> text = "| 指標 | 2022年 | 2023年 |\n| 收入（億元） | 12.5 | — |"
    >>> [(c.value.of(text), c.row, c.column, c.unit) for c in read_bars(text)]
    [('12.5', '收入（億元）', '2022年', '億元'), ('—', '收入（億元）', '2023年', '億元')]
    """
    grid = _grid(text)
    if len(grid.rows) < 2 or grid.width > _MOST_COLUMNS:
        return ()
    head = _head_rows(grid)
    used = [c for c in range(grid.width) if any(grid.word(r, c) for r in range(len(grid.rows)))]
    if len(used) < 2:
        return ()
    names, labels = _names(grid, head), _labels(grid, head, used)
    unit = stated_unit(title) or (bracketed_unit(names[used[0]]) if names[used[0]] else None)
    cells: list[Cell] = []
    for row in range(head, len(grid.rows)):
        outer = [w for c in used[:labels] if (w := grid.word(row, c))]
        if not outer or max(map(len, outer)) > _LONGEST_NAME * 2:
            continue
        pair = len(used) == 2 and len(outer[0]) <= _LONGEST_NAME // 2
        for column in used[labels:]:
            value = grid.word(row, column)
            if value and (names[column] or pair or grid.figure(row, column)):
                cells.append(_cell(grid, row, column, JOINED.join(outer), names[column], unit))
    return tuple(cells)


def _cell(grid: _Grid, row: int, column: int, label: str, name: str, unit: str | None) -> Cell:
    span = grid.rows[row][column]
    mark = _MARK.search(label)
    figure = grid.figure(row, column)
    said = unit_of(span.of(grid.text), label, name, default=unit) if figure else None
    return Cell(span, label, name, said, mark.group(1) if mark else None)
