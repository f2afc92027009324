"""Times named in plain text, as small facts that two texts can share: years, parts of years, months, days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.dates.periods import other_years
from corpus.types import Span
from rag.claims.patterns import pattern

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_HAN = {c: n for n, c in enumerate("一二三四五六七八九十", start=1)} | {"十一": 11, "十二": 12, "首": 1}
_ALIKE = re.compile(r"年?[底末]?(?:同期)?相?(?:比|较)")
_KINDS = ("year", "quarter", "nine", "half", "month", "day")
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "上": "1", "下": "2", "两": "2"}
_ORDINALS |= {"two": "2", "four": "4", "five": "5", "seven": "7", "eight": "8", "ten": "10", "eleven": "11"}
# 前六个月, 1-6月, 中期业绩: the first half.
_FIRST_HALF = re.compile(r"6|六|six|中期|半年度")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that text names: its ``kind`` of ``_KINDS``, its number, where it stands; ``base``: compared with."""

    kind: str
    number: int
    span: Span
    base: bool = False


def moments(text: str) -> Sequence[Moment]:
    """Return the times named in plain text, in order.

    >>> [(m.kind, m.number) for m in moments("截至2024年6月28日,较2020年下半年")]
    [('year', 2024), ('month', 6), ('day', 28), ('year', 2020), ('half', 2)]
    """
    return _moments(text)


# A clause of a source is asked for its times dozens of times.
@lru_cache(maxsize=4096)
def _moments(text: str) -> tuple[Moment, ...]:
    found = []
    for kind in _KINDS:
        for match in pattern(f"time {kind}").finditer(text):
            number = _number(kind, match)
            base = bool(pattern("times base").search(text, 0, match.start())) or _compared(text, match)
            found.append(Moment(kind, number, Span(*match.span()), base))
    known = {m.number for m in found if m.kind == "year"}
    found += [Moment("year", year, Span(0, 0)) for year in sorted(other_years(text)) if year not in known]
    return tuple(sorted(found, key=lambda m: (m.span.start, m.span.end)))


def _compared(text: str, match: re.Match[str]) -> bool:
    """Tell whether a time is what something is compared with: 与2023年相比."""
    return text[max(match.start() - 1, 0)] in "与和跟同" and bool(_ALIKE.match(text, match.end()))


def _number(kind: str, match: re.Match[str]) -> int:
    if kind == "year":
        return int(match.group())
    if kind == "nine":
        return 9
    word = next(group for group in match.groups() if group)
    if kind == "half" and _FIRST_HALF.search(word):
        return 1
    word = _ORDINALS.get(word, word)
    if word.isdigit():
        return int(word)
    return _MONTHS.get(word) or _HAN.get(word) or 10 + _HAN.get(word[-1], 0)


def blanked(text: str) -> str:
    """Return plain text with its times, and what is no quantity about them, as spaces; length unchanged.

    >>> blanked("2024年6月有240万个")
    '       有240万个'
    """
    chars = list(text)
    for moment in moments(text):
        end = moment.span.end
        while end < len(chars) and text[end] in "年度末底初":
            end += 1
        chars[moment.span.start : end] = " " * (end - moment.span.start)
    return pattern("times other").sub(lambda m: " " * len(m.group()), "".join(chars))


def times_by_kind(clause: str) -> dict[str, set[int]]:
    """Return the times that plain text names, by kind, those left out that it only compares with."""
    found: dict[str, set[int]] = {}
    for moment in moments(clause):
        if not moment.base:
            found.setdefault(moment.kind, set()).add(moment.number)
    return found


# A change, a span and a beginning are of no single year.
_CHANGE = re.compile(
    r"[由从](?:19|20)\d\d年?.*[到至]|from (?:19|20)\d\d|(?:19|20)\d\d年?[底末]?\s?[-—–~至到]\s?(?:19|20)\d\d"
    r"|(?:19|20)\d\d年?以来"
)


def is_relative(text: str) -> bool:
    """Tell whether plain text names a year by its distance: 上年, 去年."""
    return bool(pattern("times relative").search(text))


# 较2019年的9.50亿户: what is compared with is told as well.
_OF_BASE = re.compile(r"[年底末初]{0,3}的")


def governing_year(lead: str, clause: str) -> int | None:
    """Return the year that a clause is of: its last, else that of its sentence before it (``lead``).

    >>> governing_year("2018年为24%,", "30岁以下的占17%")
    2018
    """
    for text in (clause, lead):
        if pattern("times relative").search(text) or _CHANGE.search(text):
            return None
        years = [m for m in moments(text) if m.kind == "year" and m.span.end]
        ruling = [m for m in years if not m.base or _OF_BASE.match(text, m.span.end)]
        if ruling and (text is lead or len({m.number for m in ruling}) == 1):
            return ruling[-1].number
        if years:
            return None
    return None
