"""Examples as windows of pieces."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.script import fold
from index.reader.pieces import Pieces
from index.reader.windows import Window, room, window
from index.training.examples import Example

# Windows hold at least so many pieces of a text that is long enough: passages are of all lengths, and short windows
# are learnt from sooner.
LEAST = 100
# Share of windows that begin with a sentence, as passages do; the others begin anywhere. It is one for windows with and
# without the answer: where they begin must not tell them apart.
WHOLE = 0.7
# Where a sentence, a row or a heading ends, with the marks that close it.
_BORDER = re.compile(r"[。！？；…!?]+[”’」』）)》\"]*|\n")
# Share of windows that are shown without their header, so that a text must be enough.
BARE = 0.3


class Cutter(Protocol):
    """What cuts folded text into pieces: ``index.reader.pieces.PieceCutter``, or one that remembers."""

    def cut(self, folded: str) -> Pieces:
        """Return the pieces of a folded text."""
        ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example in pieces; ``span`` is the first and the last piece of the answer, None without one.

    ``begins`` are the pieces of the text that a sentence begins with, rising.
    """

    question: Pieces
    header: Pieces
    text: Pieces
    span: tuple[int, int] | None
    source: str
    begins: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class View:
    """A window and its answer: places of its first and last piece in ``window.ids``, both 0 for none."""

    window: Window
    start: int
    end: int


def encode(example: Example, cutter: Cutter) -> Encoded:
    """Cut an example into pieces, its texts folded; an answer becomes the fewest pieces that cover it.

    ValueError where none does.
    """
    text = cutter.cut(fold(example.text))
    span = None
    if example.span is not None:
        start, end = example.span
        covering = np.flatnonzero((text.ends > start) & (text.starts < end))
        if not len(covering):
            raise ValueError(
                f"{example.question!r}: no piece of the text covers the answer at {example.span}"
            )
        span = (int(covering[0]), int(covering[-1]))
    question, header = cutter.cut(fold(example.question)), cutter.cut(fold(example.header))
    return Encoded(question, header, text, span, example.source, _begins(example.text, text))


def _begins(text: str, pieces: Pieces) -> tuple[int, ...]:
    """Return the pieces that the text, a sentence, a row or a heading begins with, rising.

    White space is in no piece: what follows a border is the first piece behind it.
    """
    borders = [match.end() for match in _BORDER.finditer(text)]
    found = np.unique(np.searchsorted(pieces.starts, borders)) if borders else ()
    return (0, *(int(n) for n in found if 0 < n < len(pieces)))


def shown(encoded: Encoded, chance: random.Random) -> list[View]:
    """Return all windows over an example; those that hold the whole answer know where, the others that it lacks.

    Windows begin at a place drawn anew each time, so that no answer is learnt by where it stands; a window that holds
    a part of the answer is left out.
    """
    header = encoded.header if chance.random() > BARE else encoded.header.part(0, 0)
    most = room(encoded.question, header)
    size = chance.randint(min(LEAST, most), most)
    found = []
    for first, last in _drawn(encoded, size, chance):
        view = window(encoded.question, header, encoded.text, first, last)
        if encoded.span is None or encoded.span[1] < first or encoded.span[0] >= last:
            found.append(View(view, 0, 0))
        elif first <= encoded.span[0] and encoded.span[1] < last:
            found.append(
                View(view, view.offset + encoded.span[0] - first, view.offset + encoded.span[1] - first)
            )
    return found


def _drawn(encoded: Encoded, size: int, chance: random.Random) -> list[tuple[int, int]]:
    """Return a window drawn around the answer, and those left and right of it; one drawn anywhere without an answer."""
    length, span = len(encoded.text), encoded.span
    if length <= size:
        return [(0, length)]
    lowest, highest = (
        (0, length - size) if span is None else (max(0, span[1] + 1 - size), min(span[0], length - size))
    )
    if lowest > highest:
        return []
    begins = [begin for begin in encoded.begins if lowest <= begin <= highest]
    whole = bool(begins) and chance.random() < WHOLE
    first = chance.choice(begins) if whole else chance.randint(lowest, highest)
    if span is None:
        return [(first, first + size)]
    beside = [(max(0, first - size), first), (first + size, min(length, first + 2 * size))]
    return [(first, first + size), *(pair for pair in beside if pair[1] - pair[0] >= size // 4)]
