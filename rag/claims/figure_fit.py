"""Whether the cited paragraphs give a figure of a sentence: the value, the unit, and of the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import HAN
from rag.claims.binding import MARGIN, Beside, is_meant, rivals
from rag.claims.bounds import of_other_things, of_other_years, other_bound
from rag.claims.computed import is_difference, is_sum
from rag.claims.dating import backwards, without_others
from rag.claims.english import techniques
from rag.claims.figure_scope import of_other_period, of_other_share, of_other_stretch, other_scope
from rag.claims.figures import Figure, figures_of
from rag.claims.names import companies
from rag.claims.own_counts import is_name, needs_no_source
from rag.claims.patterns import pattern
from rag.claims.quantities import same_value
from rag.claims.rows import of_narrower_row
from rag.claims.signs import contradicted
from rag.claims.small_counts import says_count
from rag.claims.support import Case, Rest
from rag.claims.times import times_by_kind
from rag.claims.types import Fault, Strike
from rag.claims.unit_fit import units_fit
from rag.claims.words import Said, listed, worth

Place = tuple[Rest, Figure]
# Of several bands one sentence may speak: 4.9GHz频段的160MHz.
_BANDS = frozenset({"mhz", "ghz"})
# A sentence of fewer words says nothing without its question: 2018年则是34.7亿条.
_FEW_WORDS = 2
# What stands beside a figure before the last of these marks may be of something else.
_LAST_PART = re.compile(r"[,;:]")
# Characters of a quotation, and the marks about one.
_LEAST_QUOTED, _MARKS, _ENDS = 8, " ,;:。!?\n.", "。!?;\n"
_MARK = re.compile(r"[,;:。!?\n]|\.(?=\s|$)")
# A word of which half the characters are said.
_HALF_SAID = 0.3


def fit(figure: Figure, case: Case, rests: Sequence[Rest]) -> Rest | Fault | None:
    """Return the unit that gives a figure, None where none needs to, or the fault."""
    quantity = figure.quantity
    words = quantity.span.of(case.text)
    if is_name(figure, case):
        return None
    if quoted := _quoted(figure, case):
        return quoted
    around = [(rest, f) for rest in case.all_units() for f in rest.unit.figures]
    same = [(rest, f) for rest, f in around if same_value(quantity, f.quantity)]
    fitting = [(rest, f) for rest, f in same if units_fit(figure, f, rest, case.text)]
    if not fitting:
        if (
            is_difference(figure, case)
            or is_sum(figure, case)
            or needs_no_source(figure, case, [f for _, f in around])
            or (not HAN.search(case.text) and says_count(quantity, case.text, case.whole))
        ):
            return None
        return Fault(Strike.UNIT if same else Strike.FIGURE, words)
    return _meant(figure, case, rests, fitting, around)


def _quoted(figure: Figure, case: Case) -> Rest | None:
    """Return the unit whose sentence begins, word for word, as this one does up to the end of a figure's clause.

    What stands behind the first mark of a source's sentence may be of a time or thing that it names before.
    """
    mark = _MARK.search(case.text, figure.quantity.span.end)
    said = case.text[: mark.start() if mark else len(case.text)].strip(_MARKS)
    if case.ahead.strip(_MARKS) or len(said) < _LEAST_QUOTED:
        return None
    return next((rest for rest in case.all_units() if _begins_sentence(said, rest.unit.text)), None)


def _begins_sentence(said: str, text: str) -> bool:
    """Tell whether a sentence of a text begins with what is said, up to a mark."""
    at = text.find(said)
    while at >= 0:
        before, behind = at, at + len(said)
        while before and text[before - 1] in " \t":
            before -= 1
        begins = not before or text[before - 1] in _ENDS
        if begins and (behind == len(text) or text[behind] in _MARKS):
            return True
        at = text.find(said, at + 1)
    return False


def _meant(
    figure: Figure, case: Case, rests: Sequence[Rest], fitting: Sequence[Place], around: Sequence[Place]
) -> Rest | Fault:
    """Return the unit of the place that a figure is of among those that give its value, or the fault."""
    chosen = {id(rest.unit) for rest in rests}
    beside = _beside(figure, case)
    if not beside.words and len(case.vocabulary.content(case.sentence)) < _FEW_WORDS:
        beside = Beside((), tuple(case.vocabulary.beside(case.question)))
    rest, best = _likeliest(figure, beside, fitting, chosen)
    said = figure.quantity.span.of(case.text)
    others = rivals(figure, best, [f for other, f in around if other.source is rest.source])
    others = without_others(figure, best, others, case)
    others = [f for f in others if not _said_rightly(figure, beside, best, f, case)]
    others = [f for f in others if not of_other_share(figure, f)]
    if not HAN.search(figure.clause):
        others = [f for f in others if not _counts_other(figure, best, f)]
    if figure.quantity.unit in _BANDS:
        others = [f for f in others if not _is_said(f, case)]
    if (
        not is_meant(beside, figure, best, others, explained=_explained(best, case))
        or of_other_stretch(figure, best, case.question)
        or of_other_share(figure, best)
        or of_other_period(figure, best, case)
        or of_other_things(figure, best, [f for _, f in around])
        or of_narrower_row(figure, best, [f for other, f in around if other.source is rest.source], case)
    ):
        return Fault(Strike.FIGURE, said)
    if backwards(figure, best, case, rest) or other_bound(figure, best):
        return Fault(Strike.DIRECTION, said)
    if of_other_years(figure, best, others):
        return Fault(Strike.TIME, said)
    if turned := contradicted(figure.own, best.own):
        return Fault(Strike.DIRECTION, turned)
    alike = [f for f in others if beside.shared(f) >= beside.shared(best)]
    return other_scope(figure, best, alike, case, rest) or rest


def _beside(figure: Figure, case: Case) -> Beside:
    """Return the words beside a figure of the sentence, those of the headings marked as common."""
    near = f"{figure.beside} {figure.clause}"
    words = [*case.vocabulary.beside(near), *techniques(near)]
    own = companies(case.headers, case.names)
    # All the paragraph is of its own company: its name tells no figure from another.
    told = [word for word in words if not own & companies(" ".join(word), case.names)]
    return Beside.of(figure, told, [word[0] for word in told if any(meant in case.headers for meant in word)])


def _likeliest(figure: Figure, beside: Beside, fitting: Sequence[Place], chosen: set[int]) -> Place:
    """Return the place most likely meant of those that give a figure's value; ``chosen`` are units by identity."""
    years = times_by_kind(figure.clause).get("year", set())
    return max(
        fitting,
        key=lambda pair: (
            years <= times_by_kind(pair[1].clause).get("year", years),
            pair[1].quantity.value == figure.quantity.value,
            beside.shared(pair[1]),
            id(pair[0].unit) in chosen,
        ),
    )


def _explained(source: Figure, case: Case) -> bool:
    """Tell whether a sentence says every word that a source says right beside a figure, and there is one."""
    near = _LAST_PART.split(source.before)[-1]
    said = Said(case.sentence)
    words = [
        word
        for word in case.vocabulary.content(f"{near} {source.behind}")
        if word not in listed("nouns") and not pattern("figure_fit all told").fullmatch(word)
    ]
    return bool(words) and all(
        word in case.sentence if word.startswith("第") else worth(word, said) >= _HALF_SAID for word in words
    )


def _said_rightly(figure: Figure, beside: Beside, best: Figure, other: Figure, case: Case) -> bool:
    """Tell whether a sentence says another figure of its source too, and changing the two would suit it no better."""
    for twin in figures_of(case.text):
        if twin.quantity.span == figure.quantity.span or not same_value(twin.quantity, other.quantity):
            continue
        if beside.rather(other, best) + _beside(twin, case).rather(best, other) <= MARGIN:
            return True
    return False


def _counts_other(figure: Figure, best: Figure, other: Figure) -> bool:
    """Tell whether an English figure's noun is the counter of the source's figure and not of another: 627 operators."""
    unit = figure.quantity.unit
    return bool(unit) and unit != "个" and unit == best.quantity.unit != other.quantity.unit


def _is_said(source: Figure, case: Case) -> bool:
    """Tell whether a sentence says a source's figure too."""
    return any(same_value(f.quantity, source.quantity) for f in figures_of(case.text))
