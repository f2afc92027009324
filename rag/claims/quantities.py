"""Quantities in plain text (``rag.claims.plain``), Chinese and English, and whether two say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources

from corpus.types import Span
from rag.claims.patterns import pattern

_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# 百度, 千家: half a word or many, not a number, where nothing goes before it.
_LONE = frozenset("百千")
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
    "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "兆": 10**12, "hundred": 10**2, "thousand": 10**3,
    "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_HAN = r"[零〇一二两三四五六七八九十百千]+"
_DIGITS = r"\d+(?:\.\d+)?"
_ENGLISH_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH_NUMBERS = {
    f"{ten}-{one}": 10 * tens + ones
    for tens, ten in enumerate(_ENGLISH_TENS, start=2)
    for ones, one in enumerate(_ENGLISH_ONES[1:10], start=1)
}
_ENGLISH_NUMBERS |= {ten: 10 * tens for tens, ten in enumerate(_ENGLISH_TENS, start=2)}
_ENGLISH_NUMBERS |= {one: ones for ones, one in enumerate(_ENGLISH_ONES)}
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
def _table() -> Mapping[str, list[list[str]]]:
    data: dict[str, list[list[str]]] = json.loads(
        resources.files("rag").joinpath("data/claim_units.json").read_text("utf-8")
    )
    return data


@cache
def _units() -> dict[str, str]:
    """Map every unit to the usual one of those that are the same."""
    return {name: same[0] for same in _table()["same"] for name in same}


@cache
def _not_before() -> Mapping[str, str]:
    """Map a unit to the characters before which it is the beginning of another word: 34.15升到."""
    return {row[0]: row[1] for row in _table()["not_before"]}


def _unit_pattern(unit: str) -> str:
    if unit.isascii() and unit.isalpha():
        return rf"{re.escape(unit)}(?![a-z])"
    chars = _not_before().get(unit, "")
    return rf"{re.escape(unit)}(?![{chars}])" if chars else re.escape(unit)


@cache
def _pattern() -> re.Pattern[str]:
    units = sorted({*_units(), *(u for row in _table()["alike"] for u in row)}, key=len, reverse=True)
    named = "|".join(_unit_pattern(u) for u in units)
    han = rf"(?<![第〇零一二三四五六七八九十百千万亿])(?!百分[比点之])(?:(?<!\()|(?![百千])){_HAN}"
    number = rf"(?P<digits>{_DIGITS})|(?P<han>{han})"
    return re.compile(
        r"百分之(?P<hundredths>\d+(?:\.\d+)?|[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
        r"|(?P<of>\d+|[一二三四五六七八九十百]+)分之(?P<parts>\d+|[一二三四五六七八九十]+)"
        r"|(?<![变建组构形达完养])(?P<tenths>\d|[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九])?"
        r"(?![为立本功员果份就交熟品长型绩效渝都])"
        r"|第(?P<ordinal>\d+|[一二三四五六七八九十百]+)(?![季类批级期届层梯阶档组代章条款节产])"
        rf"|(?<![a-z0-9.])(?P<sign>[-−])?(?:{number})[ |]{{0,3}}"
        rf"(?P<scale>(?:{_SCALE})(?!(?<![万亿])[a-z]|分[点比之]|(?<=兆)[瓦赫帕]))? ?(?P<more>[余多来+])?"
        rf"(?P<far>(?:{_SCALE})(?!(?<![万亿])[a-z]|(?<=兆)[瓦赫帕]))? ?(?:of )?"
        rf"(?P<unit>{named})?"
        r"|\b(?P<english>"
        + "|".join(_ENGLISH_NUMBERS)
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
        value, step = _number(match["hundredths"])
        return Quantity(span, value, step, SHARE, about)
    if match["of"]:
        whole, part = _number(match["of"])[0], _number(match["parts"])[0]
        return Quantity(
            span,
            part / whole if whole else part,
            _PART_STEP * (2 if about else 1),
            PART,
            about,
            in_words=True,
        )
    if match["tenths"]:
        value = _number(match["tenths"])[0] * 10
        half = {"": 0, "半": 5}.get(match["half"] or "")
        extra = Decimal(half) if half is not None else _number(match["half"])[0]
        return Quantity(span, value + extra, Decimal(1 if match["half"] else 10), SHARE, about, in_words=True)
    if match["english"]:
        value = Decimal(_ENGLISH_NUMBERS[match["english"]])
        if value < _LEAST_IN_ENGLISH:
            return None
        scale = Decimal(_SCALES[match["escale"]] if match["escale"] else 1)
        return Quantity(span, value * scale, scale, _usual(match["eunit"]), about, in_words=True)
    if match["ordinal"]:
        number = _number(match["ordinal"])[0]
        # 第一 is a direction (rag.claims.signs).
        return Quantity(span, number, Decimal(1), "第") if number > 1 else None
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
        if bare or giga or lone or han == "一" or not _is_number(han):
            return None
    value, step = _number(match["digits"] or match["han"])
    scale = Decimal(_SCALES.get(scale_word, 1))
    value = -value if match["sign"] else value
    span = Span(*match.span())
    return Quantity(span, value * scale, step * scale, _usual(unit), about, in_words=bool(match["han"]))


def _usual(unit: str | None) -> str:
    return _units().get(unit, unit) if unit else ""


def _is_number(han: str) -> bool:
    """Tell whether a run of numerals is one number, not half a word (千百)."""
    return han[0] in _HAN_DIGITS or len(han) == 1 or han[0] == "十"


def _number(text: str) -> tuple[Decimal, Decimal]:
    """Return a number and what its last digit is worth."""
    if text[0].isdigit() and text[0].isascii():
        places = len(text.partition(".")[2])
        return Decimal(text), Decimal(1).scaleb(-places)
    whole, _, behind = text.partition("点")
    total = last = 0
    for char in whole:
        if char in _HAN_TENS:
            total += (last or 1) * _HAN_TENS[char]
            last = 0
        else:
            last = last * 10 + _HAN_DIGITS[char] if last and char in _HAN_DIGITS else _HAN_DIGITS.get(char, 0)
    value = Decimal(total + last)
    for place, char in enumerate(behind, start=1):
        value += Decimal(_HAN_DIGITS[char]).scaleb(-place)
    return value, Decimal(1).scaleb(-len(behind))


def same_value(said: Quantity, source: Quantity) -> bool:
    """Tell whether what is said is the source's value at the precision written."""
    if said.unit != source.unit and (factor := _factor(said.unit, source.unit)) is not None:
        value, step = said.value * factor, said.step * factor
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
        step = max(step, _zeros(value) / 2)
    if said.unit != PART and _digits(source) <= _digits(said):
        return False
    # 300多万 for 345.8万, 近400万 for 387万.
    within = said.bound and 0 < (given - value) * said.bound < max(step, _zeros(value))
    return bool(within) or abs(value - given) * 2 <= step


def _digits(quantity: Quantity) -> int:
    return len(str(quantity.value.normalize().as_tuple().digits))


def _zeros(value: Decimal) -> Decimal:
    """Return what the last digit of a value that is no zero is worth."""
    normal = value.normalize()
    return Decimal(1).scaleb(int(normal.as_tuple().exponent)) if value else Decimal(0)


@cache
def _measures() -> dict[str, tuple[int, Decimal]]:
    rows = _table()["measures"]
    return {
        name: (n, Decimal(value))
        for n, row in enumerate(rows)
        for name, value in (one.split("=") for one in row)
    }


def _factor(said: str, source: str) -> Decimal | None:
    """Return how many of the source's unit one of the said unit is; None where they measure different things."""
    one, other = _measures().get(said), _measures().get(source)
    return one[1] / other[1] if one and other and one[0] == other[0] else None


def is_unit(word: str) -> bool:
    """Tell whether a plain word is a unit or counter."""
    return word in _units()


def same_unit(said: str, source: str) -> bool:
    """Tell whether two usual units count or measure the same thing, each for the other."""
    if said == source or _factor(said, source) is not None:
        return True
    return any(said in row and source in row for row in _table()["alike"])


def soft(unit: str) -> bool:
    """Tell whether a counter says nothing of what is counted: 个, and those that may stand for it."""
    return unit in _table()["soft"][0]
