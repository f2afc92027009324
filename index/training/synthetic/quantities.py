"""Numbers with units, as reports write them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from index.training.synthetic.choice import table

# Units that are written out, whatever their size, and the decimals they take.
PLAIN = {"EFLOPS": 2, "%": 2, "分": 2, "天": 1, "PB": 1, "元/股": 3, "千克标准煤/万元": 2, "Mbps": 1, "": 2}
_ONE_DECIMAL_BELOW = 100
# A number that 余 or 多 may follow: 200余名, 1,300多万户.
_ROUND = re.compile(r"[\d,]*0(?![\d,.])")
_HUNDRED_MILLION, _TEN_THOUSAND = 1e8, 1e4


@dataclass(frozen=True, slots=True)
class Style:
    """How a text writes numbers: whether full digits, whether with commas, and how many decimals of 亿 and 万."""

    full: bool = False
    commas: bool = True
    decimals: int = 2


def any_style(rng: random.Random) -> Style:
    """Return a style of writing numbers."""
    return Style(rng.random() < 0.2, rng.random() < 0.7, rng.choice((0, 1, 1, 2, 2)))


def counted(unit: str) -> bool:
    """Return whether the unit counts whole things."""
    return unit not in PLAIN and unit != "元"


def digits(value: float, decimals: int, style: Style) -> str:
    """Return a number with at most so many decimals; at least three figures are kept below 100.

    >>> digits(12345.678, 0, Style()), digits(3.14159, 2, Style()), digits(2.0, 1, Style())
    ('12,346', '3.14', '2')
    """
    text = f"{value:,.{decimals}f}" if style.commas else f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale(value: float, unit: str, style: Style) -> tuple[float, str]:
    """Return what to divide by, and the word for it, when the value is written in the style."""
    if unit in PLAIN or value < _TEN_THOUSAND:
        return 1.0, ""
    if style.full and value < _TEN_THOUSAND**2 and unit != "元":
        return 1.0, ""
    return (_HUNDRED_MILLION, "亿") if value >= _HUNDRED_MILLION else (_TEN_THOUSAND, "万")


def bare(value: float, unit: str, divisor: float, style: Style) -> str:
    """Return the number alone, for the cell of a table whose row or heading has the unit."""
    if divisor > 1:
        shown = value / divisor
        return digits(shown, max(style.decimals, 1 if shown < _ONE_DECIMAL_BELOW else 0), style)
    if unit in PLAIN:
        return digits(value, PLAIN[unit], style)
    small = unit in ("小时", "GB") and value < _ONE_DECIMAL_BELOW
    return digits(value, 1 if small else 0, style)


def quantity(value: float, unit: str, style: Style) -> str:
    """Return the number with its unit.

    >>> quantity(2.345e8, "户", Style()), quantity(455405, "人", Style(full=True)), quantity(96.2, "%", Style())
    ('2.35亿户', '455,405人', '96.2%')
    """
    divisor, word = scale(value, unit, style)
    return f"{bare(value, unit, divisor, style)}{word}{unit}"


def rounded(value: float, figures: int) -> float:
    """Return the value with so many figures.

    >>> rounded(12533860, 2), rounded(0.0347, 1)
    (13000000.0, 0.03)
    """
    return float(f"{value:.{figures - 1}e}")


def loosely(value: float, unit: str, style: Style, rng: random.Random, *, short: bool = False) -> str:
    """Return a round quantity near the value, with a mark of its vagueness before it (约, 超) or in it (余).

    ``short`` keeps to marks that may follow any word.
    """
    near = rounded(value, rng.choice((1, 2, 2, 3)))
    text = quantity(near, unit, Style(style.full, style.commas, 2))
    words = table("wording")
    if near <= value and unit not in PLAIN and rng.random() < 0.35 and (match := _ROUND.match(text)):
        return f"{match.group()}{rng.choice('余多')}{text[match.end() :]}"
    marks = words["mark_below" if near > value else "mark_above"]
    return str(rng.choice([m for m in marks if not short or m in words["small"]])) + text
