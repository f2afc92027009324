"""Contraries: a clause says 事前 where the clause of its source says 事后."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

from rag.claims.signs import denials
from rag.claims.words import shared

# The share of a clause that the source's clause must say for the two to speak of the same thing.
_SAME = 0.25

# Adjectives of one character and their contraries.
_POLES = (
    "高低", "多少", "大小", "快慢", "长短", "强弱", "好差", "好坏", "优劣", "早晚", "新旧", "轻重", "宽窄", "远近",
    "深浅", "厚薄", "粗细", "贵廉", "热冷", "软硬", "松紧", "繁简", "难易", "忙闲", "富贫", "浓淡", "密疏",
)  # fmt: skip
_ADJECTIVES = "".join(sorted(set("".join(_POLES))))
_ATTRIBUTE = re.compile(rf"(?=(?P<how>[{_ADJECTIVES}])(?P<noun>[\u4e00-\u9fff]{{2}}))")
_PREDICATE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{2})(?:都|均|也|则|还)*(?:更加?|较|很|比较|最|偏|极|非常|十分|相当|变得?|越来越)"
    rf"为?(?P<how>[{_ADJECTIVES}])"
)

Side = tuple[int, int]
"""A row of the table and which side of its bar, 0 or 1."""


@cache
def _table() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[Side, ...]]]:
    """Return the words by their first two characters, longest first, and the sides that each word is on."""
    data = json.loads(resources.files("rag").joinpath("data/claim_contraries.json").read_text("utf-8"))
    sides: dict[str, list[Side]] = {}
    rows: list[str] = [row for kind in data["kinds"].values() for row in kind]
    for number, row in enumerate(rows):
        for side, words in enumerate(row.split("|")):
            for word in words.split():
                sides.setdefault(word, []).append((number, side))
    begins: dict[str, list[str]] = {}
    for word in sorted([*sides, *data["none"]], key=len, reverse=True):
        begins.setdefault(word[:2], []).append(word)
    return {pair: tuple(words) for pair, words in begins.items()}, {w: tuple(s) for w, s in sides.items()}


def _words(text: str) -> Iterator[str]:
    """Yield the words of the table in plain text, at each place the longest: 大部分 holds no 部分."""
    begins, _ = _table()
    at = 0
    while at < len(text) - 1:
        word = next((w for w in begins.get(text[at : at + 2], ()) if text.startswith(w, at)), "")
        if word:
            yield word
        at += len(word) or 1


@lru_cache(maxsize=4096)
def _sides(text: str) -> Mapping[Side, str]:
    """Return the sides that plain text is on, each with the first word that says so."""
    _, sides = _table()
    found: dict[Side, str] = {}
    for word in _words(text):
        for side in sides.get(word, ()):
            found.setdefault(side, word)
    return found


def _denies(text: str) -> bool:
    """Tell whether plain text denies something but in words of the table: 不定期."""
    for word in _words(text):
        text = text.replace(word, " ")
    return bool(denials(text))


def contrary(said: str, near: str) -> str:
    """Return the word of a plain clause whose contrary the plain clause of its source says, and not the word; "" else.

    Where either clause denies something, nothing is judged here.

    >>> contrary("会议首次在甲城举行", "会议再次在甲城举行"), contrary("首次在甲城", "首次在甲城,再次")
    ('首次', '')
    """
    mine, theirs = _sides(said), _sides(near)
    found = next(
        (
            word
            for (row, side), word in mine.items()
            if (row, 1 - side) in theirs and (row, 1 - side) not in mine and (row, side) not in theirs
        ),
        "",
    )
    if not found or shared(said.replace(found, ""), near) < _SAME or _denies(said) or _denies(near):
        return ""
    return found


@lru_cache(maxsize=4096)
def _degrees(text: str) -> frozenset[tuple[str, str]]:
    """Return which nouns of plain text are said to be how: 低成本, 成本更低."""
    found = [*_ATTRIBUTE.finditer(text), *_PREDICATE.finditer(text)]
    return frozenset((match["noun"], match["how"]) for match in found)


def other_degree(said: str, near: str) -> str:
    """Return the noun and adjective of a plain clause for which the source's clause has the contrary; "" for none.

    >>> other_degree("成本和功耗都更高", "具有低成本、低功耗等特点"), other_degree("功耗较低", "功耗低")
    ('功耗高', '')
    """
    if denials(said) or denials(near):
        return ""
    mine, theirs = _degrees(said), _degrees(near)
    for noun, how in sorted(mine):
        for pole in _POLES:
            other = pole.replace(how, "")
            if how in pole and (noun, other) in theirs and not {(noun, how), (noun, other)} <= theirs:
                return f"{noun}{how}"
    return ""
