"""What belongs to whom: 甲、乙分别设立A、B, 甲中心总经理某人, the first of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from rag.claims.patterns import pattern
from rag.claims.tags import tagged

_SPLIT = re.compile(r"[、]|和|与|及|以及")
_CLAUSE = re.compile(r"[,;。!?:|\n]")
# The most things that are handed out in turn, and the longest clause that is read for them.
_MOST, _LONGEST = 8, 160


def _pairs(text: str) -> frozenset[str]:
    return frozenset(one + other for one, other in pairwise(text))


def _own(items: Sequence[str]) -> list[frozenset[str]]:
    """Return for each of several things the pairs of characters that none of the others has."""
    pairs = [_pairs(item) for item in items]
    return [
        own - frozenset().union(*(other for m, other in enumerate(pairs) if m != n))
        for n, own in enumerate(pairs)
    ]


@lru_cache(maxsize=512)
def _handed_out(source: str) -> tuple[tuple[tuple[frozenset[str], frozenset[str]], ...], ...]:
    """Return the lists of plain text that belong together in turn: 教育、医疗分别成立甲公司、乙公司."""
    found = []
    for clause in _CLAUSE.split(source):
        before, mark, behind = clause.partition("分别")
        # Figures in turn are read as figures.
        if not mark or len(clause) > _LONGEST or re.search(r"\d", behind):
            continue
        first = [part for part in _SPLIT.split(before) if part.strip()]
        then = [part for part in _SPLIT.split(behind) if part.strip()]
        if len(first) != len(then) or not 1 < len(first) <= _MOST:
            continue
        if len(first) > 2:
            size = max(len(first[1]), 2)
            first = [first[0][-size:], *first[1:-1], first[-1][: size + 2]]
        found.append(tuple(zip(_own(first), _own(then), strict=True)))
    return tuple(found)


def other_partner(clause: str, source: str) -> bool:
    """Tell whether a plain clause puts together what plain source text, handing out in turn, keeps apart.

    >>> text = "公司在教育、医疗、金融领域分别成立翼智公司、翼康公司、翼金公司"
    >>> other_partner("翼康公司面向金融领域", text), other_partner("翼康公司面向医疗", text)
    (True, False)
    """
    said = _pairs(clause)
    for rows in _handed_out(source):
        ones = {n for n, (one, _) in enumerate(rows) if one & said}
        others = {n for n, (_, other) in enumerate(rows) if other & said}
        if len(ones) == 1 and len(others) == 1 and ones != others:
            return True
    return False


_SIGN = r"[a-z][a-z0-9+.-]{0,5}"
_SIGNED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,10}})\((?P<sign>{_SIGN})\)|(?<![a-z0-9])(?P<before>{_SIGN})\((?:面向)?(?P<behind>[\u4e00-\u9fff]{{2,10}})\)"
)
_STANDS_FOR = re.compile(
    rf"(?<![a-z0-9])(?P<signs>{_SIGN}(?:[、,和与及]{_SIGN}){{0,7}})(?:分别|依次|依序|各自)?(?:代表|对应|表示|指的?是?|即|就?是|为)(?P<names>[^,;。:!?]{{2,60}})"
)


@lru_cache(maxsize=512)
def _signs(source: str) -> dict[str, str]:
    """Return what letters stand for in plain text: 个人市场(c), c(移动市场)."""
    return {m["sign"] or m["before"]: m["name"] or m["behind"] for m in _SIGNED.finditer(source)}


def other_sign(clause: str, source: str) -> str:
    """Return letters that a plain clause reads as plain source text reads others; "" else.

    >>> text = "个人市场(c)家庭市场(h)"
    >>> other_sign("c、h分别代表家庭和个人", text), other_sign("c、h分别代表个人和家庭市场", text)
    ('c', '')
    """
    said = _STANDS_FOR.search(clause)
    known = _signs(source) if said else {}
    if said is None or len(known) < 2:
        return ""
    signs = re.split(r"[、,和与及]", said["signs"])
    names = [name for name in _SPLIT.split(said["names"]) if name.strip()]
    if len(signs) != len(names):
        return ""
    for sign, name in zip(signs, names, strict=True):
        others = [what for other, what in known.items() if other != sign and _pairs(what[:2]) & _pairs(name)]
        if sign in known and others and not _pairs(known[sign]) & _pairs(name):
            return sign
    return ""


@lru_cache(maxsize=512)
def _titles(source: str) -> tuple[tuple[str, str], ...]:
    """Return the people of plain text with the words of their office that stand right before their name."""
    found = []
    for match in pattern("pairings holder").finditer(source):
        begins = max((m.end() for m in re.finditer(r"[,;。!?、:\n]", source[: match.start()])), default=0)
        found.append((match["name"], source[begins : match.start("name")]))
    return tuple(found)


def other_holder_of_title(clause: str, source: str) -> str:
    """Return who a plain clause gives an office to that plain source text gives to another; "" else.

    >>> text = "出席的有甲市中心总经理张小平、乙云公司产品部总经理李大明"
    >>> other_holder_of_title("李大明是甲市中心总经理", text), other_holder_of_title("张小平是甲市中心总经理", text)
    ('李大明', '')
    """
    people = _titles(source)
    if len(people) < 2:
        return ""
    named = [name for name, _ in people if name in clause]
    if len(set(named)) != 1 or not pattern("names role").search(clause):
        return ""
    said = _pairs(clause.replace(named[0], ""))
    words = [title for _, title in people]
    fits = {name: len(own & said) for (name, _), own in zip(people, _own(words), strict=True)}
    best = max(fits, key=lambda name: fits[name])
    return named[0] if fits[best] > 1 and not fits.get(named[0]) and best != named[0] else ""


# Parts of speech of what may be the own name of a house: names, and words that no dictionary has.
_NAMES = ("nr", "ns", "nt", "nz", "new")


def other_house(text: str, source: str) -> str:
    """Return a house of plain text (某某机场, 某某科技) of whose kind plain source text names others only; "" else.

    >>> other_house("设备装在昆明机场", "设备装在保山云瑞机场"), other_house("设备装在云瑞机场", "保山云瑞机场")
    ('昆明机场', '')
    """
    begins = {span.start for span, _ in tagged(text)}
    for match in pattern("pairings house").finditer(text):
        if match.start() not in begins:
            continue
        own, kind = match["own"], match["kind"]
        words = tagged(own)
        if len(words) != 1 or not words[0][1].startswith(_NAMES):
            continue
        if kind in source and not re.search(rf"{own}[^,;。]{{0,8}}{kind}", source):
            return match.group()
    return ""


def tops(source: str) -> Iterator[str]:
    """Yield the clauses of plain text that say who is first, each with the clauses of its sentence before it."""
    for sentence in re.split(r"[。!?;\n]", source):
        clauses = sentence.split(",")
        for number, clause in enumerate(clauses):
            if pattern("pairings top").search(clause):
                yield ",".join(clauses[: number + 1])
