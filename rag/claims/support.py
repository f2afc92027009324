"""Which parts of the cited paragraphs bear a part of a sentence out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from corpus.about import CompanyNames
from corpus.script import HAN
from corpus.types import Span
from rag.claims.figures import figures_of
from rag.claims.quantities import Quantity, same_unit, same_value
from rag.claims.source import Source, Unit
from rag.claims.times import Moment, moments
from rag.claims.words import Vocabulary, shared, synonyms
from rag.compose import Claim

# What a further part of a paragraph must add, in words of two characters; a figure counts two.
_WORTH = 2.0
# Parts of the paragraphs that one part of a sentence may rest on.
MOST_UNITS = 4
_CLAUSE = re.compile(r"[,;:。!?\n]+|\.(?=\s|$)")
# A label of a few characters belongs to what it introduces.
_SOURCE_CLAUSE = re.compile(r"[,;。!?\n]|(?<!\d)\.(?=\s|$)|(?<=[^,;。!?:\n]{9}):")
# The share of a clause that a unit must hold to be the one that says it.
_SAYS_IT = 0.25
# What a figure that both have adds to what a clause shares with its source.
_SAME_FIGURE = 0.4
_LONGEST_BRACKET = 80


@dataclass(frozen=True, slots=True)
class Rest:
    """A unit that something said rests on, with the paragraph that it is of."""

    source: Source
    unit: Unit

    @property
    def words(self) -> str:
        """What it says, with the labels of its cells."""
        return f"{self.unit.text} {self.unit.labels}"


@dataclass(frozen=True)
class Case:
    """A part of a sentence up to its marks and what it is held against.

    ``raw`` is the part as written, ``text`` plain, ``sentence`` the whole sentence plain, ``question`` what was
    asked, plain; ``given`` counts the paragraphs that the model was given; ``ahead`` is what the sentence says before.
    """

    raw: str
    text: str
    sentence: str
    question: str
    given: int
    ahead: str
    sources: tuple[Source, ...]
    rests: tuple[Rest, ...]
    names: CompanyNames
    vocabulary: Vocabulary

    @cached_property
    def support(self) -> str:
        """The words that it rests on."""
        return " ".join(rest.words for rest in self.rests)

    @cached_property
    def headers(self) -> str:
        """The headings of the cited paragraphs."""
        return " ".join(source.header for source in self.sources)

    @cached_property
    def whole(self) -> str:
        """All words of the cited paragraphs, headings first."""
        return " ".join(f"{source.header} {source.whole}" for source in self.sources)

    def all_units(self) -> Iterator[Rest]:
        """Yield every unit of the cited paragraphs."""
        for source in self.sources:
            yield from (Rest(source, unit) for unit in source.units)


def clauses(text: str) -> list[str]:
    """Return the clauses of plain text.

    >>> clauses("共240万个,占三分之一。")
    ['共240万个', '占三分之一']
    """
    found = [clause.strip() for clause in _CLAUSE.split(text)]
    return [clause for clause in found if clause]


def raw_clauses(raw: str) -> list[str]:
    """Return the clauses of text as written."""
    return [clause for clause in re.split(r"[，,；;。！？!?\n]+", raw) if clause.strip()]


# 因此, 此外 and 其他 point at nothing that a question names.
_POINTS_BACK = re.compile(
    r"这[个一项些种类]|(?<![因如彼至从由就])此(?![外前后间起刻时])|该|它|(?<![尤极与])其(?![他它实余次间])中?|"
    r"\b(?:it|its|this|these|they|their)\b"
)


def choose(
    text: str, sources: Sequence[Source], vocabulary: Vocabulary, question: str = ""
) -> tuple[Rest, ...]:
    """Return the units that together say most of a part of a sentence, the best first.

    A sentence that points back (这个数字) is of what the ``question`` names.
    """
    words = {alternatives for clause in clauses(text) for alternatives in _sought(clause, vocabulary)}
    if _POINTS_BACK.search(text):
        words |= set(_sought(question, vocabulary))
    figures = [figure.quantity for figure in figures_of(text)]
    times = moments(text)
    rests = [Rest(source, unit) for source in sources for unit in source.units]
    chosen: list[Rest] = []
    while rests and len(chosen) < MOST_UNITS:
        scored = [(_gain(r, text, words, figures, times, first=not chosen), -n) for n, r in enumerate(rests)]
        gain, place = max(scored)
        if chosen and gain < _WORTH:
            break
        best = rests.pop(-place)
        chosen.append(best)
        words = {a for a in words if not any(w in best.words for w in a)}
        figures = [q for q in figures if not _given(q, best.unit)]
        times = [m for m in times if not is_of(m, best.unit.moments)]
    return tuple(chosen)


def _sought(clause: str, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Return the words of a clause that say something; of English phrases what they may mean."""
    if HAN.search(clause):
        return [(word,) for word in vocabulary.content(clause)]
    return [(phrase, *meant, *synonyms(phrase)) for phrase, meant in vocabulary.phrases(clause)]


def _gain(
    rest: Rest,
    text: str,
    words: set[tuple[str, ...]],
    figures: Sequence[Quantity],
    times: Sequence[Moment],
    *,
    first: bool,
) -> float:
    said = (next((len(w) for w in alternatives if w in rest.words), 0) for alternatives in words)
    gain = sum(said) / 2 + 2.0 * sum(_given(q, rest.unit) for q in figures)
    gain += min(gain, 1.0) * sum(is_of(m, rest.unit.moments) for m in times)
    return gain + (shared(text, rest.words) if first else 0.0)


def _given(quantity: Quantity, unit: Unit) -> bool:
    return any(same_value(quantity, f.quantity) for f in unit.figures)


def gives(clause: str, part: str) -> bool:
    """Tell whether two clauses of plain text have a figure in common."""
    theirs = [figure.quantity for figure in figures_of(part)]
    mine = [figure.quantity for figure in figures_of(clause)]
    return any(same_value(q, t) and same_unit(q.unit, t.unit) for q in mine for t in theirs)


def is_of(moment: Moment, among: Sequence[Moment]) -> bool:
    """Tell whether a time is one of several."""
    return any((m.kind, m.number) == (moment.kind, moment.number) for m in among)


def parts_of(unit: Unit) -> list[str]:
    """Return the clauses of a unit."""
    return list(_parts(unit.text))


@lru_cache(maxsize=2048)
def _parts(text: str) -> tuple[str, ...]:
    marks = [m.end() for m in _SOURCE_CLAUSE.finditer(text) if not _in_brackets(text, m.start())]
    edges = [0, *marks, len(text)]
    return tuple(text[start:end] for start, end in pairwise(edges) if end > start)


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - _LONGEST_BRACKET) : at]
    return before.rfind("(") > before.rfind(")")


def best_unit(clause: str, rests: Sequence[Rest]) -> Rest | None:
    """Return the unit that shares most with a clause, a figure that both have counted; None where none has enough."""
    figures = [figure.quantity for figure in figures_of(clause)]
    scored = [
        (shared(clause, rest.words) + _SAME_FIGURE * any(_given(q, rest.unit) for q in figures), -n)
        for n, rest in enumerate(rests)
    ]
    best = max(scored, default=(0.0, 0))
    return rests[-best[1]] if best[0] >= _SAYS_IT else None


def aligned(clause: str, rests: Sequence[Rest], vocabulary: Vocabulary | None = None) -> str:
    """Return the clause of the units that shares most with a clause, a figure that both have counted.

    With a vocabulary an English clause is compared by what its phrases mean.
    """
    phrases = vocabulary.phrases(clause) if vocabulary and not HAN.search(clause) else []
    figures = [figure.quantity for figure in figures_of(clause)]
    words = vocabulary.content(clause) if vocabulary and not phrases else []
    best, most = "", 0.0
    for rest in rests:
        for part in parts_of(rest.unit):
            fit = _meant_share(phrases, part) if phrases else shared(clause, part) + _reworded(words, part)
            if figures and fit:
                theirs = [f.quantity for f in figures_of(part)]
                fit += _SAME_FIGURE * any(same_value(q, t) for q in figures for t in theirs)
            if fit > most:
                best, most = part, fit
    return best


def _reworded(words: Sequence[str], part: str) -> float:
    """Return what words add that a part says in others: a tenth each."""
    return sum(0.1 for word in words if word not in part and any(other in part for other in synonyms(word)))


def _meant_share(phrases: Sequence[tuple[str, tuple[str, ...]]], part: str) -> float:
    return sum(
        any(word in part for word in (*meant, phrase, *synonyms(phrase))) for phrase, meant in phrases
    ) / len(phrases)


def claims(rests: Sequence[Rest]) -> Iterator[Claim]:
    """Yield each place once; neighbouring parts of one paragraph as one."""
    by_passage: dict[str, list[Rest]] = {}
    for rest in rests:
        by_passage.setdefault(rest.source.passage.id, []).append(rest)
    for group in by_passage.values():
        passage = group[0].source.passage
        order = {unit.span: n for n, unit in enumerate(group[0].source.units)}
        spans = sorted({rest.unit.span for rest in group}, key=lambda span: order[span])
        start = end = spans[0]
        for span in spans[1:]:
            if order[span] == order[end] + 1:
                end = span
                continue
            yield Claim(passage, Span(start.start, end.end))
            start = end = span
        yield Claim(passage, Span(start.start, end.end))
