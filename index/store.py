"""The seam to vector stores."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np

from index.types import FloatArray

# How far a row's length may be from 1: float32 and half precision models round.
_UNIT = 1e-2


class VectorStore(Protocol):
    """Vectors by row number, searched by inner product.

    Vectors are float32, shape (n, dim), unit length; anything else raises ValueError with both values. Scores are inner
    products in [-1, 1], higher is better, whatever the backend calls them. Rows count from 0 in the order added.
    """

    @property
    def dim(self) -> int:
        """Number of dimensions."""
        ...

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def add(self, vectors: FloatArray) -> None:
        """Append rows."""
        ...

    def search(self, vectors: FloatArray, k: int) -> list[list[tuple[int, float]]]:
        """Return per query exactly min(k, len(self)) pairs of row and score, best first, ties by row."""
        ...

    def scores(self, vectors: FloatArray) -> FloatArray:
        """Return the score of every row for every query, shape (len(vectors), len(self)), in the order of the rows."""
        ...

    def vectors(self, rows: list[int]) -> FloatArray:
        """Return stored rows, shape (len(rows), dim); IndexError for a row that does not exist."""
        ...

    def save(self, path: Path) -> None:
        """Write the store in the backend's own format; never pickle."""
        ...


def check_vectors(vectors: FloatArray, dim: int) -> None:
    """Raise ValueError unless the array is float32, (n, dim), of unit rows: backends accept worse in silence."""
    if vectors.dtype != "float32" or vectors.ndim != 2 or vectors.shape[1] != dim:
        raise ValueError(f"vectors must be float32 of shape (n, {dim}), got {vectors.dtype} {vectors.shape}")
    lengths = np.linalg.norm(vectors, axis=1)
    if not bool((np.abs(lengths - 1) < _UNIT).all()):  # false for NaN too
        worst = int(np.argmax(np.abs(np.nan_to_num(lengths) - 1)))
        raise ValueError(f"vectors must be of unit length, row {worst} has length {lengths[worst]:.3f}")
