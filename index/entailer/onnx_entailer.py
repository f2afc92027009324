"""The entailment model that comes with the project, over an ONNX graph."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.script import fold
from index.entailer.windows import Premise, laid_out
from index.onnx_session import Session, open_model
from index.processors import processors
from index.reader.pieces import PieceCutter
from index.types import FloatArray

# Texts whose pieces are remembered: the sentences of one answer are held against the same paragraphs.
_REMEMBERED = 1024


class OnnxEntailer:
    """An ``Entailer``: ``ids`` (1, n) in, ``relevance`` (1, 1) out, the logit that the claim stands in the text.

    The first line of a text of several is its heading. Of a long text the sentences that share most with the claim are
    read. ``threads`` is how many pairs are read at once, by default one for each processor that may be used.
    """

    def __init__(
        self, session: Session, cutter: PieceCutter, *, name: str, threads: int | None = None
    ) -> None:
        self._session = session
        self._cut = lru_cache(_REMEMBERED)(cutter.cut)
        self._name = name
        self._threads = threads or processors()

    @classmethod
    def open(cls, model: Path, vocabulary: Path, *, name: str, threads: int | None = None) -> OnnxEntailer:
        """Load a graph and a ``tokenizer.json``. ValueError when they cannot be used."""
        session = open_model(model)
        try:
            return cls(session, PieceCutter.open(vocabulary), name=name, threads=threads)
        except Exception as error:  # the library raises classes of its own that share no other base
            raise ValueError(f"{vocabulary} cannot be read: {error}") from error

    @property
    def name(self) -> str:
        """Identity of the model."""
        return self._name

    def entailed(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Return how likely each second text stands in the first, see ``Entailer``."""
        if self._threads == 1 or len(pairs) <= 1:
            found = [self._logit(*pair) for pair in pairs]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                found = list(pool.map(lambda pair: self._logit(*pair), pairs))
        logits = np.array(found, dtype=np.float32)
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def _logit(self, text: str, claim: str) -> float:
        ids = laid_out(fold(claim).strip(" 。."), Premise.of(fold(text)), self._cut)
        (relevance,) = self._session.run(["relevance"], {"ids": ids[None]})
        return float(relevance[0, 0])
