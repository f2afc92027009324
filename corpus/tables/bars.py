"""Tables with bars between their cells (Markdown): which cell stands in which row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.script import fold
from corpus.tables.named_columns import begins_with_digits, is_day, is_period, period_in
from corpus.tables.units import bracketed_unit, is_unit, plain_unit, stated_unit, unit_of
from corpus.tables.values import names_labels
from corpus.types import Cell, Span

_BAR = re.compile(r"(?<!\\)\|")
_FIGURE = re.compile(
    r"[-+−－(（]?(?:[约逾超近>≥<≤] ?)*[\d,]*\d(?:\.\d+)? ?\S{0,6}|[/／]|[-–—－]{1,2}|不适用|未披露"
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d(?:[-/–—](?:19|20)?\d\d)?(?: ?年(?:度|末|底|上半年|下半年|第?[一二三四1-4]季度?)?)?|\d{2,3}年度?"
)
_ANY_YEAR = re.compile(r"(?:19|20)\d\d|\d ?年|[上本]年|[上本]期|同期|同比|季|[Qq][1-4]|[Hh][12]|FY|月")
_MARK = re.compile(r"(?<=[\u3400-\u9fff）)%])([*＊]|[¹²³⁴⁵⁶⁷⁸⁹])$")
# The columns of a head that is longer than this are no names but text.
_LONGEST_NAME = 40
# More columns than this no table has that a person reads.
_MOST_COLUMNS = 200
# Rows of a title above the head, and rows by which a column's kind is told.
_MOST_TITLES, _JUDGED = 3, 50
# Outer and inner label, as `corpus.types.Cell` writes them.
JOINED = " / "


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a table by rows, as spans of ``text``; an empty cell has an empty span."""

    text: str
    folded: str
    rows: tuple[tuple[Span, ...], ...]
    width: int

    def word(self, row: int, column: int) -> str:
        """Return a cell's words, empty where the row is too short."""
        return self.rows[row][column].of(self.text) if column < len(self.rows[row]) else ""

    def figure(self, row: int, column: int) -> bool:
        """Tell whether a cell is a figure or the mark for one that is not disclosed; a period names a column."""
        if column >= len(self.rows[row]):
            return False
        words = self.rows[row][column].of(self.folded)
        return bool(_FIGURE.fullmatch(words)) and not _PERIOD.fullmatch(words)

    def words(self, row: int) -> list[str]:
        """Return the words of a row's cells, folded."""
        return [span.of(self.folded) for span in self.rows[row]]


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
    return _Grid(text, fold(text), tuple(rows), max(map(len, rows), default=0))


def _head_rows(grid: _Grid, first: int, ruled: bool) -> int:
    """Return where the rows that name the columns end; at ``first`` where that row holds figures or too much text.

    ``ruled`` says that the source marks the row as the head.
    """
    found = first
    for row in range(first, min(first + 3, len(grid.rows) - 1)):
        words = [grid.word(row, c) for c in range(len(grid.rows[row]))]
        if not any(words):
            found = row + 1
            continue
        if _holds_figures(grid, row, ruled and row == first) or max(map(len, words)) > _LONGEST_NAME:
            break
        if found > first and any(words_above := [grid.word(found - 1, c) for c in range(len(words))]):
            # A second row of names stands under one only where figures follow and none of it is a row's label.
            names = len({w for w in words_above if w}) < sum(bool(w) for w in words)
            names = names or all(is_unit(w) for w in grid.words(row) if w)
            if not (names and words[0] in {"", words_above[0]} and grid.figure(row + 1, len(words) - 1)):
                break
        found = row + 1
    return found


def _holds_figures(grid: _Grid, row: int, ruled: bool) -> bool:
    """Tell whether a row that might name the columns holds figures; what only reads like one may be a name."""
    words = grid.words(row)
    left = [c for c in range(len(words)) if grid.figure(row, c) and not is_period(words[c])]
    if not left:
        return False
    sure = not words[0] or names_labels(words[0])
    days = sum(is_day(w) or is_period(w) for w in words)
    left = [c for c in left if not (is_day(words[c]) and (sure or days > 1))]
    named = [c for c in left if ruled and begins_with_digits(words[c]) and _bare_below(grid, row, c)]
    return len(named) < len(left) or (bool(left) and not sure and len(named) < 2)


def _bare_below(grid: _Grid, row: int, column: int) -> bool:
    """Tell whether figures stand below a cell, and none of them with words behind it."""
    below = range(row + 1, min(len(grid.rows), row + 1 + _JUDGED))
    figures = [grid.rows[r][column].of(grid.folded) for r in below if grid.figure(r, column)]
    return bool(figures) and not any(map(begins_with_digits, figures))


def _title_rows(grid: _Grid, columns: int) -> int:
    """Return how many rows above the head hold the table's title: one cell, or the same words in every column.

    They are titles only where names stand below for nearly all ``columns`` that are used, with figures under these.
    """
    count = 0
    while count < min(_MOST_TITLES, len(grid.rows) - 2):
        words = [grid.word(count, c) for c in range(len(grid.rows[count]))]
        filled = [w for w in words if w]
        merged = len(set(filled)) == 1 and bool(words[0]) and len(filled) in {1, len(words)}
        number = grid.figure(count, 0) and not begins_with_digits(fold(words[0]))
        if not merged or number:
            break
        count += 1
    head = _head_rows(grid, count, ruled=False)
    if not count or head == count or head >= len(grid.rows):
        return 0
    names = {w for w in grid.words(count) if w}
    figures = any(grid.figure(head, c) for c in range(1, len(grid.rows[head])))
    return count if len(names) > 1 and len(names) >= columns - 1 and figures else 0


def _names(grid: _Grid, first: int, head: int) -> list[str]:
    """Return the name of every column, from the outer to the inner; an empty outer cell goes on to its right."""
    names: list[list[str]] = [[] for _ in range(grid.width)]
    for row in range(first, head):
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


def _titled(titles: str, names: list[str], labels: Sequence[int]) -> list[str]:
    """Return the names of the columns under the one period that the title says, unless they say one themselves."""
    place = period_in(fold(titles))
    if place is None or any(_ANY_YEAR.search(fold(name)) for name in names):
        return names
    period = titles[place[0] : place[1]]
    return [JOINED.join((period, name)) if name and c not in labels else name for c, name in enumerate(names)]


def read_bars(text: str, title: str = "", *, ruled: bool = False) -> tuple[Cell, ...]:
    r"""Return the cells of a table with bars; none for one that only lays out text, without names or labels.

    ``title`` is what stands above the table and may state its unit; ``ruled`` says that the source parts the first row
    from the others as the head. A row that lost its first label (a row span) goes by the label that it has.

    >>> text = "| 指標 | 2022年 | 2023年 |\n| 收入（億元） | 12.5 | — |"
    >>> [(c.value.of(text), c.row, c.column, c.unit) for c in read_bars(text)]
    [('12.5', '收入（億元）', '2022年', '億元'), ('—', '收入（億元）', '2023年', '億元')]
    """
    grid = _grid(text)
    if len(grid.rows) < 2 or grid.width > _MOST_COLUMNS:
        return ()
    used = [c for c in range(grid.width) if any(grid.word(r, c) for r in range(len(grid.rows)))]
    if len(used) < 2:
        return ()
    first = _title_rows(grid, len(used))
    head = _head_rows(grid, first, ruled and not first)
    names, labels = _names(grid, first, head), _labels(grid, head, used)
    titles = "\n".join(grid.word(row, 0) for row in range(first))
    unit = stated_unit(titles) or stated_unit(title)
    unit = unit or (bracketed_unit(names[used[0]]) if names[used[0]] else None)
    names = _titled(titles, names, used[:labels])
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
    said = unit_of(span.of(grid.text), label, name, default=plain_unit(name) or unit) if figure else None
    return Cell(span, label, name, said, mark.group(1) if mark else None)
