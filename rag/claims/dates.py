"""Days and months as they stand together: 2021年1月11日 is neither 2020年1月11日 nor 2021年1月20日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?:(?P<day>3[01]|[12]\d|[1-9])[日号])?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|[^\d])")


@dataclass(frozen=True, slots=True)
class Date:
    """A date that text names; ``year`` and ``day`` are 0 where it does not say them. ``named`` tells of the year."""

    year: int
    month: int
    day: int
    words: str
    named: bool


def dates(text: str) -> Iterator[Date]:
    """Yield the dates of plain text, each with the year that was named last before it.

    >>> [(d.year, d.month, d.day) for d in dates("2021年1月11日停牌,1月20日复议")]
    [(2021, 1, 11), (2021, 1, 20)]
    """
    for match in _DATE.finditer(text):
        before = _YEAR.findall(text, 0, match.start())
        year = int(match["year"] or (before[-1] if before else 0))
        yield Date(year, int(match["month"]), int(match["day"] or 0), match.group(), bool(match["year"]))


def other_date(said: str, source: str) -> str:
    """Return a date of plain text that plain source text has in no such year or month; "" where all stand there.

    >>> other_date("2020年1月11日", "2021年1月11日起"), other_date("1月11日", "2021年1月11日起")
    ('2020年1月11日', '')
    """
    given = list(dates(source))
    for one in dates(said):
        alike = [d for d in given if d.month == one.month and (not one.day or d.day == one.day)]
        if one.day and not alike and any(d.day for d in given):
            return one.words
        if one.named and alike and all(d.named and d.year != one.year for d in alike):
            return one.words
    return ""
