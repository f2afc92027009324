"""BM25 over the segmenter's terms. The only file that knows bm25s."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import IndexFolderError
from index.types import FloatArray

# k1 1.2, b 0.75 and k1 0.9, b 0.4 are equal within 0.003 on DRCD and CMRC; our passages are of even length,
# so the weaker length normalisation is kept.
K1, B = 0.9, 0.4
_NO_TERM = "\u2400"


class LexicalIndex:
    """Scores every passage against weighted query terms (BM25, Lucene's variant; 0 and up, higher is better)."""

    def __init__(self, engine: Any, size: int) -> None:  # noqa: ANN401 - bm25s ships no types
        self._engine = engine
        self._size = size

    def __len__(self) -> int:
        return self._size

    @classmethod
    def build(cls, terms: Sequence[Sequence[str]]) -> LexicalIndex:
        """Index the terms of each passage, in order. A passage without terms scores 0 for every query."""
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)
        engine = bm25s.BM25(k1=K1, b=B, method="lucene")
        # An index without one term cannot be built; a term that no query holds keeps it whole.
        engine.index([list(t) or [_NO_TERM] for t in terms or [()]], show_progress=False)
        return cls(engine, len(terms))

    def scores(self, weights: Mapping[str, float]) -> FloatArray:
        """Return the score of every passage for terms with weights, shape (len(self),). Unknown terms count nothing."""
        total = np.zeros(self._size, dtype=np.float32)
        by_weight: dict[float, list[int]] = {}
        for term, weight in weights.items():
            number = self._number(term)
            if number is not None and weight > 0 and self._size:
                by_weight.setdefault(weight, []).append(number)
        for weight, numbers in by_weight.items():
            total += np.float32(weight) * self._engine.get_scores_from_ids(numbers)
        return total

    def document_share(self, term: str) -> float:
        """Return the share of passages that hold a term, 0 to 1; 0 for a term the index lacks."""
        number = self._number(term)
        if number is None or not self._size:
            return 0.0
        pointers = self._engine.scores["indptr"]
        return float(pointers[number + 1] - pointers[number]) / self._size

    def frequencies(self) -> dict[str, float]:
        """Return every term with the share of passages that hold it."""
        pointers = np.asarray(self._engine.scores["indptr"])
        counts = np.diff(pointers) / max(1, self._size)
        return {
            term: float(counts[n])
            for term, n in self._engine.vocab_dict.items()
            if n < len(counts) and term != _NO_TERM
        }

    def _number(self, term: str) -> int | None:
        """Return a term's row; None for unknown terms, and for the empty one, which bm25s names without a row."""
        number = self._engine.vocab_dict.get(term) if term not in ("", _NO_TERM) else None
        return None if number is None else int(number)

    def save(self, folder: Path) -> None:
        """Write NPY arrays and JSON into a folder; no pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self._engine.save(str(folder), show_progress=False)

    @classmethod
    def open(cls, folder: Path, *, size: int) -> LexicalIndex:
        """Open a saved index, its arrays memory-mapped. IndexFolderError when files are missing or damaged."""
        import bm25s

        try:
            engine = bm25s.BM25.load(str(folder), mmap=True, allow_pickle=False)
            stored = int(engine.scores["num_docs"])
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexFolderError(f"{folder}: the lexical index is damaged ({error}).") from error
        if stored != max(1, size):
            raise IndexFolderError(f"{folder}: the lexical index is of {stored} passages, not {size}.")
        return cls(engine, size)
