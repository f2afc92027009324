"""Footnotes and the marks that name them: notes without a raised label are found, then tied to what bears their mark.

Labels start again on every page, so a mark means the nearest note behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.block import Block
from corpus.layout.note_labels import inline_marks, same_label
from corpus.structure.bare_marks import BareMark, bearers, find_bare_marks
from corpus.types import ParagraphKind, Span

# A note stands on its mark's page or the next: so many characters further on at most. A page has some 1,500, the
# farthest of 11 notes seen stood 1,100 behind its mark.
_REACH = 4000
# A bare digit says less: it must stand on the same page.
_BARE_REACH = 2000
# What a line opens with that may be the label of a note: `1 text`, `1. text`, `[1] text`, `* text`, `① text`.
_MAY_OPEN = re.compile(r"(?:\[(\d{1,2})\]|(\d{1,2})(?:[.．、)）]|(?= ))|([*＊①-⑳])) *(?=[^\s\d])")
_SENTENCE_END = ("。", "！", "？", "；", "）", ".")
_BY_SPACE = re.compile(r"\d{1,2} +$")
_NEXT_NOTE = re.compile(r"(\d{1,2})\s*[.．、)）](?!\d{1,2}[^\d]) *(?=\S)|([①-⑳]) *(?=\S)")
# Shorter than this no line explains anything.
_SHORTEST_NOTE = 10


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Return how many characters stand before each block, and behind the last."""
    starts = [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.content))
    return starts


def _borne(block: Block) -> set[str]:
    """Return the labels of the marks that a block bears, taken out by cleaning or left in its text."""
    raised = {same_label(mark.label) for mark in block.marks}
    if block.kind is ParagraphKind.FOOTNOTE:
        return raised
    return raised | {label for _, label in inline_marks(block.text)}


def name_notes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the notes among them named: those that follow a note in its numbering or a mark.

    A line such as `1 text` is a note only where a raised mark with its label stands before it and has no note yet, or a
    bare one with no other reading. Lines of one block that open notes of their own become blocks of their own.
    """
    parted = [piece for block in blocks for part in _bracketed(block) for piece in _parted(part)]
    starts, bare = _starts(parted), find_bare_marks(parted)
    waiting: dict[str, int] = {}
    named: list[Block] = []
    for i, block in enumerate(parted):
        label = _label(parted[i], named[-1:], waiting, starts, i, bare)
        note = block if label is None else replace(block, kind=ParagraphKind.FOOTNOTE, note=label)
        if note.kind is ParagraphKind.FOOTNOTE and note.note:
            waiting.pop(note.note, None)
        waiting.update((label, starts[i]) for label in _borne(block))
        named.append(note)
    return named


def _label(
    block: Block,
    before: Sequence[Block],
    waiting: Mapping[str, int],
    starts: Sequence[int],
    i: int,
    bare: Mapping[str, Sequence[BareMark]],
) -> str | None:
    """Return the label of the note that a block of text turns out to be, None if it is none."""
    if block.kind is not ParagraphKind.TEXT or len(block.content) < _SHORTEST_NOTE:
        return None
    if before and (label := _next_in_order(before[-1], block)):
        return label
    match = _MAY_OPEN.match(block.text)
    if not match:
        return None
    label = same_label(next(group for group in match.groups() if group))
    if label in waiting and starts[i] - waiting[label] <= _REACH:
        return label
    # `6    在平台…`: neither a list nor a row, and one bare mark above that nothing else explains.
    sentence = block.text.endswith(_SENTENCE_END)
    if match.group(2) and sentence and _BY_SPACE.match(match.group(0)) and label in bare:
        first = bisect_left(starts, starts[i] - _BARE_REACH)
        return label if len(bearers(bare[label], first, i, block.text)) == 1 else None
    return None


def _next_in_order(note: Block, block: Block) -> str | None:
    """Return the label of a block that goes on the numbering of the note before it: `注：1. …`, `2. …`."""
    match = _NEXT_NOTE.match(block.text)
    if note.kind is not ParagraphKind.FOOTNOTE or not match or not (note.note or "").isdigit():
        return None
    label = same_label(match.group(1) or match.group(2))
    return label if int(label) == int(note.note or 0) + 1 else None


# Lines that open with a bracketed figure; two and more that count up at a block's end are notes, a line each.
_BRACKETED = re.compile(r"(?:^|(?<=\n))\[(\d{1,2})\] *(?=[^\s\d\[(（])")


def _bracketed(block: Block) -> list[Block]:
    """Part a text of several lines before its lines that open with `[1]`, `[2]`, counting up."""
    opened = list(_BRACKETED.finditer(block.text)) if block.kind is ParagraphKind.TEXT else []
    labels = [int(match.group(1)) for match in opened]
    if "\n" not in block.text or not labels or any(b - a != 1 for a, b in pairwise(labels)):
        return [block]
    cuts = sorted({0, *(match.start() for match in opened)})
    return [
        _piece(block, Span(a, b), block.note)
        for a, b in zip(cuts, [*cuts[1:], len(block.text)], strict=True)
        if block.text[a:b].strip()
    ]


def _parted(block: Block) -> list[Block]:
    """Part a footnote block whose lines open further notes: each becomes a block of its own."""
    if block.kind is not ParagraphKind.FOOTNOTE or "\n" not in block.text or not (block.note or "").isdigit():
        return [block]
    cuts, label = [0], int(block.note or 0)
    for line in re.finditer(r"\n", block.text):
        opening = re.match(
            rf"{label + 1}(?:[.．、)）:：] *|(?= |[^\d.%])) *(?=\S)", block.text[line.end() :][:8]
        )
        if opening:
            cuts.append(line.end())
            label += 1
    spans = [Span(a, b) for a, b in zip(cuts, [*cuts[1:], len(block.text)], strict=True)]
    first = int(block.note or 0)
    return [_piece(block, span, str(first + k)) for k, span in enumerate(spans)]


def _piece(block: Block, span: Span, label: str | None) -> Block:
    content = block.content.part(span.start, span.end).strip()
    held = Span(int(content.offsets[0]), int(content.offsets[-1]) + 1)
    marks = tuple(mark for mark in block.marks if held.start <= mark.source < held.end)
    return replace(block, content=content, marks=marks, note=label)


def tie_notes(blocks: Sequence[Block]) -> dict[int, tuple[int, ...]]:
    """Map the place of a block that bears a mark to the places of its notes, and of a note to those of its bearers.

    A mark means the nearest following note with its label, two or three pages on at most; the marks of table cells
    also a note that stands before the table. A note that no mark names is tied to the one bare digit that reads as
    its mark, if there is exactly one; a note without a label to the table right above it.
    """
    starts = _starts(blocks)
    notes: dict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.kind is ParagraphKind.FOOTNOTE and block.note:
            notes[same_label(block.note)].append(i)
    ties: dict[int, set[int]] = defaultdict(set)
    for i, block in enumerate(blocks):
        if i and block.kind is ParagraphKind.FOOTNOTE and not block.note:
            _tie(ties, i - 1, i if blocks[i - 1].kind is ParagraphKind.TABLE else None)
        for label in _borne(block):
            _tie(ties, i, _following(notes.get(label, []), i, starts))
        for label in {same_label(cell.note) for cell in block.cells if cell.note}:
            near = notes.get(label, [])
            behind = _following(near, i, starts)
            _tie(ties, i, _preceding(near, i, starts) if behind is None else behind)
    _tie_bare(blocks, ties, notes, starts)
    return {place: tuple(sorted(others)) for place, others in ties.items()}


def _tie(ties: dict[int, set[int]], bearer: int, note: int | None) -> None:
    if note is not None and note != bearer:
        ties[bearer].add(note)
        ties[note].add(bearer)


def _following(notes: Sequence[int], block: int, starts: Sequence[int]) -> int | None:
    n = bisect_right(notes, block)
    return notes[n] if n < len(notes) and starts[notes[n]] - starts[block + 1] <= _REACH else None


def _preceding(notes: Sequence[int], block: int, starts: Sequence[int]) -> int | None:
    n = bisect_left(notes, block) - 1
    return notes[n] if n >= 0 and starts[block] - starts[notes[n]] <= _REACH else None


def _tie_bare(
    blocks: Sequence[Block],
    ties: dict[int, set[int]],
    notes: Mapping[str, Sequence[int]],
    starts: Sequence[int],
) -> None:
    """Tie the notes that no mark names to the block with the one bare mark that can be theirs."""
    marks = find_bare_marks(blocks)
    for label, places in notes.items():
        for n, note in enumerate(places):
            if note in ties or label not in marks:
                continue
            before = places[n - 1] if n else -1
            first = max(before + 1, bisect_left(starts, starts[note] - _BARE_REACH))
            found = bearers(marks[label], first, note, blocks[note].text)
            if len(found) == 1 and _is_nearest(found, note, before if before not in ties else -1, starts):
                _tie(ties, found.pop(), note)


def _is_nearest(found: set[int], note: int, before: int, starts: Sequence[int]) -> bool:
    """Tell whether a bare mark is the note's, not that of the note before it which has no mark either."""
    (bearer,) = found
    if before < 0:
        return True
    return starts[note] - starts[bearer + 1] < (starts[bearer] - starts[before + 1]) / 2
