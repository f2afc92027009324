"""Text as the reader's pieces: cut at jieba's words, so that a piece never begins or ends inside one.

XLM-R's own pieces run over the borders of answers: of 2,133 answers of CMRC 2018's training part 92.3 % begin and end
where pieces do, cut at words 99.2 %, for 3 % more pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedded_tokenizer import SPECIAL, WordTokenizer
from index.segment import word_borders

Ids = npt.NDArray[np.int64]
BEGIN, PAD, END, UNKNOWN = (SPECIAL.index(piece) for piece in ("<s>", "<pad>", "</s>", "<unk>"))


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text: ``ids`` of shape (n,), ``starts`` and ``ends`` in characters of the text, rising."""

    ids: Ids
    starts: Ids
    ends: Ids

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, begin: int, end: int) -> Pieces:
        """Return the pieces from ``begin`` up to ``end``, their places unchanged."""
        return Pieces(self.ids[begin:end], self.starts[begin:end], self.ends[begin:end])


class PieceCutter:
    """Cuts folded text into pieces of the reader's vocabulary; safe to use from several threads."""

    def __init__(self, tokenizer: WordTokenizer) -> None:
        self._tokenizer = tokenizer

    @classmethod
    def open(cls, path: Path) -> PieceCutter:
        """Read the vocabulary, a ``tokenizer.json``."""
        return cls(WordTokenizer.open(path))

    def cut(self, folded: str) -> Pieces:
        """Return the pieces of simplified text; white space gives none."""
        borders = sorted(word_borders(folded))
        starts, words = [], []
        for start, end in pairwise(borders):
            word = folded[start:end]
            if not word.isspace():
                blank = start == 0 or folded[start - 1].isspace()
                words.append(" " + word if blank else word)
                starts.append(start - blank)
        rows = [
            (piece, starts[word] + begin, starts[word] + end)
            for word, piece, begin, end in self._tokenizer.pieces(words)
        ]
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return Pieces(table[:, 0], table[:, 1], table[:, 2])
