"""Where a question names the years and companies that it compares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.about import CompanyNames
from corpus.types import Span

_YEAR = re.compile(
    r"(?<![\d.])(20[0-4]\d)(?!\d|[.,]\d| ?(?:强|家|个|多|余|名|人|元|万|亿|次|户|台|位|款|项|种|站|座|米|公里|条|版))"
    r" ?(?:年)?(?:年?底|年?末|度|全年)?"
)
# Another year said by its distance, where it is joined to the one named: 比上一年, 到下一年, than the year before.
_JOINED = (
    r"(?:(?<=[比较跟和与同从])|(?<=比起)|(?<=相比于)|(?<=\bthan )|(?<=\bfrom )|(?<=\bwith )|(?<=到)|(?<=、))"
)
_BEFORE = re.compile(
    rf"{_JOINED}(?:上一?年度?|前一年度?|去年|旧年|一年前|(?:the |a )?(?:previous year|year before|year earlier))"
)
_AFTER = re.compile(rf"{_JOINED}(?:下一?年度?|次年|后一?年|隔年|翌年|(?:the )?(?:next|following) year)")
_RANGE = re.compile(r"(?<!\d)(20[0-4]\d) ?年?(?:到|至|—+|-|~|～|–) ?(20[0-4]\d)(?!\d)")
_LAST = re.compile(r"(?:近|最近|过去|连续)(?P<n>[两三四五2-5])年")
_COUNT = {"两": 2, "三": 3, "四": 4, "五": 5}
_QUARTERS = re.compile(r"(?:四|4|各|每)个?季度?(?:里|中|之中|当中|内)?")
_BARE_MOBILE = re.compile(
    r"(?<!中国)(?<!中)移动(?=公司|集团|和|跟|与|同|、|的|呢|比|，|20\d\d|还|谁|边|哪|$)|(?<=[跟和与同、比])移动"
)
# Four sides at most, for each costs a search.
MOST_SIDES = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a question that names a side: its ``key`` is a year, a company's usual name or an item's words."""

    span: Span
    key: int | str


def years_in(folded: str, *, every: bool) -> list[Mention]:
    """Return the namings of years in a folded question: 2023年底, and 上一年 beside a single year.

    ``every`` fills a range (从2018到2020) with the years between, at the place of its end.
    """
    found = [
        Mention(Span(m.start(), m.start() + len(m[0].rstrip())), int(m[1])) for m in _YEAR.finditer(folded)
    ]
    years = {m.key for m in found}
    if len(years) == 1:
        found += _relative(folded, int(found[0].key))
    if every and (match := _RANGE.search(folded)) and int(match[1]) < int(match[2]):
        end = Span(match.end(), match.end())
        found += [Mention(end, y) for y in range(int(match[1]) + 1, int(match[2]))]
    return sorted(found, key=lambda m: m.span.start)


def _relative(folded: str, year: int) -> list[Mention]:
    """Return what stands for another year beside the one named: 比上一年, 近三年."""
    found = [Mention(Span(*m.span()), year - 1) for m in _BEFORE.finditer(folded)]
    found += [Mention(Span(*m.span()), year + 1) for m in _AFTER.finditer(folded)]
    if not found and (match := _LAST.search(folded)):
        count = _COUNT.get(match["n"]) or int(match["n"])
        found = [Mention(Span(*match.span()), year - back) for back in range(1, count)]
    return found


def companies_in(folded: str, names: CompanyNames) -> list[Mention]:
    """Return the namings of companies in a folded, lower-case question, a bare 移动 where it can be one."""
    found = [Mention(Span(*m.span()), names.table[m[0]]) for m in names.pattern.finditer(folded) if m[0]]
    taken = {i for m in found for i in range(m.span.start, m.span.end)}
    found += [
        Mention(Span(*m.span()), "中国移动") for m in _BARE_MOBILE.finditer(folded) if m.start() not in taken
    ]
    return sorted(found, key=lambda m: m.span.start)


def quarters_in(folded: str) -> Span | None:
    """Return where a question names the four quarters of a year, None when it does not."""
    match = _QUARTERS.search(folded)
    return Span(*match.span()) if match else None


def keys(mentions: list[Mention]) -> list[int | str]:
    """Return the sides that are named, in order, each once."""
    return list(dict.fromkeys(m.key for m in mentions))
