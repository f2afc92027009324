"""Platforms and makers that many know by name: who names one must find it in what is cited."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from rag.claims.tags import tagged

_LATIN = "[a-z]"
# A name that only a source bears out, for it is a word of its own: ~联想 for 联想集团.
_ONLY_SOURCE = "~"
# Characters on either side of a hit that tell how its words are cut.
_AROUND = 10
# A word that was only guessed may well hold a name and more: 与抖音.
_GUESSED = "new"


@cache
def _rows() -> tuple[list[str], ...]:
    data = json.loads(resources.files("rag").joinpath("data/claim_brands.json").read_text("utf-8"))
    return tuple(row.split() for row in data["brands"])


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Return every name with all names of the same, itself first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows():
        bare = [name.removeprefix(_ONLY_SOURCE) for name in row]
        found |= {name: (name, *(other for other in bare if other != name)) for name in bare}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    said = [name for row in _rows() for name in row if not name.startswith(_ONLY_SOURCE)]
    return re.compile("|".join(_bordered(name) for name in sorted(said, key=len, reverse=True)))


@cache
def _one(name: str) -> re.Pattern[str]:
    return re.compile(_bordered(name))


@cache
def _no_name() -> Mapping[str, str]:
    """Return for a name what stands before or behind it where it is none, as a look-around."""
    data = json.loads(resources.files("rag").joinpath("data/claim_brands.json").read_text("utf-8"))
    rows: dict[str, str] = data["no name"]
    return rows


def _bordered(name: str) -> str:
    found = re.escape(name)
    if name.isascii():
        return rf"(?<!{_LATIN}){found}(?!{_LATIN})"
    return f"{found}{_no_name().get(name, '')}"


def _cuts(text: str, start: int, end: int) -> int:
    """Return how many of the two borders of a hit in plain text stand within a word: 加|快手|机 has two."""
    begins = max(0, start - _AROUND)
    within = [
        span
        for span, tag in tagged(text[begins : end + _AROUND])
        if tag != _GUESSED and span.end - span.start > 1
    ]
    return sum(any(span.start < at - begins < span.end for span in within) for at in (start, end))


def _is_said(name: str, text: str) -> bool:
    """Tell whether plain text holds a name, and not only characters of two other words."""
    if name not in text:
        return False
    hits = _one(name).finditer(text)
    return any(name.isascii() or _cuts(text, *hit.span()) < 2 for hit in hits)


def unnamed_brand(said: str, source: str) -> str:
    """Return a name of the table in plain text that plain source text holds in no form; "" where it holds all.

    >>> unnamed_brand("在抖音直播", "在网站直播"), unnamed_brand("用wechat查询", "用微信查询")
    ('抖音', '')
    >>> unnamed_brand("加快手机寄件", "手机寄件更快")
    ''
    """
    for match in _pattern().finditer(said):
        name = match.group()
        if not name.isascii() and _cuts(said, *match.span()):
            continue
        if not any(_is_said(other, source) for other in _names()[name]):
            return name
    return ""


def is_called(name: str, source: str) -> bool:
    """Tell whether plain source text holds another name of what a plain name is of: 微信 for wechat."""
    return any(_is_said(other, source) for other in _names().get(name, ()))
