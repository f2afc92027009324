"""Patterns with choices in square brackets, and the JSON tables they stand in."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from importlib import resources
from typing import Any

# The innermost choice: brackets without brackets inside.
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")


@cache
def table(name: str) -> Any:  # noqa: ANN401 (each table has a form of its own, told in its comment)
    """Return the data table ``data/<name>.json`` as plain data; never change what it holds."""
    found = resources.files("index.training.synthetic").joinpath(f"data/{name}.json")
    return json.loads(found.read_text("utf-8"))


def settle(pattern: str, rng: random.Random) -> str:
    """Return the pattern with every choice made, the innermost first; slots in braces stay.

    >>> settle("[共有|达]{V}[]", random.Random(1)) in ("共有{V}", "达{V}")
    True
    """
    while match := _CHOICE.search(pattern):
        chosen = rng.choice(match.group(1).split("|"))
        pattern = pattern[: match.start()] + chosen + pattern[match.end() :]
    return pattern


def slots(pattern: str) -> set[str]:
    """Return the names of the slots of a pattern.

    >>> sorted(slots("{T}，{Sd}{M}{A}。"))
    ['A', 'M', 'Sd', 'T']
    """
    return set(SLOT.findall(pattern))
