"""Figures: which figure of a sentence, of a table's row or of its cells answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Span
from index.segment import labelled, normalise
from rag.evidence import Candidate, cells_within
from rag.figures import Figure, asked_units, figures, figures_in, has_unit, of_another_sort
from rag.fitting import change_lead, fitting, is_panel
from rag.question import Reading, lowered
from rag.scope import Kind, kind_asked, scope_of
from rag.short.asked import Asked
from rag.short.types import Anchors, Columns, Picked
from rag.table_cell import asked_cell, cell_asked, header_above

# A figure without the asked unit is given only when it stands this near to the question's words.
_LEAST_FIT = 0.55
# The least share of a row's label that is said where the question does not even ask for a figure.
_WHOLE_ROW = 0.9
# What a row whose label the question says as a whole adds to the fit of its cell.
_ROW_NAMED = 2.0
_SAID_YEAR, _YEAR_LEAD = re.compile(r"(?<!\d)(20\d\d)(?=年| 年|[^\d.,])"), 0.8
# How far the question's words count, in characters; what one counts behind another figure, that it belongs to.
_NEAR, _BLOCKED = 48, 0.45
# What the thing behind a figure adds when it is the asked one, and takes when it is another.
_SAME_THING, _OTHER_THING = 0.5, -0.35
# What the figure nearest to the question's words gains over the others of its sentence, and the asked counter itself.
_NEAREST, _COUNTER = 0.4, 0.15
# A figure of the whole is given for one of a part when it stands this near to the question's words against that.
_AS_NEAR = 0.5
# Kinds of measures: a share is never an amount of money, nor a duration a count.
_MEASURES = (
    frozenset(["%", "％", "个百分点", "百分点", "pp", "分之"]),
    frozenset(["元", "人民币", "港元", "美元", "欧元"]),
    frozenset(["年", "个月", "天", "日", "小时", "分钟", "秒", "毫秒"]),
    frozenset(["EFLOPS", "MHz", "GHz", "Gbps", "Mbps", "Tbps", "PB", "TB", "GB", "dB"]),
    frozenset(["平方公里", "公里", "千米", "米", "公斤", "吨", "千瓦时", "度", "亩"]),
)
_BREAK = re.compile(r"[，。；、,;（(|\n\d]")
_ORDINAL = re.compile(r"第 ?(?:\d+|[一二三四五六七八九十百]+) ?[\u4e00-\u9fff]{0,2}")
_ASKS_ORDINAL = re.compile(r"第几|排名?第?几|名次|第多少")
# 10%至15%, 1-5年: one answer of two figures.
_RANGE = re.compile(r"(?P<from>\d[\d,.]*) ?(?P<unit>[%％\u4e00-\u9fff]{0,3}?) ?(?:至|到|-|—|–|~|～) ?$")
_RANGE_ON = re.compile(
    r" ?(?:至|到|-|—|–|~|～) ?\d[\d,.]*\d? ?(?:[万亿千百]{0,2}(?:%|％|元|人|个|户|家|年|天|小时|分钟|米|公里|吨|倍))"
)
_CHANGED = re.compile(r"(?:由|从)[^，。；]{0,12}$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What figure a question wants: its folded words, its units, the thing it counts, its own figures."""

    question: str
    units: frozenset[str]
    asked: Asked
    said: frozenset[str]

    @classmethod
    def of(cls, reading: Reading) -> Wanted:
        """Read what figure is wanted."""
        question = fold(reading.text)
        said = frozenset(re.findall(r"\d+(?:\.\d+)?", normalise(question)))
        return cls(question, asked_units(question), Asked.of(reading), said)


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure with how well it fits in all, how near to the question's words it stands and how its unit fits."""

    figure: Figure
    fit: float
    near: float
    unit: float


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
    choice = cell_asked(question, reading.years, candidate.hit.passage, candidate.span)
    if choice.decided and choice.span is None:
        return None
    if choice.span is not None:
        start = candidate.span.start
        span = Span(choice.span.start - start, choice.span.end - start)
        if _may_count(wanted, candidate, span):
            return span, 1 + _ROW_NAMED * choice.named
    if is_panel(candidate):
        return None
    if column := _column(reading, figures(text), columns):
        return column.span, 2.0
    header = header_above(candidate.hit.passage.text, candidate.span.start)
    if header and (found := asked_cell(question, reading.years, fold(header), text)):
        return found, 2.0
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
    return not inside or any(_unit_fit(wanted, f, text, False) is not None for f in inside)


def _told(reading: Reading, wanted: Wanted, candidate: Candidate, anchors: Anchors) -> Picked:
    """Return the figure of a sentence that fits best by unit, by what it counts, by the words before it."""
    text = candidate.folded
    every = fitting(wanted.question, candidate)
    found = [f for f in every if normalise(f.number) not in wanted.said]
    labelled_unit = any(unit in text for unit in wanted.units)
    near = {f.span: _closeness(f.span, text, anchors, every) for f in found}
    nearest = max(near.values(), default=0.0) or 1.0
    scored = []
    for number in found:
        unit = _unit_fit(wanted, number, text, labelled_unit)
        if unit is None:
            continue
        fit = unit + _NEAREST * near[number.span] / nearest
        fit += change_lead(wanted.question, text, number.span)
        fit += _year_lead(reading, text, number.span.start)
        fit += _thing(wanted, number, text)
        scored.append(Scored(number, fit + 2.5 * near[number.span], near[number.span], unit))
    scored = [s for s in scored if s.fit >= _LEAST_FIT]
    if not scored:
        return None
    best = _chosen(reading, wanted, text, scored)
    return _ranged(best.figure.span, text), best.fit


def _chosen(reading: Reading, wanted: Wanted, text: str, scored: Sequence[Scored]) -> Scored:
    """Return the best figure, or for one of a part (or of additions where a stock is asked) one of the whole."""
    best = max(scored, key=lambda s: (s.fit, -s.figure.span.start))
    if not covers_less(reading, text, best.figure.span):
        return best
    measure = _measure(frozenset([best.figure.unit]))
    whole = [
        s
        for s in scored
        if _measure(frozenset([s.figure.unit])) == measure
        and s.unit >= best.unit
        and s.near >= _AS_NEAR * best.near
        and not covers_less(reading, text, s.figure.span)
    ]
    return max(whole, key=lambda s: (s.fit, -s.figure.span.start), default=best)


def covers_less(reading: Reading, text: str, span: Span) -> bool:
    """Tell whether a figure of folded text is of a part or the nation, where the whole is asked, or no stock or flow.

    What is not said is taken to be what is asked.
    """
    question = fold(reading.text)
    scope, asked = scope_of(lowered(text), span, question, reading.companies), kind_asked(question)
    return bool(scope.parts) or (Kind.UNSAID not in {scope.kind, asked} and scope.kind is not asked)


def _unit_fit(wanted: Wanted, number: Figure, text: str, labelled_unit: bool) -> float | None:
    """Return how well a figure's unit fits, None when it measures something else."""
    if wanted.asked.kind == "count" and _is_version(number):
        return None
    if of_another_sort(number.unit, wanted.units):
        return None
    if not wanted.units:
        return 0.5 if (number.unit or number.scale) and not number.in_words else 0.2
    if has_unit(number, text, wanted.units):
        return 1.0 + _COUNTER * (wanted.asked.right[:1] == (number.unit,))
    if number.in_words:
        return None
    own, asked = _measure(frozenset([number.unit])), _measure(wanted.units)
    if number.unit and own != asked:
        return None
    if not number.unit:
        return 0.35 if labelled_unit or number.scale else 0.0
    return 0.0


def _is_version(number: Figure) -> bool:
    """Tell whether a figure is a bare decimal that counts nothing: 转型1.0."""
    return "." in number.number and not number.unit and not number.scale


def _measure(units: frozenset[str]) -> int:
    """Return the number of the kind of measure that units belong to; -1 for counts."""
    return next((i for i, known in enumerate(_MEASURES) if units & known), -1)


def _thing(wanted: Wanted, number: Figure, text: str) -> float:
    """Return what the thing around a figure says: 135余座城市 and 城市135座 count 城市, 30个省份 does not."""
    head = wanted.asked.head
    if len(head) < 2 or head in wanted.units or wanted.asked.kind != "count":
        return 0.0
    behind = _BREAK.split(text[number.span.end : number.span.end + 14])[0].lstrip("余多 以上")
    before = _BREAK.split(text[max(0, number.span.start - 14) : number.span.start])[-1]
    if head in behind or head in before:
        return _SAME_THING
    first = next(iter(labelled(behind)), None)
    named = first is not None and first[1].startswith("n") and len(first[0]) > 1
    return _OTHER_THING if named and first is not None and first[0].of(behind) not in wanted.question else 0.0


def _closeness(span: Span, text: str, anchors: Anchors, every: Sequence[Figure]) -> float:
    """Return how near a figure stands to the question's words, each by worth over distance, where it stands nearest.

    Words in front, where Chinese puts what is counted, count in full, words behind half; beyond another figure less.
    """
    nearest: dict[str, float] = {}
    for start, end, weight in anchors:
        before, after = span.start - end, start - span.end
        if 0 <= before <= _NEAR:
            between = sum(end <= f.span.start and f.span.end <= span.start for f in every)
            near = weight * _BLOCKED ** min(2, between) / (1 + before / 6)
        elif 0 <= after <= _NEAR // 2:
            between = sum(span.end <= f.span.start and f.span.end <= start for f in every)
            near = 0.5 * weight * _BLOCKED ** min(2, between) / (1 + after / 6)
        else:
            continue
        word = text[start:end]
        nearest[word] = max(near, nearest.get(word, 0.0))
    return sum(nearest.values())


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
    best = max(spans, key=lambda s: (_closeness(s, text, anchors, ()), -s.start))
    return best, 0.6 + _closeness(best, text, anchors, ())


def _year_lead(reading: Reading, text: str, start: int) -> float:
    """Return what the year said last before a figure adds: it dates it (2018年7,415億元，2019年7,498億元)."""
    before = _SAID_YEAR.findall(text, 0, start)
    if not reading.years or not before:
        return 0.0
    return _YEAR_LEAD if int(before[-1]) in reading.years else -_YEAR_LEAD


def _column(reading: Reading, row: Sequence[Figure], columns: Columns) -> Figure | None:
    """Return the figure of a table row that stands in the column of the asked year."""
    wanted = [i for i, year in enumerate(columns) if year is not None and year in reading.years]
    cells = row[-len(columns) :] if columns else []
    return cells[wanted[0]] if len(wanted) == 1 and len(cells) == len(columns) else None
