"""The bare answer out of the chosen sentences: a figure with its unit, a date, a name, one of two choices, yes or no.

None when nothing fits well: no short answer is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.about import companies_in, company_pattern
from corpus.script import fold
from corpus.types import Span
from index.segment import BIGRAM_MARK, normalise
from rag.evidence import Candidate
from rag.figures import Figure, asked_units, figures, has_unit
from rag.fitting import change_lead, fitting, is_panel
from rag.polarity import decides, negation
from rag.question import FIGURES, AnswerKind, Reading, lowered
from rag.table_cell import asked_cell, cell_asked, header_above

_DATE = re.compile(
    r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日(?: ?\d{1,2} ?时(?: ?\d{1,2} ?分)?)?)?)?"
    r"|\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2} ?月(?=[^份]|份|$)"
)
_QUOTED = re.compile(r"[“「『《\"]([^”」』》\"“「『《]{1,30})[”」』》\"]")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）·]{2,14}?(?:公司|集团|大学|学院|研究院|研究所|中心|平台|委员会|医院|银行|联盟|协会|品牌|工厂|煤矿)"
)
_OFFICE = re.compile(r"(?:副)?(?:董事长|总经理|总裁|主席|主任|书记|院长|首席执行官|总工程师)(?!助理)")
_CHOICES = re.compile(
    r"([^，。？?、 ]{1,10}?)(?:、([^，。？?、 ]{1,10}?))?，?(?:还是|或是|or)([^，。？?、的 ]{1,10})"
)
_EDGES = re.compile(
    r"^(?:是|属于|在|拿的是|标成|认为是|其中|由|与|和|同|跟|为|等|将|对|把|向|从)+|(?:的事?|吗|多|少|高|大|更多)$"
)
# How near a question's word must stand, in characters, for a figure or name to be its answer.
_NEAR = 24
# A figure without the asked unit is given only when it stands this near to the question's words.
_LEAST_FIT = 0.55
# Share of the question's information that a sentence must hold to say yes or no to it.
_LEAST_TOLD = 0.15
# The least share of a row's label that is said where the question does not even ask for a figure.
_WHOLE_ROW = 0.9
# What a row whose label the question says as a whole adds to the fit of its cell.
_ROW_NAMED = 2.0
_SAID_YEAR, _YEAR_LEAD = re.compile(r"(?<!\d)(20\d\d)(?=年| 年|[^\d.,])"), 0.8

Columns = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A short answer: claim number (from 0) and a span of its candidate's text, or yes/no; ``fit`` orders several."""

    claim: int
    span: Span | None
    yes: bool | None
    fit: float


def short_answer(
    reading: Reading, chosen: Sequence[Candidate], worth: Mapping[str, float], columns: Sequence[Columns]
) -> Found | None:
    """Return the best short answer over the chosen sentences, None when nothing fits.

    ``worth`` is the share of the question's information that each of its terms carries; ``columns`` are, per sentence,
    the years heading the columns when it is a table row.
    """
    if reading.kind is AnswerKind.YES_NO:
        return _yes_or_no(reading, chosen[0]) if chosen else None
    question = fold(reading.text)
    pick = _picker(reading, question)
    if pick is None:
        return None
    found: list[Found] = []
    for number, candidate in enumerate(chosen[:3]):
        if not _of_asked_year(reading, candidate, columns[number]):
            continue
        anchors = _anchors(candidate.folded, worth)
        best = pick(candidate, anchors, columns[number])
        if best is not None:
            lead = candidate.score / max(1e-6, chosen[0].score)
            found.append(Found(number, best[0], None, best[1] + 3.0 * (lead - 1) - 0.3 * number))
    return max(found, key=lambda f: f.fit, default=None)


def _of_asked_year(reading: Reading, candidate: Candidate, columns: Columns) -> bool:
    """Tell whether a sentence may give the bare answer for the years asked: it, its column or its report is of one."""
    if not reading.years or any(str(year) in candidate.folded or year in columns for year in reading.years):
        return True
    passage = candidate.hit.passage
    header = header_above(passage.text, candidate.span.start) or ""
    heads = [header, *(cell.column for cell in passage.cells)]
    if any(str(year) in head for year in reading.years for head in heads):
        return True
    return candidate.year > 0 and (passage.year is None or passage.year in reading.years)


def _yes_or_no(reading: Reading, best: Candidate) -> Found | None:
    """Return yes or no when the best sentence speaks of most of what is asked, figures included; None otherwise."""
    if best.own < _LEAST_TOLD or not decides(fold(reading.text), best.folded):
        return None
    return Found(0, None, negation(best.folded) is None, 1.0)


_Picked = tuple[Span, float] | None
_Anchors = list[tuple[int, int, float]]
_Pick = Callable[[Candidate, _Anchors, Columns], _Picked]


def _picker(reading: Reading, question: str) -> _Pick | None:
    """Return what picks the short answer of one sentence for the kind of question, None for kinds without one."""
    if choices := _choices(question):
        return lambda candidate, anchors, columns: _choice(choices, candidate.folded)
    if reading.kind in FIGURES:
        units = asked_units(question)
        return lambda candidate, anchors, columns: _figure(
            reading, question, candidate, anchors, columns, units
        )
    if reading.kind is AnswerKind.DATE:
        return lambda candidate, anchors, columns: _date(question, candidate.folded, anchors)
    if reading.kind in {AnswerKind.NAME, AnswerKind.PERSON, AnswerKind.PLACE}:
        return lambda candidate, anchors, columns: _name(reading, question, candidate.folded, anchors)
    if reading.kind is AnswerKind.OTHER:
        return lambda candidate, anchors, columns: _cell(reading, question, candidate)
    return None


def _cell(reading: Reading, question: str, candidate: Candidate) -> _Picked:
    """Return the cell whose row a question without a form says as a whole: 2018年歸屬於股東的淨資產."""
    choice = cell_asked(question, reading.years, candidate.hit.passage, candidate.span)
    if choice.span is None or choice.named < _WHOLE_ROW:
        return None
    start = candidate.span.start
    return Span(choice.span.start - start, choice.span.end - start), 1 + choice.named


def _anchors(text: str, worth: Mapping[str, float]) -> _Anchors:
    """Return where the question's terms stand in the text: (start, end, worth), bigrams included."""
    searched = lowered(text)
    found = []
    for term, weight in worth.items():
        bare = term.removeprefix(BIGRAM_MARK)
        if len(bare) < 2 or weight <= 0:
            continue
        at = searched.find(bare)
        while at >= 0:
            found.append((at, at + len(bare), weight))
            at = searched.find(bare, at + 1)
    return found


def _closeness(span: Span, anchors: _Anchors) -> float:
    """Return how near a span stands to the question's words, each counting by worth over distance.

    Words in front of a figure, where Chinese puts what it counts, count in full, words behind it half.
    """
    total = 0.0
    for start, end, weight in anchors:
        before, after = span.start - end, start - span.end
        if 0 <= before <= _NEAR * 2:
            total += weight / (1 + before / 6)
        elif 0 <= after <= _NEAR:
            total += 0.5 * weight / (1 + after / 6)
    return total


def _figure(
    reading: Reading,
    question: str,
    candidate: Candidate,
    anchors: _Anchors,
    columns: Columns,
    units: frozenset[str],
) -> _Picked:
    text = candidate.folded
    asked = set(re.findall(r"\d+(?:\.\d+)?", normalise(question)))
    found = [f for f in fitting(question, candidate) if normalise(f.number) not in asked]
    choice = cell_asked(question, reading.years, candidate.hit.passage, candidate.span)
    if choice.decided:
        start = candidate.span.start
        fit = 1 + _ROW_NAMED * choice.named
        return (Span(choice.span.start - start, choice.span.end - start), fit) if choice.span else None
    if is_panel(candidate):
        return None
    if column := _column(reading, figures(text), columns):
        return column.span, 2.0
    header = header_above(candidate.hit.passage.text, candidate.span.start)
    if header and (cell := asked_cell(question, reading.years, fold(header), text)):
        return cell, 2.0
    labelled = any(unit in text for unit in units)
    scored = []
    for figure in found:
        fit = 1.0 if has_unit(figure, text, units) else 0.35 if labelled and not figure.unit else 0.0
        if not units:
            fit = 0.5 if (figure.unit or figure.scale) and not figure.in_words else 0.2
        elif figure.in_words and fit < 1:
            continue
        fit += change_lead(question, text, figure.span)
        fit += _year_lead(reading, text, figure.span.start)
        scored.append((fit + 2.5 * _closeness(figure.span, anchors), -figure.span.start, figure))
    if not scored:
        return None
    fit, _, best = max(scored, key=lambda row: row[:2])
    return (best.span, fit) if fit >= _LEAST_FIT else None


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


def _date(question: str, text: str, anchors: _Anchors) -> _Picked:
    plain = normalise(question).replace(" ", "")
    spans = [Span(*m.span()) for m in _DATE.finditer(text)]
    fresh = [s for s in spans if normalise(s.of(text)).replace(" ", "") not in plain]
    if not fresh:
        return None
    best = max(fresh, key=lambda s: (_closeness(s, anchors) + 0.02 * len(s), -s.start))
    return best, 0.5 + _closeness(best, anchors)


def _choices(question: str) -> list[str]:
    """Return what a question lets choose between (A、B还是C), without the words around; fewer than two: none."""
    match = _CHOICES.search(question)
    if not match:
        return []
    parts = [_EDGES.sub("", part or "") for part in match.groups()]
    return [part for part in parts if len(part) >= 2]


def _choice(choices: Sequence[str], text: str) -> _Picked:
    """Return the one choice that a sentence names; None when it names several or none."""
    named = [c for c in choices if c in text]
    if len(choices) < 2 or len(named) != 1:
        return None
    at = text.find(named[0])
    return Span(at, at + len(named[0])), 1.0


def _name(reading: Reading, question: str, text: str, anchors: _Anchors) -> _Picked:
    """Return the name nearest to the question's words that the question does not hold itself."""
    spans: list[Span] = []
    if reading.kind is AnswerKind.NAME:
        spans += [Span(*m.span(1)) for m in _QUOTED.finditer(text)]
        asks_who = re.search(
            r"公司|企业|运营商|单位|厂商|大学|机构|company|firm|carrier|university", question, re.IGNORECASE
        )
        if asks_who:
            spans = [Span(*m.span()) for m in company_pattern().finditer(lowered(text))] + _organisations(
                text
            )
    elif reading.kind is AnswerKind.PERSON:
        spans += [Span(*m.span()) for m in _OFFICE.finditer(text)] + _tagged(text, "nr")
    else:
        spans += _tagged(text, "ns")
    known = set(companies_in(question))
    fresh = [s for s in spans if s.of(text) not in question and not known & set(companies_in(s.of(text)))]
    if not fresh:
        return None
    best = max(fresh, key=lambda s: (_closeness(s, anchors), -s.start))
    return best, 0.4 + _closeness(best, anchors)


def _organisations(text: str) -> list[Span]:
    return [Span(*m.span()) for m in _ORGANISATION.finditer(text)]


def _tagged(text: str, tag: str) -> list[Span]:
    """Return the spans of names of persons (``nr``) or places (``ns``); neighbouring places make one."""
    from index.segment import tagged

    spans: list[Span] = []
    for span, flag in tagged(text):
        if not flag.startswith(tag) or (tag == "nr" and len(span) < 2):
            continue
        if spans and spans[-1].end == span.start:
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans
