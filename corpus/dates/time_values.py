"""Numbers, days and periods as values: what words about time come to."""

from __future__ import annotations

import calendar
from dataclasses import dataclass

from corpus.subject import Period, PeriodKind

HAN_DIGITS = {"〇": 0, "零": 0, "○": 0} | {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
# Years are read from 1900 on; the first year of the Republic of China is 1912.
_ROC = 1911
_MOST_ROC = 150


@dataclass(frozen=True, slots=True)
class Time:
    """What words say about time, without their place: as ``corpus.dates.periods.DatePhrase``."""

    period: Period | None = None
    date: str | None = None
    as_at: bool = False


def number(text: str) -> int:
    """Return a number up to 99 in digits or in Chinese, 0 for none.

    >>> [number(n) for n in ("三", "十", "十二", "二十", "二十一", "7", "")]
    [3, 10, 12, 20, 21, 7, 0]
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return HAN_DIGITS.get(text, 0)
    if {tens, ones} - {"", *HAN_DIGITS}:
        return 0
    return HAN_DIGITS.get(tens, 1) * 10 + HAN_DIGITS.get(ones, 0)


def han_year(text: str) -> int:
    """Return a year written digit by digit: 二〇二四."""
    return int("".join(str(HAN_DIGITS[c]) for c in text))


def _roc_count(text: str) -> int:
    if text.isdigit():
        return int(text)
    if set(text) <= set(HAN_DIGITS):
        return han_year(text)
    hundreds, hundred, rest = text.rpartition("百")
    if hundred and hundreds != "一":
        return 0
    rest = rest.lstrip("〇零○")
    return (100 if hundred else 0) + (number(rest) if rest and "百" not in rest else 0)


def roc_year(text: str) -> int | None:
    """Return the common year of a year of the Republic: 113, 一一三 or 一百一十三 are 2024; None for no such year."""
    counted = _roc_count(text)
    return counted + _ROC if 0 < counted <= _MOST_ROC else None


def iso_date(year: int | None, month: int, day: int | None = None) -> str | None:
    """Return an ISO date, None for one that no calendar has."""
    if year is None or not 1 <= month <= 12 or year < 1:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= calendar.monthrange(year, month)[1] else None


def last_day(year: int | None, month: int) -> str | None:
    """Return the last day of a month as an ISO date."""
    if year is None or not 1 <= month <= 12:
        return None
    return iso_date(year, month, calendar.monthrange(year, month)[1])


def months(year: int | None, first: int, last: int) -> Time | None:
    """Return the calendar period of whole months; one without a name dates figures that nobody asks for."""
    spans = {(1, 12): (PeriodKind.YEAR, None), (1, 6): (PeriodKind.HALF, 1), (7, 12): (PeriodKind.HALF, 2)}
    spans |= {(3 * q - 2, 3 * q): (PeriodKind.QUARTER, q) for q in (1, 2, 3, 4)}
    spans[1, 9] = (PeriodKind.NINE_MONTHS, None)
    if year is None or not 1 <= first <= last <= 12:
        return None
    kind, which = spans.get((first, last), (None, None))
    return Time(Period(year, kind, which)) if kind else Time()


def quarter(year: int | None, which: int) -> Time | None:
    """Return a quarter, None for one that no year has."""
    return Time(Period(year, PeriodKind.QUARTER, which)) if year and 1 <= which <= 4 else None


def nine_months(year: int | None) -> Time | None:
    """Return the first nine months of a year."""
    return Time(Period(year, PeriodKind.NINE_MONTHS)) if year else None


def half(year: int | None, which: int) -> Time | None:
    """Return a half of a year."""
    return Time(Period(year, PeriodKind.HALF, which)) if year else None


def ended(year: int | None, month: int, day: int, length: int) -> Time | None:
    """Return the period of ``length`` months that ends on a day; a fiscal year has the year in which it ends."""
    if year is None or iso_date(year, month, day) is None:
        return None
    if length == 12:
        return Time(Period(year))
    return months(year, month - length + 1, month) if month >= length else Time()


def moment(date: str | None, said: bool) -> Time | None:
    """Return a day; one that ends a quarter is a day that balances are struck at."""
    if date is None:
        return None
    return Time(date=date, as_at=said or date[5:] in {"03-31", "06-30", "09-30", "12-31"})


def full_year(year: str) -> int:
    """Return a year of two or four digits: 20 is 2020."""
    return int(year) if len(year) == 4 else 2000 + int(year)
