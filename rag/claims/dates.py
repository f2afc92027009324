"""Days and months as they stand together: 2021年1月11日 is neither 2020年1月11日 nor 2021年1月20日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?:(?P<day>3[01]|[12]\d|[1-9])[日号])?"
)
# Titles that a list has at least, and what may be left off the end of a long one: (征求意见稿), (试行).
_LISTED, _LONG, _ENDING = 2, 10, 5
_BARE = re.compile(r"[\s,、“”\"「」()（）《》的]")
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


# A list of titles that has lost its lines: 《甲办法》信息局2023年9月8日《乙办法》.
_TITLED = re.compile(r"《(?P<title>[^《》]{4,60})》(?P<behind>[^《》,;。!?:]{2,40})")


def _of_other_title(said: str, source: str) -> str:
    """Return the only date of plain text about one of a list's titles that the list dates otherwise; "" else."""
    mine = list(dates(said))
    if len(mine) != 1 or source.count("》") < _LISTED:
        return ""
    bare = _BARE.sub("", said)
    for match in _TITLED.finditer(source):
        title, given = _BARE.sub("", match["title"]), list(dates(match["behind"]))
        named = title in bare or (len(title) > _LONG and title[:-_ENDING] in bare)
        if named and len(given) == 1 and given[0].day and mine[0].day:
            one = given[0]
            return "" if (mine[0].month, mine[0].day) == (one.month, one.day) else mine[0].words
    return ""


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
    return _of_other_title(said, source)
