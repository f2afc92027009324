"""The reranking stage: the first hits in a new order, by the sentences they hold or by a cross-encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from corpus.script import fold
from index.cross_encoder import CrossScorer, open_scorer
from index.types import Hit
from rag.evidence import EVIDENCE_HITS, EvidenceFinder
from rag.question import Reading

# Hits that a cross-encoder reads: all that are retrieved, since the answer is made of the first of its order.
CROSS_HITS = 20


@runtime_checkable
class Reranker(Protocol):
    """Puts hits in a better order; none is lost, none is added."""

    @property
    def name(self) -> str:
        """What an evaluation calls it."""
        ...

    @property
    def after_reading(self) -> bool:
        """Whether it looks at what a reader makes of the hits; one that does not settles which of them are read."""
        ...

    def rerank(self, reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
        """Return all hits, best first, ranked from 1; ``score`` falls, ``retrieved`` keeps what the search gave."""
        ...


class SentenceReranker:
    """Orders the first hits by the best sentence each of them holds, as the fitted ranking sees it.

    found@1 on the reports: 0.71 to 0.75 in folds that the fit did not see (``eval/log.md``).
    """

    name = "sentences"
    after_reading = True

    def __init__(self, finder: EvidenceFinder) -> None:
        self._finder = finder

    def rerank(self, reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
        """Return the first hits by their best sentence, the others behind them."""
        first, rest = hits[:EVIDENCE_HITS], hits[EVIDENCE_HITS:]
        best: dict[int, float] = {}
        for candidate in self._finder.find(reading, first).candidates:
            best.setdefault(candidate.hit.position, candidate.score)
        ordered = sorted(first, key=lambda h: (-best.get(h.position, float("-inf")), h.rank))
        return ranked_anew([*ordered, *rest])


class CrossEncoderReranker:
    """Orders the first hits by what a cross-encoder says of the question and each passage with its header.

    Its order replaces the one they came in, which settles what it finds equal. Both texts are read folded to simplified
    characters, so a question has one order in both scripts. Some tens of milliseconds a passage on a processor; what it
    is worth depends on the model: ``rag eval --reranker NAME`` measures it.
    """

    after_reading = False

    def __init__(self, scorer: CrossScorer, *, hits: int = CROSS_HITS) -> None:
        """Take a scorer and how many of the first hits it reads; ValueError for less than one."""
        if hits < 1:
            raise ValueError(f"a cross-encoder reads at least one hit, got {hits}")
        self._scorer = scorer
        self._hits = hits

    @property
    def name(self) -> str:
        """What an evaluation calls it: the scorer's name."""
        return f"cross-encoder:{self._scorer.name}"

    def rerank(self, reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
        """Return the first hits by the scorer's order, the others behind them."""
        first, rest = hits[: self._hits], hits[self._hits :]
        # Read in one order whatever they came in: a batch's padding moves the last digits of its scores.
        read = sorted(first, key=lambda hit: hit.position)
        texts = [fold(f"{hit.passage.header}\n{hit.passage.text}") for hit in read]
        scores = self._scorer.scores(fold(reading.text), texts).tolist()
        score = dict(zip((hit.position for hit in read), scores, strict=True))
        ordered = sorted(first, key=lambda hit: (-score[hit.position], hit.rank))
        return ranked_anew([*ordered, *rest])


def open_reranker(name: str, *, announce: Callable[[str], None] = lambda line: None) -> CrossEncoderReranker:
    """Open a cross-encoder by folder or hub name as a reranker; ``announce`` gets a line before any download.

    Raises ScorerError when it cannot be had.
    """
    return CrossEncoderReranker(open_scorer(name, announce=announce))


def ranked_anew(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits in their given order with ranks from 1, and fused scores handed out so that they fall."""
    scores = sorted((hit.score for hit in hits), reverse=True)
    return [
        replace(hit, rank=rank, score=score, retrieved=hit.fused)
        for rank, (hit, score) in enumerate(zip(hits, scores, strict=True), start=1)
    ]
