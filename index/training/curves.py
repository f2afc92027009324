"""The curves of a run: ``log.jsonl`` in its folder."""

from __future__ import annotations

import json
import logging
from pathlib import Path

_LOG = logging.getLogger(__name__)


def write_row(folder: Path, row: dict[str, object]) -> None:
    """Add a row to the log of a run, and tell it; numbers with four decimals."""
    rounded = {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}
    _LOG.info("%s", rounded)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(rounded, ensure_ascii=False) + "\n")
