"""A change that the text states itself behind a figure: 总数240万个，比上年增加46万个."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.script import fold
from corpus.types import Span
from rag.comparison.compute import Result
from rag.comparison.figure import SideFigure
from rag.comparison.quantity import Quantity, comparable, parse, places
from rag.comparison.types import Asked

_STATED = re.compile(
    r"^[^。；;，,（(\d\n]{0,8}[，,（(]? ?(?:同比|按年|(?:比|较|与)(?:上年|去年|前一年|上一年|上年末|上年底|\d{4} ?年)"
    r"[^，。；\d]{0,6}?|年)"
    r"(?:净)?(?P<move>增加|增长|成长|上升|提高|提升|增|多|升|涨|高|减少|下降|降低|减|少|降|低)(?:了|出|约|近|超)*[ ]?"
    r"(?P<figure>\d[\d,]*(?:\.\d+)? ?(?:个百分点|百分点|pp|%|[万亿]?[^\d\s，。；,;、（()]{0,3}))"
)
_FALLS = frozenset({"减少", "下降", "降低", "减", "少", "降", "低"})


def stated_change(figure: SideFigure, asked: Asked) -> tuple[Span, Quantity] | None:
    """Return the change of the asked form stated behind a figure, with its place; a fall is below zero.

    The change is against the year before; None when the text states none.
    """
    text, end = figure.claim.passage.text, figure.claim.span.end
    match = _STATED.match(fold(text)[figure.span.end : end])
    if match is None or figure.quantity is None:
        return None
    quantity = parse(match["figure"])
    if quantity is None or not _answers(asked, quantity, figure.quantity):
        return None
    start = figure.span.end + match.start("figure")
    if match["move"] in _FALLS:
        quantity = Quantity(-quantity.number, quantity.scale, quantity.unit, quantity.about)
    return Span(start, start + len(match["figure"].rstrip())), quantity


def _answers(asked: Asked, change: Quantity, of: Quantity) -> bool:
    """Tell whether a change has the form that is asked: points between shares, a share of a number, or a number."""
    if of.is_share or of.is_points:
        return asked in {Asked.DIFFERENCE, Asked.POINTS} and change.is_points
    if asked is Asked.GROWTH:
        return change.is_share
    return asked is Asked.DIFFERENCE and not change.is_share and bool(change.unit) and comparable(change, of)


def agrees(change: Quantity, result: Result, first: Quantity, second: Quantity) -> bool:
    """Tell whether a stated change is the computed one, as far as the figures are written out."""
    if result.quantity is None:
        return False
    if first.about or second.about:
        return True
    slack = _half(change)
    if result.quantity.unit == "%" and second.base:
        slack += 100 * (_half(first) + _half(second) * first.base / second.base) / second.base + Decimal(
            "0.05"
        )
    else:
        slack += _half(first) + _half(second)
    return abs(change.base - result.quantity.base) <= slack


def _half(quantity: Quantity) -> Decimal:
    """Return half of the last place that a quantity is written with, in its least unit."""
    return Quantity(Decimal(5).scaleb(-places(quantity.number) - 1), quantity.scale, quantity.unit).base
