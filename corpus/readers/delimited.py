"""CSV and TSV: a table, its delimiter found by which one gives rows of one width."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.decoded import Decoded, counted
from corpus.readers.encodings import decode_text
from corpus.readers.markup import table
from corpus.reading import Format, Reading

_DELIMITERS = (",", "\t", ";", "|", "，")
_CALLED = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "，": "full-width comma"}
# Rows from which the delimiter is found.
_JUDGED = 200
MOST_CELLS = 2_000_000
"""A table of more cells is cut here, which is remarked."""
_LONGEST_FIELD = 1_000_000


def find_delimiter(text: str) -> str | None:
    r"""Return the delimiter that parts most rows into the same number of cells, two at least; None for no table.

    >>> find_delimiter("指标,2023年\n收入,\"1,280\"\n"), find_delimiter("指標\t2023年\n收入\t1,280\n")
    (',', '\t')
    """
    lines = [line for line in text[: 64 * 1024].splitlines() if line.strip()][:_JUDGED]
    scored = []
    for rank, delimiter in enumerate(_DELIMITERS):
        widths = Counter(len(cells) for cells in _rows("\n".join(lines), delimiter))
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        if width > 1:
            scored.append((count / max(1, widths.total()), width, -rank, delimiter))
    return max(scored)[3] if scored else None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        csv.field_size_limit(_LONGEST_FIELD)
        return [cells for cells in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if cells]
    except csv.Error:
        return []


def read_delimited(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a table's rows. SourceError when the text cannot be decoded or its quotation marks do not close."""
    encoded = decode_text(path, data, encoding)
    text = encoded.text.removeprefix("\ufeff").replace("\0", "")
    delimiter = find_delimiter(text) or ","
    rows = _rows(text, delimiter)
    if text.strip() and not rows:
        raise SourceError(f"{path}: not a table (a cell without end). Mend its quotation marks.")
    remarks = [*encoded.remarks, f"cells parted by {_CALLED[delimiter]}"]
    kept, cells = 0, 0
    for cells_of_row in rows:
        cells += len(cells_of_row)
        if cells > MOST_CELLS:
            remarks.append(f"{counted(len(rows) - kept, 'row')} left out: more than {MOST_CELLS:,} cells")
            break
        kept += 1
    drawn = "\n".join(table(rows[:kept]))
    return Decoded(
        drawn + "\n" if drawn else "", Reading(Format.CSV, encoded.encoding, remarks=tuple(remarks))
    )
