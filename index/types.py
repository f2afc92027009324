"""Ranked hits: what the retriever hands to the answerer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.types import Passage
from index.reader.types import Read

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Hit:
    """One retrieved passage. Scores: higher is better; ``rank`` counts from 1.

    ``score`` is the fused score; ``lexical`` the raw BM25 score (0 and up) and ``dense`` the cosine (-1 to 1) of the
    same passage. ``position`` is the passage's row in the index, so that neighbours can be found. ``retrieved`` is the
    fused score where a reranking has put another into ``score``, else None. ``read`` is what the reader makes of it,
    None where it was not read.
    """

    passage: Passage
    position: int
    rank: int
    score: float
    lexical: float
    dense: float
    retrieved: float | None = None
    read: Read | None = None

    @property
    def fused(self) -> float:
        """The score of the search, before any reranking."""
        return self.score if self.retrieved is None else self.retrieved
