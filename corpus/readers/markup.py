"""The fixed form of a decoded source that a reader draws: headings, paragraphs, list items, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Unicode line ends would part a paragraph; they and other white space become one space.
_WHITE = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
# What would read as mark-up of the drawn form though it stands in the file as text: `# `, `| `.
_LIKE_MARK_UP = re.compile(r"^(?=#)")
_DEEPEST = 6
# `10⁸`, `km²`: a power belongs to its number or unit; raised digits behind all else are a footnote's mark.
_RAISED_TO = re.compile(r"(?:(?<![\d.,])10|(?<![A-Za-z])(?:[kcm]?m|ft|s))\s?$")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def one_line(text: str) -> str:
    """Return text with every run of white space made one space, without any at its ends."""
    return _WHITE.sub(" ", text).strip(" \u3000")


def paragraph(text: str) -> str:
    """Return the line of a paragraph; a ``#`` at its start is escaped."""
    return _LIKE_MARK_UP.sub(r"\\", one_line(text))


def heading(text: str, level: int) -> str:
    """Return the line of a heading; levels beyond 1 to 6 are brought within."""
    return f"{'#' * min(max(level, 1), _DEEPEST)} {one_line(text)}"


def item(text: str, depth: int = 0, number: int | None = None) -> str:
    """Return the line of a list item, indented by its depth from 0; of a numbered list with its number."""
    return f"{'  ' * depth}{'-' if number is None else f'{number}.'} {one_line(text)}"


def note(label: str, text: str) -> str:
    """Return the line of a footnote."""
    return f"[^{label}]: {one_line(text)}"


def mark(label: str) -> str:
    """Return the mark of a footnote within a line."""
    return f"<sup>{label}</sup>"


def raises(before: str, digits: str) -> str | None:
    """Return raised digits as a power when what stands before them takes one; None for a footnote's mark.

    >>> raises("面积 120 km", "2"), raises("10", "8"), raises("增长 12", "3"), raises("站点 9 万个", "1")
    ('²', '⁸', None, None)
    """
    return digits.translate(_POWERS) if digits.isdecimal() and _RAISED_TO.search(before[-8:]) else None


def row(cells: Sequence[str]) -> str:
    """Return the line of a table's row. A bar within a cell becomes a full-width one.

    >>> row(["项目", "2023 年", "a|b"])
    '| 项目 | 2023 年 | a｜b |'
    """
    return "".join(f"| {one_line(cell).replace('|', '｜')} " for cell in cells) + "|"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table whose first row names the columns; rows are filled up to one width."""
    width = max((len(cells) for cells in rows), default=0)
    lines = [row([*cells, *[""] * (width - len(cells))]) for cells in rows if any(map(one_line, cells))]
    return [*lines[:1], "|" + " --- |" * width, *lines[1:]] if lines else []
