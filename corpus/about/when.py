"""The period that a document covers: as its title says, its cover, its own statement, or all of its figures."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from corpus.about.facts import Fact, fact
from corpus.about.kinds import PRESS, kind_of_title
from corpus.dates.periods import DatePhrase, narrow, phrases_in
from corpus.dates.time_values import han_year, number
from corpus.subject import DocumentKind, Period, PeriodKind

# Figures are dated so: 截至2024年底, 2024年度. Half of all such dates, three at least, make a report's year.
_DATED = re.compile(r"(?:截至|截止|至|到)? ?(?<!\d)(20\d\d) ?年(?:度|底|末|全年)")
_FEWEST_DATED, _DATED_SHARE = 3, 0.5
# Press dates what happened by month; all of these must agree.
_HAPPENED = re.compile(r"(?<!\d)(20\d\d) ?年 ?\d{1,2} ?月")
_FEWEST_HAPPENED = 3
_ANY_YEAR = re.compile(r"(?<![\d.,])(20\d\d)(?![\d.,])")
_BARE_YEAR = re.compile(r"(?<![\d.,/-])(20\d\d)(?!\d|[-/.]\d)")
_BARE_HAN_YEAR = re.compile(r"(二[〇零○][〇零○一二三四五六七八九]{2})(?!年)")
_LOOKS_TO = re.compile(r"(?:面向|迈向|展望|走向|奔向|到)\s?$")
_AIM = re.compile(r"\s?(?:前|远景|愿景|目标|展望)")
_PARTS_OF_YEARS = frozenset({DocumentKind.HALF_YEAR_REPORT, DocumentKind.QUARTERLY_REPORT})
# Taiwan's titles leave the 民國 out: 113年第3季合併財務報告.
_BARE_ROC = re.compile(r"(?<!\d)((?:9\d|1[0-4]\d)) ?年(?=度|第|半|上半|年?报|永续)")
_QUARTER = re.compile(r"第?([一二三四1-4])季|(first|second|third|fourth)[ -]quarter")
_ENGLISH_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
# A document states its period: 報告期間：2024年1月1日至12月31日, 时间范围为…
_STATED = re.compile(
    r"(?:报告期间?|报告(?:的)?(?:时间|期间|周期|覆盖)\S{0,2}(?:范围|跨度)?|时间(?:范围|跨度|界限)|报告周期|涵盖(?:期间|时间)|"
    r"reporting period)(?:\s|:|是|为|指|自|从|本报告|覆盖|涵盖|系|is|from|covers|covered|the){1,8}"
)
_STATEMENT = 48
_MOST_STATEMENTS = 100
# Titles and covers stand in the first short lines; sentences are none.
_HEAD, _HEAD_LINES, _LONGEST_TITLE = 400, 6, 40
_REPORT_WORD = re.compile(r"报告|白皮书|摘要|年报|业绩|年鉴|总结|概览|财报|季报|中报|report|results")
_OPENING = 12
# News of January and February mostly tells of the year before.
_FIRST_MONTH_OF_ITS_OWN_YEAR = 3


def headlines(folded: str) -> list[str]:
    """Return the short lines at the head of a text, where titles stand; sentences are none."""
    lines = folded[:_HEAD].split("\n")[:_HEAD_LINES]
    return [line for line in lines if len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "，"))]


def _finest(phrases: list[DatePhrase]) -> tuple[Period, DatePhrase] | None:
    """Return the one period that phrases name; a quarter goes before its own year. None for none or several."""
    named = {p.period.of_report(): p for p in phrases if p.period}
    fine = {period: p for period, p in named.items() if period.kind is not PeriodKind.YEAR}
    if len({period.year for period in named}) != 1 or len(fine) > 1:
        return None
    return next(iter((fine or named).items()))


def _part_of(year: int, kind: DocumentKind | None, narrowed: str) -> Period:
    """Return the part of a year that a kind of report covers, as far as the title says which."""
    if kind is DocumentKind.HALF_YEAR_REPORT:
        return Period(year, PeriodKind.HALF, 1)
    quarter = _QUARTER.search(narrowed)
    if kind is DocumentKind.QUARTERLY_REPORT and quarter:
        which = number(quarter[1]) if quarter[1] else _ENGLISH_QUARTERS[quarter[2]]
        return Period(year, PeriodKind.QUARTER, which)
    return Period(year)


def _is_aim(narrowed: str, phrase: DatePhrase) -> bool:
    """Tell whether a year is one that a text looks forward to: 2030年前碳达峰, 面向2035年."""
    before, behind = narrowed[: phrase.span.start], narrowed[phrase.span.end :]
    return bool(_LOOKS_TO.search(before) or _AIM.match(behind))


def _is_fiscal(narrowed: str, phrase: DatePhrase) -> bool:
    words = phrase.span.of(narrowed)
    return (
        phrase.period is not None and phrase.period.kind is PeriodKind.YEAR and ("/" in words or "-" in words)
    )


def period_of_title(title: str) -> Fact[Period] | None:
    """Return the one period that a title names; a bare year counts where the title is of a report.

    >>> period_of_title("中國聯通2020年第三季度報告").value
    Period(year=2020, kind=<PeriodKind.QUARTER: 'quarter'>, number=3)
    """
    narrowed = narrow(title)
    named = kind_of_title(title)
    kind = named.value if named else None
    phrases = [p for p in phrases_in(narrowed) if not _is_aim(narrowed, p)]
    if kind in _PARTS_OF_YEARS and any(_is_fiscal(narrowed, p) for p in phrases):
        return None  # The half of a fiscal year is none of a calendar year.
    found = _finest(phrases)
    if found is None and kind and not phrases:
        roc = {int(y) + 1911 for y in _BARE_ROC.findall(narrowed)}
        bare = roc or {
            *map(int, _BARE_YEAR.findall(narrowed)),
            *map(han_year, _BARE_HAN_YEAR.findall(narrowed)),
        }
        if len(bare) == 1:
            return Fact(_part_of(bare.pop(), kind, narrowed), " ".join(title.split()))
    if found is None:
        return None
    period, phrase = found
    if period.kind is PeriodKind.YEAR:
        period = _part_of(period.year, kind, narrowed)
    return fact(period, title, phrase.span.start, phrase.span.end)


def stated_period(text: str, narrowed: str) -> Fact[Period] | None:
    """Return the period that a document states for itself; None when its statements disagree."""
    found: dict[Period, Fact[Period]] = {}
    for match in islice(_STATED.finditer(narrowed), _MOST_STATEMENTS):
        phrase = next(phrases_in(narrowed[match.end() : match.end() + _STATEMENT]), None)
        if phrase and phrase.period and phrase.span.start <= 2:
            end = match.end() + phrase.span.end
            period = phrase.period.of_report()
            found.setdefault(period, fact(period, text, match.start(), end))
    return found.popitem()[1] if len(found) == 1 else None


def headed_period(text: str) -> Fact[Period] | None:
    """Return the period in the first line at the head of a text that reads as a report's title."""
    for line in headlines(text):
        if _REPORT_WORD.search(narrow(line)) and (found := period_of_title(line)):
            return found
    return None


def dated_period(text: str, folded: str) -> Fact[Period] | None:
    """Return the year that dates most figures of a text; ``folded`` is the same text, folded."""
    years = _DATED.findall(folded)
    (year, count), *_ = Counter(years).most_common(1) or [("", 0)]
    if count < max(_FEWEST_DATED, _DATED_SHARE * len(years)):
        return None
    match = next(m for m in _DATED.finditer(folded) if m.group(1) == year)
    return fact(Period(int(year)), text, *match.span())


def _opening_date(narrowed: str, start: int) -> DatePhrase | None:
    """Return the date that opens a text, if it names its year: 2024年7月19日，…, 2023年，… and no 2022年冬奥会."""
    opening = narrowed[start : start + _STATEMENT]
    phrase = next(phrases_in(opening), None)
    if phrase is None or phrase.year is None or phrase.span.start > _OPENING:
        return None
    return phrase if phrase.date or opening[phrase.span.end :].startswith((",", "，")) else None


def press_period(title: str, text: str, narrowed: str, published: Fact[str] | None) -> Fact[Period] | None:
    """Return the year that press tells of, None unless it says so.

    That is the 年度 of its title, the year of its publication from March on, the date that opens it, or the year of
    all that it dates by month; the last two only where it names no later year, for news looks back.
    """
    in_title = narrow(title)
    exact = [
        p for p in phrases_in(in_title) if p.period and in_title[p.span.start : p.span.end].endswith("度")
    ]
    if exact and (found := _finest(exact)):
        return fact(found[0], title, found[1].span.start, found[1].span.end)
    if published and len(published.value) >= len("2024-01"):
        year, month = int(published.value[:4]), int(published.value[5:7])
        return Fact(Period(year), published.words) if month >= _FIRST_MONTH_OF_ITS_OWN_YEAR else None
    years = list(map(int, _ANY_YEAR.findall(in_title + "\n" + narrowed)))
    start = len(in_title) if narrowed.startswith(in_title) else 0
    opening = _opening_date(narrowed, start)
    if opening and opening.year and opening.year == max(years, default=0):
        return fact(Period(opening.year), text, start + opening.span.start, start + opening.span.end)
    happened = _HAPPENED.findall(narrowed)
    if len(happened) >= _FEWEST_HAPPENED and len({*map(int, happened), *years}) == 1:
        match = _HAPPENED.search(narrowed)
        assert match is not None
        return fact(Period(int(happened[0])), text, *match.span())
    return None


def is_press(kind: DocumentKind | None) -> bool:
    """Tell whether a kind of text tells of days, not of a period."""
    return kind in PRESS
