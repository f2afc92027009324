"""Halves: who says more than half, or less, needs a share or two amounts of his source that bear it out."""

from __future__ import annotations

from itertools import combinations

from rag.claims.figures import figures_of
from rag.claims.patterns import pattern
from rag.claims.quantities import PART, SHARE, same_unit
from rag.claims.support import Case, aligned
from rag.claims.types import Fault, Strike

_HALF = 50


def half_fault(clause: str, case: Case) -> Fault | None:
    """Return the fault of a plain clause that says more, or less, than half where its source's figures do not."""
    for name, more in (("halves more", True), ("halves less", False)):
        said = pattern(name).search(clause)
        near = aligned(clause, case.rests, case.vocabulary) or case.support
        if said is None or pattern(name).search(near) or (more and pattern("halves most").search(near)):
            continue
        if not _borne_out(near, more=more):
            return Fault(Strike.DIRECTION, said.group())
    return None


def _borne_out(near: str, *, more: bool) -> bool:
    """Tell whether a plain clause has a share of more (or less) than half, or an amount that is of another."""
    given = [figure.quantity for figure in figures_of(near)]
    shares = [q.value if q.unit == SHARE else q.value * 100 for q in given if q.unit in {SHARE, PART}]
    if shares:
        return any((share > _HALF) == more for share in shares)
    pairs = [sorted((a.value, b.value)) for a, b in combinations(given, 2) if same_unit(a.unit, b.unit)]
    return any((part * 2 > whole) == more for part, whole in pairs)
