"""XLSX: every sheet a heading with a table."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.archives import check_archive
from corpus.readers.decoded import Decoded, counted
from corpus.readers.markup import heading, table
from corpus.reading import Format, Reading

MOST_CELLS = 1_000_000
"""Cells of a workbook that are read; the rest is left out, which is remarked."""
# Empty rows and columns at a sheet's far end: a sheet may claim a million of them.
_EMPTY_ROWS = 1_000
_WIDEST = 1_000


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
                rows, cut = _within(sheet.iter_rows(values_only=True), budget)
                budget -= sum(map(len, rows))
                if cut:
                    remarks.append(f"sheet {sheet.title} cut: more than {MOST_CELLS:,} cells")
                if lines := table(rows):
                    parts.append("\n\n".join([heading(sheet.title, 1), "\n".join(lines)]))
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


def _within(rows: Iterator[tuple[object, ...]], budget: int) -> tuple[list[list[str]], bool]:
    """Return a sheet's rows as text without empty ones, and whether they were cut at ``budget`` cells."""
    found: list[list[str]] = []
    empty = 0
    for values in rows:
        cells = [_shown(value) for value in values[:_WIDEST]]
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


def _shown(value: object) -> str:
    """Return a cell's value as text: whole numbers without a point, dates without an empty time.

    >>> _shown(12.0), _shown(0.1 + 0.2), _shown(datetime(2024, 7, 30)), _shown(None), _shown(True)
    ('12', '0.3', '2024-07-30', '', 'TRUE')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
