"""The words that lies are made with, read from ``data/words.json`` once."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

Replacements = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Words, what may take their place, and a pattern that finds any of them, the longest first."""

    instead: Replacements
    found: re.Pattern[str]

    @classmethod
    def of(cls, instead: Replacements, *, behind: str = "") -> Table:
        """Make a table; ``behind`` is a pattern that must stand right before a word."""
        words = "|".join(re.escape(word) for word in sorted(instead, key=len, reverse=True))
        return cls(instead, re.compile(f"{behind}(?:{words})"))


@cache
def words(name: str) -> Table:
    """Return a table of replacements: extents, denials, affirmations, plans, contraries, units or same."""
    rows = json.loads(
        resources.files("index.training.claims").joinpath("data/words.json").read_text("utf-8")
    )[name]
    if name == "contraries":
        return Table.of(_contraries(rows))
    if name in {"units", "same"}:
        return Table.of({word: [other] for word, other in rows}, behind=r"(?<=\d)" if name == "units" else "")
    return Table.of(rows)


def _contraries(rows: Sequence[str]) -> dict[str, list[str]]:
    """Return the contraries of each word, both ways, of rows such as 「增长 上升|下降」."""
    found: dict[str, list[str]] = {}
    for row in rows:
        one, other = (side.split() for side in row.split("|"))
        for word, instead in (*((word, other) for word in one), *((word, one) for word in other)):
            found.setdefault(word, []).extend(instead)
    return found
