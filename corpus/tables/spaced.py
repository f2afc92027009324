"""Tables of lines whose cells are parted by spaces: from the line that names the columns to the last sure row.

A label may run over some lines, with its values on the next; a group of rows may have a name; the head may be repeated
behind a page break. What does not come out with certainty ends the table or is left without cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.tables.bars import JOINED
from corpus.tables.pieces import Piece, Writer, glue_between
from corpus.tables.units import plain_unit, stated_unit, unit_of
from corpus.tables.values import Head, Row, ends_in_values, glued_note, is_label, read_head, read_row
from corpus.types import Cell, Span

# No label runs over more lines than this, the name of its group not counted.
_LABEL_LINES = 4
# No table is longer than this, in characters; the rows behind go into a second one under the same columns.
LONGEST = 6000
_SHORT_END = re.compile(r"^\S{0,3}[（(][^（）()]*[）)]\d?$|^[）)]")
_LONE_SIGN = 2
# What names the column of labels is no longer than this (指標名稱); more is a title.
_LABEL_COLUMN = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are called, and the unit that its head or title states for all."""

    names: tuple[str, ...]
    unit: str | None


@dataclass(slots=True)
class Table:
    """A table as far as it was read: pieces ``first`` to ``end`` (exclusive), its cells in the text of ``writer``."""

    first: int
    end: int
    columns: Columns
    writer: Writer = field(default_factory=Writer)
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0


NoteKnown = Callable[[int, str], bool]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def columns_of(head: Head, text: str, title: str) -> Columns:
    """Return the columns that a head names; a unit stated in the title or before the columns counts for all."""
    lead = head.lead.of(text)
    return Columns(tuple(c.of(text) for c in head.columns), stated_unit(lead) or stated_unit(title))


@dataclass(slots=True)
class Reader:
    """Reads one table from ``pieces``; ``known`` tells whether a footnote of a label stands behind a piece."""

    pieces: Sequence[Piece]
    known: NoteKnown
    group: str = ""

    def read(self, at: int, columns: Columns, first: int) -> Table | None:
        """Return the table with rows from ``at`` on and its title and head from ``first`` on; None without rows."""
        table = Table(first, at, columns)
        for piece in self.pieces[first:at]:
            table.writer.add(piece.content)
        pending: list[int] = []
        i = at
        while i < len(self.pieces) and self._goes_on(i, table):
            text = self.pieces[i].text
            if (head := read_head(text)) and head.certain:
                if len(head.columns) != len(table.columns.names) or table.writer.length > LONGEST:
                    break
                if not self._take_head(i, head, table, pending):
                    break
                pending = []
            elif row := read_row(text, len(table.columns.names)):
                if not self._take_row(i, row, table, pending):
                    break
                pending = []
                if table.writer.length > LONGEST:
                    break
            elif is_label(text) and len(pending) < _LABEL_LINES + 1:
                pending.append(i)
            else:
                break
            i += 1
        return table if table.rows else None

    def _goes_on(self, i: int, table: Table) -> bool:
        return self.pieces[i].open and (i == table.first or self.pieces[i].follows(self.pieces[i - 1]))

    def _take_head(self, i: int, head: Head, table: Table, pending: list[int]) -> bool:
        """Take a head that stands again; a title above it begins another table."""
        names = tuple(c.of(self.pieces[i].text) for c in head.columns)
        again = names == table.columns.names and len(head.lead) <= _LABEL_COLUMN
        if pending or not table.rows or not again:
            return False
        table.writer.add(self.pieces[i].content)
        table.end, self.group = i + 1, ""
        return True

    def _take_row(self, i: int, row: Row, table: Table, pending: list[int]) -> bool:
        """Take a row with the lines of its label above it; tell whether its label is certain."""
        free = self._behind_short_rows(pending)
        wrapped = self._wrapped(i, row, free)
        if not len(row.label) and not wrapped:
            return False
        named = [p for p in free if p not in wrapped]
        if named:
            self.group = self.pieces[named[-1]].text.rstrip("：:")
        for p in (p for p in pending if p not in wrapped):
            table.writer.add(self.pieces[p].content)
        self._write(i, row, table, wrapped)
        table.rows, table.end = table.rows + 1, i + 1
        return True

    def _behind_short_rows(self, pending: list[int]) -> list[int]:
        """Return the pending lines behind the last that is a row of fewer values: what stands above one is its own."""
        short = [n for n, p in enumerate(pending) if ends_in_values(self.pieces[p].text)]
        if short and short[-1]:
            self.group = ""
        return pending[short[-1] + 1 :] if short else pending

    def _wrapped(self, i: int, row: Row, pending: list[int]) -> list[int]:
        """Return which of the pending lines belong to the row's label."""
        if not pending:
            return []
        own = row.label.of(self.pieces[i].text)
        gaps_tell = any(not self.pieces[p].near for p in [*pending, i])
        if own:
            # The end of a label (数（个）) before the values; or all of one, under the name of a group.
            rest = bool(_SHORT_END.search(own))
            if not (self.pieces[i].near and (gaps_tell or rest)) and not (rest and own[0] in "（()）"):
                return []
        group = [pending[-1]]
        for p in reversed(pending[:-1]):
            text, below = self.pieces[p].text, self.pieces[p + 1]
            joined = below.near if gaps_tell else _width(text) >= _width(below.text)
            if not joined:
                break
            group.insert(0, p)
        return group

    def _write(self, i: int, row: Row, table: Table, wrapped: list[int]) -> None:
        """Write the row as one line and add its cells."""
        line = self.pieces[i]
        for n, p in enumerate(wrapped):
            before = self.pieces[wrapped[n - 1]].text if n else ""
            table.writer.add(self.pieces[p].content, glue_between(before, self.pieces[p].text) if n else "\n")
        label = "".join(
            (glue_between(self.pieces[wrapped[n - 1]].text, self.pieces[p].text) if n else "")
            + self.pieces[p].text
            for n, p in enumerate(wrapped)
        )
        own = row.label.of(line.text)
        glue = "\n" if not wrapped else glue_between(label, own) if own else " "
        span = table.writer.add(line.content, glue)
        label += (glue if wrapped and own else "") + own
        note = row.note
        if note is None and (found := glued_note(label)) and self.known(i, found[1]):
            label, note = label[: found[0]].rstrip(), found[1]
        full = JOINED.join(filter(None, (self.group, label)))
        for value, name in zip(row.values, table.columns.names, strict=True):
            default = plain_unit(name) or table.columns.unit
            unit = unit_of(value.of(line.text), label, name, default=default)
            place = Span(span.start + value.start, span.start + value.end)
            table.cells.append(Cell(place, full, name, unit, note))


def furniture(text: str) -> bool:
    """Tell whether a line can be no part of a table or of a sentence: a page's number or a sign of its side title."""
    return len(text) <= _LONE_SIGN or (text.isdigit() and len(text) <= 3)
