"""The figures of a sentence that may answer, each with how well it fits the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Span
from index.segment import normalise
from rag.constraints import company_fit
from rag.evidence import Candidate
from rag.figures import Figure, figures
from rag.fitting import change_lead, fitting
from rag.question import Reading, lowered
from rag.scope import scope_of
from rag.short.bracketed import own_bracket
from rag.short.fit import Wanted, closeness_among, measure_of, thing_fit, unit_fit, verb_fit
from rag.short.respective import turns
from rag.short.thing import of_other_generation
from rag.short.types import Anchors
from rag.short.verbs import governed
from rag.short.when import dated, time_lead

# A figure without the asked unit is given only when it stands this near to the question's words.
_LEAST_FIT = 0.55
# What the figure nearest to the question's words gains over the others of its sentence.
_NEAREST = 0.4
# What a figure gains that stands in its list where the asked thing does.
_IN_TURN = 0.8


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure with how well it fits in all, how near to the question's words it stands and how its unit fits.

    ``time`` is how well it fits the years asked, above 0 where the text dates it to one of them; ``done`` says that the
    asked verb is said of it.
    """

    figure: Figure
    fit: float
    near: float
    unit: float
    time: float = 0.0
    done: bool = False


def scored_figures(reading: Reading, wanted: Wanted, candidate: Candidate, anchors: Anchors) -> list[Scored]:
    """Return the figures of a sentence that may answer: of the asked unit, thing and time, each with how it fits."""
    text, question = candidate.folded, wanted.question
    listed = turns(lowered(text), lowered(question), [f.span for f in figures(text)])
    every = [f for f in fitting(wanted.timed, candidate) if f.span not in listed.others]
    found = [
        f for f in every if normalise(f.number) not in wanted.said and not _is_asked_of(f, text, question)
    ]
    if own := own_bracket(question, text):
        found = [f for f in found if own.start <= f.span.start and f.span.end <= own.end] or found
    labelled_unit = any(unit in text for unit in wanted.units)
    near = {f.span: closeness_among(f.span, text, anchors, every) for f in found}
    nearest = max(near.values(), default=0.0) or 1.0
    times = dated(candidate) if reading.years else {}
    done = governed(text, wanted.verbs, [f.span for f in found]) if wanted.verbs else frozenset()
    scored = []
    for number in found:
        unit = unit_fit(wanted, number, text, labelled_unit)
        when = times.get(number.span)
        lead = time_lead(reading, when)
        if lead is None and number.span in listed.own & listed.years:
            lead = 0.0
        if unit is None or lead is None or _is_anothers(reading, question, candidate, number.span):
            continue
        fit = unit + _NEAREST * near[number.span] / nearest + lead
        if number.span in listed.own:
            fit += _IN_TURN
        if not (when and when.change and lead):
            # Where the ends of a change are dated, the year that is asked says which is meant.
            fit += change_lead(question, text, number.span)
        thing = thing_fit(wanted, number, text)
        verb, near_by = verb_fit(done, number.span, thing), near[number.span]
        scored.append(Scored(number, fit + thing + verb + 2.5 * near_by, near_by, unit, lead, verb > 0))
    return _of_time([s for s in scored if s.fit >= _LEAST_FIT])


def _is_anothers(reading: Reading, question: str, candidate: Candidate, span: Span) -> bool:
    """Tell whether a figure is all companies' where one's is asked, or of 4G where 5G is."""
    return of_all_companies(reading, candidate, span) or of_other_generation(question, candidate.folded, span)


def _is_asked_of(number: Figure, text: str, question: str) -> bool:
    """Tell whether a number in words stands in the question too: a name (九天), or what is asked of."""
    return number.in_words and number.span.of(text) in question


def of_all_companies(reading: Reading, candidate: Candidate, figure: Span) -> bool:
    """Tell whether a figure is the nation's where one company's is asked, in a document of another or of none."""
    text, passage = candidate.folded, candidate.hit.passage
    if (
        not reading.companies
        or not scope_of(lowered(text), figure, fold(reading.text), reading.companies).national
    ):
        return False
    return company_fit(reading.companies, text, passage, fold(passage.text), reading.names) <= 0


def _of_time(scored: Sequence[Scored]) -> list[Scored]:
    """Leave out figures of another time than the one asked where one of the same measure is dated to that."""
    dated_to = {measure_of(frozenset([s.figure.unit])) for s in scored if s.time > 0}
    return [s for s in scored if s.time >= 0 or measure_of(frozenset([s.figure.unit])) not in dated_to]
