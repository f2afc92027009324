"""Of which time a figure is, and which figures beside it are of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.claims.english import ends_first
from rag.claims.figures import Figure, figures_of
from rag.claims.patterns import pattern
from rag.claims.quantities import same_value
from rag.claims.support import Case, Rest
from rag.claims.times import governing_year, moments, times_by_kind

_CLAUSES = re.compile(r"[,;。!?\n]")
# Characters between what something was and what it came to.
_NEAR = 14
# The parts of a time that tell one figure from another.
_TOLD = ("year", "half", "quarter", "nine", "month")


def ruling_times(figure: Figure) -> Mapping[str, set[int]]:
    """Return the times that a figure's clause names, else those of the last clause of its sentence that names any."""
    for clause in (figure.clause, *reversed(_CLAUSES.split(figure.lead))):
        if times := times_by_kind(clause):
            return times
    return {}


def of_other_time(said: Figure, best: Figure, other: Figure) -> bool:
    """Tell whether a source's figure is of another time than what is said, while the one chosen is of the same."""
    mine, own, theirs = ruling_times(said), ruling_times(best), ruling_times(other)
    return any(
        mine[kind] & own.get(kind, set()) and theirs.get(kind) and not mine[kind] & theirs[kind]
        for kind in _TOLD
        if kind in mine
    )


def _starts_from(other: Figure, best: Figure) -> bool:
    """Tell whether a source's figure is what the one chosen came from: 3小时行程缩短至20分钟."""
    behind = best.quantity.span.start - other.quantity.span.end
    went = pattern("comparisons to").search(f"{best.before[-_NEAR:]}")
    return bool(went) and other.clause == best.clause and 0 < behind <= _NEAR


def partners(figure: Figure, case: Case) -> Sequence[Figure]:
    """Return the other figures of a clause that says from what to what, or compares: none of them is taken for it."""
    if not (
        pattern("comparisons to").search(figure.clause) or pattern("comparisons than").search(figure.clause)
    ):
        return ()
    return [
        other
        for other in figures_of(case.text)
        if other.clause == figure.clause and other.quantity.span != figure.quantity.span
    ]


def year_of(figure: Figure, rest: Rest) -> int | None:
    """Return the year that a source's figure is of: its column's or clause's, else its sentence's or document's."""
    dated = {m.number for m in rest.source.moments if m.kind == "year"}
    document = min(dated) if len(dated) == 1 else None
    own = times_by_kind(figure.clause).get("year", set())
    if pattern("dating before").search(f"{figure.before[-12:]}"):
        anchor = min(own) if len(own) == 1 else document
        return anchor - 1 if anchor else None
    if len(own) == 1:
        return min(own)
    return governing_year(figure.lead, figure.clause) or (None if _names_year(rest) else document)


def backwards(figure: Figure, best: Figure, case: Case, rest: Rest) -> bool:
    """Tell whether a sentence goes from a figure to one that the source gives for an earlier time."""
    if not pattern("comparisons to").search(figure.clause):
        return False
    to = next((f for f in partners(figure, case) if f.quantity.span.start > figure.quantity.span.start), None)
    if to is None:
        return False
    label = best.before.partition("|")[0]
    ends = [
        f
        for f in rest.unit.figures
        if same_value(to.quantity, f.quantity) and f.before.startswith(label) == ("|" in best.before)
    ]
    first, last = year_of(best, rest), (year_of(ends[0], rest) if ends else None)
    if ends_first(figure.clause):
        first, last = last, first
    return bool(first and last and first > last)


def _names_year(rest: Rest) -> bool:
    return any(m.kind == "year" and m.span.end for m in moments(rest.unit.text))


def without_others(figure: Figure, best: Figure, others: Sequence[Figure], case: Case) -> list[Figure]:
    """Return the figures that could be meant instead: of no other time, and no partner in the sentence's comparison."""
    beside = partners(figure, case)
    return [
        other
        for other in others
        if not of_other_time(figure, best, other)
        and not _starts_from(other, best)
        and not any(same_value(p.quantity, other.quantity) for p in beside)
    ]


def rules_another(figure: Figure, year: int, rest: Rest) -> bool:
    """Tell whether a year that a sentence names ahead is, in the source too, that of a figure named with it there."""
    earlier = figures_of(figure.lead)
    return bool(earlier) and any(
        same_value(f.quantity, g.quantity) and year in times_by_kind(g.clause).get("year", set())
        for f in earlier
        for unit in rest.source.units
        for g in unit.figures
    )
