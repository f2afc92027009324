"""Quantities in plain text (``rag.claims.plain``), Chinese and English, and whether two say the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from corpus.types import Span
from rag.claims.counters import factor, is_unit, same_unit, unit_names, unit_pattern, usual
from rag.claims.numerals import (
    DIGITS,
    ENGLISH_NUMBERS,
    HAN_NUMBER,
    SCALE,
    SCALES,
    digits_of,
    is_number,
    number,
    zeros_of,
)
from rag.claims.patterns import pattern

__all__ = ["PART", "POINTS", "SHARE", "Quantity", "is_unit", "quantities", "same_unit", "same_value"]
# 百度, 千家: half a word or many, not a number, where nothing goes before it.
_LONE = frozenset("百千")
# One and zero are said of much that is not counted.
_LEAST_IN_ENGLISH = 2
# 三分之一 stands for 33.8%, 约三分之一 for 34.2%.
_PART_STEP = Decimal("0.01")
SHARE, POINTS, PART = "%", "百分点", "分之"
"""Units of a share of a hundred, of percentage points, and of a fraction in words."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: where it stands, its value, and in what it is counted ("" where nothing says so).

    ``step`` is what the last digit written is worth: 1.2亿 has a value of 120,000,000 and a step of 10,000,000.
    ``rounded`` tells that the value may be: 约, 近, 逾, 余; ``bound`` that it is more (1: 逾, 余) or less (-1: 近).
    """

    span: Span
    value: Decimal
    step: Decimal
    unit: str
    rounded: bool = False
    in_words: bool = False
    bound: int = 0


@cache
def _pattern() -> re.Pattern[str]:
    units = unit_names()
    named = "|".join(unit_pattern(u) for u in units)
    han = rf"(?<![第〇零一二三四五六七八九十百千万亿])(?!百分[比点之])(?:(?<!\()|(?![百千])){HAN_NUMBER}"
    # 超万名: a scale with nothing before it is one of it.
    plain = rf"(?P<digits>{DIGITS})|(?P<han>{han})|(?P<one>(?<=[超近逾破])(?=[万亿][个户人名家次件台]))"
    return re.compile(
        r"百分之(?P<hundredths>\d+(?:\.\d+)?|[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
        r"|(?P<of>\d+|[一二三四五六七八九十百]+)分之(?P<parts>\d+|[一二三四五六七八九十]+)"
        r"|(?<![变建组构形达完养])(?P<tenths>\d|[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九])?"
        r"(?![为立本功员果份就交熟品长型绩效渝都])"
        r"|第(?P<ordinal>\d+|[一二三四五六七八九十百]+)(?![季类批级期届层梯阶档组代章条款节产])"
        rf"|(?<![a-z0-9.])(?P<sign>[-−])?(?:{plain})[ |]{{0,3}}"
        rf"(?P<scale>(?:{SCALE})(?!(?<![万亿])[a-z]|分[点比之]|(?<=兆)[瓦赫帕]))? ?(?P<more>[余多来+])?"
        rf"(?P<far>(?:{SCALE})(?!(?<![万亿])[a-z]|(?<=兆)[瓦赫帕]))? ?(?:of )?"
        rf"(?P<unit>{named})?"
        r"|\b(?P<english>"
        + "|".join(ENGLISH_NUMBERS)
        + r")\b(?: (?P<escale>hundred|thousand|million|billion|trillion))?"
        rf"(?: (?P<eunit>{'|'.join(re.escape(u) for u in units if u.isascii() and len(u) > 1)})\b)?"
    )


# What makes the number before it none: 5g, 400g, 10g pon, 3.2节, 2号, 12时.
_NO_QUANTITY = re.compile(
    r"[a-z]|[-–—][a-z]{1,2}(?![a-z])|号|时(?!间)|点(?!击)|节|章|届|代|版|维|强|等奖|款(?=规定)"
)


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of plain text in order; years and dates must have been blanked.

    >>> [(str(q.value), q.unit) for q in quantities("累计240万个基站，占九成六，提升1.2个百分点")]
    [('2400000', '个'), ('96', '%'), ('1.2', '百分点')]
    """
    found = []
    for match in _pattern().finditer(text):
        quantity = _read(match, text)
        if quantity is not None:
            found.append(replace(quantity, bound=_bound(match, text)) if quantity.rounded else quantity)
    return found


def _bound(match: re.Match[str], text: str) -> int:
    """Tell whether a round figure is said to be passed (1), nearly reached (-1) or about so (0)."""
    if match["more"] or pattern("quantities above").search(text, 0, match.start()):
        return 1
    return -1 if pattern("quantities below").search(text, 0, match.start()) else 0


def _read(match: re.Match[str], text: str) -> Quantity | None:
    span = Span(*match.span())
    about = bool(pattern("quantities about").search(text, 0, match.start()) or match["more"])
    if match["hundredths"]:
        value, step = number(match["hundredths"])
        return Quantity(span, value, step, SHARE, about)
    if match["of"]:
        whole, part = number(match["of"])[0], number(match["parts"])[0]
        return Quantity(
            span,
            part / whole if whole else part,
            _PART_STEP * (2 if about else 1),
            PART,
            about,
            in_words=True,
        )
    if match["tenths"]:
        value = number(match["tenths"])[0] * 10
        half = {"": 0, "半": 5}.get(match["half"] or "")
        extra = Decimal(half) if half is not None else number(match["half"])[0]
        return Quantity(span, value + extra, Decimal(1 if match["half"] else 10), SHARE, about, in_words=True)
    if match["english"]:
        value = Decimal(ENGLISH_NUMBERS[match["english"]])
        if value < _LEAST_IN_ENGLISH:
            return None
        scale = Decimal(SCALES[match["escale"]] if match["escale"] else 1)
        return Quantity(span, value * scale, scale, usual(match["eunit"]), about, in_words=True)
    if match["ordinal"]:
        place = number(match["ordinal"])[0]
        # 第一 is a direction (rag.claims.signs).
        return Quantity(span, place, Decimal(1), "第") if place > 1 else None
    return _plain_number(match, text, about=about)


def _plain_number(match: re.Match[str], text: str, *, about: bool) -> Quantity | None:
    """Read a number with a scale and a unit, if any; None for what is but written like one: 5g, 千兆, 一个."""
    unit, scale_word = match["unit"] or "", match["scale"] or match["far"] or ""
    bare = not unit and not scale_word
    named = _NO_QUANTITY.match(text, match.end())
    if bare and named and not (named.group().isascii() and text[match.end() - 1] == " "):
        return None
    if han := match["han"]:
        giga = text.startswith("兆", match.end("han"))
        lone = (
            han in _LONE and not scale_word and not pattern("quantities lone").search(text, 0, match.start())
        )
        if bare or giga or lone or (han == "一" and not scale_word) or not is_number(han):
            return None
    value, step = number(match["digits"] or match["han"] or "1")
    scale = Decimal(SCALES.get(scale_word, 1))
    value = -value if match["sign"] else value
    span = Span(*match.span())
    return Quantity(span, value * scale, step * scale, usual(unit), about, in_words=bool(match["han"]))


def same_value(said: Quantity, source: Quantity) -> bool:
    """Tell whether what is said is the source's value at the precision written."""
    if said.unit != source.unit and (times := factor(said.unit, source.unit)) is not None:
        value, step = said.value * times, said.step * times
    else:
        value, step = said.value, said.step
    given = source.value
    if (value < 0) != (given < 0):
        # 减少14.6% for -14.6: which way it went is checked by itself.
        value, given = abs(value), abs(given)
    if value == given:
        return True
    if said.rounded or source.rounded:
        # 约240万 for 243.6万, 近5000 for 4,982: round figures stand for what is about them.
        step = max(step, zeros_of(value) / 2)
    if said.unit != PART and digits_of(source.value) <= digits_of(said.value):
        return False
    # 300多万 for 345.8万, 近400万 for 387万.
    within = said.bound and 0 < (given - value) * said.bound < max(step, zeros_of(value))
    return bool(within) or abs(value - given) * 2 <= step
