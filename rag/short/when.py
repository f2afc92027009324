"""Whether a figure is of the time that a question asks: its year, and the half, quarter or nine months."""

from __future__ import annotations

from corpus.dates.periods import in_words
from corpus.script import fold
from corpus.subject import Period, PeriodKind
from corpus.types import Span
from rag.dated import Bond, When, times_of
from rag.evidence import Candidate, cells_within
from rag.figures import figures
from rag.question import Reading

# What a date that is said adds to a figure where it is the asked one, and takes where it is another.
_LEAD = 0.8
# What a figure gains without a date of its own where its document is of the asked year (public F1 0.736 to 0.740).
_OF_REPORT = 0.3
# What a report of a part of the year takes from its figures where all of the year is asked.
_REPORTS = 0.4
# What a part of the year takes where all of it is asked.
_PART = 0.8


def dated(candidate: Candidate) -> dict[Span, When]:
    """Return when the figures of a sentence are of; empty for a table's row, whose columns say it."""
    text = candidate.folded
    if "|" in text or cells_within(candidate.hit.passage, candidate.span):
        return {}
    spans = [f.span for f in figures(text) if not f.is_year]
    return dict(zip(spans, times_of(text, spans, report_of(candidate)), strict=True)) if spans else {}


def report_of(candidate: Candidate) -> Period | None:
    """Return the period of a sentence's document, None where it has none."""
    passage = candidate.hit.passage
    own = passage.subject.period
    return own or (Period(passage.year) if passage.year else None)


def time_lead(reading: Reading, when: When | None) -> float | None:
    """Return what a figure's time adds to its fit; None where it cannot be the one that is asked."""
    if when is None or when.year is None or not reading.years:
        return 0.0
    if when.year not in reading.years:
        if when.bond is Bond.BOUND or when.change:
            return None
        return -_LEAD if when.bond is Bond.SAID else None
    lead = _LEAD if when.bond is not Bond.REPORT else _OF_REPORT
    asked = [p for p in reading.periods if p.year == when.year]
    if asked:
        return lead if _of_part(asked, when) else None
    if not when.part or reading.days:
        return lead
    # What a report of a half or a quarter gives may be a stock, which is the year's as well.
    return -_REPORTS if when.bond is Bond.REPORT else lead - _PART


def _of_part(asked: list[Period], when: When) -> bool:
    """Tell whether a figure is of one of the asked parts of its year; a quarter's report tells of nine months, too."""
    parts = {str(p)[5:] for p in asked if p.kind is not PeriodKind.YEAR}
    if when.date is not None:
        return any(period.covers(when.date) for period in asked)
    if when.bond is Bond.REPORT and when.part:
        return when.part in parts | {str(p.of_report())[5:] for p in asked}
    return not parts or when.part in parts


def timed(reading: Reading) -> str:
    """Return a folded question with the parts of years that it says in other words (末季, Q4) as columns say them."""
    question = fold(reading.text)
    parts = [in_words(p, chinese=True) for p in reading.periods if p.kind is not PeriodKind.YEAR]
    return " ".join([question, *(words for words in parts if words.partition("年")[2] not in question)])


def misdated(reading: Reading, candidate: Candidate, run: Span) -> bool:
    """Tell whether a run of a sentence holds a figure that is of another time than the one asked."""
    if not reading.years:
        return False
    return any(
        run.start < span.end and span.start < run.end and time_lead(reading, when) is None
        for span, when in dated(candidate).items()
    )


def dates_to(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether a sentence gives a figure of an asked year by other words than the year: 上年是39.0%."""
    return any(
        when.year in reading.years and when.bond is not Bond.REPORT for when in dated(candidate).values()
    )
