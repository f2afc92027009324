"""Numbers that headings and list items begin with (第一节, 一、, （一）, 1., 1.1, 1）), and the levels they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.dates.time_values import number

_N = "[一二三四五六七八九十]{1,3}"

# Kind and pattern, first match; matched on folded text. A dotted number counts its dots as part of its kind.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("part", rf"第({_N}|\d{{1,2}})(?:部分|编|篇|部)[：:、]?"),
        ("chapter", rf"第({_N}|\d{{1,2}})章[：:、]?"),
        ("section", rf"第({_N}|\d{{1,2}})节[：:、]?"),
        ("han", rf"({_N})[、.．]"),
        ("(han)", rf"[（(]({_N})[）)]"),
        ("dotted", r"(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.％%])[.、]?"),
        ("arabic", r"(\d{1,2})[.．、](?!\d)"),
        ("(arabic)", r"[（(](\d{1,2})[）)]"),
        ("arabic)", r"(\d{1,2})[）)]"),
        ("annex", rf"附(?:件|录|表|图)?({_N}|\d{{1,2}})?[：:、.]?"),
    )
)
_USUAL = ("chapter", "section", "han", "(han)")
_TOP = frozenset({"annex", "chapter", "unnumbered"})
# Headings below a part's title, which has level 1; deeper than 6 counts as 6.
_FIRST_LEVEL, _LAST_LEVEL = 2, 6


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number that a heading begins with: its kind, its value (0 without one), where it ends in the text."""

    kind: str
    value: int
    end: int


def numbering_at(folded: str, at: int = 0) -> Numbering | None:
    """Return the number that stands at a position of folded text, None when there is none.

    >>> numbering_at("（三）网络"), numbering_at("4.1公司")
    (Numbering(kind='(han)', value=3, end=3), Numbering(kind='dotted1', value=1, end=3))
    """
    for kind, pattern in _PATTERNS:
        if match := pattern.match(folded, at):
            digits = match.group(1) or ""
            if kind == "dotted":
                return Numbering(f"dotted{digits.count('.')}", int(digits.rpartition(".")[2]), match.end())
            return Numbering(kind, number(digits), match.end())
    return None


def levels(kinds: Iterable[str]) -> list[int]:
    """Return the level of each heading by its kind of number: a kind not yet open stands below the one before it.

    >>> levels(["han", "(han)", "(han)", "arabic", "han", "(han)", "annex"])
    [2, 3, 3, 4, 2, 3, 2]
    """
    kinds = list(kinds)
    open_kinds: list[str] = []
    # A first heading that was missed must not lift those below it: （一） stays below the 二、 that follows.
    usual = [kind for kind in _USUAL if kind in kinds]
    if kinds and usual and kinds[0] in usual[1:]:
        open_kinds = usual[: usual.index(kinds[0])]
    found = []
    for kind in kinds:
        if kind in open_kinds:
            del open_kinds[open_kinds.index(kind) + 1 :]
        elif kind in _TOP:
            open_kinds = [kind]
        else:
            open_kinds.append(kind)
        found.append(min(_FIRST_LEVEL - 1 + len(open_kinds), _LAST_LEVEL))
    return found
