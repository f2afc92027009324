"""Figures that a sentence works out from two of its source: 比上年多1.7元 where it has 42.1元 and 40.4元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from rag.claims.counters import same_unit
from rag.claims.figures import Figure, figures_of
from rag.claims.patterns import pattern
from rag.claims.quantities import POINTS, SHARE, Quantity, same_value
from rag.claims.support import Case, Rest
from rag.claims.times import times_by_kind

# Figures of one unit of a source that are taken in pairs at most.
_MOST = 12
# Characters before a figure that may say that it is a sum.
_NEAR = 16
# By what people and things are told apart: who is counted by one may be counted by another too.
_KINDS = {
    "sex": re.compile(r"[男女]"),
    "work": re.compile(r"退休|离休|在职|在岗|离职|离岗|入职|新聘|实习"),
    "age": re.compile(r"岁|青年|中年|老年|长者|老人|儿童|少年"),
    "degree": re.compile(r"本科|硕士|博士|大专|研究生|学历|大学"),
    "rank": re.compile(r"党员|干部|管理|高管|主管|经理|领导|骨干"),
    "people": re.compile(r"民族|汉族|残疾|残障|外籍|本地|海外"),
    "place": re.compile(r"县城|乡镇|农村|城市|城镇|省级|市级|县级"),
    "new": re.compile(r"新建|新增|新开|累计|总"),
}


def is_difference(figure: Figure, case: Case) -> bool:
    """Tell whether a figure is by how much two figures of one part of the source differ, the way round it is said."""
    way = pattern("computed by").search(figure.before)
    if not way or figure.quantity.unit == SHARE:
        return False
    up = bool(way["up"] or way["more"])
    said = [f.quantity for f in figures_of(case.text) if f.quantity.span != figure.quantity.span]
    for one, other in _pairs(case, figure.quantity):
        more, less = (one, other) if one.value > other.value else (other, one)
        gap = replace(more, value=more.value - less.value, rounded=False, bound=0)
        if not same_value(figure.quantity, gap):
            continue
        first = more if up else less
        if not said or any(same_value(q, first) for q in said) or way["apart"]:
            return True
    return False


def is_sum(figure: Figure, case: Case) -> bool:
    """Tell whether a figure is what a sentence adds up of its own: 甲3家,乙5家,合计8家."""
    if not pattern("computed all").search(f"{figure.lead}{figure.before}"[-_NEAR:]):
        return False
    mine = figure.quantity
    before = [f.quantity for f in figures_of(case.sentence) if f.quantity.span.start < _place(figure, case)]
    alike = [q for q in before if same_unit(mine.unit, q.unit)]
    if any(
        same_value(mine, replace(one, value=one.value + other.value, rounded=False, bound=0))
        for one, other in _named_pairs(figure, case)
    ):
        return True
    if not _adds_up(case.sentence[: _place(figure, case)]):
        return False
    return any(
        same_value(
            mine,
            replace(mine, value=sum((q.value for q in alike[-many:]), Decimal()), step=Decimal(1), bound=0),
        )
        for many in range(2, len(alike) + 1)
    )


def _adds_up(text: str) -> bool:
    """Tell whether the figures of plain text can be added: no part to its whole, years only where it says so."""
    years = times_by_kind(text).get("year", set())
    over_years = len(years) < 2 or pattern("computed over years").search(text)
    return bool(over_years) and not pattern("computed part").search(text)


def _named_pairs(figure: Figure, case: Case) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the figures of one unit of a source in pairs that a sentence may add: it names before what both are of."""
    said = case.sentence[: _place(figure, case)]
    for rest in case.rests:
        named = [(f, set(case.vocabulary.content(f.before))) for f in rest.unit.figures]
        found = [
            (f, words)
            for f, words in named
            if words
            and same_unit(figure.quantity.unit, f.quantity.unit)
            and all(word in said for word in words)
        ]
        for (one, mine), (other, theirs) in combinations(found[:_MOST], 2):
            between = rest.unit.text[one.quantity.span.end : other.quantity.span.start]
            if _differ(mine, theirs) and _same_times(one, other) and _adds_up(between):
                yield one.quantity, other.quantity


def _differ(mine: set[str], theirs: set[str]) -> bool:
    """Tell whether two figures are of different things of one kind: 男性 and 女性, not 男性 and 退休."""
    kinds_of = [
        {name for name, words in _KINDS.items() if words.search(" ".join(own))}
        for own in (mine - theirs, theirs - mine)
    ]
    return bool(mine - theirs and theirs - mine) and kinds_of[0] == kinds_of[1]


def _same_times(one: Figure, other: Figure) -> bool:
    """Tell whether the clauses of two figures name the same times, or one of them none."""
    first, second = times_by_kind(one.clause), times_by_kind(other.clause)
    return not first or not second or first == second


def _place(figure: Figure, case: Case) -> int:
    """Return where a figure stands in its whole sentence."""
    return max(case.sentence.find(case.text), 0) + figure.quantity.span.start


def _pairs(case: Case, quantity: Quantity) -> Iterator[tuple[Quantity, Quantity]]:
    words = case.vocabulary.content(case.text)
    rests: list[Rest] = [
        rest for rest in case.all_units() if rest in case.rests or any(word in rest.words for word in words)
    ]
    for rest in rests:
        found = [
            f.quantity
            for f in rest.unit.figures
            if same_unit(quantity.unit, f.quantity.unit)
            or (quantity.unit == POINTS and f.quantity.unit == SHARE)
        ]
        yield from combinations(found[:_MOST], 2)
