"""The cell of a table row that a question asks for: the one under the heading that the question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.types import Span

_CELL = re.compile(r"[^|]+")
_FIGURE = re.compile(r"\d")


def _cells(row: str) -> list[Span]:
    """Return the spans of a row's cells between its bars, without white space at their ends."""
    spans = []
    for match in _CELL.finditer(row):
        inner = match.group(0).strip()
        start = match.start() + match.group(0).find(inner) if inner else match.start()
        spans.append(Span(start, start + len(inner)))
    return [s for s in spans if s.end < len(row) or row.endswith("|") is False]


def asked_cell(question: str, years: Sequence[int], header: str, row: str) -> Span | None:
    """Return the span in ``row`` of the cell whose heading the folded question names by its words or by its year.

    ``header`` and ``row`` are folded lines with bars. None when they differ in cells, when no heading or several are
    named, or when the cell holds no figure.

    >>> row = "| 归母净利润 | 20.3 | 4.7 |"
    >>> asked_cell("2022年四季度的净利润？", [2022], "| 亿元 | 一季度 | 四季度 |", row).of(row)
    '4.7'
    """
    headings, cells = _cells(header), _cells(row)
    if len(headings) != len(cells) or len(cells) < 2:
        return None
    named = [
        i
        for i, heading in enumerate(headings[1:], start=1)
        if len(heading)
        and (heading.of(header) in question or any(str(y) in heading.of(header) for y in years))
    ]
    if len(named) != 1 or not _FIGURE.search(cells[named[0]].of(row)):
        return None
    return cells[named[0]]


def header_above(text: str, start: int) -> str | None:
    """Return the first line of the table that the line at ``start`` belongs to; None when it is itself the first."""
    lines = text[:start].rstrip("\n").split("\n")
    block: list[str] = []
    for line in reversed(lines):
        if line.count("|") < 2:
            break
        block.append(line)
    return block[-1] if block else None
