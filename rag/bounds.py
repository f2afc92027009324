"""Figures with the words that bound them (超过240万, 近5亿, 约三千): whether two of them can both be right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.types import Span
from rag.comparison.quantity import Quantity

# Words before and behind a figure that bound it from below (1), from above (-1), or say that it is rough (0).
_HEDGES: tuple[tuple[int, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        1,
        re.compile(r"(?:(?<!不)超过|超逾|超|逾|突破|多于|高于|大于|至少|不少于|不低于|[>≥])达? ?$"),
        re.compile(r" ?(?:余|多(?!的)|以上|\+)"),
    ),
    (
        -1,
        re.compile(r"(?:近|接近|将近|不足|不到|少于|低于|小于|至多|不超过|[<≤])达? ?$"),
        re.compile(r" ?以下"),
    ),
    (0, re.compile(r"(?:约|大约|约为|大概|~|～)达? ?$"), re.compile(r" ?(?:左右|上下)")),
)
_MORE = re.compile("[余多]")
# Characters before and behind a figure in which such words stand.
_AHEAD, _AFTER = 6, 3
# How far beyond a bound, or beside a rough figure, the exact one may lie, as a share: 超240万 and 248万 agree.
_BOUND, _ROUGH = Decimal("0.25"), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Bounded:
    """A quantity and how it is bound: 1 from below, -1 from above, 0 rough, None exact."""

    quantity: Quantity
    bound: int | None = None


def bounded_at(quantity: Quantity, folded: str, span: Span, within: Span) -> tuple[Bounded, Span]:
    """Return a quantity that stands at ``span`` of folded text with its bound, and its span with the bounding words.

    Words outside of ``within`` are not read.

    >>> from rag.comparison.quantity import parse
    >>> bounded, span = bounded_at(parse("240万个"), "累计超过240万个。", Span(4, 9), Span(0, 10))
    >>> bounded.bound, span
    (1, Span(start=2, end=9))
    """
    before = folded[max(within.start, span.start - _AHEAD) : span.start]
    behind = folded[span.end : min(within.end, span.end + _AFTER)]
    for bound, ahead, after in _HEDGES:
        first, last = ahead.search(before), after.match(behind)
        if first or last or (bound == 1 and _MORE.search(span.of(folded))):
            start = span.start - (len(before) - first.start() if first else 0)
            return Bounded(quantity, bound), Span(start, span.end + (last.end() if last else 0))
    return Bounded(quantity), span


def conflict(one: Bounded, other: Bounded) -> bool:
    """Tell whether two figures cannot both be right: apart by more than their last digits, outside of their bounds."""
    if one.bound is None and other.bound is None:
        apart = abs(one.quantity.base - other.quantity.base)
        return apart >= max(step(one.quantity), step(other.quantity))
    return not (_allows(one, other) or _allows(other, one))


def _allows(bounded: Bounded, other: Bounded) -> bool:
    """Tell whether what one figure leaves open holds the other."""
    value, last = abs(bounded.quantity.base), step(bounded.quantity)
    apart = other.quantity.base - bounded.quantity.base
    if bounded.bound is None:
        return False
    room = {1: (-last, value * _BOUND), -1: (-value * _BOUND, last), 0: (-value * _ROUGH, value * _ROUGH)}
    low, high = room[bounded.bound]
    return low <= apart <= high


def step(quantity: Quantity) -> Decimal:
    """Return the worth of a figure's last telling digit, in the least unit of its measure.

    Zeros at the end of a whole number tell nothing beyond the second digit.

    >>> from rag.comparison.quantity import parse
    >>> [str(step(parse(words))) for words in ("248万个", "295.4", "7,000个")]
    ['10000', '0.1', '100']
    """
    exponent = quantity.number.as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    if last >= 0:
        digits = str(abs(int(quantity.number)))
        last = min(len(digits) - len(digits.rstrip("0")), max(0, len(digits) - 2))
    unit = quantity.base / quantity.number if quantity.number else Decimal(1)
    return Decimal(10) ** last * unit
