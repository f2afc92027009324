"""When each figure of a sentence is of: which year, which part of it, the beginning or the end of a change.

由2023年的A增至2024年的B belongs to the years said; with 與2023年相比，由A增至B the beginning is of 2023 and the
end of the report's year; 上年是A is of the year before. What merely dates a sentence holds until another date does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from corpus.dates.periods import narrow, phrases_in
from corpus.subject import Period, PeriodKind
from corpus.types import Span
from rag.changes import is_change

# Of a text so many characters are read: a sentence is shorter, and what is longer is no sentence.
_READ = 600
_PLAIN_YEAR = re.compile(r"(?<![\d.,])20\d\d(?![\d%％]|[.,]\d|\s?[万亿个家户人元站座])")
# 上年 is the year before the one spoken of, 去年 the one before the report's.
_BEFORE = (
    r"(?:上一?个?年度?|前一年度?|去年|昨年|上年度|一年之?前|"
    r"prior year|previous year|last year|a year (?:earlier|ago))"
)
_RELATIVE = re.compile(rf"(?<![\d一二两三四五六七八九十历近])(?<!以)(?P<word>{_BEFORE})(?:同期|[底末])?")
_OF_REPORT = re.compile(r"去年|昨年|last year")
_SAME_YEAR = re.compile(r"同年|当年|该年|本年度?|今年|(?<!半)全年|报告期内?|(?<=[，。；])年[末底]")
# Parts of a year that stand apart from it, with how a period writes them.
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        ("9M", r"[前首头](?:三个?季度?|九个月|3个?季度?|9个月)|(?<!\d)1 ?[-–—至到~] ?9 ?月|nine months"),
        ("H1", r"上半年(?!度?报)|首六个月|前六个月|前半年|(?<![a-z\d])(?:h1|1h)(?!\d)|first half"),
        ("H2", r"下半年|后半年|(?<![a-z\d])(?:h2|2h)(?!\d)|second half"),
        ("Q1", r"(?<![前首头])(?:第[一1]|首|一)季度?(?!报)|(?<![a-z\d])(?:q1|1q)(?!\d)|first quarter"),
        ("Q2", r"(?<![前首头])第?[二2]季度?(?!报)|(?<![a-z\d])(?:q2|2q)(?!\d)|second quarter"),
        ("Q3", r"(?<![前首头])第?[三3]季度?(?!报)|(?<![a-z\d])(?:q3|3q)(?!\d)|third quarter"),
        ("Q4", r"第?[四4]季度?(?!报)|末季|(?<![a-z\d])(?:q4|4q)(?!\d)|fourth quarter"),
    )
)
# Before a date: what is only compared with it; behind it, the same.
_THAN = re.compile(
    r"(?:比起|相比|相较|对比|低于|高于|多于|少于|超过|不及|逊于|比|较|than|versus|over)(?:于|起|之)?(?: the)? ?$"
)
_WITH, _COMPARED = (
    re.compile(r"(?:与|同|和|跟|以|with|to)(?: the)? ?$"),
    re.compile(r" ?年?(?:度|同期|[底末]|的?水平)?(?:相比|相较|比较|对比|比(?!例|重))"),
)
_YEAR_ON_YEAR = re.compile(r"同比|按年|year[- ]on[- ]year")
# 较上年的A, 比2019年底的A少: the figure that was.
_ITS = re.compile(r" ?年?(?:度|同期|[底末]|水平)*的[^，。；\d]{0,10}$")
_SINCE = re.compile(r" ?年?(?:度|[底末]|\d{1,2}月)?(?:起|开始|以来|至今|启动|以后|之后|成立)")
_FROM = re.compile(r"(?:由|从|自)[^，。；\d]{0,6}$")
_IN_BRACKETS = re.compile(r" ?[（(] ?(?:截至|至|于)?$")
_CUT = re.compile(r"[，。；;！？\n|：]|,(?!\d)")
_STRONG, _END = "；;", "。！？\n|"


class Bond(IntEnum):
    """How surely a figure is of its time: by the report's, by a date before it, by one that can mean nothing else."""

    REPORT = 0
    SAID = 1
    BOUND = 2


@dataclass(frozen=True, slots=True)
class When:
    """When a figure is of: a ``year`` (None where unknown), a ``part`` of it ("H1", "Q3", "9M"; "" for none said).

    ``date`` is an ISO day or month where one is said. ``change`` is -1 for what a change began with, 1 for what it
    became, 0 for no change.
    """

    year: int | None
    part: str = ""
    date: str | None = None
    bond: Bond = Bond.REPORT
    change: int = 0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that dates. ``back`` years before the one spoken of, where it names none itself."""

    span: Span
    year: int | None
    part: str = ""
    date: str | None = None
    back: int = 0
    of_report: bool = False


def times_of(text: str, figures: Sequence[Span], report: Period | None) -> list[When]:
    """Return when each figure of folded text is of; ``figures`` are in order, ``report`` is the period of the report.

    >>> said = "与2023年相比，人数由1.5万人增至1.8万人"
    >>> [(t.year, t.change) for t in times_of(said, [Span(12, 17), Span(19, 24)], Period(2024))]
    [(2023, -1), (2024, 1)]
    """
    low = text[:_READ].lower()
    low = low if len(low) == len(text[:_READ]) else text[:_READ]
    read = [figure for figure in figures if figure.end <= len(low)]
    found = _changed(low, read, _Walk(low, report).walked(_marks(low), read))
    return found + [When(None)] * (len(figures) - len(read))


def said_before(folded: str, year: int) -> bool:
    """Tell whether folded text gives a figure of the year before the report's ``year``: 上年是39.0%, 較上年的3億戶.

    >>> said_before("负债率43.1%，上年是39.0%", 2020), said_before("收入比上年增长3.8%", 2020)
    (True, False)
    """
    for match in _RELATIVE.finditer(folded):
        behind = folded[match.end() : match.end() + 14]
        compared = _THAN.search(folded[max(0, match.start() - 6) : match.start()]) or _COMPARED.match(behind)
        form = (
            r"的[^，。；\d]{0,8}\d"
            if compared
            else r"(?:的|是|为|则|数|约|达|共|仅|只|有|[^，。；\d]){0,8}\d"
        )
        if re.match(form, behind):
            return year > 0
    return False


def _marks(text: str) -> list[_Mark]:
    """Return the words of folded, lower-case text that date, in order; none within another."""
    # Narrowed, a comma in front of a year would make it the rest of a number.
    phrases = phrases_in(narrow(text.replace("，", "；")))
    found = [_Mark(p.span, p.year, _part_of(p.period), p.date) for p in phrases if p.year is not None]
    found += [_Mark(Span(*m.span()), int(m[0])) for m in _PLAIN_YEAR.finditer(text)]
    found += [
        _Mark(Span(*m.span()), None, back=1, of_report=bool(_OF_REPORT.match(m["word"])))
        for m in _RELATIVE.finditer(text)
    ]
    found += [_Mark(Span(*m.span()), None) for m in _SAME_YEAR.finditer(text)]
    found += [_Mark(Span(*m.span()), None, part) for part, pattern in _PARTS for m in pattern.finditer(text)]
    kept: list[_Mark] = []
    for mark in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mark.span.start >= kept[-1].span.end:
            kept.append(mark)
    return kept


def _part_of(period: Period | None) -> str:
    return str(period)[5:] if period and period.kind is not PeriodKind.YEAR else ""


class _Walk:
    """Goes through a text from date to date and figure to figure and knows what time it is at each."""

    def __init__(self, text: str, report: Period | None) -> None:
        self.text = text
        self._report = When(report.year if report else None, _part_of(report))
        self._now = self._opening = self._report
        self._set_at = -1
        self._once: tuple[When, int] | None = None

    def walked(self, marks: Sequence[_Mark], figures: Sequence[Span]) -> list[When]:
        """Return the time of every figure, changes left aside."""
        found: list[When] = []
        begins = [0, *(f.end for f in figures)]
        rest = [m for m in marks if m.span.start not in {f.start for f in figures}]
        for begin, figure in zip(begins, figures, strict=False):
            bound: When | None = None
            at = begin
            for mark in [m for m in rest if begin <= m.span.start < figure.start]:
                self._cut(at, mark.span.start)
                at = mark.span.end
                bound = self._take(mark, figure) or (
                    bound if not self._cuts(mark.span.start, figure) else None
                )
            self._cut(at, figure.start)
            found.append(bound or self._time_at(rest, figure))
        return found

    def _cut(self, start: int, end: int) -> None:
        """Forget what held only up to a mark between two places."""
        for match in _CUT.finditer(self.text, start, end):
            self._once = None
            if match[0] in _END:
                self._now = self._opening = self._report
            elif match[0] in _STRONG:
                self._now = replace(self._opening, bond=min(self._opening.bond, Bond.SAID))

    def _cuts(self, start: int, figure: Span) -> bool:
        return bool(_CUT.search(self.text, start, figure.start))

    def _take(self, mark: _Mark, figure: Span) -> When | None:
        """Take a date in; return it where it is of the next figure alone."""
        before, behind = self.text[max(0, mark.span.start - 10) : mark.span.start], self.text[mark.span.end :]
        time = self._of(mark)
        comma = self.text.startswith(("，", ","), mark.span.end)
        near = not self._cuts(mark.span.end + comma, figure)
        its = near and bool(_ITS.match(self.text[mark.span.end : figure.start]))
        if _THAN.search(before) or (_WITH.search(before) and _COMPARED.match(behind)):
            return replace(time, bond=Bond.BOUND) if its else None
        if _SINCE.match(behind):
            return None
        if _FROM.search(before):
            return replace(time, bond=Bond.BOUND) if near else None
        if mark.back:
            return time if near else None
        self._now, self._set_at = time, mark.span.start
        if self._opening.bond is Bond.REPORT:
            self._opening = time
        return None

    def _of(self, mark: _Mark) -> When:
        """Return the time that a mark says where the walk stands."""
        year = mark.year
        if year is None:
            spoken = self._report.year if mark.of_report else self._now.year
            year = spoken - mark.back if spoken is not None else None
        return When(year, mark.part, mark.date, Bond.BOUND if mark.back or mark.part else Bond.SAID)

    def _behind(self, marks: Sequence[_Mark], figure: Span) -> When | None:
        """Return the time that stands in brackets right behind a figure: 1.5万人（2023年）."""
        for mark in marks:
            if mark.span.start > figure.end + 6:
                return None
            led = mark.span.start >= figure.end and _IN_BRACKETS.match(
                self.text[figure.end : mark.span.start]
            )
            if led and re.match(r" ?年?(?:度|[底末])?[）)]", self.text[mark.span.end :]):
                return replace(self._of(mark), bond=Bond.BOUND)
        return None

    def _time_at(self, marks: Sequence[_Mark], figure: Span) -> When:
        """Return the time that holds at a figure: bound to it where the date stands in its own clause."""
        own = self._set_at >= 0 and not self._cuts(self._set_at, figure)
        if own and self._now.bond is not Bond.REPORT:
            return replace(self._now, bond=Bond.BOUND)
        if (behind := self._behind(marks, figure)) is not None:
            return behind
        return self._now if self._now.bond is Bond.REPORT else replace(self._now, bond=Bond.SAID)


def _changed(text: str, figures: Sequence[Span], found: list[When]) -> list[When]:
    """Return the times with those of a change's two ends: 由A增至B."""
    told = list(found)
    for number, (one, other) in enumerate(pairwise(figures)):
        if not is_change(text[: one.start], text[one.end : other.start]):
            continue
        begin, end = told[number], found[number + 1]
        if begin.bond is not Bond.BOUND:
            base = _base_of(text, one, end.year)
            begin = When(base, bond=Bond.BOUND if base else Bond.REPORT)
        told[number] = replace(begin, change=-1)
        told[number + 1] = replace(end, change=1, bond=max(end.bond, Bond.SAID) if end.year else end.bond)
    return told


def _base_of(text: str, figure: Span, year: int | None) -> int | None:
    """Return the year that a sentence compares with, None where it says none."""
    start = max((text.rfind(c, 0, figure.start) for c in _END), default=-1) + 1
    end = min((at for c in _END if (at := text.find(c, figure.end)) >= 0), default=len(text))
    sentence = text[start:end]
    for mark in _marks(sentence):
        before, behind = sentence[max(0, mark.span.start - 10) : mark.span.start], sentence[mark.span.end :]
        if _THAN.search(before) or (_WITH.search(before) and _COMPARED.match(behind)):
            return mark.year or (year - mark.back if year and mark.back else None)
    return year - 1 if year and _YEAR_ON_YEAR.search(sentence) else None
