"""XLSX: every sheet a heading with a table."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import SourceError
from corpus.readers.archives import check_archive
from corpus.readers.decoded import Decoded, counted
from corpus.readers.markup import heading, paragraph, table
from corpus.reading import Format, Reading

MOST_CELLS = 1_000_000
"""Cells of a workbook that are read; the rest is left out, which is remarked."""
# Empty rows and columns at a sheet's far end: a sheet may claim a million of them.
_EMPTY_ROWS = 1_000
_WIDEST = 1_000
# Rows above a table's head that hold one cell each: its title, the unit.
_TITLE_ROWS = 3
# Names that a program gives a sheet: a title row goes before them.
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s?\d{0,3}", re.IGNORECASE)
# A number format is looked at up to here.
_LONGEST_FORMAT = 200
# In a number format: words in quotes, colours and conditions in brackets, single signs, widths of signs.
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_NUMBER = re.compile(r"(?P<whole>[#0?][#0?,]*)(?:\.(?P<decimals>0*)#*)?\s?(?P<percent>%)?")


def read_xlsx(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a workbook's sheets as tables, values as last computed, hidden sheets left out and remarked.

    SourceError when it is damaged, encrypted or unpacks to too much. ``encoding`` is not looked at.
    """
    check_archive(path, data)
    from openpyxl import load_workbook

    parts: list[str] = []
    remarks: list[str] = []
    budget = MOST_CELLS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                rows, cut = _within(_texts(sheet.iter_rows()), budget)
                budget -= sum(map(len, rows))
                if cut:
                    remarks.append(f"sheet {sheet.title} cut: more than {MOST_CELLS:,} cells")
                parts += _drawn(sheet.title, rows)
            book.close()
    except Exception as error:
        # openpyxl lets through whatever broken XML or a missing part makes its parsers raise.
        raise SourceError(
            f"{path}: a damaged workbook ({type(error).__name__}). Open it and save it anew."
        ) from error
    if hidden:
        remarks.append(f"{counted(len(hidden), 'hidden sheet')} left out")
    return Decoded(
        "\n\n".join([*parts]) + "\n" if parts else "", Reading(Format.XLSX, remarks=tuple(remarks))
    )


def _drawn(name: str, rows: list[list[str]]) -> list[str]:
    """Return a sheet as a heading, the title rows above its table, and the table; nothing for an empty one."""
    count = _title_rows(rows)
    titles = [next(filter(None, cells)) for cells in rows[:count]]
    lines = table(rows[count:])
    if not lines:
        return []
    if titles and _NAMELESS.fullmatch(name):
        name = titles.pop(0)
    return [heading(name, 1), *map(paragraph, titles), "\n".join(lines)]


def _title_rows(rows: list[list[str]]) -> int:
    """Return how many rows of one cell each stand above the first row of several: a title, a unit; 0 without that."""
    for count, cells in enumerate(rows[: _TITLE_ROWS + 1]):
        if sum(map(bool, cells)) > 1:
            return count
    return 0


def _texts(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[str]]:
    """Yield the cells of rows as text."""
    for cells in rows:
        yield [
            "" if cell.value is None else _shown(cell.value, cell.number_format) for cell in cells[:_WIDEST]
        ]


def _within(rows: Iterator[list[str]], budget: int) -> tuple[list[list[str]], bool]:
    """Return a sheet's rows without empty ones, and whether they were cut at ``budget`` cells."""
    found: list[list[str]] = []
    empty = 0
    for cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty += 1
            if empty > _EMPTY_ROWS:
                break
            continue
        empty = 0
        budget -= len(cells)
        if budget < 0:
            return found, True
        found.append(cells)
    return found, False


@lru_cache(maxsize=256)
def _number_format(code: str) -> tuple[str, int] | None:
    """Return ("%" or ",", decimals) of a cell's number format; None for one that shows numbers in another way.

    >>> _number_format("0.0%"), _number_format("#,##0.00_);(#,##0.00)"), _number_format("General")
    (('%', 1), (',', 2), None)
    """
    plain = _QUOTED.sub("", code[:_LONGEST_FORMAT].split(";", 1)[0])
    found = _NUMBER.search(plain)
    if (
        found is None
        or found["whole"].endswith(",")
        or any(char.isdigit() or char in "#?,.*/E" for char in plain[found.end() :])
    ):
        return None
    decimals = len(found["decimals"] or "")
    if found["percent"]:
        return "%", decimals
    return (",", decimals) if "," in found["whole"] else None


def _formatted(value: float, code: str) -> str | None:
    """Return a number as a format with a percent sign or thousands shows it; None for other formats."""
    shown = _number_format(code)
    exact = Decimal(repr(value))
    if shown is None or not exact.is_finite() or abs(exact) >= Decimal("1e15"):
        return None
    sign, decimals = shown
    rounded = (exact * 100 if sign == "%" else exact).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:f}%" if sign == "%" else f"{rounded:,f}"


def _shown(value: object, code: str = "General") -> str:
    """Return a cell's value as text: whole numbers without a point, dates without an empty time.

    Of its number format a percent sign and marks of thousands are kept, with their decimals.

    >>> _shown(12.0), _shown(0.1 + 0.2), _shown(datetime(2024, 7, 30)), _shown(None), _shown(True)
    ('12', '0.3', '2024-07-30', '', 'TRUE')
    >>> _shown(0.113, "0.0%"), _shown(1234567, "#,##0"), _shown(-1234.5, "#,##0.00"), _shown(2, "0")
    ('11.3%', '1,234,567', '-1,234.50', '2')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)) and (formatted := _formatted(value, code)) is not None:
        return formatted
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
