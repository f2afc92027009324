"""The seam to embedding models, and the one place that chooses an implementation by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.types import FloatArray


class Encoder(Protocol):
    """Turns text into unit vectors.

    Both methods return float32 of shape (len(texts), dim), rows of unit length, row i for text i; an empty input gives
    shape (0, dim). The model's own prefixes (``query: ``, ``passage: ``) are added inside.
    """

    @property
    def name(self) -> str:
        """Identity of model, precision and vocabulary: two encoders with one name give the same vectors."""
        ...

    @property
    def dim(self) -> int:
        """Number of dimensions."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encode questions."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encode passages."""
        ...
