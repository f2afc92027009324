"""A glued table of contents: `目录一、背景....1（一）起源....1图目录图1趋势....4`, to its entries.

Page digits may be glued to the number of the next entry (`....41.统一认识` is page 4): pages never fall, and what
follows the digits must begin an entry. All patterns match folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.run_together.numbering import levels, numbering_at
from corpus.types import Span


class Listed(StrEnum):
    """What a contents page lists."""

    HEADING = "heading"
    FIGURE = "figure"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a contents page: the span of its title, the page it names, and for a heading its level."""

    title: Span
    page: int
    listed: Listed = Listed.HEADING
    level: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents page: its span, the spans of its lists (目录, 图目录, 表目录) in order, and its entries."""

    span: Span
    lists: tuple[Span, ...]
    entries: tuple[Entry, ...]


_N = "[一二三四五六七八九十]"
_START = re.compile(
    rf"[（(](?:{_N}{{1,3}}|\d{{1,2}})[）)]|{_N}{{1,3}}[、.．]|第(?:{_N}{{1,3}}|\d{{1,2}})[章节部编篇]"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.．、](?!\d)|\d{{1,2}}\.\d{{1,2}}(?=[^\d.])|[图表]\s?\d|[图表]?目[录次]|附[件录表图注一二三四\d]"
    r"|参考|结[语论束]|后记|致谢|缩[略写]|索引|名词|术语|[插]?[图表]清单"
)
# Six dots fill a line; one alone counts where a page and the next entry follow it.
_LINE = re.compile(
    r"(?P<title>[^。！？；\n]{2,100}?)\s?(?P<leader>[.…·⋯]{4,}|…{2,}|(?<!\d)[.·]{1,3}(?=\d{1,3}[（(一二三四五六七八九十第图表附]))\s?(?P<digits>\d{1,5})"
)
_LIST = re.compile(r"(?P<which>[图表插]*)(?:目[录次]|清单)")
_LONGEST = 20000


def _page(folded: str, digits: Span, before: int) -> int:
    """Return where the page's digits end: pages do not fall, and an entry or the end of the contents follows them."""
    run = digits.of(folded)
    fitting = [
        n for n in range(1, min(3, len(run)) + 1) if before <= int(run[:n]) <= before + 99 and run[0] != "0"
    ]
    begun = [n for n in fitting if _START.match(folded, digits.start + n)]
    return digits.start + (begun or fitting or [min(3, len(run))])[-1]


def _titled(folded: str, title: Span, listed: Listed) -> str:
    """Return the kind of number that an entry's title begins with."""
    number = numbering_at(folded, title.start)
    return number.kind if number else "unnumbered"


def read_contents(folded: str, place: Span) -> Contents | None:
    """Return the contents page that begins at ``place`` (with 目录) and ends before ``place.end``; None if none."""
    at, page = place.start, 0
    listed = Listed.HEADING
    lists: list[int] = []
    found: list[tuple[Span, int, Listed]] = []
    end = min(place.end, place.start + _LONGEST)
    while at < end:
        if label := _LIST.match(folded, at, end):
            which = label.group("which")
            listed = Listed.FIGURE if "图" in which else Listed.TABLE if "表" in which else Listed.HEADING
            lists.append(at)
            at, page = label.end(), 0
        line = _LINE.match(folded, at, end)
        if not line:
            break
        behind = _page(folded, Span(*line.span("digits")), page)
        page = int(folded[line.start("digits") : behind])
        found.append((Span(*line.span("title")), page, listed))
        at = behind
    if not found or not lists:
        return None
    kinds = [_titled(folded, title, kind) for title, _, kind in found if kind is Listed.HEADING]
    ranks = iter(levels(kinds))
    entries = tuple(Entry(t, p, kind, next(ranks) if kind is Listed.HEADING else 0) for t, p, kind in found)
    bounds = [*lists, at]
    return Contents(Span(lists[0], at), tuple(map(Span, bounds, bounds[1:])), entries)
