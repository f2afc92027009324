"""Comparisons of two things that are named: 甲高于乙 where the source has 乙高于甲."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.claims.patterns import pattern

# Characters on either side of a comparing word that may name what is compared.
_REACH = 10
_MORE = frozenset("高多大快长优强胜先超")


@dataclass(frozen=True, slots=True)
class _Compared:
    """What stands before and behind a comparing word, in pairs of characters, and whether it says more."""

    left: frozenset[str]
    right: frozenset[str]
    more: bool
    word: str


def _pairs(text: str) -> frozenset[str]:
    return frozenset(one + other for one, other in pairwise(text))


def _comparisons(text: str) -> Iterator[_Compared]:
    for match in pattern("converse than").finditer(text):
        left = text[max(0, match.start() - _REACH) : match.start()]
        if match["of"]:
            right, way = match["of"], match["how"]
        else:
            right, way = text[match.end() : match.end() + _REACH], match["way"]
        yield _Compared(_pairs(left), _pairs(right), any(char in _MORE for char in way), match.group())


def turned_round(clause: str, source: str) -> str:
    """Return the comparing words of a plain clause whose two sides a plain source clause compares the other way; or "".

    >>> turned_round("甲省的产量高于销量", "甲省的销量高于产量"), turned_round("产量低于销量", "销量高于产量")
    ('高于', '')
    """
    for said in _comparisons(clause):
        one, other = said.left - said.right, said.right - said.left
        for given in _comparisons(source):
            first, second = given.left - given.right, given.right - given.left
            crossed = bool(one & second) and bool(other & first)
            straight = bool(one & first) and bool(other & second)
            if crossed != straight and (said.more == given.more) == crossed:
                return said.word
    return ""
