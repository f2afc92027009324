"""Units and counters: which are the same, which may stand for each other, and how many of one another is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources


@cache
def _table() -> Mapping[str, list[list[str]]]:
    data: dict[str, list[list[str]]] = json.loads(
        resources.files("rag").joinpath("data/claim_units.json").read_text("utf-8")
    )
    return data


@cache
def _units() -> dict[str, str]:
    """Map every unit to the usual one of those that are the same."""
    return {name: same[0] for same in _table()["same"] for name in same}


@cache
def _not_before() -> Mapping[str, str]:
    """Map a unit to the characters before which it is the beginning of another word: 34.15升到."""
    return {row[0]: row[1] for row in _table()["not_before"]}


@cache
def _measures() -> dict[str, tuple[int, Decimal]]:
    rows = _table()["measures"]
    return {
        name: (n, Decimal(value))
        for n, row in enumerate(rows)
        for name, value in (one.split("=") for one in row)
    }


def unit_names() -> list[str]:
    """Return every name of a unit or counter, the longest first."""
    return sorted({*_units(), *(u for row in _table()["alike"] for u in row)}, key=len, reverse=True)


def unit_pattern(unit: str) -> str:
    """Return a pattern of a unit's name that fits no beginning of another word."""
    if unit.isascii() and unit.isalpha():
        return rf"{re.escape(unit)}(?![a-z])"
    chars = _not_before().get(unit, "")
    return rf"{re.escape(unit)}(?![{chars}])" if chars else re.escape(unit)


def usual(unit: str | None) -> str:
    """Return the usual name of a unit, "" for none.

    >>> usual("人民币元"), usual("households"), usual(None)
    ('元', '户', '')
    """
    return _units().get(unit, unit) if unit else ""


def is_unit(word: str) -> bool:
    """Tell whether a plain word is a unit or counter."""
    return word in _units()


def factor(said: str, source: str) -> Decimal | None:
    """Return how many of the source's unit one of the said unit is; None where they measure different things."""
    one, other = _measures().get(said), _measures().get(source)
    return one[1] / other[1] if one and other and one[0] == other[0] else None


def same_unit(said: str, source: str) -> bool:
    """Tell whether two usual units count or measure the same thing, each for the other."""
    if said == source or factor(said, source) is not None:
        return True
    return any(said in row and source in row for row in _table()["alike"])


def soft(unit: str) -> bool:
    """Tell whether a counter says nothing of what is counted: 个, and those that may stand for it."""
    return unit in _table()["soft"][0]
