"""What a question says about time: years in every way of writing, their parts, days, and ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates.periods import periods_of, phrases_in
from corpus.subject import Period
from rag.question.relative import Relative, relative_times

# The years between the ends of a longer range are not asked one by one, unless it is said; never of a history.
_LONGEST_RANGE, _LONGEST_YEARLY = 4, 12
_YEARLY = re.compile(r"每年|每一年|各年|历年|逐年|年年|分别|各是|各为|each year|every year|annual")
# 2023个 is a count; 2023家 may well be 2023 and 家庭.
_NO_COUNT = r"(?!\s?(?:余|多)?(?:[个万亿座户件台套元块米%％]|人(?!均|工|民|才|力)|名(?!称)))"
# 2000到3000块 is a range of prices.
_NO_RANGE = r"(?!\s?(?:到|至|-|–|—|~)\s?\d[\d,]{2,6}\s?(?:元|块|个|人|户|家|米|台|部|万|亿|美元|港元))"
_PLAIN_YEAR = re.compile(rf"(?<![\d.])(20[0-4]\d)(?!\d|[.,]\d){_NO_COUNT}{_NO_RANGE}")
_RANGE = re.compile(
    r"(?<![\d.])(20[0-4]\d)\s?年?(?:度|底|末)?\s?(?:-|–|—|~|至|到)\s?"
    r"(20[0-4]\d)(?![\d.,]|\s?年?\s?\d{1,2}\s?月)"
)
# 比2020年到底: the ends are compared, what lies between is not asked.
_ENDS_ONLY = re.compile(
    r"比|多了|少了|增长|增加|成长|下降|提升|变化|涨|升|降|差|翻|from 20|growth|increase|change"
)
_AGAINST = re.compile(
    r"(?:比|较|比起|跟|和|与|同|对比)(?:上一?年度?|前一年度?|去年)(?!同期)"
    r"|(?:than|versus|vs\.?|from|with|to) (?:in )?the (?:previous|prior) year"
)
_LAST_QUARTER = re.compile(r"(?:最后|最末|末尾|最尾)(?:的)?(?:一个|一|个)?季度?|(?<!期)末季度?|尾季")

# Years of two digits: those of documents that people ask about.
_TWO = r"(?:1[5-9]|2\d)"
# 23年 is a year at the head of a clause or behind these; 近23年, 第23年, 成立23年 are counts of years.
_HEAD = (
    r"(?:(?<![^\s,，。、;；:：(（「“'’])|(?<=[到在从由自和与跟及至比较])|(?<=截至)|(?<=截止)"
    r"|(?<=移动|联通|电信|公司|集团|报告))"
)
# Behind 20年 these count years: 20年来, 20年后, 20年期, 20年的历史.
_COUNTED = (
    r"(?!年\s?(?:来|后|前|内|间|以|之|期|多|余|左右|历|经验|老|债|保|工龄|寿|陈|如一|磨|里程|发展|[,，]?(?:只|才)"
    r"|的(?:历史|时间|经验|发展|努力|积|沉)))"
)
# Before these nothing but a year stands: 24年底, 22年第三季度, 23年10月.
_ONLY_YEARS = (
    r"(?=\s?年?\s?(?:年?[底末](?![蕴气子])|年?度(?![过假])|财年|年报|财报|全年|上半年|下半年"
    r"|第[一二三四1-4]季|[一二三四]季|q[1-4]|(?:1[0-2]|[1-9])月))"
)
_SHORT_YEAR = re.compile(
    rf"(?<![\d.,第近约逾满超达过这])(?:{_HEAD}(?P<head>{_TWO})(?=\s?年){_COUNTED}"
    rf"|(?P<sure>{_TWO})(?=\s?年){_ONLY_YEARS})"
    rf"|(?<![a-z\d])(?:fy|'|’)(?P<quoted>{_TWO})(?!\d)"
)

# Several in front of one 年: 21、22年, 21至23年. Counts of years (15至20年) begin lower, or what follows tells them.
_SHORT_YEARS = re.compile(
    rf"(?<![\d.,第近约逾满超达过这续了])(?:1[89]|2\d)(?:\s?(?:[、，,/~～—–-]|和|与|跟|及|同|至|到|还是|或)\s?(?:1[89]|2\d)){{1,5}}(?=\s?年){_COUNTED}"
)


@dataclass(frozen=True, slots=True)
class Times:
    """Years, parts of years and ISO days of which figures are asked, each once, in order; and what is relative.

    ``against`` is the year before the only one named, where the question sets that against it: 2024年比上一年.
    """

    years: tuple[int, ...]
    periods: tuple[Period, ...]
    days: tuple[str, ...]
    relative: tuple[Relative, ...]
    against: int | None = None


def times_of(narrowed: str) -> Times:
    """Return what a narrowed question says about time.

    >>> t = times_of("2018年至2020年的收入")
    >>> t.years, times_of("24年底有多少").years, times_of("近三年呢").relative[0].first
    ((2018, 2019, 2020), (2024,), -2)
    """
    text = _spelled_out(narrowed)
    named, parts = periods_of(text)
    years = list(dict.fromkeys([*map(int, _PLAIN_YEAR.findall(text)), *named, *_between(text)]))
    return Times(
        years=tuple(sorted(years) if _RANGE.search(text) else years),
        periods=parts,
        days=tuple(dict.fromkeys(p.date for p in phrases_in(text) if p.date)),
        relative=relative_times(text, dated=bool(years or parts)),
        against=years[0] - 1 if len(years) == 1 and _AGAINST.search(text) else None,
    )


def _spelled_out(narrowed: str) -> str:
    """Write years of two digits with four (24年底, '23, FY24), and the last quarter as the fourth."""
    text = _LAST_QUARTER.sub("第四季度", narrowed)
    text = _SHORT_YEARS.sub(lambda m: re.sub(r"\d\d", r"20\g<0>", m.group(0)), text)
    return _SHORT_YEAR.sub(
        lambda m: f"20{m['head'] or m['sure'] or m['quoted']}{'年' if m['quoted'] else ''}", text
    )


def _between(text: str) -> Iterator[int]:
    """Yield the years of a range, unless only its ends are compared."""
    longest = _LONGEST_YEARLY if _YEARLY.search(text) else _LONGEST_RANGE
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        if 0 < last - first <= longest and not _ENDS_ONLY.search(text):
            yield from range(first, last + 1)
