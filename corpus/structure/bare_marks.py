"""Footnote marks that lost their mark-up: a digit glued to a word, where no other reading of it is possible."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.block import Block
from corpus.layout.note_labels import same_label
from corpus.script import fold
from corpus.types import ParagraphKind

_BARE = re.compile(
    r"(?<=[\u4e00-\u9fff”」』》）)％%])(?P<space> ?)(?P<label>\d{1,2}|[*①-⑳])"
    r"(?=(?P<behind>[，。、；：）)\u4e00-\u9fff]|\s|$))"
)
# Written folded. Behind these a digit counts: `排名第1，`, `共有5，`, `图2、`.
_COUNTS = re.compile(r"[第为是有共约达超至到等名前后和与或及图表月年周日卡级类型号版章节条步点比]$")
_ENDS = frozenset("，。、；：）)")
_TERM = re.compile(r"[^\s，。、；：“”「」『』《》（）()]{3,12}$")
_CLOSING = "”」』》）)％% "
# How much of a note is looked at for the word that it explains, and how much before a mark for that word.
_EXPLAINED, _BEFORE = 80, 16


@dataclass(frozen=True, slots=True)
class BareMark:
    """A digit that may be a mark: its block, the word before it, and whether it reads as a mark even unexplained."""

    block: int
    word: str
    reads_so: bool


def _marks(block: int, text: str) -> Iterator[tuple[str, int, BareMark]]:
    """Yield label, place in the text and mark for every digit that may be one."""
    for match in _BARE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()].rstrip(_CLOSING)
        term = _TERM.search(before)
        behind = match.group("behind")
        spaced = bool(match.group("space"))
        reads_so = (
            (behind in _ENDS or (not behind.strip() and not spaced))
            and not (spaced and behind == "、")
            and not _COUNTS.search(fold(before[-1:]))
        )
        mark = BareMark(block, term.group(0) if term else "", reads_so)
        yield same_label(match.group("label")), match.start(), mark


def find_bare_marks(blocks: Sequence[Block]) -> Mapping[str, list[BareMark]]:
    """Return for every label the digits in text, captions and headings that may be its mark, in order."""
    found: dict[str, list[BareMark]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.kind not in (ParagraphKind.FOOTNOTE, ParagraphKind.CONTENTS):
            for label, _, mark in _marks(i, block.text):
                found[label].append(mark)
    return found


def bare_mark_in(text: str, label: str, note: str) -> int | None:
    """Return where in the text that bears a note's bare mark the mark stands, None if it cannot be told.

    >>> bare_mark_in("建成“1+3+N”1基地，共3个。", "1", "“1+3+N”中的“1”为总部")
    9
    """
    marks = [(at, mark) for found, at, mark in _marks(0, text) if found == label]
    explained = [at for at, mark in marks if mark.word and mark.word[-6:] in note[:_EXPLAINED]]
    likely = explained or [at for at, mark in marks if mark.reads_so]
    return likely[0] if len(likely) == 1 else None


def bearers(marks: Sequence[BareMark], first: int, last: int, note: str) -> set[int]:
    """Return the blocks from ``first`` up to ``last`` that bear a note's mark: by the word that it explains, else all.

    Where the note's words name one of the marked words, that mark is the note's and the other digits are none.
    """
    at = bisect_left(marks, first, key=lambda mark: mark.block)
    near = []
    while at < len(marks) and marks[at].block < last:
        near.append(marks[at])
        at += 1
    explained = {mark.block for mark in near if mark.word and mark.word[-6:] in note[:_EXPLAINED]}
    return explained or {mark.block for mark in near if mark.reads_so}
