"""What a document is about, as values: title, kind, company, report period, date of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<letter>[HQ])(?P<number>[0-9]))?")


class DocumentKind(StrEnum):
    """What kind of document a text is, by what its reader may expect of it."""

    ANNUAL_REPORT = "annual report"
    HALF_YEAR_REPORT = "half-year report"
    QUARTERLY_REPORT = "quarterly report"
    SUSTAINABILITY_REPORT = "sustainability report"
    COMMITTEE_REPORT = "committee report"
    WHITE_PAPER = "white paper"
    NEWS = "news"
    SPEECH = "speech"
    PROFILE = "profile"
    INTERVIEW = "interview"
    ANNOUNCEMENT = "announcement"
    LAW = "law"


class PeriodKind(StrEnum):
    """How long a report's period is."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a report covers: a calendar year, or its half or quarter ``number`` (1-based; None for a year).

    >>> str(Period(2020, PeriodKind.QUARTER, 3)), str(Period(2024))
    ('2020-Q3', '2024')
    """

    year: int
    kind: PeriodKind = PeriodKind.YEAR
    number: int | None = None

    def __post_init__(self) -> None:
        most = {PeriodKind.YEAR: 0, PeriodKind.HALF: 2, PeriodKind.QUARTER: 4}[self.kind]
        if (self.number is None) != (most == 0) or not 1 <= (
            1 if self.number is None else self.number
        ) <= max(1, most):
            raise ValueError(f"no {self.kind.value} has the number {self.number}")

    def __str__(self) -> str:
        letter = {PeriodKind.YEAR: "", PeriodKind.HALF: "-H", PeriodKind.QUARTER: "-Q"}[self.kind]
        return f"{self.year}{letter}{self.number or ''}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that ``str`` of one gives; ValueError for any other text."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(f"no period: {text!r}. Write 2024, 2024-H1 or 2024-Q3.")
        if not match["letter"]:
            return cls(int(match["year"]))
        kind = PeriodKind.HALF if match["letter"] == "H" else PeriodKind.QUARTER
        return cls(int(match["year"]), kind, int(match["number"]))

    def holds(self, other: Period) -> bool:
        """Tell whether another period is this one or lies in it: a year holds its halves, a half its quarters."""
        return self.year == other.year and set(other._quarters()) <= set(self._quarters())

    def covers(self, date: str) -> bool:
        """Tell whether an ISO date of a day or a month lies in the period; one of a year only does in that year."""
        if len(date) < len("2024-01"):
            return self.kind is PeriodKind.YEAR and date == str(self.year)
        quarter = (int(date[5:7]) + 2) // 3
        return int(date[:4]) == self.year and quarter in self._quarters()

    def _quarters(self) -> range:
        if self.kind is PeriodKind.YEAR:
            return range(1, 5)
        number = self.number or 1
        return (
            range(2 * number - 1, 2 * number + 1)
            if self.kind is PeriodKind.HALF
            else range(number, number + 1)
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a field of a subject was read from: the field's name and the words of the source, or ``corpus.toml``."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about; fields are None unless the text makes them certain.

    ``published`` is an ISO date, as exact as the source says it: ``2024``, ``2024-07`` or ``2024-07-30``.
    """

    title: str
    kind: DocumentKind | None = None
    company: str | None = None
    period: Period | None = None
    published: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def year(self) -> int | None:
        """Year of the period; None without one."""
        return self.period.year if self.period else None
