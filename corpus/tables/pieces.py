"""Blocks taken apart into their lines, and the lines of a table put together again as one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from corpus.block import Block
from corpus.mapped import Mapped, concat
from corpus.types import ParagraphKind, Span

# Kinds of which the lines may be rows or labels of a table; a heading or footnote ends it.
_OPEN = frozenset({ParagraphKind.TEXT, ParagraphKind.TABLE, ParagraphKind.CALLOUT, ParagraphKind.FRAGMENT})


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a block. ``near`` says that no blank line stands between it and the line before it."""

    content: Mapped
    block: int
    open: bool
    near: bool

    @property
    def text(self) -> str:
        """The line."""
        return self.content.text

    def follows(self, before: Piece) -> bool:
        """Tell whether the line stands behind ``before`` in the source, with room for a sign between them."""
        return int(self.content.offsets[0]) > int(before.content.offsets[-1]) + 1


def _lines(block: Block) -> Iterator[Mapped]:
    at = 0
    for line in block.text.split("\n"):
        if line:
            yield block.content.part(at, at + len(line))
        at += len(line) + 1


def to_pieces(blocks: Sequence[Block]) -> list[Piece]:
    """Return the lines of all blocks in order.

    Whether a blank line stood between two is read off their distance: the smallest in the file is one line break.
    """
    found = [(line, i, block) for i, block in enumerate(blocks) for line in _lines(block)]
    gaps = [int(b[0].offsets[0]) - int(a[0].offsets[-1]) for a, b in pairwise(found)]
    least = min((gap for gap in gaps if gap > 1), default=2)
    return [
        Piece(line, i, block.kind in _OPEN and not block.cells, bool(at) and gaps[at - 1] <= least)
        for at, (line, i, block) in enumerate(found)
    ]


@dataclass(slots=True)
class Writer:
    """Puts pieces together: the text so far with its map; the sign between two takes the place behind the first."""

    parts: list[Mapped] = field(default_factory=list)
    length: int = 0

    def add(self, content: Mapped, glue: str = "\n") -> Span:
        """Append a piece behind ``glue`` (one character or none) and return where it stands in the text."""
        if self.parts and glue:
            self.parts.append(Mapped(glue, self.parts[-1].offsets[-1:] + np.int32(1)))
            self.length += 1
        self.parts.append(content)
        start, self.length = self.length, self.length + len(content)
        return Span(start, self.length)

    def content(self) -> Mapped:
        """Return what was put together."""
        return concat(self.parts)


def glue_between(before: str, after: str) -> str:
    """Return what a wrapped label's two lines are joined with: nothing beside a Han character, else a space."""
    return "" if ord(before[-1]) > 0x2E7F or ord(after[0]) > 0x2E7F else " "


def rest_of(block: Block, pieces: Sequence[Piece]) -> Block:
    """Return what is left of a block: neighbouring lines of it, with the marks that stand in them."""
    writer = Writer()
    for piece in pieces:
        writer.add(piece.content)
    content = writer.content()
    marks = tuple(m for m in block.marks if content.offsets[0] <= m.source <= content.offsets[-1] + 1)
    return replace(block, content=content, marks=marks)
