"""Vectors in a flat FAISS index: exact, and fast enough up to some 100,000 passages. The only file that knows FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.errors import IndexFolderError
from index.store import check_vectors
from index.types import FloatArray


class FaissStore:
    """``VectorStore`` over ``faiss.IndexFlatIP``."""

    def __init__(self, dim: int) -> None:
        import faiss

        if dim < 1:
            raise ValueError(f"a store needs at least one dimension, got {dim}")
        self._index: Any = faiss.IndexFlatIP(dim)

    @property
    def dim(self) -> int:
        """Number of dimensions."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: FloatArray) -> None:
        """Append rows."""
        check_vectors(vectors, self.dim)
        if len(vectors):
            self._index.add(np.ascontiguousarray(vectors))

    def search(self, vectors: FloatArray, k: int) -> list[list[tuple[int, float]]]:
        """Return per query min(k, len(self)) pairs of row and score, best first, ties by row."""
        check_vectors(vectors, self.dim)
        k = min(k, len(self))
        if k < 1 or not len(vectors):
            return [[] for _ in vectors]
        # FAISS returns tied rows in no fixed order, and at the end of its list any of them: one more row shows
        # whether a tie goes on there.
        reach = k
        while True:
            reach = min(reach + 1, len(self))
            scores, rows = self._index.search(np.ascontiguousarray(vectors), reach)
            if reach == len(self) or bool((scores[:, -1] < scores[:, k - 1]).all()):
                break
            reach *= 2
        # Rounding takes the product of equal unit vectors a little beyond 1.
        return [
            sorted(zip(map(int, rs), map(float, ss), strict=True), key=lambda pair: (-pair[1], pair[0]))[:k]
            for rs, ss in zip(rows, np.clip(scores, -1.0, 1.0), strict=True)
        ]

    def scores(self, vectors: FloatArray) -> FloatArray:
        """Return the score of every row for every query, shape (len(vectors), len(self)).

        Without the lists of pairs, which cost more than the products: 0.6 ms for 5,000 rows, against 3 ms.
        """
        check_vectors(vectors, self.dim)
        every = np.zeros((len(vectors), len(self)), dtype=np.float32)
        if every.size:
            scores, rows = self._index.search(np.ascontiguousarray(vectors), len(self))
            np.put_along_axis(every, rows, np.clip(scores, -1.0, 1.0), axis=1)
        return every

    def vectors(self, rows: list[int]) -> FloatArray:
        """Return stored rows, shape (len(rows), dim)."""
        if any(not 0 <= row < len(self) for row in rows):
            raise IndexError(f"rows must lie in [0, {len(self)}), got {rows}")
        found = [self._index.reconstruct(row) for row in rows]
        return np.asarray(found, dtype=np.float32).reshape(len(rows), self.dim)

    def save(self, path: Path) -> None:
        """Write FAISS's own format."""
        import faiss

        faiss.write_index(self._index, str(path))

    @classmethod
    def open(cls, path: Path) -> FaissStore:
        """Open a saved store; IndexFolderError when the file is missing or damaged."""
        import faiss

        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:  # FAISS raises nothing narrower
            raise IndexFolderError(f"{path}: the vector store cannot be read.") from error
        store = cls(int(index.d))
        store._index = index
        return store
