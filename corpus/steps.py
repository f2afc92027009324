"""The steps from a file's lines to its blocks, as tables: each a pure function in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.block import Block
from corpus.layout.blocks import to_blocks
from corpus.layout.columns import untangle_columns
from corpus.layout.furniture import drop_furniture
from corpus.layout.labels import join_labels
from corpus.layout.lines import Line, Lines, split_lines
from corpus.layout.wraps import UNWRAPPED, Layout
from corpus.reading import Format, Reading
from corpus.structure.callouts import join_callouts
from corpus.structure.captions import name_captions
from corpus.structure.contents import name_contents
from corpus.structure.footnotes import name_notes
from corpus.structure.headings import settle_headings
from corpus.tables.blocks import read_tables
from corpus.types import Dropped

LineStep = Callable[[Sequence[Line]], Lines]
BlockStep = Callable[[Sequence[Block]], list[Block]]

# In order: words set one character a line first, for a title down the margin is a running header; then running headers
# and page numbers, for they stand inside whatever a page break cut.
LINE_STEPS: tuple[LineStep, ...] = (join_labels, drop_furniture, untangle_columns)
# In order: tables first, so that no later step takes a row for a heading or a call-out.
BLOCK_STEPS: tuple[BlockStep, ...] = (
    read_tables,
    name_contents,
    name_notes,
    join_callouts,
    name_captions,
    settle_headings,
)


def read_lines(source: str, reading: Reading) -> tuple[list[Block], list[Dropped]]:
    """Return the blocks of a text with line breaks, in reading order, and what was dropped from it.

    A format that is no plain text comes with one paragraph a line: nothing is wrapped or left over of its pages.
    """
    lines: Sequence[Line] = split_lines(source, reading.pages)
    dropped: list[Dropped] = []
    plain = reading.format in (Format.TEXT, Format.MARKDOWN)
    for line_step in LINE_STEPS if plain else ():
        done = line_step(lines)
        lines, dropped = done.lines, [*dropped, *done.dropped]
    blocks = to_blocks(lines, Layout.of(lines) if plain else UNWRAPPED)
    for block_step in BLOCK_STEPS:
        blocks = block_step(blocks)
    return blocks, dropped
