"""Complete stand-ins for what is slow or far away; no patches."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from corpus.script import fold
from corpus.types import Span
from index.reader.types import Read, Reader, Shown
from index.store import check_vectors
from index.types import FloatArray
from rag.model.types import Prompt

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


class CountingEncoder(HashEncoder):
    """A ``HashEncoder`` that keeps the texts it was given, and calls ``before`` with the number of each passage call."""

    def __init__(self, dim: int = 64, before: Callable[[int], None] = lambda call: None) -> None:
        super().__init__(dim)
        self.passages: list[str] = []
        self.queries: list[str] = []
        self._calls = 0
        self._before = before

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        self.queries.extend(texts)
        return super().encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        self._calls += 1
        self._before(self._calls)
        self.passages.extend(texts)
        return super().encode_passages(texts)


class SharedWordsScorer:
    """A ``CrossScorer`` without a model: the share of the question's character pairs that a text holds too.

    It cuts texts at ``longest`` characters and keeps what it was asked in ``asked``.
    """

    def __init__(self, longest: int = 2000) -> None:
        self._longest = longest
        self.asked: list[tuple[str, int]] = []

    @property
    def name(self) -> str:
        return f"shared-pairs/{self._longest}"

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        self.asked.append((question, len(texts)))
        pairs = self._pairs(question)
        shares = [len(pairs & self._pairs(text[: self._longest])) / max(1, len(pairs)) for text in texts]
        return np.array(shares, dtype=np.float32)

    @staticmethod
    def _pairs(text: str) -> set[str]:
        return {text[at : at + 2] for at in range(len(text) - 1)}


class SharedWordsEntailer:
    """An ``Entailer`` without a model: the share of the second text's character pairs that the first holds too.

    It keeps what it was asked in ``asked``.
    """

    name = "shared-pairs"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def entailed(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        self.asked.extend(pairs)
        return np.array([self._share(*pair) for pair in pairs], dtype=np.float32)

    @staticmethod
    def _share(first: str, second: str) -> float:
        told = {second[at : at + 2] for at in range(len(second) - 1)}
        return sum(pair in first for pair in told) / len(told) if told else 1.0


class SharedWordsReader:
    """A ``Reader`` without a model: a text is the more relevant the more of the question's character pairs it holds.

    It marks the clause that has most characters of the question. ``relevance`` runs from -3 (no pair) to 3 (all of
    them, the header's counted too). It keeps what it was asked in ``asked``.
    """

    _CLAUSE = re.compile(r"[^，。、；：！？,;:!?\s]+")
    _WORD = re.compile(r"\w")

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Shown, ...]]] = []

    @property
    def name(self) -> str:
        return "shared-words"

    def read(self, question: str, texts: Sequence[Shown]) -> list[Read]:
        self.asked.append((question, tuple(texts)))
        return [self._one(fold(question), shown) for shown in texts]

    def _one(self, question: str, shown: Shown) -> Read:
        text = fold(shown.text)
        clauses = [m for m in self._CLAUSE.finditer(text) if self._WORD.search(m.group())]
        if not clauses:
            return Read(relevance=-math.inf, span=None, lead=-math.inf, share=0.0)
        pairs = self._pairs(question)
        held = len(pairs & (self._pairs(text) | self._pairs(fold(shown.header)))) / max(1, len(pairs))
        shared = [1 + len(set(m.group()) & set(question)) for m in clauses]
        best = max(range(len(clauses)), key=lambda number: shared[number])
        span = Span(clauses[best].start(), clauses[best].end())
        return Read(6 * held - 3, span, float(shared[best] - 2), shared[best] / sum(shared))

    def _pairs(self, text: str) -> set[str]:
        return {text[at : at + 2] for at in range(len(text) - 1) if self._WORD.match(text[at + 1])}


class CountingReader:
    """A ``Reader`` that reads as another does and keeps what it was asked in ``asked``.

    Texts with words are as relevant as ``relevance`` says, for None as the other reader finds them.
    """

    def __init__(self, reader: Reader | None = None, relevance: float | None = None) -> None:
        self._reader = reader or SharedWordsReader()
        self._relevance = relevance
        self.asked: list[tuple[str, tuple[Shown, ...]]] = []

    @property
    def name(self) -> str:
        return f"counting/{self._reader.name}"

    @property
    def count(self) -> int:
        """How many texts it was given in all."""
        return sum(len(texts) for _, texts in self.asked)

    def read(self, question: str, texts: Sequence[Shown]) -> list[Read]:
        self.asked.append((question, tuple(texts)))
        return [self._told(read) for read in self._reader.read(question, texts)]

    def _told(self, read: Read) -> Read:
        if self._relevance is None or read.span is None:
            return read
        return replace(read, relevance=self._relevance)


class DictStore:
    """A ``VectorStore`` in a dictionary of rows, saved as JSON. Exact and slow."""

    def __init__(self, dim: int) -> None:
        if dim < 1:
            raise ValueError(f"a store needs at least one dimension, got {dim}")
        self._dim = dim
        self._rows: dict[int, FloatArray] = {}

    @property
    def dim(self) -> int:
        return self._dim

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, vectors: FloatArray) -> None:
        check_vectors(vectors, self._dim)
        for vector in vectors:
            self._rows[len(self._rows)] = vector.copy()

    def search(self, vectors: FloatArray, k: int) -> list[list[tuple[int, float]]]:
        check_vectors(vectors, self._dim)
        return [self._nearest(vector)[: max(0, k)] for vector in vectors]

    def _nearest(self, vector: FloatArray) -> list[tuple[int, float]]:
        scores = ((row, float(np.clip(vector @ own, -1, 1))) for row, own in self._rows.items())
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))

    def scores(self, vectors: FloatArray) -> FloatArray:
        check_vectors(vectors, self._dim)
        rows = [[float(np.clip(vector @ own, -1, 1)) for own in self._rows.values()] for vector in vectors]
        return np.array(rows, dtype=np.float32).reshape(len(vectors), len(self))

    def vectors(self, rows: list[int]) -> FloatArray:
        if any(row not in self._rows for row in rows):
            raise IndexError(f"rows must lie in [0, {len(self)}), got {rows}")
        found = [self._rows[row] for row in rows]
        return np.asarray(found, dtype=np.float32).reshape(len(rows), self._dim)

    def save(self, path: Path) -> None:
        rows = [vector.tolist() for vector in self._rows.values()]
        path.write_text(json.dumps({"dim": self._dim, "rows": rows}), encoding="utf-8")

    @classmethod
    def open(cls, path: Path) -> DictStore:
        data = json.loads(path.read_text(encoding="utf-8"))
        store = cls(data["dim"])
        store.add(np.array(data["rows"], dtype=np.float32).reshape(-1, data["dim"]))
        return store


class ScriptedModel:
    """A ``LanguageModel`` that says what it is told to: for each prompt the next reply, and the last one for ever.

    A reply is its parts; a part that is an exception is raised in its place. ``prompts`` are what it was sent, ``sent``
    the parts that were taken, ``closed`` how many replies nobody heard to their end.
    """

    name = "openai:scripted"
    where = "http://127.0.0.1:1/v1"

    def __init__(self, *replies: Sequence[str | Exception]) -> None:
        self._replies = list(replies)
        self.prompts: list[Prompt] = []
        self.sent: list[str] = []
        self.closed = 0

    def stream(self, prompt: Prompt) -> Iterator[str]:
        self.prompts.append(prompt)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        try:
            for part in reply:
                if isinstance(part, Exception):
                    raise part
                self.sent.append(part)
                yield part
        except GeneratorExit:
            self.closed += 1
            raise
