"""What is computed of quantities: exact, in the unit of the first, and again from a stored derivation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from rag.comparison.quantity import POINTS, Quantity, comparable, in_unit, parse, places, plain, written
from rag.comparison.types import CHOICES, DATES, VERDICTS, WORDS, Asked
from rag.comparison.verdict import is_verdict

# A ratio and a growth are told with this many decimal places where the question does not say.
_RATIO_PLACES, _GROWTH_PLACES = 2, 1
_TIMES = "倍"
# A difference smaller than this in the first's unit is told in the second's.
_LEAST = Decimal("0.01")
# Sides are told to one fineness where one is written so many times finer than the other.
_FAR_FINER = 10_000
_LESS = re.compile(r"^(?:-|少|低|减少|下降|fewer |less )")
_ROUGH = re.compile(r"^(?:约|大约|about )")
RISING, FALLING, LEVEL, UP_DOWN, DOWN_UP, MIXED = (
    "逐年上升",
    "逐年下降",
    "持平",
    "先升后降",
    "先降后升",
    "有升有降",
)
"""What a trend is told as, folded."""


COMPUTATIONS = frozenset(asked.value for asked in Asked if asked not in WORDS)
"""The operations of derivations that can be computed again."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was computed: a ``quantity``, or the number of a side (``chosen``; -1 when they are alike), or ``words``."""

    quantity: Quantity | None = None
    chosen: int | None = None
    words: str = ""
    exact: bool = True


def compute(asked: Asked, sides: Sequence[Quantity], decimals: int | None = None) -> Result | None:
    """Return what is asked of quantities, None when they may not be computed together.

    A difference is the first less the second, in the scale and unit of the first; a growth and a ratio are of the first
    against the second. ``decimals`` are the places asked for.
    """
    if len(sides) < 2 or not all(comparable(a, b) for a in sides for b in sides):
        return None
    about = any(side.about for side in sides)
    if asked in CHOICES or asked in VERDICTS:
        least = asked in {Asked.LESSER, Asked.IS_LESSER}
        found = _choice([side.base for side in sides], least=least)
        # 超过500 and 近500 are not the same.
        return None if found and found.chosen == -1 and about else found
    if asked is Asked.TREND:
        return Result(words=_trend([side.base for side in sides]))
    if asked is Asked.SUM:
        return None if sides[0].is_share else _no_finer(sum(s.base for s in sides), sides, about)
    return _of_two(asked, sides[0], sides[1], decimals) if len(sides) == 2 else None


def _of_two(asked: Asked, first: Quantity, second: Quantity, decimals: int | None) -> Result | None:
    """Return a difference, in points between shares, or a ratio or growth of the first against the second."""
    about = first.about or second.about
    if asked in {Asked.DIFFERENCE, Asked.POINTS}:
        difference = first.base - second.base
        if first.is_share:
            return Result(Quantity(difference, unit=POINTS, about=about))
        is_points = asked is Asked.POINTS
        return None if is_points and not first.is_points else _no_finer(difference, (first, second), about)
    if second.base <= 0 or first.base < 0:
        return None
    if asked is Asked.RATIO:
        ratio = first.base / second.base
        return _rounded(ratio, _TIMES, _RATIO_PLACES if decimals is None else decimals, about)
    if asked is Asked.GROWTH and not first.is_share:
        grown = (first.base / second.base - 1) * 100
        return _rounded(grown, "%", _GROWTH_PLACES if decimals is None else decimals, about)
    return None


def _like(base: Decimal | int, sides: Sequence[Quantity], about: bool) -> Quantity:
    """Return a value in the scale and unit of the first side, the second's where it would be lost in the first's."""
    like = sides[0]
    if base and abs(in_unit(Decimal(base), like)) < _LEAST:
        like = sides[1]
    unit = like.unit or next((side.unit for side in sides if side.unit), "")
    return Quantity(in_unit(Decimal(base), like), like.scale, unit, about)


def _no_finer(base: Decimal | int, sides: Sequence[Quantity], about: bool) -> Result:
    """Return a sum or difference, no finer than the coarsest side where the sides are written far apart in fineness.

    7,716亿元 less 303,838,070,591元 is 4,678亿元, not 4,677.61929409亿元. What would be lost by it stays, roughly.
    """
    value = _like(base, sides, about)
    steps = [side.step for side in sides]
    coarsest = in_unit(max(steps), value).normalize()
    number = value.number.quantize(coarsest, ROUND_HALF_UP)
    if max(steps) < _FAR_FINER * min(steps):
        return Result(value)
    if not number or abs(value.number) < coarsest:
        return Result(value, exact=False)
    return Result(replace(value, number=number), exact=number == value.number)


def _rounded(exact: Decimal, unit: str, decimals: int, about: bool) -> Result:
    number = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Result(Quantity(number, unit=unit, about=about), exact=number == exact)


def _choice(values: Sequence[Decimal], *, least: bool) -> Result | None:
    best = min(values) if least else max(values)
    if all(value == best for value in values):
        return Result(chosen=-1)
    return Result(chosen=values.index(best)) if list(values).count(best) == 1 else None


def _trend(values: Sequence[Decimal]) -> str:
    steps = [(b > a) - (b < a) for a, b in pairwise(values)]
    moves = [step for step in steps if step]
    if not moves:
        return LEVEL
    if len(moves) == len(steps) and len(set(moves)) == 1:
        return RISING if moves[0] > 0 else FALLING
    turns = sum(a != b for a, b in pairwise(moves))
    if turns != 1 or len(moves) != len(steps):
        return MIXED
    return UP_DOWN if moves[0] > 0 else DOWN_UP


def told(quantity: Quantity) -> str:
    """Return a quantity as it is written, folded, its sign left out: 0.78亿户."""
    number = abs(quantity.number)
    if quantity.unit in {_TIMES, "%"}:
        return f"{number:,}{quantity.unit}"
    return f"{written(number)}{quantity.scale}{quantity.unit}"


def holds(op: str, operands: Sequence[str], unit: str, short: str, sides: Sequence[str] = ()) -> bool:
    """Tell whether a short answer is what an operation gives of its operands, whichever way it is written.

    ``unit`` is what the result is counted in; ``sides`` name the operands where the answer is the name of one.
    """
    if op not in COMPUTATIONS:
        return False
    asked = Asked(op)
    if asked in DATES:
        return _date_holds(asked, operands, short, sides)
    quantities = [parse(operand) for operand in operands]
    known = [q for q in quantities if q is not None]
    decimals = places(said.number) if (said := parse(_bare(short))) else None
    result = compute(asked, known, decimals) if len(known) == len(quantities) else None
    if result is None:
        return False
    if asked in VERDICTS and result.chosen in {0, 1}:
        return len(known) == 2 and is_verdict(asked, short, so=result.chosen == 0)
    if result.quantity is None:
        return _names(result, short, sides)
    if said is None or plain(unit) != f"{said.scale}{said.unit}" or said.unit != result.quantity.unit:
        return False
    value = -said.base if _LESS.match(_ROUGH.sub("", plain(short))) and said.number > 0 else said.base
    return value == result.quantity.base


def _bare(short: str) -> str:
    return _LESS.sub("", _ROUGH.sub("", plain(short)))


def _names(result: Result, short: str, sides: Sequence[str]) -> bool:
    """Tell whether a short answer says what was chosen: the side's name, that they are alike, or the trend."""
    said = plain(short)
    if result.words:
        return said == result.words
    if result.chosen == -1:
        return said in {"一样", "the same"}
    return result.chosen is not None and result.chosen < len(sides) and said == plain(sides[result.chosen])


def _date_holds(asked: Asked, operands: Sequence[str], short: str, sides: Sequence[str]) -> bool:
    from rag.comparison.when import chosen_of

    chosen = chosen_of(asked, operands)
    return chosen is not None and _names(Result(chosen=chosen), short, sides)
