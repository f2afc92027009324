"""Examples as windows of pieces."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from corpus.script import fold
from index.reader.pieces import PieceCutter, Pieces
from index.reader.windows import Window, room, stretches, window
from index.training.examples import Example

# Windows hold at least so many pieces of a text that is long enough: passages are of all lengths, and short windows
# are learnt from sooner.
LEAST = 100
# Share of windows that are shown without their header, so that a text must be enough.
BARE = 0.3


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example in pieces; ``span`` is the first and the last piece of the answer, None without one."""

    question: Pieces
    header: Pieces
    text: Pieces
    span: tuple[int, int] | None
    source: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A window and its answer: places of its first and last piece in ``window.ids``, both 0 for none."""

    window: Window
    start: int
    end: int


def encode(example: Example, cutter: PieceCutter) -> Encoded:
    """Cut an example into pieces, its texts folded; an answer becomes the fewest pieces that cover it."""
    text = cutter.cut(fold(example.text))
    span = None
    if example.span is not None:
        start, end = example.span
        covering = np.flatnonzero((text.ends > start) & (text.starts < end))
        if len(covering):
            span = (int(covering[0]), int(covering[-1]))
    return Encoded(
        cutter.cut(fold(example.question)), cutter.cut(fold(example.header)), text, span, example.source
    )


def shown(encoded: Encoded, chance: random.Random) -> list[Shown]:
    """Return all windows over an example; those that hold the whole answer know where, the others that it lacks.

    Windows begin at a place drawn anew each time, so that no answer is learnt by where it stands; a window that holds
    a part of the answer is left out.
    """
    header = encoded.header if chance.random() > BARE else encoded.header.part(0, 0)
    most = room(encoded.question, header)
    size = chance.randint(min(LEAST, most), most)
    found = []
    for first, last in _drawn(len(encoded.text), size, encoded.span, chance):
        view = window(encoded.question, header, encoded.text, first, last)
        if encoded.span is None or encoded.span[1] < first or encoded.span[0] >= last:
            found.append(Shown(view, 0, 0))
        elif first <= encoded.span[0] and encoded.span[1] < last:
            found.append(
                Shown(view, view.offset + encoded.span[0] - first, view.offset + encoded.span[1] - first)
            )
    return found


def _drawn(
    length: int, size: int, span: tuple[int, int] | None, chance: random.Random
) -> list[tuple[int, int]]:
    """Return a window drawn around the answer, and those left and right of it; the usual ones without an answer."""
    if length <= size or span is None:
        return list(stretches(length, size))
    lowest, highest = max(0, span[1] + 1 - size), min(span[0], length - size)
    if lowest > highest:
        return []
    first = chance.randint(lowest, highest)
    beside = [(max(0, first - size), first), (first + size, min(length, first + 2 * size))]
    return [(first, first + size), *(pair for pair in beside if pair[1] - pair[0] >= size // 4)]
