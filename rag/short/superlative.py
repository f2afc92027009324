"""Which quarter, year or month was the most or the least: the one of which a clause says so, and no other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.types import Span
from rag.short.types import Picked

_MOST = r"最(?:多|高|大|好|快|长|贵|强|旺)|居首|夺冠|\b(?:most|highest|largest|biggest|greatest|best)\b"
_LEAST = r"最(?:少|低|小|差|慢|短|便宜|弱|淡)|垫底|\b(?:least|lowest|smallest|fewest|worst)\b"
_BOTH = (re.compile(_MOST), re.compile(_LEAST))
_CLAUSE = re.compile(r"[^，。；;！？\n|]+")
# What is asked for, and how a sentence writes it; folded, lower case.
_TIMES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"哪(?:一)?个?季度?(?!节)|边(?:个)?季度?|\bwhich quarter\b"),
        re.compile(r"第?[一二三四1-4] ?季度?|[首末]季|\bq[1-4]\b"),
    ),
    (
        re.compile(r"哪(?:一)?个?月|边个月|\bwhich month\b"),
        re.compile(
            r"(?<![\d一二三四五六七八九十])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?"
        ),
    ),
    (re.compile(r"哪(?:一)?个?半年|\bwhich half\b"), re.compile(r"[上下]半年")),
    (re.compile(r"哪(?:一)?年|边年|\bwhich year\b"), re.compile(r"(?<!\d)(?:19|20)\d\d ?年?")),
)


@dataclass(frozen=True, slots=True)
class Superlative:
    """A question for the time at which something was the most or the least."""

    said: re.Pattern[str]
    other: re.Pattern[str]
    time: re.Pattern[str]

    @classmethod
    def of(cls, question: str) -> Superlative | None:
        """Return what a folded question asks so; None for one that asks otherwise, or for the most and the least.

        >>> Superlative.of("哪个季度的网点最少？") is None, Superlative.of("网点最少是多少？") is None
        (False, True)
        """
        low = question.lower()
        time = next((written for asked, written in _TIMES if asked.search(low)), None)
        found = [bool(pattern.search(low)) for pattern in _BOTH]
        if time is None or found[0] == found[1]:
            return None
        said, other = _BOTH if found[0] else _BOTH[::-1]
        return cls(said, other, time)


def superlative(asked: Superlative, text: str) -> Picked:
    """Return the time of which a clause of folded text says what is asked; None where none does, or it names several.

    A clause that says the contrary as well is cut where it does.
    """
    low = text.lower()
    for clause in _CLAUSE.finditer(low):
        word = asked.said.search(low, *clause.span())
        if word is None:
            continue
        other = asked.other.search(low, *clause.span())
        start, end = clause.span()
        if other and other.end() <= word.start():
            start = other.end()
        elif other:
            # 7月最多、2月最少: the contrary's own time is none of this one's.
            end = max(low.rfind("、", word.end(), other.start()), word.end())
        named = [Span(*m.span()) for m in asked.time.finditer(low, start, end)]
        if len(named) == 1:
            return named[0], 2.0
    return None
