"""Runs the exported encoder.

Texts are run one by one, each on one thread, several at once. Compared with padded batches this wastes
nothing on padding, scales with the cores, and makes a vector independent of what else is encoded with it:
the int8 inputs of a batch would share one scale, and so move each other's vectors by up to 0.003 of
cosine.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.embedded_tokenizer import PieceTokenizer
from index.onnx_session import Session, open_model
from index.processors import processors
from index.types import FloatArray

QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "


class OnnxEncoder:
    """An ``Encoder`` over an ONNX graph: it turns ``ids`` (1, n) into one unit ``vector`` (1, dim).

    ``threads`` is how many texts are encoded at once, by default one for each processor that may be used.
    """

    def __init__(
        self, session: Session, tokenizer: PieceTokenizer, *, name: str, threads: int | None = None
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._name = name
        self._threads = threads or processors()
        self._dim = len(self._vector(tokenizer.ids([""])[0]))

    @classmethod
    def open(cls, model: Path, tokenizer: Path, *, name: str, threads: int | None = None) -> OnnxEncoder:
        """Load a model file and its ``tokenizer.json``, about 0.5 s. ValueError when they cannot be run."""
        session = open_model(model)
        try:
            return cls(session, PieceTokenizer.open(tokenizer), name=name, threads=threads)
        except Exception as error:  # the library raises classes of its own that share no other base
            raise ValueError(f"{model} cannot be used with {tokenizer}: {error}") from error

    @property
    def name(self) -> str:
        """Identity of model, precision and vocabulary."""
        return self._name

    @property
    def dim(self) -> int:
        """Number of dimensions."""
        return self._dim

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encode questions."""
        return self._encode([QUERY_PREFIX + text for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encode passages."""
        return self._encode([PASSAGE_PREFIX + text for text in texts])

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        rows = self._tokenizer.ids(texts)
        vectors = np.empty((len(rows), self._dim), dtype=np.float32)
        if self._threads == 1 or len(rows) <= 1:
            for row, ids in enumerate(rows):
                vectors[row] = self._vector(ids)
            return vectors
        pool = ThreadPoolExecutor(self._threads)
        try:
            for row, vector in enumerate(pool.map(self._vector, rows)):
                vectors[row] = vector
        finally:
            # On Ctrl-C the texts still waiting must not be encoded first.
            pool.shutdown(cancel_futures=True)
        return vectors

    def _vector(self, ids: Sequence[int]) -> FloatArray:
        (vectors,) = self._session.run(["vector"], {"ids": np.array([ids], dtype=np.int64)})
        vector: FloatArray = vectors[0]
        return vector
