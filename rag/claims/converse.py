"""Comparisons of two things that are named: 甲高于乙 where the source has 乙高于甲."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rag.claims.patterns import pattern

# Characters on either side of a comparing word that may name what is compared.
_REACH = 16
_MORE = frozenset("高多大快长优强胜先超早重贵好远赶反击战")


_VERBS = re.compile(
    r"(?P<one>[\u4e00-\u9fff])得?比(?P<other>[\u4e00-\u9fff])得?[还更来要]*(?P<how>[多高大快长少低小慢短])"
)


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


def _meets(one: frozenset[str], theirs: frozenset[str], other: frozenset[str], its: frozenset[str]) -> bool:
    """Tell whether both sides stand in two others; a side that holds nothing of its own (欧盟 in 非欧盟) need not."""
    return (
        bool(one & theirs or other & its) and bool(one & theirs or not one) and bool(other & its or not other)
    )


def acts_turned(clause: str, source: str) -> str:
    """Return the verb of a plain clause whose doer and object change places in a plain source clause; "" else.

    >>> acts_turned("乙公司收购甲集团", "甲集团收购了乙公司"), acts_turned("甲集团收购乙公司", "甲集团收购了乙公司")
    ('收购', '')
    """
    for said in pattern("converse does").finditer(clause):
        left, right = _beside(clause, said.start(), said.end())
        for given in pattern("converse does").finditer(source):
            if given["way"] != said["way"]:
                continue
            first, second = _beside(source, given.start(), given.end())
            one, other = left - right, right - left
            if one & second and other & first and not one & first and not other & second:
                return said["way"]
    return ""


def _beside(text: str, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return what stands before and behind a place of plain text, in pairs of characters."""
    return _pairs(text[max(0, start - _REACH) : start]), _pairs(text[end : end + _REACH])


def turned_round(clause: str, source: str) -> str:
    """Return the comparing words of a plain clause whose two sides a plain source clause compares the other way; or "".

    >>> turned_round("甲省的产量高于销量", "甲省的销量高于产量"), turned_round("产量低于销量", "销量高于产量")
    ('高于', '')
    """
    for said in _comparisons(clause):
        one, other = said.left - said.right, said.right - said.left
        for given in _comparisons(source):
            first, second = given.left - given.right, given.right - given.left
            crossed, straight = _meets(one, second, other, first), _meets(one, first, other, second)
            if crossed != straight and (said.more == given.more) == crossed:
                return said.word
    return _verbs_turned(clause, source)


def _verbs_turned(clause: str, source: str) -> str:
    """Return words that compare two verbs (用得比供多) the other way than a source does (供量高于用量); "" else."""
    for said in _VERBS.finditer(clause):
        one, other = said["one"], said["other"]
        for given in _comparisons(source):
            left, right = "".join(given.left), "".join(given.right)
            straight, crossed = one in left and other in right, other in left and one in right
            if crossed != straight and ((said["how"] in _MORE) == given.more) == crossed:
                return said.group()
    return ""
