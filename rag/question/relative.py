"""Time that hangs on the year of the document that is asked: 去年, 近三年, a third quarter of no year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates.time_values import number
from corpus.subject import Period, PeriodKind


@dataclass(frozen=True, slots=True)
class Relative:
    """Time that hangs on a document's year: 去年 is its year less one, 第三季度 a part of it.

    ``words`` are the question's, folded; ``first`` and ``last`` count from the document's year. ``kind`` and
    ``number`` are those of ``corpus.subject.Period``.
    """

    words: str
    first: int = 0
    last: int = 0
    kind: PeriodKind = PeriodKind.YEAR
    number: int | None = None

    def periods(self, year: int) -> tuple[Period, ...]:
        """Return the periods meant in a document of a year.

        >>> [str(p) for p in Relative("近三年", -2, 0).periods(2020)]
        ['2018', '2019', '2020']
        """
        return tuple(Period(year + n, self.kind, self.number) for n in range(self.first, self.last + 1))

    @property
    def part(self) -> str | None:
        """The part of the year as ``str`` of a period writes it behind the year: Q3, H1, 9M; None for all of it."""
        return str(Period(2000, self.kind, self.number))[5:] or None


# One rule for each year that is told by its distance from the document's, with that distance.
_YEARS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (distance, re.compile("|".join(patterns)))
    for distance, patterns in (
        (-3, (r"大前年",)),
        (-2, (r"(?<![大以之])前年(?!度)", r"the year before last")),
        (-1, (r"(?<!过)去年", r"(?<![以半])上(?:一|个)?(?:年度?|财年)(?!级)", r"(?<![\d以])前一年度?", r"旧年",
              r"\blast (?:fiscal |financial )?year\b", r"\bprevious year\b", r"\byear before\b(?! last)")),
        (0, (r"今年", r"本年度?(?!轮)", r"本财年", r"\bthis (?:fiscal |financial )?year\b")),
        (1, (r"明年", r"下一?年度", r"\bnext year\b")),
    )
)  # fmt: skip
_LAST_YEARS = re.compile(
    r"(?:(?:最近|近|过去|这)(?P<n>[两二三四五六七八九十]|\d{1,2})|(?<!公元)前(?P<few>[两二三四五]))"
    r"(?:个)?(?:财)?年(?!级|来的历史|前)"
    r"|(?:past|last|recent) (?P<en>two|three|four|five|\d{1,2}) years"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "两": 2}
# Parts of a year that stand without one: of the document's year.
_PARTS: tuple[tuple[PeriodKind, int | None, re.Pattern[str]], ...] = tuple(
    (kind, which, re.compile("|".join(patterns)))
    for kind, which, patterns in (
        (PeriodKind.NINE_MONTHS, None,
         (r"(?:前|首|头)[三3]个?季度?", r"(?:前|首)[九9]个月", r"first (?:nine months|three quarters)")),
        (PeriodKind.QUARTER, 3,
         (r"第[三3]季度?", r"(?<![前首头])三季度", r"(?:third|3rd) quarter", r"(?<![a-z\d])q3(?!\d)")),
        (PeriodKind.QUARTER, 1,
         (r"第[一1]季度?", r"首季度?", r"(?<!第)一季度", r"(?:first|1st) quarter", r"(?<![a-z\d])q1(?!\d)")),
        (PeriodKind.QUARTER, 2,
         (r"第[二2]季度?", r"(?<!第)二季度", r"(?:second|2nd) quarter", r"(?<![a-z\d])q2(?!\d)")),
        (PeriodKind.QUARTER, 4,
         (r"第[四4]季度?", r"(?<!第)四季度", r"(?:fourth|4th|last) quarter", r"(?<![a-z\d])q4(?!\d)")),
        (PeriodKind.HALF, 1, (r"上半年", r"(?:前|首|头)(?:六|6)个月", r"first half")),
        (PeriodKind.HALF, 2, (r"下半年", r"second half")),
    )
)  # fmt: skip


def relative_times(narrowed: str, *, dated: bool) -> tuple[Relative, ...]:
    """Return what a narrowed question says of time without its year; parts of a year only where none is ``dated``.

    One year and one part of it are one: 去年第三季度.
    """
    years = list(_years(narrowed))
    parts = [] if dated else list(_parts(narrowed))
    if len(years) == len(parts) == 1 and years[0].first == years[0].last:
        year, part = years[0], parts[0]
        return (Relative(year.words + part.words, year.first, year.last, part.kind, part.number),)
    return (*years, *parts)


def _years(text: str) -> Iterator[Relative]:
    taken: set[int] = set()
    for match in _LAST_YEARS.finditer(text):
        said = match["n"] or match["few"] or match["en"]
        count = _COUNTS.get(said) or number(said)
        taken.update(range(*match.span()))
        if count > 1:
            yield Relative(match.group(0), 1 - count, 0)
    for distance, pattern in _YEARS:
        found = pattern.search(text)
        if found and not taken.intersection(range(*found.span())):
            taken.update(range(*found.span()))
            yield Relative(found.group(0), distance, distance)


def _parts(text: str) -> Iterator[Relative]:
    for kind, which, pattern in _PARTS:
        if match := pattern.search(text):
            yield Relative(match.group(0), kind=kind, number=which)
