"""How well a sentence fits the year, the period and the company of the question: 1 says so, -1 is of another.

0 means that nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.about import CompanyNames, built_in
from corpus.dates.periods import narrow, other_years, phrases_in
from corpus.subject import Period, PeriodKind
from corpus.types import Passage
from rag.dated import said_before

# A document of the asked year decides less than the sentence does; one of a part of that year a little less still.
_OF_YEAR, _OF_PART = 0.5, 0.4
# What a sentence about a part of a year decides where the whole year is asked.
_ABOUT_PART = 0.3
# What a passage's document decides where a half or quarter is asked: of it, of the whole year, of another part.
_OF_PERIOD, _OF_WHOLE, _OF_OTHER = 0.6, 0.4, -0.5
# A column headed by a part of the year and no year is of the report's.
_PART = re.compile(r"第?[一二三四]季度?|[上下]半年|前三季")
_YEAR = re.compile(r"(?<![\d.])(20\d\d)(?![\d.])")
# A year that is only the base of a comparison does not date the sentence: 比2021年增长8.3%, 由2022年的5.6万增至7.1万.
_BASE = re.compile(
    r"(?:相比|对比|相较|比|较)(?:于|起|之)?(?:上年|去年)?[（(]?(?P<then>20\d\d)|"
    r"(?:与|同|和|跟)(?P<with>20\d\d) ?年?(?:度|同期|底|末)?(?:相比|相较|比较)|"
    r"(?:由|从)(?P<since>20\d\d) ?年?(?:度|同期|底|末)?的[^，。；]{1,24}(?:至|到|为|达)"
)


def year_fit(
    asked: Sequence[int],
    sentence: str,
    passage: Passage,
    folded_passage: str,
    periods: Sequence[Period] = (),
    columns: Sequence[str] = (),
) -> float:
    """Return how well a folded sentence fits the years asked for, -1 to 1, and the halves or quarters of them.

    A year in the sentence decides. Without one, the rest of the passage (the columns of a table, the sentence before)
    counts for 0.6, the report's own year for 0.5, for 0.4 if the report is of a part of the year. Where ``periods``
    are asked, a sentence that names another one does not fit, and without one the report's own period counts.
    ``columns`` are the folded headings of the cells in the sentence: a table's row says their years and periods.
    """
    if not asked:
        return 0.0
    columns = [
        f"{passage.year}年{column}"
        if passage.year and _PART.match(column) and not _YEAR.search(column)
        else column
        for column in columns
    ]
    fit = _year_fit(asked, sentence, passage, folded_passage, columns)
    said = "\n".join((sentence, *columns))
    if fit <= 0:
        return fit
    return _period_fit(periods, said, passage, fit) if periods else min(fit, _whole_fit(sentence))


def _whole_fit(sentence: str) -> float:
    """Return the most that a sentence can fit where the whole year is asked: one about a half or quarter fits less."""
    parts = [p.period for p in phrases_in(narrow(sentence)) if p.period]
    return _ABOUT_PART if parts and all(p.kind is not PeriodKind.YEAR for p in parts) else 1.0


def _period_fit(asked: Sequence[Period], sentence: str, passage: Passage, year_fit: float) -> float:
    """Return how well a sentence of the asked year fits the halves or quarters asked for."""
    phrases = list(phrases_in(narrow(sentence)))
    if any(p.date and period.covers(p.date) for p in phrases for period in asked):
        return year_fit
    named = {p.period for p in phrases if p.period and p.period.kind is not PeriodKind.YEAR}
    if named:
        return year_fit if named & set(asked) else _OF_OTHER
    own = passage.subject.period
    if own is None or own.year not in {p.year for p in asked}:
        return year_fit
    if own.of_report() in {p.of_report() for p in asked}:
        return max(year_fit, _OF_PERIOD)
    return min(year_fit, _OF_WHOLE) if own.kind is PeriodKind.YEAR else _OF_OTHER


def _year_fit(
    asked: Sequence[int], sentence: str, passage: Passage, folded_passage: str, columns: Sequence[str]
) -> float:
    wanted = set(asked)
    heads = [_years_in(column) for column in columns]
    if any(head & wanted for head in heads):
        return 1.0
    if heads and all(heads):
        return 1.0 if _years_in(sentence) & wanted else -1.0
    said = _years_in(sentence)
    if said & wanted or (passage.year and passage.year - 1 in wanted and said_before(sentence, passage.year)):
        return 1.0
    if said - _bases_in(sentence):
        return -1.0
    if wanted & _years_in(folded_passage):
        return 0.6
    own = passage.subject.period
    if own is not None:
        return -0.8 if own.year not in asked else _OF_YEAR if own.kind is PeriodKind.YEAR else _OF_PART
    return -0.3


def _bases_in(folded: str) -> frozenset[int]:
    """Return the years that folded text only compares with."""
    return frozenset(int(year) for m in _BASE.finditer(folded) for year in m.groups() if year)


def _years_in(folded: str) -> frozenset[int]:
    return other_years(folded).union(map(int, _YEAR.findall(folded)))


def company_fit(
    asked: Sequence[str],
    sentence: str,
    passage: Passage,
    folded_passage: str,
    names: CompanyNames | None = None,
) -> float:
    """Return how well a folded sentence fits the companies asked for, -1 to 1; as for years. ``names`` are known."""
    if not asked:
        return 0.0
    wanted, names = set(asked), names or built_in()
    if said := set(names.found_in(sentence)):
        return 1.0 if said & wanted else -1.0
    if passage.company is not None:
        return 0.7 if passage.company in wanted else -0.8
    return 0.4 if wanted & set(names.found_in(folded_passage)) else -0.3
