"""Figures that a sentence works out from two of its source: 比上年多1.7元 where it has 42.1元 and 40.4元."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from rag.claims.counters import same_unit
from rag.claims.figures import Figure, figures_of
from rag.claims.patterns import pattern
from rag.claims.quantities import POINTS, SHARE, Quantity, same_value
from rag.claims.support import Case, Rest

# Figures of one unit of a source that are taken in pairs at most.
_MOST = 12
# Characters before a figure that may say that it is a sum.
_NEAR = 16


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
        for one, other in _named_pairs(mine, case)
    ):
        return True
    return any(
        same_value(
            mine,
            replace(mine, value=sum((q.value for q in alike[-many:]), Decimal()), step=Decimal(1), bound=0),
        )
        for many in range(2, len(alike) + 1)
    )


def _named_pairs(quantity: Quantity, case: Case) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the figures of one unit of a source in pairs of which a sentence says what both are of."""
    for rest in case.rests:
        found = [
            f.quantity
            for f in rest.unit.figures
            if same_unit(quantity.unit, f.quantity.unit)
            and all(word in case.sentence for word in case.vocabulary.content(f.before) or [f.before])
        ]
        yield from combinations(found[:_MOST], 2)


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
