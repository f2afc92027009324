"""Numbers as they are written: digits, Chinese numerals, English words, and the scales behind them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

# How many each word for a scale stands for.
SCALES = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
    "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "兆": 10**12, "hundred": 10**2, "thousand": 10**3,
    "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
"""A pattern of those words, the longest first."""
# 一万八千 is one number; of 二千万 the last word is its scale.
HAN_NUMBER = (
    r"[零〇一二两三四五六七八九十百千]+"
    r"(?:万(?=[零〇]?[一二两三四五六七八九][千百十])[零〇一二两三四五六七八九十百千]++(?![万亿]))?"
)
DIGITS = r"\d+(?:\.\d+)?"
"""Patterns of numbers in numerals and in digits."""
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# The longer ones stand first: a pattern of them takes the first that fits.
ENGLISH_NUMBERS = {
    f"{ten}-{one}": 10 * tens + ones
    for tens, ten in enumerate(_TENS, start=2)
    for ones, one in enumerate(_ONES[1:10], start=1)
}
ENGLISH_NUMBERS |= {ten: 10 * tens for tens, ten in enumerate(_TENS, start=2)}
ENGLISH_NUMBERS |= {one: ones for ones, one in enumerate(_ONES)}


def is_number(han: str) -> bool:
    """Tell whether a run of numerals is one number, not half a word (千百)."""
    return han[0] in _HAN_DIGITS or len(han) == 1 or han[0] == "十"


def number(text: str) -> tuple[Decimal, Decimal]:
    """Return a number in digits or numerals and what its last digit is worth.

    >>> number("2.40"), number("三十六点五"), number("一万八千")[0]
    ((Decimal('2.40'), Decimal('0.01')), (Decimal('36.5'), Decimal('0.1')), Decimal('18000'))
    """
    if text[0].isdigit() and text[0].isascii():
        places = len(text.partition(".")[2])
        return Decimal(text), Decimal(1).scaleb(-places)
    if "万" in text:
        many, _, rest = text.partition("万")
        value, step = number(rest)
        return number(many)[0] * SCALES["万"] + value, step
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


@lru_cache(maxsize=4096)
def digits_of(value: Decimal) -> int:
    """Return how many digits of a value say something: 2 of 2,400,000."""
    return len(str(value.normalize().as_tuple().digits))


def zeros_of(value: Decimal) -> Decimal:
    """Return what the last digit of a value that is no zero is worth: 100,000 of 2,400,000."""
    normal = value.normalize()
    return Decimal(1).scaleb(int(normal.as_tuple().exponent)) if value else Decimal(0)
