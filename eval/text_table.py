"""Tables for a terminal, aligned by what characters take there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Three decimals in tables: one question of a thousand. JSON keeps every digit.
_DIGITS = 3


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Align columns by what they take on a terminal: the first to the left, numbers to the right."""
    lines = [heads, *rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(heads))]
    padded = [[_pad(cell, widths[i], left=i == 0) for i, cell in enumerate(line)] for line in lines]
    return "\n".join("  ".join(line) for line in padded)


def number(value: float | None, *, signed: bool = False) -> str:
    """Return a number with three decimals, ``-`` for none; a signed one always bears its sign.

    >>> number(0.25), number(0.25, signed=True), number(-0.00001, signed=True), number(None)
    ('0.250', '+0.250', '+0.000', '-')
    """
    if value is None:
        return "-"
    # Adding 0.0 makes nought of minus nought, which would read as a loss.
    return f"{round(value, _DIGITS) + 0.0:{'+' if signed else ''}.{_DIGITS}f}"


def _pad(cell: str, columns: int, *, left: bool) -> str:
    space = " " * (columns - width(cell))
    return cell + space if left else space + cell


def width(text: str) -> int:
    """Return how many terminal columns a text takes: wide characters two, combining marks none.

    >>> width("5G基站"), width("5G bases")
    (6, 8)
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
