"""How many things plain text lists: 移动、家庭、政企和新兴 are four, 一是…二是… two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.script import HAN
from rag.claims.numerals import number

_CLAUSE = re.compile(r"[,;。:!?\n()（）]|(?<=[—-])[—-]")
_AND = r"、(?:以?及|和|与)?|以及|(?<!共)和(?![谐平])|(?<!参)与(?!会)|(?<![涉普触波惠提顾遍])及(?![其时格])|跟(?!进|踪)"
_JOINED = re.compile(rf"{_AND}|,\s?and\b|\band\b|,")
_JOINED_HAN = re.compile(_AND)
# What a list is handed to: its things stand behind.
_LEADS = re.compile(
    r"(?:对应|代表|包括|包含|涵盖|涉及|覆盖|围绕|聚焦|面向|针对|分为|分成|来自|位于|惠及|通过|按照?|[在为是有从向由把将对指即给了到])(?!于|关|着)"
)
# 甲、乙等三个: there are more.
_MORE, _ASIDE = (
    re.compile(r"等(?:共|合共|一共)?\s?$"),
    re.compile(r"(?:这|那|共|一共|总共|合共|合计|的|全部|所有|都是|都|以上|上述|全|the|these|those)*\s?$"),
)
# Characters of a clause before its figure that list nothing: 这四个.
_SHORT = 3
# Characters that tell a thing of a list.
_NAME = 2
_NUMBERED = re.compile(
    r"(?:^|[,;。:!?\n\s])(?:第?(?P<han>[一二三四五六七八九十]{1,2})(?:是|为|来|、|,|要|方面)|[(（](?P<bracketed>[一二三四五六七八九十]|\d{1,2})[)）]"
    r"|(?P<digits>\d{1,2})(?:[.、)）])(?!\d))"
)
_POINT = re.compile(
    r"(?<![\d.a-z])(?P<n>\d{1,2})[.、)）]\s?(?!\d)(?P<what>[^\n]{2,40}?)(?=\s*(?:\n|$|;|。|(?<!\d)\d{1,2}[.、)）](?!\d)))"
)
_CIRCLED = re.compile("[①-⑳]")
_BULLET = re.compile(r"(?:^|\n)[^\S\n]*[-·•●○◆■*–]\s?(?=\S)")


def things_before(text: str) -> list[list[str]]:
    """Return what plain text may list at its end, before a figure that counts it: as read from its clause, or a verb.

    >>> things_before("分别对应移动、家庭和新兴")
    [['分别对应移动', '家庭', '新兴'], ['移动', '家庭', '新兴']]
    >>> things_before("在甲城、乙城等")
    []
    """
    if _MORE.search(text):
        return []
    parts = _CLAUSE.split(text)
    last = _ASIDE.sub("", parts[-1])
    if len(last) < _SHORT and len(parts) > 1:
        last = _ASIDE.sub("", parts[-2])
    joined = _JOINED_HAN if HAN.search(last) else _JOINED
    first = joined.search(last)
    if first is None:
        return []
    lead = max((m.end() for m in _LEADS.finditer(last, 0, first.start())), default=0)
    return [joined.split(last), joined.split(last[lead:])]


def cut_short(things: list[str], text: str) -> bool:
    """Tell whether plain text lists all of several things together with more.

    >>> cut_short(["个人", "家庭"], "面向个人市场、家庭市场、政企市场"), cut_short(["个人", "家庭"], "个人、家庭")
    (True, False)
    """
    names = [thing.strip()[:_NAME] for thing in things]
    return any(
        len(_JOINED_HAN.findall(clause)) + 1 > len(things) and all(name in clause for name in names)
        for clause in _CLAUSE.split(text)
        if "、" in clause
    )


def listed_behind(text: str) -> set[int]:
    """Return how many things plain text lists behind a figure, in its next clauses or in all of it."""
    behind = text.partition(":")[2]
    found = {len(_JOINED.findall(part)) + 1 for part in (text, text.partition(",")[0])}
    if behind:
        found |= {len(_JOINED.findall(behind)) + 1, behind.rstrip("。.; ").count(";") + 1}
    return found - {1}


@lru_cache(maxsize=256)
def lengths(text: str) -> frozenset[int]:
    """Return how many points plain text of a paragraph numbers or marks.

    >>> sorted(lengths("一是建网,二是用网,三是试点"))
    [3]
    """
    return frozenset(_lengths(text)) - {0, 1}


@lru_cache(maxsize=256)
def numbered(text: str) -> tuple[tuple[int, str], ...]:
    """Return the points of plain text that digits number, each with its number.

    >>> numbered("1.信息安全 2.服务质量 3.员工权益")
    ((1, '信息安全'), (2, '服务质量'), (3, '员工权益'))
    """
    return tuple((int(m["n"]), m["what"].strip()) for m in _POINT.finditer(text))


def _lengths(text: str) -> Iterator[int]:
    yield max((_value(match) for match in _NUMBERED.finditer(text)), default=0)
    yield max((ord(c) - ord("①") + 1 for c in _CIRCLED.findall(text)), default=0)
    yield len(_BULLET.findall(text))


def lists(text: str, thing: str, count: int) -> bool:
    """Tell whether a clause of plain text that names a thing lists so many of them.

    >>> lists("面向个人、家庭和政企市场,推出甲、乙", "市场", 3), lists("推出甲、乙、丙", "市场", 3)
    (True, False)
    """
    return any(
        len(_JOINED_HAN.findall(clause)) + 1 == count
        for clause in _CLAUSE.split(text)
        if "、" in clause and thing in clause
    )


def _value(match: re.Match[str]) -> int:
    written = match["han"] or match["bracketed"] or match["digits"]
    return int(number(written)[0])
