"""The bare answer out of a chosen sentence: a figure with its unit, a date, a name, yes or no; None when unsure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.script import fold
from corpus.types import Span
from index.segment import normalise
from rag.evidence import Candidate
from rag.figures import Figure, asked_units, figures, has_unit
from rag.question import FIGURES, AnswerKind, Reading

_DATE = re.compile(
    r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日(?: ?\d{1,2} ?[时時](?: ?\d{1,2} ?分)?)?)?)?"
    r"|\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2} ?月(?=[^份]|份|$)"
)
_QUOTED = re.compile(r"[“「『《\"]([^”」』》\"“「『《]{1,30})[”」』》\"]")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）·]{2,16}?(?:公司|集团|大学|学院|研究院|研究所|中心|平台|委员会|部门|医院|银行|联盟|协会|局|院|部)"
)
_NEGATION = re.compile(
    r"未(?:曾|能|发生|发现|有)|没有|并无|无法|不(?:能|会|得|可|含|包括|因|予|再|是|属)|零(?:发生|事故)|杜绝"
)
_YES_NO_STRONG = re.compile(r"未发生|没有|不(?:能|会|得|可|含|包括|因)|无法|并无")
# How near a question's word must stand, in characters, for a figure or name to be its answer.
_NEAR = 24


def short_answer(
    reading: Reading, candidate: Candidate, worth: Mapping[str, float], header_years: tuple[int | None, ...]
) -> Span | str | None:
    """Return the bare answer: a span of the candidate's text, "yes" or "no", or None when nothing fits.

    ``worth`` is the share of the question's information that each of its terms carries; ``header_years`` are the years
    of the columns when the candidate is a table row, None for a column without one.
    """
    question, text = fold(reading.text), candidate.folded
    if reading.kind in FIGURES:
        return _best_figure(reading, question, text, worth, header_years)
    if reading.kind is AnswerKind.DATE:
        return _nearest([Span(*m.span()) for m in _DATE.finditer(text)], question, text, worth)
    if reading.kind is AnswerKind.YES_NO:
        return "no" if _YES_NO_STRONG.search(text) or _NEGATION.search(text) else "yes"
    if reading.kind in {AnswerKind.NAME, AnswerKind.PERSON, AnswerKind.PLACE}:
        return _name(question, text, worth)
    return None


def _anchors(question: str, text: str, worth: Mapping[str, float]) -> list[tuple[int, int, float]]:
    """Return where the question's own terms stand in the text: (start, end, worth), bigrams included."""
    lowered = text.lower()
    found = []
    for term, weight in worth.items():
        bare = term.lstrip("\u2402")
        if len(bare) < 2 or weight <= 0:
            continue
        at = lowered.find(bare)
        while at >= 0:
            found.append((at, at + len(bare), weight))
            at = lowered.find(bare, at + 1)
    return found


def _closeness(span: Span, anchors: list[tuple[int, int, float]]) -> float:
    """Return how near a span stands to the question's words: each counts by worth over distance; words in front of a
    figure, where Chinese puts what it counts, count in full, words behind it half."""  # fmt: skip
    total = 0.0
    for start, end, weight in anchors:
        before, after = span.start - end, start - span.end
        if 0 <= before <= _NEAR * 2:
            total += weight / (1 + before / 6)
        elif 0 <= after <= _NEAR:
            total += 0.5 * weight / (1 + after / 6)
    return total


def _best_figure(
    reading: Reading,
    question: str,
    text: str,
    worth: Mapping[str, float],
    header_years: tuple[int | None, ...],
) -> Span | None:
    found = [f for f in figures(text) if not f.is_year or f.number in header_years]
    asked = normalise(question)
    found = [f for f in found if normalise(f.number) not in re.findall(r"\d+(?:\.\d+)?", asked)] or found
    if not found:
        return None
    if column := _column(reading, found, header_years):
        return column.span
    units = asked_units(question)
    anchors = _anchors(question, text, worth)
    best = max(
        found, key=lambda f: (_unit_fit(f, text, units) + 2.5 * _closeness(f.span, anchors), -f.span.start)
    )
    return best.span


def _unit_fit(figure: Figure, text: str, units: frozenset[str]) -> float:
    if not units:
        return 0.1 if figure.unit or figure.scale else 0.0
    if has_unit(figure, text, units):
        return 1.0
    return 0.25 if not figure.unit and figure.scale else 0.0


def _column(reading: Reading, found: list[Figure], header_years: tuple[int | None, ...]) -> Figure | None:
    """Return the figure of a table row that stands in the column of the asked year."""
    wanted = [i for i, year in enumerate(header_years) if year in reading.years]
    figures_of_row = found[-len(header_years) :] if header_years else []
    if len(wanted) == 1 and len(figures_of_row) == len(header_years):
        return figures_of_row[wanted[0]]
    return None


def _nearest(spans: list[Span], question: str, text: str, worth: Mapping[str, float]) -> Span | None:
    fresh = [
        s for s in spans if normalise(s.of(text)).replace(" ", "") not in normalise(question).replace(" ", "")
    ] or spans
    if not fresh:
        return None
    anchors = _anchors(question, text, worth)
    return max(fresh, key=lambda s: (_closeness(s, anchors) + 0.02 * len(s), -s.start))


def _name(question: str, text: str, worth: Mapping[str, float]) -> Span | None:
    """Return the quoted title or the organisation nearest to the question's words that the question does not name."""
    quoted = [Span(*m.span(1)) for m in _QUOTED.finditer(text)]
    organisations = [Span(*m.span()) for m in _ORGANISATION.finditer(text)]
    fresh = [s for s in (*quoted, *organisations) if s.of(text).lower() not in question.lower()]
    if not fresh:
        return None
    anchors = _anchors(question, text, worth)
    return max(fresh, key=lambda s: (_closeness(s, anchors), -s.start))
