"""What is measured of a sentence that might answer: the inputs of the fitted ranking (``rag/ranker.py``)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from corpus.script import fold
from corpus.types import Cell, ParagraphKind, Passage, Span
from index.segment import normalise
from index.types import Hit
from rag.constraints import company_fit, year_fit
from rag.figures import Figure, asked_units, figures_in, has_unit
from rag.question import FIGURES, AnswerKind, Reading
from rag.weighting import Weighting

# 有多少 asks for a stock (累計, 總數), 新建了多少 for a flow; the two stand side by side in reports.
_STOCK = re.compile(r"累计|总数|总量|总规模|总计|共有|合计|总共")
_FLOW = re.compile(r"新建|新增|净增|增加了|新设|兴建|增建")
_ASKS_FLOW = re.compile(
    r"新|净增|增加|多了|增长|一年里|全年|当年|盖|建了|a year|added|new|in the year", re.IGNORECASE
)
_ASKS_NEW = re.compile(r"新[建增开设添盖]|净增|\bnew|\badded", re.IGNORECASE)
# A figure of a part, where the whole is asked, is a near miss.
_PARTS = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    r"甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|大湾区|长三角|京津冀|成渝|农村|"
    r"偏远|偏乡|边境|边疆|海岛|乡村|境外|海外|bay area|rural",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4} ?年|\d{1,2} ?月|\d{1,2} ?日")
_IN_BRACKETS = re.compile(r"[（(]([^）)]{1,12})[）)]")
_LATIN = re.compile(r"[a-z][a-z0-9\-]*|\d+(?:\.\d+)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Words that answers of a kind are told with.
_CUES: dict[AnswerKind, re.Pattern[str]] = {
    AnswerKind.DEFINITION: re.compile("是指|指的是|指|即|称为|所谓|缩写|意味|就是|："),
    AnswerKind.REASON: re.compile("由于|因|为了|旨在|从而|以便|受.{1,12}影响|主要是|原因|得益于|为"),
    AnswerKind.MANNER: re.compile("通过|利用|采用|借助|依托|运用|以.{1,20}方式|基于|采取|构建|打造|开展"),
    AnswerKind.NAME: re.compile("[“「《『]|荣获|获得|称为|命名|入选"),
    AnswerKind.ORGANISATION: re.compile("公司|集团|大学|学院|研究院|研究所|中心|委员会|联盟|协会"),
    AnswerKind.PERSON: re.compile(
        "董事长|总经理|总裁|主任|书记|院长|委员|先生|女士|表示|介绍|担任|由.{2,8}[负担]"
    ),
    AnswerKind.PLACE: re.compile("[省市县区村州国]|位于|落户|在"),
}
# A row or label of a few characters says little by itself.
_SHORT = 12
_MOST_FIGURES = _MOST_ITEMS = 4
# Of many figures in a sentence, and of the question's words, so many are looked at.
_FIGURES_READ, _WORDS_READ = 12, 12
# Characters over which a figure's nearness to a word halves.
_FIGURE_NEAR = 8
# Cosines of multilingual-e5-small lie close together; those of another encoder must not outweigh all else.
_DENSE_RANGE = 0.04
# The reader's log-odds beyond which more says no more.
SURE = 8.0


@dataclass(frozen=True, slots=True)
class Features:
    """Measures of one sentence, about 0 to 1 unless said otherwise.

    Of the sentence: ``own``, the question's information that it holds; ``asked``, of what the question asks;
    ``topic``, of what it is asked about, in the passage; ``both``, the lesser of the two; ``near``, how near to
    what is asked a fitting figure stands; ``fits``, the asked kind stands in it (1, or 0.4 in another unit);
    ``fresh``, likewise with a figure that the question does not hold itself; ``date``, a date that the question
    does not hold; ``cue``, words that such answers are told with; ``items``, enumerated things where a list is
    asked; ``figures``, how many there are; ``latin``, the question's model names and numbers in it; ``stock``
    (-1 to 1), the running total where it is asked, or the additions where they are; ``part``, one region where
    the whole is asked, or the nation where a company is; ``length``; ``place``, how far down in its passage;
    ``short``; ``callout``.

    Of what is around it: ``context``, information in passage and headings; ``led``, in the sentence with the one before
    and the headings; ``before``, in the one before alone; ``best``, it holds most of its passage's sentences.

    Of the search: ``passage``, fused score; ``behind``, its distance to the first hit (0 or less); ``order``, one over
    the rank; ``dense_behind``, distance of the cosine to the best one, 0 to -0.04; ``lexical``, BM25 over what can be
    reached.

    ``year`` and ``company`` (-1 to 1): fit of what is asked; ``other_year`` and ``other_company``: it names another.

    Of the reader, all 0 where none reads: ``read``, the relevance of its passage, -1 to 1, -1 for one not read;
    ``read_behind``, its distance to the best passage's, -1 to 0; ``marked``, how much of the likeliest words of an
    answer stand in the sentence; ``led_on``, likewise, times their lead over no answer (-1 to 1); ``run``, times
    their share.
    """

    own: float
    asked: float
    topic: float
    both: float
    near: float
    fits: float
    fresh: float
    date: float
    cue: float
    items: float
    figures: float
    latin: float
    stock: float
    part: float
    length: float
    place: float
    short: float
    callout: float
    context: float
    led: float
    before: float
    best: float
    passage: float
    behind: float
    order: float
    dense_behind: float
    lexical: float
    year: float
    company: float
    other_year: float
    other_company: float
    read: float
    read_behind: float
    marked: float
    led_on: float
    run: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names in the model's order."""
        return tuple(f.name for f in fields(cls))


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question asks of every sentence, read once: folded words, units, names and figures it holds."""

    reading: Reading
    weighting: Weighting
    question: str
    figure: bool
    units: frozenset[str]
    stock: int
    whole: bool
    latin: frozenset[str]
    figures: frozenset[str]
    words: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, reading: Reading, weighting: Weighting) -> Asked:
        """Read what a question asks."""
        question = fold(reading.text)
        figure = reading.kind in FIGURES
        years = {str(year) for year in reading.years}
        worth = {t.strip("\u2402"): w * weighting.near.get(t, 1.0) for t, w in weighting.worth.items()}
        total = sum(worth.values()) or 1.0
        words = sorted(((t, w / total) for t, w in worth.items() if len(t) > 1), key=lambda pair: -pair[1])
        return cls(
            reading=reading,
            weighting=weighting,
            question=question,
            figure=figure,
            units=asked_units(question),
            stock=_direction(question) if reading.kind is AnswerKind.FIGURE else 0,
            whole=figure and not _PARTS.search(question),
            latin=frozenset(_LATIN.findall(question.lower())) - years,
            figures=frozenset(_NUMBER.findall(normalise(question))),
            words=tuple(words[:_WORDS_READ]),
        )


def _direction(question: str) -> int:
    """Return 1 for a question about how many there are, -1 for one about those that were added, 0 where unsure."""
    if _ASKS_NEW.search(question):
        return -1
    return 0 if _ASKS_FLOW.search(question) else 1


def holds(
    kind: AnswerKind, folded: str, units: frozenset[str], figures: Sequence[Figure] | None = None
) -> float:
    """Return how well folded text holds what a kind of question asks for, 0 to 1; kinds without a form always fit.

    ``units`` are those the question asks for; a figure in another unit fits by half. ``figures`` are those of the text
    where they are known, else they are read from it.
    """
    if kind in FIGURES:
        found = [f for f in (figures_in(folded, ()) if figures is None else figures) if not f.is_year]
        if not found:
            return 0.0
        fits = not units or any(has_unit(f, folded, units) for f in found) or _unit_in_label(folded, units)
        return 1.0 if fits else 0.4
    if kind is AnswerKind.DATE:
        return float(bool(_DATE.search(folded)))
    return 1.0


def _unit_in_label(folded: str, units: frozenset[str]) -> bool:
    """Tell whether a table row or label names the unit in brackets: 带动就业数量（万人）."""
    return any(unit in bracket for bracket in _IN_BRACKETS.findall(folded) for unit in units)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quotable part of a hit as the measures need it: its folded words, those of the whole passage, its table cells.

    ``terms``, ``before`` and ``around`` are the question's terms in it, in the sentence before, and in the passage with
    its headings ``heads``. ``place`` runs from 0 to 1, ``best`` says that no other sentence of the passage holds more,
    ``marked`` how much of the reader's likeliest words stand in it, 0 to 1.
    """

    hit: Hit
    folded: str
    passage: str
    cells: tuple[Cell, ...]
    terms: frozenset[str]
    before: frozenset[str]
    heads: frozenset[str]
    around: frozenset[str]
    place: float
    best: bool
    marked: float = 0.0


@dataclass(frozen=True, slots=True)
class Searched:
    """What all hits of a question say together: the best fused score and cosine, and each passage's rank, from 1.

    ``relevant`` is the best relevance that the reader gives, None where none reads.
    Ranks are by fused score, so that the measures stay the same when the hits were put in another order meanwhile.
    """

    first: float
    densest: float
    ranks: Mapping[int, int]
    relevant: float | None = None

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> Searched:
        """Look over the hits of a question."""
        ordered = sorted(hits, key=lambda h: (-h.fused, h.position))
        ranks = {hit.position: rank for rank, hit in enumerate(ordered, start=1)}
        return cls(
            first=ordered[0].fused if ordered else 0.0,
            densest=max((h.dense for h in hits), default=0.0),
            ranks=ranks,
            relevant=max((hit.read.relevance for hit in hits if hit.read), default=None),
        )


def measure(asked: Asked, sentence: Sentence, searched: Searched) -> Features:
    """Measure a sentence of one of the hits that were searched."""
    reading, weighting, folded, hit = asked.reading, asked.weighting, sentence.folded, sentence.hit
    figures = [f for f in figures_in(folded, _values(sentence.cells)) if not f.is_year]
    fresh = [f for f in figures if normalise(f.number) not in asked.figures] if asked.figure else []
    good = [f for f in fresh if not asked.units or has_unit(f, folded, asked.units)]
    year, company = fit_of(reading, hit.passage, folded, sentence.passage, sentence.cells)
    spoken = weighting.asked(sentence.terms)
    topic = weighting.topic(sentence.around)
    cue = _CUES.get(reading.kind)
    read, read_behind = _relevance(hit, searched)
    lead, share = (hit.read.lead, hit.read.share) if hit.read else (0.0, 0.0)
    return Features(
        own=weighting.covered(sentence.terms),
        asked=spoken,
        topic=topic,
        both=min(spoken, topic),
        near=_nearness(good or fresh, folded, asked.words),
        fits=holds(reading.kind, folded, asked.units, figures),
        fresh=1.0 if good else 0.4 if fresh else 0.0,
        date=float(reading.kind is AnswerKind.DATE and _new_date(folded, asked.question)),
        cue=float(bool(cue and cue.search(folded))),
        items=min(_MOST_ITEMS, folded.count("、")) / _MOST_ITEMS if reading.kind is AnswerKind.LIST else 0.0,
        figures=min(_MOST_FIGURES, len(figures)) / _MOST_FIGURES,
        latin=_held(asked.latin, folded.lower()),
        stock=float(asked.stock * (bool(_STOCK.search(folded)) - bool(_FLOW.search(folded)))),
        part=float(asked.whole and bool(_PARTS.search(folded))),
        length=math.log(1 + len(folded)) / 5,
        place=sentence.place,
        short=float(len(folded) < _SHORT),
        callout=float(hit.passage.kind is ParagraphKind.CALLOUT),
        context=weighting.covered(sentence.around),
        led=weighting.covered(sentence.terms | sentence.before | sentence.heads),
        before=weighting.covered(sentence.before - sentence.terms),
        best=float(sentence.best),
        passage=hit.fused,
        behind=hit.fused - searched.first,
        order=1 / searched.ranks[hit.position],
        dense_behind=max(-_DENSE_RANGE, hit.dense - searched.densest),
        lexical=hit.lexical / weighting.reach,
        year=year,
        company=company,
        other_year=float(year == -1),
        other_company=float(company == -1),
        read=read,
        read_behind=read_behind,
        marked=sentence.marked,
        led_on=sentence.marked * scaled(lead),
        run=sentence.marked * share,
    )


def scaled(log_odds: float) -> float:
    """Return what a reader says in log-odds as -1 to 1, cut where it is sure enough."""
    return max(-1.0, min(1.0, log_odds / SURE))


def _relevance(hit: Hit, searched: Searched) -> tuple[float, float]:
    """Return the relevance of a hit, and its distance to the best one, each as in ``Features``."""
    if searched.relevant is None:
        return 0.0, 0.0
    if hit.read is None:
        return -1.0, -1.0
    return scaled(hit.read.relevance), max(-1.0, (hit.read.relevance - searched.relevant) / SURE)


def fit_of(
    reading: Reading, passage: Passage, folded: str, folded_passage: str, cells: Sequence[Cell]
) -> tuple[float, float]:
    """Return how well a sentence fits the years and the companies of a question, each -1 to 1."""
    heads = [fold(cell.column) for cell in cells]
    year = year_fit(reading.years, folded, passage, folded_passage, reading.periods, heads)
    return year, company_fit(reading.companies, folded, passage, folded_passage, reading.names)


def _values(cells: Sequence[Cell]) -> list[tuple[Span, str | None]]:
    return [(c.value, fold(c.unit) if c.unit else None) for c in cells]


def _held(names: frozenset[str], text: str) -> float:
    return sum(name in text for name in names) / len(names) if names else 0.0


def _new_date(folded: str, question: str) -> bool:
    plain = question.replace(" ", "")
    return any(m.group(0).replace(" ", "") not in plain for m in _DATE.finditer(folded))


def _nearness(figures: Sequence[Figure], folded: str, words: Sequence[tuple[str, float]]) -> float:
    """Return how near to the words of a question the nearest figure stands, 0 to 1; words behind it count half."""
    text, best = folded.lower(), 0.0
    for figure in figures[:_FIGURES_READ]:
        total = 0.0
        for word, weight in words:
            at = text.rfind(word, 0, figure.span.start)
            if at >= 0:
                total += weight / (1 + (figure.span.start - at - len(word)) / _FIGURE_NEAR)
                continue
            at = text.find(word, figure.span.end)
            if at >= 0:
                total += 0.5 * weight / (1 + (at - figure.span.end) / _FIGURE_NEAR)
        best = max(best, total)
    return best
