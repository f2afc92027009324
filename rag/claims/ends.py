"""The ends of a change, each with its year: 由2019年的3.2万个增至2023年的6.1万个."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.claims.figures import figures_of
from rag.claims.quantities import Quantity, same_unit, same_value
from rag.claims.times import moments

# Characters between a year and its figure: 2030年将增至超6万亿.
_NEAR = 14
_WAY = re.compile(r"[增升减降涨跌提扩缩跃攀回]\S{0,3}[至到为]|[由从自至到]|\bfrom\b|\bto\b")


@lru_cache(maxsize=1024)
def ends(clause: str) -> tuple[tuple[int, Quantity], ...]:
    """Return the figures of a plain clause that goes from one year to another, each with its year; () for any other.

    >>> [(year, str(q.value)) for year, q in ends("由2019年的3个增至2023年的6个")], ends("2019年到2023年由3个增至6个")
    ([(2019, '3'), (2023, '6')], ())
    """
    if not _WAY.search(clause):
        return ()
    years = [(m.span.start, m.span.end, m.number) for m in moments(clause) if m.kind == "year" and m.span.end]
    figures = [figure.quantity for figure in figures_of(clause)]
    if len({year for *_, year in years}) != 2 or len(years) != 2 or len(figures) != 2:
        return ()
    found = []
    for (_, end, year), quantity, limit in zip(years, figures, (years[1][0], len(clause)), strict=True):
        if not end <= quantity.span.start <= min(limit, end + _NEAR):
            return ()
        found.append((year, quantity))
    return tuple(found) if same_unit(found[0][1].unit, found[1][1].unit) else ()


def other_end(said: Quantity, year: int | None, clause: str) -> bool:
    """Tell whether a plain clause of a source gives a figure for the end of a change that is of another year."""
    given = ends(clause)
    if year is None or year not in {one for one, _ in given}:
        return False
    years = {one for one, quantity in given if same_value(said, quantity)}
    return bool(years) and year not in years
