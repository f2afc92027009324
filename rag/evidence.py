"""Sentences of the retrieved passages, scored against the question: what an answer may be made of."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.script import fold
from corpus.sentences import sentences
from corpus.types import Cell, Passage, Span
from index.bm25 import LexicalIndex
from index.segment import BIGRAM_MARK, Segmenter
from index.types import Hit
from rag.constraints import company_fit, year_fit
from rag.figures import asked_units, figures_in, has_unit
from rag.question import FIGURES, AnswerKind, Reading
from rag.table_cell import names_row

# A label shorter than this whose figure stands in the next line is read together with it.
_LABEL = 30
# A list of labels and then of values up to this many characters is quoted as a whole.
_LONGEST_PANEL = 320
_FIGURE = re.compile(r"\d")
_IN_BRACKETS = re.compile(r"[（(]([^）)]{1,12})[）)]")
# 有多少 asks for a stock (累計, 總數), 新建了多少 for a flow; the two stand side by side in reports.
_STOCK = re.compile(r"累计|总数|总量|总规模|总计|共有|合计|总共")
_FLOW = re.compile(r"新建|新增|净增|增加了|新设|兴建|增建")
_ASKS_FLOW = re.compile(
    r"新|净增|增加|多了|增长|一年里|全年|当年|盖|建了|a year|added|new|in the year", re.IGNORECASE
)
# A figure of a part, where the whole is asked, is a near miss.
_PARTS = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    r"甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|大湾区|长三角|京津冀|成渝|农村|"
    r"偏远|偏乡|边境|边疆|海岛|乡村|境外|海外|bay area|rural",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4} ?年|\d{1,2} ?月|\d{1,2} ?日")
# Full-width figures and letters (１２．５) are read as narrow ones; the length stays.
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%"}
# Years and companies of the question are judged by rag/constraints.py; as words they count this much (eval/log.md).
JUDGED_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Weighting:
    """Question terms with their worth: the share of the question's information that each carries, summing to 1.

    ``reach`` is about the BM25 score of a passage that would hold every term often, to compare scores across questions.
    """

    worth: Mapping[str, float]
    reach: float = 1.0

    @classmethod
    def of(
        cls, terms: Mapping[str, float], lexical: LexicalIndex, *, judged: frozenset[str] = frozenset()
    ) -> Weighting:
        """Weigh query terms by rarity in the index (inverse document frequency) and by their own weight.

        ``judged`` are the terms of years and companies, which count little here because their fit counts by itself.
        """
        raw = {
            t: w
            * _rarity(lexical.document_share(t))
            * (0.5 if t.startswith(BIGRAM_MARK) else 1.0)
            * (JUDGED_WEIGHT if t in judged else 1.0)
            for t, w in terms.items()
        }
        total = sum(raw.values()) or 1.0
        reach = sum(
            w * _rarity(lexical.document_share(t)) for t, w in terms.items() if t not in judged
        ) * math.log(1e4)
        return cls({t: r / total for t, r in raw.items()}, reach or 1.0)

    def covered(self, terms: frozenset[str]) -> float:
        """Return the share of the question's information that a set of terms covers, 0 to 1."""
        return sum(w for t, w in self.worth.items() if t in terms)


def _rarity(share: float) -> float:
    return math.log(1 + 1 / max(share, 1e-4)) / math.log(1e4)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence (or label with its figure) of a hit. ``span`` points into the passage's text.

    ``own`` is the share of the question's information in the sentence itself, ``context`` that in its passage and
    headings, both 0 to 1; ``fits`` is 1 when it holds what the question asks for (a figure in its unit, a date), 0.4
    when the form is right but not the unit, else 0. ``year`` and ``company`` run from -1 to 1 (``rag/constraints.py``).
    ``score`` orders candidates; ``around`` are the terms of the passage with its headings.
    """

    hit: Hit
    span: Span
    folded: str
    own: float
    context: float
    fits: float
    year: float
    company: float
    score: float
    around: frozenset[str]

    @property
    def text(self) -> str:
        """The words as they stand in the passage."""
        return self.span.of(self.hit.passage.text)


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """Weights of a candidate's parts in its score, from the sweep in ``eval/log.md``.

    ``stock`` is added to a sentence that states how many there are and taken from one that states how many were
    added, unless the question asks for that. ``part`` is taken from one about a region or another part of the whole
    when no part is asked. ``row`` is taken from a table's row or call-out that the question does not name. ``conflict``
    is taken from one that itself names another year or company than the question.
    """

    own: float = 1.0
    context: float = 0.5
    passage: float = 0.8
    fits: float = 0.25
    year: float = 0.06
    company: float = 0.04
    conflict: float = 0.1
    stock: float = 0.1
    part: float = 0.1
    row: float = 0.1


def units(passage: Passage) -> list[Span]:
    """Return the spans of a passage that can be quoted by themselves; a label is kept together with its figure.

    None crosses the edge of a paragraph or of a table's row. A paragraph that lists its labels before their values
    is one.
    """
    edges = sorted({0, *(at for at, _ in passage.paragraphs), len(passage.text)})
    found: list[Span] = []
    for start, end in pairwise(edges):
        cells = [c for c in passage.cells if start <= c.value.start < end]
        cuts = _row_starts(passage.text, start, cells)
        if cuts is None and end - start <= _LONGEST_PANEL:
            found += _whole(passage.text, start, end)
            continue
        for first, last in pairwise([start, *(cuts or ()), end]):
            found += _labelled(passage, Span(first, last))
    return found


def cells_within(passage: Passage, span: Span) -> list[Cell]:
    """Return the table's values that stand in a part of a passage, in order, counted from the part's beginning."""
    inside = [c for c in passage.cells if span.start <= c.value.start and c.value.end <= span.end]
    return sorted((c.moved(-span.start) for c in inside), key=lambda cell: cell.value)


def _whole(text: str, start: int, end: int) -> list[Span]:
    """Return the part of a text without white space at its ends as one span; none when nothing is left."""
    inner = text[start:end].strip()
    at = text.find(inner, start) if inner else end
    return [Span(at, at + len(inner))] if inner else []


def _row_starts(text: str, start: int, cells: Sequence[Cell]) -> list[int] | None:
    """Return where the rows of a table begin behind other rows; None when labels stand apart from their values."""
    found: list[int] = []
    at, row, apart = start, None, 0
    for cell in cells:
        if cell.row != row and cell.row:
            label = text.rfind(cell.row.rpartition(" / ")[2], at, cell.value.start)
            apart += label < 0 and cell.value.start > at
            line = text[max(start, text.rfind("\n", start, max(label, start)) + 1) : max(label, start)]
            if line.strip(" |") and (row is None or not text[at:label].strip()):
                found.append(label)
            row = cell.row
        at = max(at, cell.value.end)
    rows = len({cell.row for cell in cells})
    return None if rows > 1 and apart * 2 >= rows else found


def _labelled(passage: Passage, part: Span) -> list[Span]:
    """Return the sentences of a part of a passage, a label together with the figure in the next line."""
    merged: list[Span] = []
    for span in sentences(passage.text, part):
        if merged:
            before = merged[-1]
            label = before.of(passage.text)
            broken = passage.text[before.end : span.start].count("\n") == 1
            bare = not label.endswith(("。", "！", "？", "；"))
            lacks = not _FIGURE.search(label) or label.endswith(("，", ",", "：", ":"))
            if broken and bare and len(label) <= _LABEL and (lacks or len(span) <= 8):
                merged[-1] = Span(before.start, span.end)
                continue
        merged.append(span)
    return merged


def holds(
    kind: AnswerKind, folded: str, units: frozenset[str], cells: Sequence[tuple[Span, str | None]] = ()
) -> float:
    """Return how well folded text holds what a kind of question asks for, 0 to 1; kinds without a form always fit.

    ``units`` are those the question asks for; a figure in another unit fits by half. ``cells`` are the
    values of a table in the text with their units.
    """
    if kind in FIGURES:
        found = [f for f in figures_in(folded, cells) if not f.is_year]
        if not found:
            return 0.0
        if not units:
            return 1.0
        return 1.0 if any(has_unit(f, folded, units) for f in found) or _unit_in_label(folded, units) else 0.4
    if kind is AnswerKind.DATE:
        return float(bool(_DATE.search(folded)))
    return 1.0


def _unit_in_label(folded: str, units: frozenset[str]) -> bool:
    """Tell whether a table row or label names the unit in brackets: 带动就业数量（万人）."""
    return any(unit in bracket for bracket in _IN_BRACKETS.findall(folded) for unit in units)


def candidates(
    reading: Reading, hits: Sequence[Hit], *, weighting: Weighting, segmenter: Segmenter,
    weights: EvidenceWeights | None = None,
) -> list[Candidate]:  # fmt: skip
    """Return the quotable sentences of the hits, best first, ties in reading order."""
    weights = weights or EvidenceWeights()
    counts_stock = reading.kind is AnswerKind.FIGURE and not _ASKS_FLOW.search(fold(reading.text))
    asks_whole = reading.kind in FIGURES and not _PARTS.search(fold(reading.text))
    units_asked = asked_units(fold(reading.text))
    question, asks_figure = fold(reading.text), reading.kind in FIGURES
    found = []
    for hit in hits:
        folded_passage = fold(hit.passage.text).translate(_NARROW)
        around = frozenset(segmenter.terms(folded_passage)) | frozenset(
            segmenter.terms(fold(hit.passage.header))
        )
        context = weighting.covered(around)
        for span in units(hit.passage):
            folded = span.of(folded_passage)
            own = weighting.covered(frozenset(segmenter.terms(folded)))
            cells = cells_within(hit.passage, span)
            values = [(c.value, fold(c.unit) if c.unit else None) for c in cells]
            fits = holds(reading.kind, folded, units_asked, values)
            heads = [fold(c.column) for c in cells]
            year = year_fit(reading.years, folded, hit.passage, folded_passage, reading.periods, heads)
            company = company_fit(reading.companies, folded, hit.passage, folded_passage, reading.names)
            score = weights.own * own + weights.context * context + weights.passage * hit.score
            score += weights.fits * fits + weights.year * year + weights.company * company
            if counts_stock:
                score += weights.stock * (bool(_STOCK.search(folded)) - bool(_FLOW.search(folded)))
            if asks_whole:
                score -= weights.part * bool(_PARTS.search(folded))
            rows = {c.row for c in cells}
            if asks_figure and rows and not any(names_row(question, row) for row in rows):
                score -= weights.row
            score -= weights.conflict * ((year == -1) + (company == -1))
            found.append(Candidate(hit, span, folded, own, context, fits, year, company, score, around))
    return sorted(found, key=lambda c: (-c.score, c.hit.rank, c.span))
