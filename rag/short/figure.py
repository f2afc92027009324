"""Figures: which figure of a sentence, of a table's row or of its cells answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import fold
from corpus.types import Span
from index.expand import mainland_wording
from rag.evidence import Candidate, cells_within
from rag.figures import Figure, figures, figures_in
from rag.fitting import is_panel
from rag.question import Reading, lowered
from rag.scope import Kind, is_done_to_some, is_rate, kind_asked, lacks_rate, scope_of, sorts_in
from rag.short.fit import Wanted, closeness_among, measure_of, unit_fit
from rag.short.marked import marked
from rag.short.scored import Scored, scored_figures
from rag.short.thing import counted
from rag.short.types import Anchors, Columns, Picked
from rag.table_cell import asked_cell, cell_asked, header_above

# The least share of a row's label that is said where the question does not even ask for a figure.
_WHOLE_ROW = 0.9
# What a row whose label the question says as a whole adds to the fit of its cell.
_ROW_NAMED = 2.0
# The reader's lead from which on its figure counts before the one that the words choose in the same sentence. Of
# questions where they differ and one of them is right it is the reader's in 9 of 10 at 3 (2026-11-22: sample, public
# and a trial of 52), below that in 2 of 3.
_SURE, _OF_SAME, _OF_MEASURE = 3.0, 2.5, 1.0
# A figure of the whole is given for one of a part when it stands this near to the question's words against that.
_AS_NEAR = 0.5
_BREAK_OFF = re.compile(r"[，。；;、！？\n|]")
# A sentence below a line that names years is no row of theirs.
_PROSE = re.compile(r"[，。；]")
_ORDINAL = re.compile(r"第 ?(?:\d+|[一二三四五六七八九十百]+) ?[\u4e00-\u9fff]{0,2}")
_ASKS_ORDINAL = re.compile(r"第几|排名?第?几|名次|第多少")
# 10%至15%, 1-5年: one answer of two figures.
_RANGE = re.compile(r"(?P<from>\d[\d,.]*) ?(?P<unit>[%％\u4e00-\u9fff]{0,3}?) ?(?:至|到|-|—|–|~|～) ?$")
_RANGE_ON = re.compile(
    r" ?(?:至|到|-|—|–|~|～) ?\d[\d,.]*\d? ?(?:[万亿千百]{0,2}(?:%|％|元|人|个|户|家|年|天|小时|分钟|米|公里|吨|倍))"
)
_CHANGED = re.compile(r"(?:由|从)[^，。；]{0,12}$")


def cell(reading: Reading, question: str, candidate: Candidate) -> Picked:
    """Return the cell whose row a question without a form says as a whole: 2018年歸屬於股東的淨資產."""
    choice = cell_asked(question, reading.years, candidate.hit.passage, candidate.span)
    if choice.span is None or choice.named < _WHOLE_ROW:
        return None
    start = candidate.span.start
    return Span(choice.span.start - start, choice.span.end - start), 1 + choice.named


def figure(
    reading: Reading, wanted: Wanted, candidate: Candidate, anchors: Anchors, columns: Columns
) -> Picked:
    """Return the figure of a candidate that answers, of its table's cells where it is a row; None when none fits."""
    text, question = candidate.folded, wanted.question
    choice = cell_asked(wanted.timed, reading.years, candidate.hit.passage, candidate.span)
    if choice.decided and choice.span is None:
        return None
    if choice.span is not None:
        start = candidate.span.start
        span = Span(choice.span.start - start, choice.span.end - start)
        if _may_count(wanted, candidate, span):
            return span, 1 + _ROW_NAMED * choice.named
    if is_panel(candidate):
        return None
    if not (reading.periods or _PROSE.search(text)) and (column := _column(reading, figures(text), columns)):
        # A year in words (2020年) heads a column and is no value in it.
        return (column.span, 2.0) if not (column.is_year and column.unit) else None
    header = header_above(candidate.hit.passage.text, candidate.span.start)
    if header and (found := asked_cell(wanted.timed, reading.years, fold(header), text)):
        label = text.strip(" |").partition("|")[0].strip().lower()
        return found, 2.0 + (len(label) > 1 and label in question.lower())
    if _ASKS_ORDINAL.search(question):
        return _ordinal(wanted, text, anchors)
    return _told(reading, wanted, candidate, anchors)


def _may_count(wanted: Wanted, candidate: Candidate, cell: Span) -> bool:
    """Tell whether a table's cell is counted in a unit that is asked, or in none that tells."""
    text = candidate.folded
    cells = [
        (c.value, fold(c.unit) if c.unit else None)
        for c in cells_within(candidate.hit.passage, candidate.span)
    ]
    inside = [f for f in figures_in(text, cells) if cell.start <= f.span.start < cell.end]
    return not inside or any(unit_fit(wanted, f, text, True) is not None for f in inside)


def _told(reading: Reading, wanted: Wanted, candidate: Candidate, anchors: Anchors) -> Picked:
    """Return the figure of a sentence that fits best by unit, by what it counts, by the words before it."""
    scored, text = scored_figures(reading, wanted, candidate, anchors), candidate.folded
    if not scored:
        return None
    likeliest = max(_of_verbs(scored), key=lambda s: (s.fit, -s.figure.span.start))
    read = _marked(candidate, scored, likeliest)
    best = _chosen(reading, text, _of_verbs(scored), read or likeliest)
    # Which sentence answers is as sure as before: the reader only says which of its figures does.
    return _ranged(best.figure.span, text), max(best.fit, likeliest.fit) if best is read else best.fit


def _of_verbs(scored: Sequence[Scored]) -> list[Scored]:
    """Leave out figures that the asked verb is not said of where it is said of one in the same unit."""
    said = {s.figure.unit for s in scored if s.done and s.unit >= 1}
    return [s for s in scored if s.done or s.figure.unit not in said]


def _marked(candidate: Candidate, scored: Sequence[Scored], likeliest: Scored) -> Scored | None:
    """Return the one figure that the reader surely marks in a sentence; None where it marks none of them or several.

    It may be less likely than the ``likeliest`` by the words, one of another measure little less.
    """
    found = next((f for f in marked([candidate]) if f.fit >= _SURE and f.span), None)
    if found is None or found.span is None:
        return None
    inside = [
        s for s in scored if found.span.start <= s.figure.span.start and s.figure.span.end <= found.span.end
    ]
    if len(inside) != 1:
        return None
    read = inside[0]
    alike = measure_of(frozenset([read.figure.unit])) == measure_of(frozenset([likeliest.figure.unit]))
    return read if read.fit >= likeliest.fit - (_OF_SAME if alike else _OF_MEASURE) else None


def _chosen(reading: Reading, text: str, scored: Sequence[Scored], best: Scored) -> Scored:
    """Return the best figure, or for one of a part (or of additions where a stock is asked) one of the whole."""
    if not covers_less(reading, text, best.figure.span):
        return best
    measure = measure_of(frozenset([best.figure.unit]))
    asks_added, rate = kind_asked(fold(reading.text)) is Kind.FLOW, _is_rate(reading, text, best.figure.span)
    whole = [
        s
        for s in scored
        if measure_of(frozenset([s.figure.unit])) == measure
        and (
            (s.unit >= best.unit and s.near >= _AS_NEAR * best.near)
            or (rate and s.unit >= best.unit and _kind_of(reading, text, s.figure.span) is Kind.STOCK)
            or (asks_added and _kind_of(reading, text, s.figure.span) is Kind.FLOW)
        )
        and not covers_less(reading, text, s.figure.span)
    ]
    return max(whole, key=lambda s: (s.fit, -s.figure.span.start), default=best)


def _kind_of(reading: Reading, text: str, span: Span) -> Kind:
    """Return whether a figure of folded text is said to be of all there is (合计), or what was added."""
    return scope_of(lowered(text), span, fold(reading.text), reading.companies).kind


def covers_less(reading: Reading, text: str, span: Span) -> bool:
    """Tell whether a figure of folded text is of a part, the nation or a month where the whole is asked, unasked.

    So are additions where none are asked, and the stock where they are; what says neither is taken for what is asked.
    """
    question = fold(reading.text)
    scope, asked = scope_of(lowered(text), span, question, reading.companies), kind_asked(question)
    added = scope.kind is Kind.FLOW and asked is not Kind.FLOW
    if scope.parts or added or (scope.kind is Kind.STOCK and asked is Kind.FLOW):
        return True
    start = max((m.end() for m in _BREAK_OFF.finditer(text, 0, span.start)), default=0)
    if asked is Kind.STOCK and is_done_to_some(text[start : span.start], question):
        return True
    if _is_rate(reading, text, span) or lacks_rate(lowered(text[start : span.start]), lowered(question)):
        return True
    own = mainland_wording(lowered(text[start : span.end + 12]))
    return any(any(sorts_in(own, thing, lowered(question))) for thing in counted(reading))


def _is_rate(reading: Reading, text: str, span: Span) -> bool:
    """Tell whether a figure of folded text is told of each month, each one or one payment, unasked."""
    start = max((m.end() for m in _BREAK_OFF.finditer(text, 0, span.start)), default=0)
    return is_rate(lowered(text[start : span.start]), lowered(fold(reading.text)))


def _ranged(span: Span, text: str) -> Span:
    """Return a figure's span with the other figure of its range: 10%至15%."""
    behind = _RANGE_ON.match(text, span.end)
    whole = Span(span.start, behind.end()) if behind else span
    if before := _RANGE.search(text[max(0, span.start - 12) : span.start]):
        whole = Span(max(0, span.start - 12) + before.start(), whole.end)
    return span if _CHANGED.search(text[max(0, whole.start - 14) : whole.start]) else whole


def _ordinal(wanted: Wanted, text: str, anchors: Anchors) -> Picked:
    """Return the ordinal (第三梯队) nearest to the question's words."""
    spans = [Span(*m.span()) for m in _ORDINAL.finditer(text) if m.group(0) not in wanted.question]
    if not spans:
        return None
    best = max(spans, key=lambda s: (closeness_among(s, text, anchors, ()), -s.start))
    return best, 0.6 + closeness_among(best, text, anchors, ())


def _column(reading: Reading, row: Sequence[Figure], columns: Columns) -> Figure | None:
    """Return the figure of a table row that stands in the column of the asked year."""
    wanted = [i for i, year in enumerate(columns) if year is not None and year in reading.years]
    cells = row[-len(columns) :] if columns else []
    return cells[wanted[0]] if len(wanted) == 1 and len(cells) == len(columns) else None
