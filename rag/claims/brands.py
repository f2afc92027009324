"""Platforms and makers that many know by name: who names one must find it in what is cited."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_LATIN = "[a-z]"


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Return every name with all names of the same, itself first."""
    data = json.loads(resources.files("rag").joinpath("data/claim_brands.json").read_text("utf-8"))
    rows: list[list[str]] = [row.split() for row in data["brands"]]
    return {name: (name, *(other for other in row if other != name)) for row in rows for name in row}


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_names(), key=len, reverse=True)
    return re.compile("|".join(_bordered(name) for name in longest))


def _bordered(name: str) -> str:
    found = re.escape(name)
    return rf"(?<!{_LATIN}){found}(?!{_LATIN})" if name.isascii() else found


def unnamed_brand(said: str, source: str) -> str:
    """Return a name of the table in plain text that plain source text holds in no form; "" where it holds all.

    >>> unnamed_brand("在抖音直播", "在网站直播"), unnamed_brand("用wechat查询", "用微信查询")
    ('抖音', '')
    """
    for match in _pattern().finditer(said):
        if not any(other in source for other in _names()[match.group()]):
            return match.group()
    return ""


def is_called(name: str, source: str) -> bool:
    """Tell whether plain source text holds another name of what a plain name is of: 微信 for wechat."""
    return any(other in source for other in _names().get(name, ()))
