"""Complete stand-ins for what is slow or far away; no patches."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from index.types import FloatArray

_NGRAMS = (1, 2, 3)


class HashEncoder:
    """A deterministic ``Encoder`` without a model: hashed character n-grams, so shared wording means a high score.

    It knows no scripts and no meaning. ``dim`` is free; the name carries it.
    """

    def __init__(self, dim: int = 64) -> None:
        self._dim = dim

    @property
    def name(self) -> str:
        return f"hash-ngrams/{self._dim}"

    @property
    def dim(self) -> int:
        return self._dim

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for gram in self._grams(text):
                # Not hash(): it changes from process to process.
                number = int.from_bytes(
                    hashlib.blake2b(gram.encode("utf-8", "replace"), digest_size=8).digest(), "big"
                )
                vectors[row, number % self._dim] += 1.0 if number >> 63 else -1.0
        # Signs may cancel, and an empty text has no grams: a fixed direction keeps every row of unit length.
        vectors[~vectors.any(axis=1), 0] = 1.0
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    @staticmethod
    def _grams(text: str) -> list[str]:
        return [text[at : at + size] for size in _NGRAMS for at in range(len(text) - size + 1)]
