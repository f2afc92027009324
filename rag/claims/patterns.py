"""The longer patterns of the check, by name, from ``rag/data/claim_patterns.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def _table() -> Mapping[str, str]:
    data: dict[str, str] = json.loads(
        resources.files("rag").joinpath("data/claim_patterns.json").read_text("utf-8")
    )
    return data


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for plain text; KeyError for a name that the table lacks.

    >>> bool(pattern("area").search("长三角枢纽"))
    True
    """
    return re.compile(_table()[name])
