"""Whether a figure is counted in what its source counts it in."""

from __future__ import annotations

import re

from corpus.script import HAN
from rag.claims.counters import same_unit, soft
from rag.claims.english import counts_trips
from rag.claims.figures import Figure
from rag.claims.quantities import SHARE
from rag.claims.support import Rest

SHARE_WORDS = re.compile(r"占|比例|比重|份额|负债率|渗透率|覆盖率|普及率|满意度")
"""Words for a part of something, or a level of a hundred."""
# Nouns of people, of which a source may count without a counter: 用户超3000万.
_PEOPLE, _COUNTED = frozenset({"户", "人"}), re.compile(r"[户客人员者生民工师童女众]")
# The head of a column of shares, of which no figure bears the sign.
_PERCENT_COLUMN = "(%)"
_PAGES = re.compile(r"第\d+页?(?:[、,和及与至到~–—-]\d+)*[、,和及与至到~–—-]$")
_ORDINAL = re.compile(r"(?:[\d、,和及与跟至到~–—第页-]|以及)*[页年篇]")
# What a source's large figure without a counter may count: 日调用量超30亿.
_TIMES, _MANY = frozenset({"次", "人次", "件", "篇", "封", "笔"}), 1000
_PIECES = re.compile(r"块(?:[a-z]|[芯屏电显硬主基板地土玻石砖田牌])")
# Characters behind a figure in which what it counts is named.
_THING, _MARK = 6, re.compile(r"[,;。:!?()、|\s]")
_IN_A_ROW = re.compile(r"连续$|连$|蝉联$")


def _counter(figure: Figure, text: str) -> str:
    """Return what a figure of plain text is counted in: 块 counts pieces before a thing (2.5万块芯片), else money."""
    unit, end = figure.quantity.unit, figure.quantity.span.end
    return "个" if unit == "元" and _PIECES.match(text, end - 1) else unit


def same_thing(said: str, source: str) -> bool:
    """Tell whether the words behind two figures begin with, or soon come to, the same thing.

    >>> same_thing("行动主线", "主线,引领"), same_thing("行业", "个行政村")
    (True, False)
    """
    one, other = (_MARK.split(text.strip())[0][:_THING] for text in (said, source))
    return any(one[i : i + 2] in other for i in range(len(one) - 1) if HAN.match(one[i + 1]))


def _is_row_of(figure: Figure, source: Figure, rest: Rest) -> bool:
    """Tell whether a list numbers what a sentence gives a place: 成都排第11 for 11成都四川省12武汉湖北省."""
    name = source.behind.strip()[:2]
    if not _is_row(source) or name not in figure.clause:
        return False
    n = source.quantity.value
    beside = [f for unit in rest.source.units for f in unit.figures]
    return any(_is_row(f) and abs(f.quantity.value - n) == 1 for f in beside)


def _is_row(source: Figure) -> bool:
    """Tell whether a bare figure with a name right behind it may number a row."""
    name = source.behind.strip()[:2]
    return not source.quantity.unit and len(name) > 1 and bool(HAN.match(name))


def _by_place(figure: Figure, source: Figure, rest: Rest, units: tuple[str, str], text: str) -> bool | None:
    """Tell whether figures of which one is a place in an order fit, by their units; None where neither is one."""
    one, other = units
    if one == "第":
        # 第57页 for p. 57, 第25和63页, 第五年 for 1至5年.
        if not other and _is_row_of(figure, source, rest):
            return True
        return bool(_ORDINAL.match(text, figure.quantity.span.end)) and (other in {"", "年"})
    if one == "页" and not other and _PAGES.search(text, 0, figure.quantity.span.start):
        return True
    if other == "第" and _IN_A_ROW.search(source.before):
        # 连续六年 for 连续第六年.
        return source.behind.startswith(one) and bool(_IN_A_ROW.search(figure.before))
    return None


def units_fit(figure: Figure, source: Figure, rest: Rest, text: str) -> bool:
    """Tell whether a figure is counted in what the source counts it in."""
    one, other = _counter(figure, text), _counter(source, rest.unit.text)
    english = not HAN.search(figure.clause)
    if same_unit(one, other) or (english and counts_trips(one, other, source.before)):
        return True
    if (placed := _by_place(figure, source, rest, (one, other), text)) is not None:
        return placed
    if not one and other == SHARE and SHARE_WORDS.search(figure.own):
        return True
    if not one:
        return other not in {"%", "百分点"}
    if not other:
        around = f"{rest.unit.text} {rest.source.header}"
        if one == SHARE and _PERCENT_COLUMN in rest.source.whole:
            return True
        people = one in _PEOPLE and bool(_COUNTED.search(source.beside))
        counted = one in _TIMES and source.quantity.value >= _MANY
        return one == "分" or soft(one) or people or counted or (one != "%" and one in around)
    # 240万个 and 240万户: only where the words beside say so.
    if soft(one) and soft(other):
        known = "个" in (one, other) or one in source.beside or other in figure.beside
        return known or same_thing(figure.behind, source.behind)
    if soft(other):
        return one in source.beside[-12:]
    return soft(one) and other in figure.beside[-12:]
