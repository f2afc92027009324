"""Whether the cited words are of the times that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.claims.dates import other_date
from rag.claims.figures import figures_of
from rag.claims.source import Unit
from rag.claims.support import Case, Rest, aligned, clauses, is_of, parts_of
from rag.claims.times import Moment, moments, times_by_kind
from rag.claims.types import Fault, Strike
from rag.claims.words import says, shared

_DATED_CLAUSE = re.compile(r"^[^,;。]{0,6}(?:19|20)\d\d年")
# 与2023年相比: such a unit is of the year that its document is of.
_COMPARED = re.compile(r"[与和跟同较比]")
# Characters of a clause that says little beside its year.
_SHORT = 10
# A time that goes on, or up to which is counted, may be that of the document too.
_REACHES = re.compile(
    r"以来|起(?!草)|至今|截[至止]|[至到—–~-]\s?(?:19|20)\d\d|累计|[比较]|同比|历年|每年|since|until"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?")
# The share of a clause that the source's clause must say for the two to speak of the same thing.
_SAME = 0.3
# Kinds of times that rule what follows in a paragraph: a year and its larger parts.
_RULING = frozenset({"year", "half", "nine", "quarter"})


# 1-10月: the first month is read as a part of the months to the last.
_FROM_JANUARY = re.compile(
    r"(?<!\d)1月?(?:-|—|–|至|到|~)(?:[2-9]|1[0-2])月|[前首头](?:1[01]|[2-9]|[二两三四五六七八九十]|十一)个月"
)


def time_fault(case: Case, rests: Sequence[Rest]) -> Fault | None:
    """Return the fault of a time that the units are not of, or that they name with something else."""
    inner = [m for rest in rests for m in rest.unit.moments]
    outer = [m for source in case.sources for m in source.moments]
    anchors = {m.number for m in inner if m.kind == "year" and not m.base}
    named = moments(case.text)
    spanned = spanned_years(case) if any(m.kind == "year" for m in named) else set()
    named_years = {m.number for m in named if m.kind == "year"}
    for moment in named:
        if _is_dated_otherwise(moment, case, rests):
            return Fault(Strike.TIME, moment.span.of(case.text) or str(moment.number))
        if is_of(moment, inner) or _year_before(moment, rests) or moment.number in spanned:
            continue
        if moment.kind == "month" and moment.number == 1 and _FROM_JANUARY.search(case.support):
            continue
        if moment.kind in {"month", "day"} and any(m.kind == moment.kind for m in inner):
            # The day of the document is not that of what its paragraph dates.
            return Fault(Strike.TIME, moment.span.of(case.text))
        of_document = moment.kind != "year" or bool(anchors & named_years) or not _all_dated(rests)
        if not (of_document and is_of(moment, outer)):
            return Fault(Strike.TIME, moment.span.of(case.text) or str(moment.number))
    if wrong := other_date(case.text, case.whole):
        return Fault(Strike.TIME, wrong)
    return _with_itself(case) or _of_another_year(case, rests)


def _is_dated_otherwise(moment: Moment, case: Case, rests: Sequence[Rest]) -> bool:
    """Tell whether a year of the document is said of what the source's own clause says of another year: 2021年提出."""
    if moment.kind != "year":
        return False
    clause = next((c for c in clauses(case.text) if str(moment.number) in c), "")
    near = aligned(clause, rests, case.vocabulary)
    theirs = times_by_kind(near).get("year", set())
    mine = times_by_kind(clause).get("year", set())
    if mine != {moment.number} or not theirs or mine & theirs or _REACHES.search(near):
        return False
    return shared(_YEAR.sub("", clause), _YEAR.sub("", near)) >= _SAME


def _with_itself(case: Case) -> Fault | None:
    """Return the fault of a year that is compared with itself: 2019年为9亿,较2019年减少."""
    ruling = 0
    for moment in moments(case.text):
        if moment.kind != "year" or not moment.span.end:
            continue
        if moment.base and moment.number == ruling:
            return Fault(Strike.TIME, moment.span.of(case.text))
        ruling = ruling if moment.base else moment.number
    return None


def _of_another_year(case: Case, rests: Sequence[Rest]) -> Fault | None:
    """Return the fault of a clause without figures whose words the source says beside another year than it names."""
    for clause, year in _years_without_figures(case.text):
        words = [w for w in case.vocabulary.content(clause) if len(w) > 1 and not w[0].isdigit()]
        for rest in rests:
            parts = [(part, times_by_kind(part).get("year", set())) for part in parts_of(rest.unit)]
            own = " ".join(part for part, years in parts if year in years)
            others = [part for part, years in parts if years and year not in years]
            held = [w for w in words if own and says(own, w)]
            if own and any(
                len([w for w in words if says(part, w) and w not in held]) > len(held) for part in others
            ):
                return Fault(Strike.TIME, str(year))
    return None


def _years_without_figures(text: str) -> Iterator[tuple[str, int]]:
    """Yield the clauses that name one year and no figure, one that is hardly more than a year with the next."""
    found = clauses(text)
    for number, clause in enumerate(found):
        longer = (
            f"{clause},{found[number + 1]}" if len(clause) < _SHORT and number + 1 < len(found) else clause
        )
        years = times_by_kind(longer).get("year", set())
        if len(years) == 1 and not figures_of(longer):
            yield longer, min(years)


_FROM_TO = re.compile(r"(?:19|20)\d\d年?[底末]?\s?(?:至|到|—|–|-|~|、|,|\||\s)\s?(?:19|20)\d\d")


def spanned_years(case: Case) -> set[int]:
    """Return the years from the first to the last that a part of the cited paragraphs lists: the head of a table."""
    found: set[int] = set()
    for rest in case.all_units():
        years = {m.number for m in rest.unit.moments if m.kind == "year" and m.span.end}
        if len(years) > 1 and _FROM_TO.search(rest.unit.text):
            found |= set(range(min(years), max(years) + 1))
    return found


def years_about(rest: Rest) -> set[int]:
    """Return the years that a unit names, of what it compares with none; if none, the last one that rules before it.

    A year behind a sentence's first figure (42.1元,2019年是40.4元) rules nothing that follows.
    """
    own = {m.number for m in rest.unit.moments if m.kind == "year" and m.span.end and not m.base}
    if own:
        return own
    earlier = [u for u in rest.source.units if u.span.start < rest.unit.span.start]
    years = [m.number for u in earlier for m in u.moments if m.kind == "year" and m.span.end and _rules(m, u)]
    return set(years[-1:])


def _rules(moment: Moment, unit: Unit) -> bool:
    """Tell whether a year stands before the first figure of its unit."""
    return "|" in unit.text or all(moment.span.start < f.quantity.span.start for f in unit.figures)


def _all_dated(rests: Sequence[Rest]) -> bool:
    """Tell whether every unit begins with a year of its own."""
    return all(_DATED_CLAUSE.search(rest.unit.text) and not _COMPARED.match(rest.unit.text) for rest in rests)


def _year_before(moment: Moment, rests: Sequence[Rest]) -> bool:
    """Tell whether the nearest time of its kind named before a unit is this one, and the unit begins with no year."""
    for rest in rests:
        earlier = [u for u in rest.source.units if u.span.start < rest.unit.span.start]
        named = [m.number for u in earlier for m in u.moments if m.kind == moment.kind in _RULING]
        if named and moment.number == named[-1] and not _all_dated([rest]):
            return True
    return False
