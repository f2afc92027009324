"""Tables of a page as rows of equal width, merged cells resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.readers.html.tree import Node

# Cells that a merged one is spread over at most; more is a mistake or an attack.
_WIDEST, _TALLEST = 200, 5_000
_MOST_CELLS = 500_000
# A cell with more text than this, or with a heading or a table in it, is laid out, not tabulated.
_LONGEST_CELL = 1_500
_LAID_OUT = frozenset({"h1", "h2", "h3", "h4", "table", "article", "main"})


def rows_of(table: Node) -> Iterator[Node]:
    """Yield a table's own rows, those of its head first and of its foot last."""
    groups: dict[str, list[Node]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table.elements():
        if child.tag == "tr":
            groups["tbody"].append(child)
        elif child.tag in groups:
            groups[child.tag] += [row for row in child.elements() if row.tag == "tr"]
    for rows in groups.values():
        yield from rows


def cells_of(row: Node) -> list[Node]:
    """Return a row's cells."""
    return [cell for cell in row.elements() if cell.tag in ("td", "th")]


def is_data(table: Node) -> bool:
    """Tell whether a table holds data: two rows and two columns at least, and no cell with a page's parts in it."""
    rows = [cells_of(row) for row in rows_of(table)]
    if sum(bool(cells) for cells in rows) < 2 or max(map(len, rows), default=0) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    return not any(
        node.tag in _LAID_OUT or sum(map(len, cell.texts())) > _LONGEST_CELL
        for cell in cells
        for node in [cell, *(n for n in cell.walk() if n is not cell and n.tag in _LAID_OUT)]
    )


def _span(cell: Node, name: str, most: int) -> int:
    value = cell.get(name).strip()
    return min(max(int(value), 1), most) if value.isdecimal() and len(value) < 6 else 1


def grid(table: Node, text_of: Callable[[Node], str]) -> list[list[str]]:
    """Return a table's cells as text; a merged cell stands in every row and column that it covers."""
    rows = [cells_of(row) for row in rows_of(table)]
    found: list[list[str]] = []
    above: dict[int, tuple[str, int]] = {}
    total = 0
    for cells in rows:
        line: list[str] = []
        here, above = above, {}
        waiting = iter(cells)
        while total + len(line) < _MOST_CELLS:
            column = len(line)
            if column in here:
                text, left = here.pop(column)
                line.append(text)
                if left > 1:
                    above[column] = (text, left - 1)
                continue
            cell = next(waiting, None)
            if cell is None:
                if not here or min(here) < column:
                    break
                line.append("")
                continue
            text, tall = text_of(cell), _span(cell, "rowspan", _TALLEST)
            wide = _span(cell, "colspan", _WIDEST)
            for at in range(wide):
                # One cell across the whole row is a heading or a note within the table: it stands once.
                shown = "" if at and len(cells) == 1 else text
                if tall > 1:
                    above[len(line)] = (shown, tall - 1)
                line.append(shown)
        total += len(line)
        found.append(line)
    return found
