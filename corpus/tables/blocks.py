"""Blocks of a text with line breaks that are tables: their cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.block import Block
from corpus.script import fold
from corpus.tables.bars import is_bar_row, read_bars
from corpus.tables.panels import is_scrambled
from corpus.tables.pieces import Piece, rest_of, to_pieces
from corpus.tables.spaced import Columns, Reader, Table, columns_of, furniture
from corpus.tables.units import bracketed_unit
from corpus.tables.values import is_label, read_head, read_row
from corpus.types import ParagraphKind

_NOTE = re.compile(r"^(?:注|备注|附注)?\s*[:：]?\s*(\d{1,2})\s*[.．、:：]")
# How many lines behind a row its footnote may stand: below the table, at the end of the page or of the next.
_NOTE_REACH = 120
# Lines of furniture (side titles, page numbers) that may stand between a table and its rows on the next page.
_FURNITURE = 14
_TITLE_LINES = 2
_ITEM = re.compile(r"[·•●◆○■※▪・*＊①-⑳-]|\d{1,2}[.、）)]")
_UNIT_LINE = re.compile(r"^[（(]?(?:货币)?单位[:：]")


def read_tables(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every table's cells read; the lines of one table make one block.

    Its title and unit line belong to it. A line of figures that no label and no head can be tied to with certainty, as
    in a panel of figures that was read across, becomes a FRAGMENT.
    """
    return _panels(_spaced([_with_bars(b, blocks[i - 1] if i else None) for i, b in enumerate(blocks)]))


def _with_bars(block: Block, before: Block | None) -> Block:
    """Return a block of rows with bars with its cells; any other as it is."""
    lines = block.text.split("\n")
    if block.kind not in {ParagraphKind.TABLE, ParagraphKind.TEXT} or not all(map(is_bar_row, lines)):
        return block
    title = before.text if before and len(before.text) <= 60 else ""
    cells = read_bars(block.text, title, ruled=_is_ruled(block))
    return replace(block, kind=ParagraphKind.TABLE, cells=cells)


def _is_ruled(block: Block) -> bool:
    """Tell whether a rule such as ``|---|---|`` stood in the source between a table's first row and the second."""
    first = block.text.find("\n")
    if first < 0 or first + 1 >= len(block.content):
        return False
    apart = int(block.content.offsets[first + 1]) - int(block.content.offsets[first - 1])
    # Two line breaks, and at least a bar and a dash a column.
    return apart > 2 + 2 * (block.text.count("|", 0, first) - 1)


def _spaced(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the tables of spaces put together."""
    pieces = to_pieces(blocks)
    tables = _tables(pieces)
    if not tables:
        return blocks
    out: list[Block] = []
    rest: list[Piece] = []

    def close() -> None:
        if rest:
            block = blocks[rest[0].block]
            out.append(block if _is_whole(rest, block) else rest_of(block, rest))
            rest.clear()

    starts = {table.first: table for table in tables}
    i = 0
    while i < len(pieces):
        if table := starts.get(i):
            close()
            out.append(_block(table, pieces, blocks))
            i = table.end
            continue
        if rest and rest[0].block != pieces[i].block:
            close()
        rest.append(pieces[i])
        i += 1
    close()
    return out


def _is_whole(rest: Sequence[Piece], block: Block) -> bool:
    """Tell whether some lines are all of the block that they come from."""
    return len(rest) == sum(1 for line in block.text.split("\n") if line)


def _block(table: Table, pieces: Sequence[Piece], blocks: Sequence[Block]) -> Block:
    first = blocks[pieces[table.first].block]
    content = table.writer.content()
    held = dict.fromkeys(p.block for p in pieces[table.first : table.end])
    marks = tuple(
        m for b in held for m in blocks[b].marks if content.offsets[0] <= m.source <= content.offsets[-1] + 1
    )
    return Block(content, ParagraphKind.TABLE, page=first.page, cells=tuple(table.cells), marks=marks)


def _tables(pieces: Sequence[Piece]) -> list[Table]:
    """Return the tables that stand under a head, in order, and those that go on behind a page break."""
    notes = _Notes.of(pieces)
    tables: list[Table] = []
    i = 0
    while i < len(pieces):
        table = _table_at(i, pieces, notes, tables[-1].end if tables else 0)
        while table:
            tables.append(table)
            i = table.end
            table = _carried(table, pieces, notes)
        i += 1
        if tables:
            i = max(i, tables[-1].end)
    return tables


def _table_at(i: int, pieces: Sequence[Piece], notes: _Notes, free: int) -> Table | None:
    head = read_head(pieces[i].text) if pieces[i].open else None
    if head is None:
        return None
    first = _title(i, pieces, free)
    title = "\n".join(p.text for p in pieces[first:i])
    columns = columns_of(head, pieces[i].text, title)
    table = Reader(pieces, notes.behind).read(i + 1, columns, first)
    return table if table and (head.certain or table.rows > 1) else None


def _title(i: int, pieces: Sequence[Piece], free: int) -> int:
    """Return where the title and unit line above a head begin: short lines without an end mark or figures."""
    first = i
    while first > free and i - first < _TITLE_LINES + 1:
        piece, below = pieces[first - 1], pieces[first]
        unit = bool(_UNIT_LINE.match(fold(piece.text))) and len(piece.text) <= 40
        short = is_label(piece.text) and len(piece.text) <= 30 and not _ITEM.match(piece.text)
        title = short and i - first < _TITLE_LINES
        if not piece.open or not (unit or title) or not below.follows(piece) or read_row(piece.text, 2):
            break
        first -= 1
    return first


def _carried(table: Table, pieces: Sequence[Piece], notes: _Notes) -> Table | None:
    """Return the table that goes on behind nothing but page furniture, with its labels' units to prove it."""
    at = table.end
    while at < len(pieces) and at - table.end < _FURNITURE and furniture(pieces[at].text):
        at += 1
    if at >= len(pieces) or not pieces[at].open:
        return None
    row = read_row(pieces[at].text, len(table.columns.names))
    if row is None or not bracketed_unit(row.label.of(pieces[at].text)):
        return None
    return Reader(pieces, notes.behind).read(at, Columns(table.columns.names, table.columns.unit), at)


class _Notes:
    """Where footnotes stand, by their number."""

    def __init__(self, places: dict[str, list[int]]) -> None:
        self._places = places

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> _Notes:
        """Find the footnotes among all lines."""
        places: dict[str, list[int]] = {}
        for i, piece in enumerate(pieces):
            if match := _NOTE.match(fold(piece.text[:12])):
                places.setdefault(match.group(1), []).append(i)
        return cls(places)

    def behind(self, i: int, number: str) -> bool:
        """Tell whether a footnote of that number stands within reach behind line ``i``."""
        places = self._places.get(number, [])
        at = bisect_right(places, i)
        return at < len(places) and places[at] - i <= _NOTE_REACH


def _panels(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the figures of a scrambled panel as fragments."""
    kinds = [block.kind for block in blocks]
    for i, block in enumerate(blocks):
        if block.cells or block.kind not in {ParagraphKind.TABLE, ParagraphKind.TEXT} or "\n" in block.text:
            continue
        if is_scrambled(fold(block.text)):
            kinds[i] = ParagraphKind.FRAGMENT
        elif block.kind is ParagraphKind.TABLE and not is_bar_row(block.text):
            # One line that only ends in figures: a call-out or a sentence.
            kinds[i] = ParagraphKind.TEXT
    return [b if b.kind is kind else replace(b, kind=kind) for b, kind in zip(blocks, kinds, strict=True)]
