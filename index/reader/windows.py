"""What the reader sees at once: ``<s> question </s> </s> header </s> stretch of the text </s>``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.reader.pieces import BEGIN, END, Ids, Pieces

# Pieces of one window in all, and at most of the question and of the header (whose end, the section, tells most).
WINDOW, QUESTION, HEADER = 256, 48, 24
# Pieces that neighbouring windows share, so that every answer of up to so many stands whole in one.
OVERLAP = 64
_MARKS = 5


@dataclass(frozen=True, slots=True)
class Window:
    """``ids`` as the model takes them; the text's pieces ``first`` up to ``last`` begin at place ``offset`` of it."""

    ids: Ids
    offset: int
    first: int
    last: int


def room(question: Pieces, header: Pieces) -> int:
    """Return how many pieces of the text fit beside a question and a header."""
    return WINDOW - _MARKS - min(len(question), QUESTION) - min(len(header), HEADER)


def stretches(length: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield where the windows over a text of ``length`` pieces begin and end: one at least.

    >>> list(stretches(10, 20)), list(stretches(300, 200))
    ([(0, 10)], [(0, 200), (100, 300)])
    """
    at = 0
    while at + size < length:
        yield at, at + size
        at = min(at + max(size - OVERLAP, 1), length - size)
    yield at, length


def window(question: Pieces, header: Pieces, text: Pieces, first: int, last: int) -> Window:
    """Lay a question, a header and the pieces ``first`` up to ``last`` of a text side by side."""
    head = [BEGIN, *question.ids[:QUESTION].tolist(), END, END]
    head += [*(header.ids[-HEADER:].tolist() if len(header) else ()), END]
    ids = np.array([*head, *text.ids[first:last].tolist(), END], dtype=np.int64)
    return Window(ids, len(head), first, last)
