"""Figures of all sides to what is said of them: the computation, its sentence and its derivation."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.script import to_script
from corpus.types import Script
from rag.comparison.compute import Result, compute, told
from rag.comparison.figure import SideFigure
from rag.comparison.quantity import Quantity
from rag.comparison.stated import agrees, stated_change
from rag.comparison.types import CHANGES, DATES, VERDICTS, Asked, Comparison, Side
from rag.comparison.when import chosen_of
from rag.comparison.words import Words, words_for
from rag.compose import Claim, Computed
from rag.types import Derivation

_SIGNS = {
    Asked.GREATER: " > ",
    Asked.LESSER: " < ",
    Asked.EARLIER: " → ",
    Asked.LATER: " → ",
    Asked.TREND: " → ",
}

Said = tuple[list[Claim], Computed | None]


def computed(
    comparison: Comparison, figures: Sequence[SideFigure], script: Script, claims: list[Claim]
) -> Said:
    """Return the claims and what is computed of the figures of all sides, in the question's script.

    Where the figures may not be computed together, or the text states another change, all is quoted and that is said.
    ``claims`` are the quotations for want of anything better.
    """
    sides, figures = _directed(comparison, figures)
    sure = list(dict.fromkeys([*(f.claim for f in figures), *(f.unit_at for f in figures if f.unit_at)]))
    marks = tuple(range(len(sure)))
    words = words_for(script)
    result = _result(comparison, figures)
    if result is None:
        kept = list(dict.fromkeys([*sure, *claims]))[: max(4, len(sides))]
        return kept, Computed(None, words.unlike, marks)
    stated = _stated(comparison, sides, figures)
    if stated is not None:
        if not _agree(stated[1], result, figures):
            return sure, Computed(None, words.stated_otherwise, marks)
        return sure, Computed(stated[0], _equation(comparison, sides, figures, result, words, script), marks)
    short, unit = _short(comparison, sides, result, words, script)
    labels = tuple(side.label for side in sides) if result.chosen is not None else ()
    derivation = Derivation(comparison.asked.value, tuple(f.operand for f in figures), unit, labels)
    return sure, Computed(
        short, _equation(comparison, sides, figures, result, words, script), marks, derivation
    )


def _directed(comparison: Comparison, figures: Sequence[SideFigure]) -> tuple[list[Side], list[SideFigure]]:
    """Return sides and figures in the order of the computation.

    How much less A is than B is B less A; a difference between A and B is the greater less the smaller.
    """
    pairs = list(zip(comparison.sides, figures, strict=True))
    if comparison.asked in {Asked.DIFFERENCE, Asked.POINTS} and len(pairs) == 2:
        first, second = (f.quantity for f in figures)
        less = first is not None and second is not None and first.base < second.base
        if (comparison.signed and comparison.fewer) or (not comparison.signed and less):
            pairs.reverse()
    return [side for side, _ in pairs], [figure for _, figure in pairs]


def _result(comparison: Comparison, figures: Sequence[SideFigure]) -> Result | None:
    if comparison.asked in DATES:
        chosen = chosen_of(comparison.asked, [f.operand for f in figures])
        return None if chosen is None else Result(chosen=chosen)
    # One figure for two sides is of neither.
    if len({(f.claim.passage.id, f.span) for f in figures}) < len(figures):
        return None
    return compute(comparison.asked, [f.quantity for f in figures if f.quantity], comparison.places)


def _stated(
    comparison: Comparison, sides: Sequence[Side], figures: Sequence[SideFigure]
) -> tuple[str, Quantity] | None:
    """Return the change that the text states of the later of two years in a row, None when it states none."""
    if comparison.asked not in CHANGES or len(sides) != 2:
        return None
    first, second = (side.year for side in sides)
    if first is None or second is None or first - second != 1:
        return None
    found = stated_change(figures[0], comparison.asked)
    if found is None:
        return None
    span, quantity = found
    return " ".join(span.of(figures[0].claim.passage.text).split()), quantity


def _agree(change: Quantity, result: Result, figures: Sequence[SideFigure]) -> bool:
    first, second = (f.quantity for f in figures)
    return first is not None and second is not None and agrees(change, result, first, second)


def _short(
    comparison: Comparison, sides: Sequence[Side], result: Result, words: Words, script: Script
) -> tuple[str, str]:
    """Return the bare answer and the unit it is counted in."""
    if result.words:
        return to_script(result.words, script), ""
    if comparison.asked in VERDICTS and result.chosen in {0, 1}:
        return comparison.verdict[result.chosen], ""
    if result.quantity is None:
        return (words.same if result.chosen == -1 else sides[result.chosen or 0].label), ""
    quantity = result.quantity
    fell = quantity.number < 0
    lead = (words.about if quantity.about and not fell else "") + (words.less if fell else "")
    unit = to_script(f"{quantity.scale}{quantity.unit}", script)
    return f"{lead}{to_script(told(quantity), script)}", unit


def _equation(
    comparison: Comparison, sides: Sequence[Side], figures: Sequence[SideFigure], result: Result,
    words: Words, script: Script,
) -> str:  # fmt: skip
    """Return the computation as a sentence: 2024年 240万个 − 2023年 194万个 = 46万个."""
    terms = [f"{side.label} {to_script(f.operand, script)}" for side, f in zip(sides, figures, strict=True)]
    if result.words:
        return f"{to_script(result.words, script)}{words.colon}{' → '.join(terms)}"
    if comparison.asked in VERDICTS and result.chosen in {0, 1}:
        more = (comparison.asked is Asked.IS_GREATER) == (result.chosen == 0)
        return f"{comparison.verdict[result.chosen]}{words.colon}{(' > ' if more else ' < ').join(terms)}"
    if result.quantity is None:
        return _ranking(comparison, sides, figures, terms, result, words)
    sign = "−" if result.quantity.number < 0 else ""
    number = to_script(told(result.quantity), script)
    is_exact = result.exact and not result.quantity.about
    equals = f"{'=' if is_exact else '≈'} {sign}{number}"
    if comparison.asked is Asked.GROWTH:
        return f"({terms[0]} − {terms[1]}) ÷ {terms[1]} {equals}"
    operator = {Asked.RATIO: " ÷ ", Asked.SUM: " + "}.get(comparison.asked, " − ")
    lead = ""
    if comparison.asked is Asked.DIFFERENCE and comparison.word and not comparison.signed and not sign:
        lead = words.wins.format(side=sides[0].label, word=comparison.word)
    return f"{lead}{operator.join(terms)} {equals}"


def _ranking(
    comparison: Comparison, sides: Sequence[Side], figures: Sequence[SideFigure], terms: Sequence[str],
    result: Result, words: Words,
) -> str:  # fmt: skip
    """Return the sides in order, the chosen one first."""
    if result.chosen == -1 or result.chosen is None:
        return f"{words.alike}{' = '.join(terms)}"
    order = list(range(len(terms)))
    if comparison.asked not in DATES:
        bases = [f.quantity.base if f.quantity else 0 for f in figures]
        order.sort(key=lambda i: bases[i], reverse=comparison.asked is Asked.GREATER)
    else:
        order.remove(result.chosen)
        order.insert(0, result.chosen)
    joined = (_SIGNS[comparison.asked] if comparison.asked not in DATES else words.between).join(
        terms[i] for i in order
    )
    return f"{words.wins.format(side=sides[result.chosen].label, word=comparison.word)}{joined}"
