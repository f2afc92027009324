"""Where the rows of a table begin, read off its cells; and what heads them. For cutting a table that is too long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.script import fold
from corpus.sentences import sentences
from corpus.tables.bars import JOINED
from corpus.types import Cell, Span

# A head in a passage's header is context: no longer than this, in characters; of the title so many when it is longer.
_LONGEST_HEAD, _TITLE = 110, 40
_SPACE = re.compile(r"[\s|]+")
# What a glued head says besides its title: who drew it up, its unit, its currency, whether it was audited.
_SAID = re.compile(r"编制(?:单位|人)|[（(]?单位[:：]|币种|审计类型|(?:项目名称|项目|指标名称|主要指标|科目)$")
_UNIT_SAID = re.compile(
    r"(?<!编制)单位[:：] ?[^\s，。；;：:（）()]{1,12}?(?=币种|审计|项目|指标|科目|[\s（）()]|$)"
)


def _row_starts(text: str, table: Span, cells: Sequence[Cell]) -> list[int]:
    """Return where the rows with cells begin: at their line, or at their label where no lines part them."""
    starts: list[int] = []
    at, row, lines = table.start, None, "\n" in table.of(text)
    for cell in sorted(cells, key=lambda c: c.value.start):
        if cell.row != row or (lines and "\n" in text[at : cell.value.start]):
            sign = "\n" if lines else cell.row.rpartition(JOINED)[2] if not starts else ""
            found = text.rfind(sign, at, cell.value.start) if sign else -1
            starts.append(max(at, found + lines))
            row = cell.row
        at = cell.value.end
    return starts


def head_of(text: str, table: Span, cells: Sequence[Cell]) -> Span:
    """Return the title, unit and column names above a table's first row; empty where the rows begin at once."""
    starts = _row_starts(text, table, cells)
    return Span(table.start, starts[0] if starts else table.start)


def head_words(text: str, table: Span, cells: Sequence[Cell]) -> str:
    """Return what names a table's columns, short and in one line, for passages that hold only rows of it."""
    names = list(dict.fromkeys(cell.column for cell in cells if cell.column))
    columns, raw = " ".join(names), head_of(text, table, cells).of(text)
    if names and not _SPACE.search(raw.strip()) and (at := raw.rfind(names[0].partition(JOINED)[0])) >= 0:
        return f"{_glued_title(raw[:at])} {columns}".strip()[:_LONGEST_HEAD].rstrip()
    head = _SPACE.sub(" ", raw).strip()
    group = min(cells, key=lambda c: c.value.start).row.rpartition(JOINED)[0]
    # The name of the first group of rows stands below the head, and not above the others.
    head = head.removesuffix(f"{group}：").removesuffix(group).strip() if group else head
    if not head:
        return columns[:_LONGEST_HEAD]
    return head if len(head) <= _LONGEST_HEAD else f"{head[:_TITLE]}… {columns}"[:_LONGEST_HEAD]


def _glued_title(lead: str) -> str:
    """Return title and unit of a glued head, short: what stands before the names of its columns."""
    folded = fold(lead)
    said = _SAID.search(folded)
    title = lead[: said.start() if said else len(lead)].strip()
    unit = _UNIT_SAID.search(folded)
    title = title if len(title) <= _TITLE else f"{title[:_TITLE]}…"
    return " ".join(filter(None, (title, lead[unit.start() : unit.end()] if unit else "")))


def row_spans(text: str, table: Span, cells: Sequence[Cell], longest: int) -> list[Span]:
    """Return the pieces that a table may be cut into, in order: its head, then row by row.

    A row without cells goes with the piece before it, or by itself where it stands on a line; a piece of more than
    ``longest`` characters is cut at its sentences.
    """
    edges = {table.start, *_row_starts(text, table, cells), table.end}
    edges |= {table.start + match.end() for match in re.finditer("\n", table.of(text))}
    ordered = sorted(edges)
    pieces: list[Span] = []
    for start, end in pairwise(ordered):
        piece = _trimmed(text, start, end)
        if len(piece) > longest:
            pieces += sentences(text, piece)
        elif len(piece):
            pieces.append(piece)
    return pieces


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
