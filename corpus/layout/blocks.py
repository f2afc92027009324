"""Lines to blocks: what one paragraph, heading, table or footnote of the source is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.layout.lines import Layout, Line
from corpus.mapped import Mapped, concat
from corpus.types import Cell, Mark, ParagraphKind

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s*(?:※\s*)?")
_NUMBERED_HEADING = (
    (1, re.compile(r"^第[一二三四五六七八九十百\d]{1,4}[章编編篇](?!.{30})")),
    (2, re.compile(r"^(?:第[一二三四五六七八九十百\d]{1,4}[节節]|[一二三四五六七八九十]{1,3}、)(?!.{30})")),
    (3, re.compile(r"^（[一二三四五六七八九十]{1,3}）(?!.{30})")),
)
_FOOTNOTE = re.compile(
    r"^(?:<sup>\s*\d{1,2}\s*</sup>|\d{1,2}\s*[:：]\s*[“\"「]|注\s*\d{0,2}\s*[:：]|\[\^\d+\]:)", re.IGNORECASE
)
_SEPARATOR_ROW = re.compile(r"^[|\s:-]+$")
_ENDS_SENTENCE = tuple("。！？；…!?;，、,：:")
# A short line between two paragraphs of prose is a heading up to this many characters.
_LONGEST_PLAIN_HEADING = 24
_PROSE = 40


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of the source in order. ``level`` is 1 to 6 for headings, 0 otherwise.

    ``page`` is where it begins, 1-based. ``cells`` point into the content's text. ``marks`` are the footnote marks that
    it bears; ``note`` is the label of the footnote that it is.
    """

    content: Mapped
    kind: ParagraphKind = ParagraphKind.TEXT
    level: int = 0
    page: int | None = None
    cells: tuple[Cell, ...] = ()
    marks: tuple[Mark, ...] = ()
    note: str | None = None

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text


def _joined(lines: Sequence[Line], breaks: Sequence[bool]) -> Mapped:
    """Concatenate lines; a break keeps a newline, a wrap joins Han directly and other words with a space.

    The joining character takes the place just behind the line it follows, so that offsets keep rising.
    """
    parts: list[Mapped] = []
    for i, line in enumerate(lines):
        if parts:
            before = lines[i - 1].content
            wide = ord(before.text[-1]) > 0x2E7F or ord(line.text[0]) > 0x2E7F
            glue = "\n" if breaks[i - 1] else "" if wide else " "
            if glue:
                parts.append(Mapped(glue, before.offsets[-1:] + np.int32(1)))
        parts.append(line.content)
    return concat(parts)


def _heading_level(line: Line) -> int:
    if match := _MARKDOWN_HEADING.match(line.text):
        return len(match.group(1))
    return next((level for level, pattern in _NUMBERED_HEADING if pattern.match(line.text)), 0)


def _groups(lines: Sequence[Line], layout: Layout) -> Iterator[tuple[list[Line], list[bool]]]:
    """Part the lines into paragraphs: within one, a flag per join says whether it is a kept line break."""
    group: list[Line] = []
    breaks: list[bool] = []
    for line in lines:
        if group:
            wrap = layout.goes_on(group[-1], line)
            same = (
                wrap
                or (
                    not line.blank_before
                    and layout.blank_parts
                    and not _heading_level(line)
                    and not _heading_level(group[0])
                    and not (group[-1].text.endswith("。") and layout.wrapped and not line.is_row)
                )
                or (line.is_row and group[-1].is_row and not layout.blank_parts)
            )
            if not same:
                yield group, breaks
                group, breaks = [], []
            else:
                breaks.append(not wrap)
        group.append(line)
    if group:
        yield group, breaks


def _kind(lines: Sequence[Line]) -> ParagraphKind:
    if _FOOTNOTE.match(lines[0].text):
        return ParagraphKind.FOOTNOTE
    rows = sum(line.is_row for line in lines)
    return ParagraphKind.TABLE if rows >= 1 and rows * 2 >= len(lines) else ParagraphKind.TEXT


def to_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a file in order: headings with their level, tables by rows, footnotes, text."""
    layout = Layout.of(lines)
    blocks: list[Block] = []
    for group, breaks in _groups(lines, layout):
        level = _heading_level(group[0])
        if level and len(group) == 1:
            content = group[0].content
            if match := _MARKDOWN_HEADING.match(content.text):
                content = content.part(match.end(), len(content)).strip()
            if content.text:
                blocks.append(
                    Block(content, ParagraphKind.HEADING, level, page=group[0].page, marks=group[0].marks)
                )
            continue
        rows = [
            (line, flag)
            for line, flag in zip(group, [*breaks, False], strict=True)
            if not _SEPARATOR_ROW.match(line.text)
        ]
        if rows:
            kept = [line for line, _ in rows]
            marks = tuple(mark for line in kept for mark in line.marks)
            content = _joined(kept, [flag for _, flag in rows[:-1]])
            blocks.append(Block(content, _kind(group), page=kept[0].page, marks=marks))
    return _plain_headings(blocks) if layout.wrapped else blocks


def _plain_headings(blocks: list[Block]) -> list[Block]:
    """Name short lines between paragraphs of prose headings; they carry no mark in hard-wrapped text."""

    def is_prose(at: int) -> bool:
        return (
            0 <= at < len(blocks)
            and blocks[at].kind is ParagraphKind.TEXT
            and len(blocks[at].content) >= _PROSE
        )

    named = list(blocks)
    for i, block in enumerate(blocks):
        text = block.content.text
        short = (
            2 <= len(text) <= _LONGEST_PLAIN_HEADING
            and "\n" not in text
            and not text.endswith(_ENDS_SENTENCE)
        )
        before = i == 0 or is_prose(i - 1) or blocks[i - 1].kind is ParagraphKind.HEADING
        if block.kind is ParagraphKind.TEXT and short and before and is_prose(i + 1):
            named[i] = replace(block, kind=ParagraphKind.HEADING, level=4)
    return named
