"""The reranking stage: the first hits in a new order, by the sentences they hold or by a cross-encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from index.types import Hit
from rag.evidence import EVIDENCE_HITS, EvidenceFinder
from rag.question import Reading


@runtime_checkable
class Reranker(Protocol):
    """Puts hits in a better order; none is lost, none is added."""

    @property
    def name(self) -> str:
        """What an evaluation calls it."""
        ...

    def rerank(self, reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
        """Return all hits, best first, ranked from 1; ``score`` falls, ``retrieved`` keeps what the search gave."""
        ...


class SentenceReranker:
    """Orders the first hits by the best sentence each of them holds, as the fitted ranking sees it.

    found@1 on the reports: 0.71 to 0.75 in folds that the fit did not see (``eval/log.md``).
    """

    name = "sentences"

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


def ranked_anew(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits in their given order with ranks from 1, and fused scores handed out so that they fall."""
    scores = sorted((hit.score for hit in hits), reverse=True)
    return [
        replace(hit, rank=rank, score=score, retrieved=hit.fused)
        for rank, (hit, score) in enumerate(zip(hits, scores, strict=True), start=1)
    ]
