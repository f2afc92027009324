"""What a document is about, as values: title, kind, company, report period, date of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?:(?P<letter>[HQ])(?P<number>[0-9])|(?P<nine>9M)))?")


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
    NINE_MONTHS = "nine months"


_MOST = {PeriodKind.YEAR: 0, PeriodKind.HALF: 2, PeriodKind.QUARTER: 4, PeriodKind.NINE_MONTHS: 0}
_WRITTEN = {
    PeriodKind.YEAR: "",
    PeriodKind.HALF: "-H",
    PeriodKind.QUARTER: "-Q",
    PeriodKind.NINE_MONTHS: "-9M",
}


@dataclass(frozen=True, slots=True)
class Period:
    """The time that figures cover: a calendar year, its first nine months, or its half or quarter ``number``.

    Numbers count from 1; a year and nine months have none.

    >>> str(Period(2020, PeriodKind.QUARTER, 3)), str(Period(2020, PeriodKind.NINE_MONTHS)), str(Period(2024))
    ('2020-Q3', '2020-9M', '2024')
    """

    year: int
    kind: PeriodKind = PeriodKind.YEAR
    number: int | None = None

    def __post_init__(self) -> None:
        most = _MOST[self.kind]
        if self.number is None if most else self.number is not None:
            raise ValueError(f"no {self.kind.value} has the number {self.number}")
        if self.number is not None and not 1 <= self.number <= most:
            raise ValueError(f"no {self.kind.value} has the number {self.number}")

    def __str__(self) -> str:
        return f"{self.year}{_WRITTEN[self.kind]}{self.number or ''}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that ``str`` of one gives; ValueError for any other text."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(f"no period: {text!r}. Write 2024, 2024-H1, 2024-Q3 or 2024-9M.")
        if match["nine"]:
            return cls(int(match["year"]), PeriodKind.NINE_MONTHS)
        if not match["letter"]:
            return cls(int(match["year"]))
        kind = PeriodKind.HALF if match["letter"] == "H" else PeriodKind.QUARTER
        return cls(int(match["year"]), kind, int(match["number"]))

    def holds(self, other: Period) -> bool:
        """Tell whether another period is this one or lies in it: a year holds its halves, a half its quarters."""
        return self.year == other.year and set(other._quarters()) <= set(self._quarters())

    def of_report(self) -> Period:
        """Return the period of the report that tells of this one: the third quarter's tells of the nine months, too."""
        return Period(self.year, PeriodKind.QUARTER, 3) if self.kind is PeriodKind.NINE_MONTHS else self

    def covers(self, date: str) -> bool:
        """Tell whether an ISO date of a day or a month lies in the period; one of a year only does in that year."""
        if len(date) < len("2024-01"):
            return self.kind is PeriodKind.YEAR and date == str(self.year)
        quarter = (int(date[5:7]) + 2) // 3
        return int(date[:4]) == self.year and quarter in self._quarters()

    def _quarters(self) -> range:
        if self.kind is PeriodKind.YEAR:
            return range(1, 5)
        if self.kind is PeriodKind.NINE_MONTHS:
            return range(1, 4)
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
