"""Words that date something: a report's period, or the day that balances are struck at.

Both scripts, mainland, Hong Kong and Taiwan wording, and English: 2020年第三季度, 截至2024年12月31日止年度,
民國113年底, 二零二四年中期, 1H2024, for the six months ended 30 June 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates.period_rules import NINE_MONTHS, NINE_MONTHS_IN_ENGLISH, PATTERNS
from corpus.dates.republic import bare_republic_year
from corpus.dates.time_values import han_year, roc_year
from corpus.script import fold
from corpus.subject import Period, PeriodKind
from corpus.types import Span

# Full-width digits and signs, as narrow ones: length is kept.
_NARROW = str.maketrans("０１２３４５６７８９／－．，：（）〜～", "0123456789/-.,:()~~")


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """What words say about time: ``span`` is where they stand in the text.

    Either ``period`` is the time that figures are counted over, or ``date`` is an ISO date as exact as said
    (``2024-06``, ``2024-06-30``). ``as_at`` is True where figures are of one day: it is called so (截至, 底, 末), or it
    is the last day of a quarter. Both are None for a range that is no calendar year, half, quarter or nine months.
    """

    span: Span
    period: Period | None = None
    date: str | None = None
    as_at: bool = False

    @property
    def year(self) -> int | None:
        """Year of the period or the date."""
        return self.period.year if self.period else int(self.date[:4]) if self.date else None


def narrow(text: str) -> str:
    """Return a text folded, in lower case and with narrow digits and signs, length unchanged: what rules match on."""
    folded = fold(text).translate(_NARROW)
    low = folded.lower()
    return low if len(low) == len(folded) else folded


def phrases_in(narrowed: str) -> Iterator[DatePhrase]:
    """Yield the phrases of a narrowed text (``narrow``) that date something, in order; they do not overlap."""
    found = [
        (m.start(), -m.end(), place, time)
        for place, (pattern, read) in enumerate(PATTERNS)
        for m in pattern.finditer(narrowed)
        if (time := read(m)) is not None
    ]
    end = 0
    for start, negative_end, _, time in sorted(found, key=lambda f: f[:3]):
        if start >= end:
            end = -negative_end
            yield DatePhrase(Span(start, end), time.period, time.date, time.as_at)


# Parts of a year that stand apart from it: 2020年公司第三季度的收入.
_APART: tuple[tuple[re.Pattern[str], PeriodKind, int | None], ...] = tuple(
    (re.compile(pattern), kind, number)
    for pattern, kind, number in (
        ((rf"{NINE_MONTHS}|(?<!\d)(?:1|一)\s?月?\s?[-–—至到~]\s?(?:9|九)\s?月|{NINE_MONTHS_IN_ENGLISH}|九个月|"
          "nine months"),
         PeriodKind.NINE_MONTHS, None),
        (r"第[三3]季度?|(?<![前首头])三季度|(?:third|3rd) quarter|(?<![a-z\d])q3(?!\d)", PeriodKind.QUARTER, 3),
        (r"第[一1]季度?|首季|一季度|(?:first|1st) quarter|(?<![a-z\d])q1(?!\d)", PeriodKind.QUARTER, 1),
        (r"第[二2]季度?|二季度|(?:second|2nd) quarter|(?<![a-z\d])q2(?!\d)", PeriodKind.QUARTER, 2),
        (r"第[四4]季度?|四季度|(?:fourth|4th) quarter|(?<![a-z\d])q4(?!\d)", PeriodKind.QUARTER, 4),
        (r"上半年|半年度|中期(?:报告|业绩|股息)|(?:前|首)六个月|first half|half-year|interim", PeriodKind.HALF, 1),
        (r"下半年|second half", PeriodKind.HALF, 2),
    )
)  # fmt: skip


def periods_of(narrowed: str) -> tuple[tuple[int, ...], tuple[Period, ...]]:
    """Return the years, and the halves, quarters and nine months, that a narrowed question names, each once.

    A part of a year that stands apart from it belongs to every year named.

    >>> years, parts = periods_of("2020年公司第三季度的收入")
    >>> years, [str(p) for p in parts]
    ((2020,), ['2020-Q3'])
    """
    phrases = list(phrases_in(narrowed))
    years = dict.fromkeys(p.year for p in phrases if p.year)
    parts = dict.fromkeys(p.period for p in phrases if p.period and p.period.kind is not PeriodKind.YEAR)
    if not parts:
        apart = [(kind, number) for pattern, kind, number in _APART if pattern.search(narrowed)]
        parts = dict.fromkeys(Period(year, kind, number) for year in years for kind, number in apart)
    return tuple(years), tuple(parts)


_PARTS = {
    (PeriodKind.YEAR, None): "", (PeriodKind.NINE_MONTHS, None): "前三季度",
    (PeriodKind.HALF, 1): "上半年", (PeriodKind.HALF, 2): "下半年", (PeriodKind.QUARTER, 1): "第一季度",
    (PeriodKind.QUARTER, 2): "第二季度", (PeriodKind.QUARTER, 3): "第三季度", (PeriodKind.QUARTER, 4): "第四季度",
}  # fmt: skip


_OTHER_YEAR = re.compile(
    r"民国\s{0,2}(?P<roc>\d{1,3}|[〇零○一二三四五六七八九百十]{1,6})\s{0,2}年|(?P<han>二[〇零○][〇零○一二三四五六七八九]{2})\s{0,2}年"
    rf"|(?:{bare_republic_year()})\s{{0,2}}年"
)


def other_years(folded: str) -> frozenset[int]:
    """Return the years that folded text writes in another way than 2024: 民国113年, 113年底, 二〇二四年.

    >>> sorted(other_years("民国113年与二〇二三年"))
    [2023, 2024]
    """
    found = (
        han_year(m["han"]) if m["han"] else roc_year(m["roc"] or m["bare"] or m["barehan"] or m["barehead"])
        for m in _OTHER_YEAR.finditer(folded)
    )
    return frozenset(year for year in found if year)


def in_words(period: Period, *, chinese: bool) -> str:
    """Return a period as a reader writes it: 2020年第三季度 (in either script), or 2020 Q3.

    >>> in_words(Period(2020, PeriodKind.HALF, 1), chinese=True), in_words(Period(2020), chinese=False)
    ('2020年上半年', '2020')
    """
    if not chinese:
        return str(period).replace("-", " ")
    return f"{period.year}年{_PARTS[period.kind, period.number]}"


def read_date_phrase(text: str) -> DatePhrase | None:
    """Return the first phrase of a text, in any script, that dates something; None when nothing does.

    >>> p = read_date_phrase("截至2024年12月31日止年度")
    >>> str(p.period), p.as_at
    ('2024', False)
    >>> p = read_date_phrase("於2024年6月30日")
    >>> p.date, p.as_at
    ('2024-06-30', True)
    """
    return next(phrases_in(narrow(text)), None)
