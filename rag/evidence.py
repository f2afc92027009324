"""Sentences of the retrieved passages, scored against the question: what an answer may be made of."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Span
from index.expand import Expander
from index.reader.types import Read
from index.types import Hit
from rag.features import Asked, Features, Searched, Sentence, holds, measure
from rag.question import Reading, constraints_of, content_of
from rag.ranker import Ranker, fitted_ranker
from rag.units import cells_within, units
from rag.weighting import Weighting

__all__ = [
    "Candidate",
    "Evidence",
    "EvidenceFinder",
    "Weighting",
    "candidates",
    "cells_within",
    "holds",
    "measured",
    "units",
    "weighting_of",
]

# Full-width figures and letters (１２．５) are read as narrow ones; the length stays.
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0x21 + i).isalnum() or chr(0x21 + i) in ".%"}


# Hits that are read for sentences, and put in a new order by what they hold (20: no better, and slower).
EVIDENCE_HITS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence (or label with its figure) of a hit. ``span`` points into the passage's text.

    ``own`` is the share of the question's information in the sentence itself, ``context`` that in its passage and
    headings, both 0 to 1; ``fits`` is 1 when it holds what the question asks for (a figure in its unit, a date), 0.4
    when the form is right but not the unit, else 0. ``year`` and ``company`` run from -1 to 1 (``rag/constraints.py``).
    ``score`` orders candidates, in log-odds; ``around`` are the question's terms in the passage with its headings.
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
    features: Features | None = None

    @property
    def text(self) -> str:
        """The words as they stand in the passage."""
        return self.span.of(self.hit.passage.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: ``candidates``, best first, and its ``terms`` with their ``weighting``."""

    weighting: Weighting
    terms: Mapping[str, float]
    candidates: tuple[Candidate, ...]


class EvidenceFinder:
    """Finds the sentences of hits that may answer; both the reranking and the composer ask it, so it remembers a few.

    The same question over the same passages is measured once, in whatever order they come. Thread-safe.
    """

    _REMEMBERED = 8

    def __init__(
        self, expander: Expander, ranker: Ranker | None = None, *, blind: frozenset[str] = frozenset()
    ) -> None:
        """Take what expands questions, what orders sentences (None: the fitted weights, those that fit the hits).

        ``blind`` are the measures that it is to do without, for an ablation.
        """
        self.expander = expander
        self.blind = blind
        self._ranker = ranker
        self._known: dict[tuple[Reading, frozenset[tuple[str, float, Read | None]]], Evidence] = {}
        self._lock = threading.Lock()

    def find(self, reading: Reading, hits: Sequence[Hit]) -> Evidence:
        """Return the quotable sentences of the hits, best first, ties in reading order."""
        key = (reading, frozenset((h.passage.id, h.fused, h.read) for h in hits))
        with self._lock:
            if (known := self._known.get(key)) is not None:
                return known
        weighting, terms = weighting_of(reading, self.expander)
        ranker = self._ranker or fitted_ranker(read=any(hit.read for hit in hits))
        ranker = ranker.without(self.blind) if self.blind else ranker
        ranked = candidates(reading, hits, weighting=weighting, ranker=ranker)
        found = Evidence(weighting, terms, tuple(ranked))
        with self._lock:
            self._known[key] = found
            while len(self._known) > self._REMEMBERED:
                del self._known[next(iter(self._known))]
        return found


def weighting_of(reading: Reading, expander: Expander) -> tuple[Weighting, Mapping[str, float]]:
    """Return what the terms of a question are worth in an index, and the terms with their own weights."""
    terms = expander.terms(content_of(reading.text))
    judged = frozenset(expander.segmenter.terms(fold(constraints_of(reading.text))))
    return Weighting.of(terms, expander.lexical, judged=judged, question=reading.text), terms


def candidates(
    reading: Reading, hits: Sequence[Hit], *, weighting: Weighting, ranker: Ranker | None = None
) -> list[Candidate]:
    """Return the quotable sentences of the hits, best first, ties in reading order."""
    ranker = ranker or fitted_ranker(read=any(hit.read for hit in hits))
    found = []
    for span, sentence, features in measured(reading, hits, weighting):
        found.append(
            Candidate(
                sentence.hit,
                span,
                sentence.folded,
                features.own,
                features.context,
                features.fits,
                features.year,
                features.company,
                ranker.score(features),
                sentence.around,
                features,
            )
        )
    return sorted(found, key=lambda c: (-c.score, c.hit.position, c.span))


def measured(
    reading: Reading, hits: Sequence[Hit], weighting: Weighting
) -> Iterator[tuple[Span, Sentence, Features]]:
    """Yield the quotable sentences of the hits, in their order, with what is measured of each."""
    asked = Asked.of(reading, weighting)
    searched = Searched.of(hits)
    for hit in hits:
        for span, sentence in _sentences(hit, weighting):
            yield span, sentence, measure(asked, sentence, searched)


def _sentences(hit: Hit, weighting: Weighting) -> Iterator[tuple[Span, Sentence]]:
    """Yield the quotable parts of a hit, in reading order."""
    passage = fold(hit.passage.text).translate(_NARROW)
    heads = weighting.found_in(fold(hit.passage.header))
    around = heads | weighting.found_in(passage)
    spans = units(hit.passage)
    terms = [weighting.found_in(span.of(passage)) for span in spans]
    most = max((weighting.covered(t) for t in terms), default=0.0)
    for i, span in enumerate(spans):
        yield (
            span,
            Sentence(
                hit=hit,
                folded=span.of(passage),
                passage=passage,
                cells=tuple(cells_within(hit.passage, span)),
                terms=terms[i],
                before=terms[i - 1] if i else frozenset(),
                heads=heads,
                around=around,
                place=i / len(spans),
                best=weighting.covered(terms[i]) == most,
                marked=_marked(hit, span),
            ),
        )


def _marked(hit: Hit, span: Span) -> float:
    """Return how much of the words that the reader marks in a hit stands in a stretch of it, 0 to 1."""
    if hit.read is None or hit.read.span is None:
        return 0.0
    marked = hit.read.span
    return max(0, min(span.end, marked.end) - max(span.start, marked.start)) / len(marked)
