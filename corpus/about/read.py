"""A document's title and text to what it is about. Rules in order of certainty; what none is sure of stays None."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.about.facts import Fact
from corpus.about.kinds import PRESS, kind_of_itself, kind_of_named, kind_of_opening, kind_of_title
from corpus.about.legal import company_of
from corpus.about.names import CompanyNames, built_in
from corpus.about.published import publication
from corpus.about.titles import title_of
from corpus.about.when import (
    dated_period,
    headed_period,
    is_press,
    period_of_title,
    press_period,
    stated_period,
)
from corpus.block import Block
from corpus.dates.periods import narrow
from corpus.script import fold
from corpus.subject import DocumentKind, Evidence, Period, Subject

_YEAR = re.compile(r"(?<!\d)(20\d\d) ?年")
# Speeches and interviews are shorter than this; a text above it that begins with one is a report.
_LONGEST_PRESS = 20_000


def sole_year(title: str) -> int | None:
    """Return the one year that a title, in either script, names; None when it names none or several.

    >>> sole_year("2020年經營回顧"), sole_year("2019年与2020年"), sole_year("经营回顾")
    (2020, None, None)
    """
    named = set(_YEAR.findall(title))
    return int(named.pop()) if len(named) == 1 else None


def _evidence(
    kind: Fact[DocumentKind] | None,
    company: Fact[str] | None,
    period: Fact[Period] | None,
    published: Fact[str] | None,
) -> tuple[Evidence, ...]:
    said = (("kind", kind), ("company", company), ("period", period), ("published", published))
    return tuple(Evidence(field, found.words) for field, found in said if found and found.words)


def _subject(
    title: str, kind: Fact[DocumentKind] | None, company: Fact[str] | None, period: Fact[Period] | None,
    published: Fact[str] | None,
) -> Subject:  # fmt: skip
    return Subject(
        title,
        kind=kind.value if kind else None,
        company=company.value if company else None,
        period=period.value if period else None,
        published=published.value if published else None,
        evidence=_evidence(kind, company, period, published),
    )


def subject_of_part(title: str, text: str, kind: DocumentKind | None = None) -> Subject:
    """Return what a document within a file is about, read from its title and its text, in either script.

    ``kind`` is what the caller knows of it already; None lets title and opening tell.
    """
    narrowed = narrow(text)
    told = Fact(kind, "") if kind else kind_of_title(title) or kind_of_opening(text)
    known = told.value if told else None
    published = publication(text, narrowed, known)
    if is_press(known):
        period = press_period(title, text, narrowed, published)
    else:
        period = period_of_title(title) or (dated_period(text, fold(text)) if known else None)
    return _subject(title, told, company_of(title, text, narrowed, known), period, published)


def _kind_of_file(title: str, text: str, narrowed: str) -> Fact[DocumentKind] | None:
    """Return the kind of a file; a speech (董事长致辞) that opens a long one is a chapter of something else."""
    titled = kind_of_title(title)
    if titled and titled.value in PRESS and len(text) > _LONGEST_PRESS:
        titled = None
    return titled or kind_of_opening(text) or kind_of_itself(text, narrowed)


def subject_of_file(blocks: Sequence[Block], stem: str, text: str) -> Subject:
    """Return what a file that holds one document is about; its title falls back to the file's stem."""
    title, narrowed = title_of(blocks, stem), narrow(text)
    kind = _kind_of_file(title, text, narrowed)
    known = kind.value if kind else None
    published = publication(text, narrowed, known)
    if is_press(known):
        period = press_period(title, text, narrowed, published)
    else:
        period = period_of_title(title) or headed_period(text) or stated_period(text, narrowed)
        period = period or dated_period(text, fold(text))
    company = company_of(title, text, narrowed, known)
    if kind is None and company and period:
        kind = kind_of_named(text, narrowed, company.value, period.value)
    return _subject(title, kind, company, period, published)


def name_company(subject: Subject, text: str, names: CompanyNames) -> Subject:
    """Return a subject read with more names of companies known; a company that the usual table knows stays."""
    if subject.company in set(built_in().table.values()):
        return subject
    found = company_of(subject.title, text, narrow(text), subject.kind, names)
    if found is None:
        return subject
    kept = tuple(e for e in subject.evidence if e.field != "company")
    return replace(subject, company=found.value, evidence=(*kept, Evidence("company", found.words)))
