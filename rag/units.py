"""The parts of a passage that can be quoted by themselves: sentences, rows of a table, labels with their figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.sentences import sentences
from corpus.types import Cell, Passage, Span

# A label shorter than this whose figure stands in the next line is read together with it.
_LABEL = 30
# A list of labels and then of values up to this many characters is quoted as a whole.
_LONGEST_PANEL = 320
_FIGURE = re.compile(r"\d")


def units(passage: Passage) -> list[Span]:
    """Return the spans of a passage that can be quoted by themselves; a label is kept together with its figure.

    None crosses the edge of a paragraph or of a table's row. A paragraph that lists its labels before their values
    is one.
    """
    edges = sorted({0, *(at for at, _ in passage.paragraphs), len(passage.text)})
    found: list[Span] = []
    for start, end in pairwise(edges):
        cells = [c for c in passage.cells if start <= c.value.start < end]
        cuts = _row_starts(passage.text, start, cells)
        if cuts is None and end - start <= _LONGEST_PANEL:
            found += _whole(passage.text, start, end)
            continue
        for first, last in pairwise([start, *(cuts or ()), end]):
            found += _labelled(passage, Span(first, last))
    return found


def cells_within(passage: Passage, span: Span) -> list[Cell]:
    """Return the table's values that stand in a part of a passage, in order, counted from the part's beginning."""
    inside = [c for c in passage.cells if span.start <= c.value.start and c.value.end <= span.end]
    return sorted((c.moved(-span.start) for c in inside), key=lambda cell: cell.value)


def _whole(text: str, start: int, end: int) -> list[Span]:
    """Return the part of a text without white space at its ends as one span; none when nothing is left."""
    inner = text[start:end].strip()
    at = text.find(inner, start) if inner else end
    return [Span(at, at + len(inner))] if inner else []


def _row_starts(text: str, start: int, cells: Sequence[Cell]) -> list[int] | None:
    """Return where the rows of a table begin behind other rows; None when labels stand apart from their values."""
    found: list[int] = []
    at, row, apart = start, None, 0
    for cell in cells:
        if cell.row != row and cell.row:
            label = text.rfind(cell.row.rpartition(" / ")[2], at, cell.value.start)
            apart += label < 0 and cell.value.start > at
            line = text[max(start, text.rfind("\n", start, max(label, start)) + 1) : max(label, start)]
            if line.strip(" |") and (row is None or not text[at:label].strip()):
                found.append(label)
            row = cell.row
        at = max(at, cell.value.end)
    rows = len({cell.row for cell in cells})
    return None if rows > 1 and apart * 2 >= rows else found


def _labelled(passage: Passage, part: Span) -> list[Span]:
    """Return the sentences of a part of a passage, a label together with the figure in the next line."""
    merged: list[Span] = []
    for span in sentences(passage.text, part):
        if merged:
            before = merged[-1]
            label = before.of(passage.text)
            broken = passage.text[before.end : span.start].count("\n") == 1
            bare = not label.endswith(("。", "！", "？", "；"))
            lacks = not _FIGURE.search(label) or label.endswith(("，", ",", "：", ":"))
            if broken and bare and len(label) <= _LABEL and (lacks or len(span) <= 8):
                merged[-1] = Span(before.start, span.end)
                continue
        merged.append(span)
    return merged
