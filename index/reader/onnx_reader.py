"""The reader that comes with the project, over an ONNX graph."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.script import fold
from corpus.types import Span
from index.onnx_session import Session, open_model
from index.processors import processors
from index.reader.pieces import PieceCutter, Pieces
from index.reader.spans import Best, best_span
from index.reader.types import Read, Shown
from index.reader.windows import Window, room, stretches, window
from index.types import FloatArray

# Texts whose pieces are remembered: questions of one user meet the same passages again.
_REMEMBERED = 2048


class OnnxReader:
    """A ``Reader``: ``ids`` (1, n) in, ``spans`` (1, n, 2) and ``relevance`` (1, 1) out.

    A text longer than a window is read in several that overlap: the words are from the one whose words lead most, the
    relevance is the best of all.
    ``threads`` is how many texts are read at once, the windows of one in turn; by default one for each processor that
    may be used.
    """

    def __init__(
        self, session: Session, cutter: PieceCutter, *, name: str, threads: int | None = None
    ) -> None:
        self._session = session
        self._cut = lru_cache(_REMEMBERED)(cutter.cut)
        self._name = name
        self._threads = threads or processors()

    @classmethod
    def open(cls, folder: Path, *, name: str, threads: int | None = None) -> OnnxReader:
        """Load ``model.onnx`` and ``tokenizer.json``. ValueError when they cannot be run."""
        session = open_model(folder / "model.onnx")
        try:
            return cls(session, PieceCutter.open(folder / "tokenizer.json"), name=name, threads=threads)
        except Exception as error:  # the library raises classes of its own that share no other base
            raise ValueError(f"{folder / 'tokenizer.json'} cannot be read: {error}") from error

    @property
    def name(self) -> str:
        """Identity of the model."""
        return self._name

    def read(self, question: str, texts: Sequence[Shown]) -> list[Read]:
        """Read the texts one by one, several at once."""
        asked = self._cut(fold(question))
        if self._threads == 1 or len(texts) <= 1:
            return [self._one(asked, shown) for shown in texts]
        pool = ThreadPoolExecutor(self._threads)
        try:
            return list(pool.map(lambda shown: self._one(asked, shown), texts))
        finally:
            # On Ctrl-C the texts still waiting must not be read first.
            pool.shutdown(cancel_futures=True)

    def _one(self, question: Pieces, shown: Shown) -> Read:
        header, text = self._cut(fold(shown.header)), self._cut(fold(shown.text))
        if not len(text):
            return Read(relevance=-math.inf, span=None, lead=-math.inf, share=0.0)
        views = [
            window(question, header, text, first, last)
            for first, last in stretches(len(text), room(question, header))
        ]
        seen = [self._view(view) for view in views]
        relevance = max(one[0] for one in seen)
        best, share, view = max(
            ((best, share, view) for (_, best, share), view in zip(seen, views, strict=True)),
            key=lambda row: row[0].score - row[0].null,
        )
        first, last = (place - view.offset + view.first for place in (best.start, best.end))
        span = Span(int(text.starts[first]), int(text.ends[last]))
        return Read(relevance=relevance, span=span, lead=best.score - best.null, share=share)

    def _view(self, view: Window) -> tuple[float, Best, float]:
        spans, relevance = self._session.run(["spans", "relevance"], {"ids": view.ids[None]})
        starts, ends = spans[0, :, 0], spans[0, :, 1]
        last = len(view.ids) - 1
        best = best_span(starts, ends, view.offset, last)
        whole = _log_sum(starts[view.offset : last]) + _log_sum(ends[view.offset : last])
        return float(relevance[0, 0]), best, math.exp(min(0.0, best.score - whole))


def _log_sum(values: FloatArray) -> float:
    top = float(values.max())
    return top + math.log(float(np.exp(values - top).sum()))
