"""Lines to blocks: what one paragraph, heading, table or footnote of the source is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from corpus.block import Block
from corpus.layout.lines import Line, reads_as_item, reads_as_row
from corpus.layout.note_labels import opening_label
from corpus.layout.numbered import heading_levels
from corpus.layout.wraps import Group, Layout, paragraphs
from corpus.mapped import Mapped, concat
from corpus.types import ParagraphKind

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s*")
# All of a line emphasised, as a heading without a mark of its own is: `**客戶品牌**`.
_EMPHASISED = re.compile(r"^\s*(?:\*\*[^*]+\*\*|__[^_]+__)\s*$")
_NUMBERED_HEADING = (
    (1, re.compile(r"^第[一二三四五六七八九十百\d]{1,4}[章编編篇](?!.{30})")),
    (2, re.compile(r"^(?:第[一二三四五六七八九十百\d]{1,4}[节節]|[一二三四五六七八九十]{1,3}、)(?!.{30})")),
    (3, re.compile(r"^（[一二三四五六七八九十]{1,3}）(?!.{30})")),
)
_SEPARATOR_ROW = re.compile(r"^[|\s:-]+$")
_ENDS_SENTENCE = tuple("。！？；…!?;，、,：:")
# A short line between two paragraphs of prose is a heading up to this many characters.
_LONGEST_PLAIN_HEADING = 24
_PROSE = 40
_PLAIN_LEVEL = 4
# A piece of a panel has up to this many characters, and so many in a row are no chance.
_LONGEST_PIECE, _FEWEST_PIECES = 20, 4
_HEADING_MARK = ("※", "（")
_BARE_FIGURE = re.compile(r"[-\d.,，、%/ ]+")
_FIGURE = re.compile(r"[><≥≤约約超逾近]*[-+]?[\d,.]+\+? ?\S{0,5}")
_HOLDS_FIGURE = re.compile(r"(?<![A-Za-z\d])\d")
_HAN = re.compile("[\u3400-\u9fff]")
# Figures side by side are a row of a panel that was read across.
_SCRAMBLED = re.compile(r"\d\S{0,3} \d")


def _joined(lines: Sequence[Line], breaks: Sequence[bool]) -> Mapped:
    """Concatenate lines; a break keeps a newline, a wrap joins Han directly and other words with a space.

    The joining character takes the place just behind the line it follows, so that offsets keep rising.
    """
    parts: list[Mapped] = []
    for i, line in enumerate(lines):
        if parts:
            before = lines[i - 1].content
            wide = ord(before.text[-1]) > 0x2E7F or ord(line.text[0]) > 0x2E7F or before.text[-1] == "-"
            glue = "\n" if breaks[i - 1] else "" if wide else " "
            if glue:
                parts.append(Mapped(glue, before.offsets[-1:] + np.int32(1)))
        parts.append(line.content)
    return concat(parts)


def _heading_level(line: Line) -> int:
    if match := _MARKDOWN_HEADING.match(line.text):
        return len(match.group(1))
    return next((level for level, pattern in _NUMBERED_HEADING if pattern.match(line.text)), 0)


def _kind(lines: Sequence[Line]) -> ParagraphKind:
    if opening_label(lines[0].raw, lines[0].text) is not None:
        return ParagraphKind.FOOTNOTE
    rows = sum(line.is_row for line in lines)
    return ParagraphKind.TABLE if rows >= 1 and rows * 2 >= len(lines) else ParagraphKind.TEXT


def _heading(line: Line, level: int) -> Block | None:
    """Return a line as a heading, None if its mark is all there is."""
    content, mark = line.content, ""
    if match := _MARKDOWN_HEADING.match(content.text):
        content, mark = content.part(match.end(), len(content)).strip(), "#"
    if not content.text:
        return None
    return Block(content, ParagraphKind.HEADING, level, page=line.page, marks=line.marks, mark=mark)


def _body(group: Group) -> Block | None:
    """Return the lines of a paragraph as one block without the rules of tables, None if nothing else is there."""
    rows = [
        (line, flag)
        for line, flag in zip(group.lines, [*group.breaks, False], strict=True)
        if not _SEPARATOR_ROW.match(line.text)
    ]
    if not rows:
        return None
    kept = [line for line, _ in rows]
    marks = tuple(mark for line in kept for mark in line.marks)
    content = _joined(kept, [flag for _, flag in rows[:-1]])
    mark = "**" if len(kept) == 1 and _EMPHASISED.match(kept[0].raw) else ""
    note = opening_label(kept[0].raw, kept[0].text) or None
    return Block(content, _kind(group.lines), page=kept[0].page, marks=marks, note=note, mark=mark)


def to_blocks(lines: Sequence[Line], layout: Layout | None = None) -> list[Block]:
    """Return the blocks of a file in order: headings with their level, tables by rows, footnotes, text, fragments.

    ``layout`` is read off the lines unless it is given.
    """
    layout = layout or Layout.of(lines)
    blocks: list[Block] = []
    opening: set[int] = set()
    numbered = heading_levels(lines, layout.width if layout.wrapped else None)
    levels = [numbered.get(at, _heading_level(line)) for at, line in enumerate(lines)]
    sure = {at for at, level in numbered.items() if level}
    at = 0
    for group in paragraphs(lines, layout, [level > 0 for level in levels], sure):
        level, at = levels[at], at + len(group.lines)
        note = opening_label(group.lines[0].raw, group.lines[0].text) is not None
        if (level or (group.title and not note)) and len(group.lines) == 1:
            block = _heading(group.lines[0], level or _PLAIN_LEVEL)
        else:
            block = _body(group)
        if block:
            if group.lines[0].opens_page:
                opening.add(len(blocks))
            blocks.append(block)
    return name_fragments(_plain_headings(blocks, opening)) if layout.wrapped else blocks


def _is_prose(block: Block) -> bool:
    return block.kind is ParagraphKind.TEXT and len(block.content) >= _PROSE


def _plain_headings(blocks: list[Block], opening: AbstractSet[int]) -> list[Block]:
    """Name short lines between paragraphs of prose headings; they carry no mark in hard-wrapped text.

    ``opening`` are the blocks that open a page: nothing above them has to be prose.
    """
    named = list(blocks)
    for i, block in enumerate(blocks[:-1]):
        text = block.text
        short = (
            2 <= len(text) <= _LONGEST_PLAIN_HEADING
            and "\n" not in text
            and not text.endswith(_ENDS_SENTENCE)
            and not _BARE_FIGURE.fullmatch(text)
        )
        before = i == 0 or i in opening or _is_prose(blocks[i - 1]) or blocks[i - 1].level > 0
        if block.kind is ParagraphKind.TEXT and short and before and _is_prose(blocks[i + 1]):
            named[i] = replace(block, kind=ParagraphKind.HEADING, level=_PLAIN_LEVEL)
    return named


def name_fragments(blocks: Sequence[Block]) -> list[Block]:
    """Name the pieces of figure panels and torn columns: runs of short blocks that are neither sentence nor row.

    Labels and figures in turn are none, for the two can be told to belong together; nor is the head of the file, where
    title and author stand, nor the last piece above a paragraph of prose, which may be its heading, nor a piece that
    says by itself what its figure counts.
    """
    named = list(blocks)
    body = next((i for i, block in enumerate(blocks) if _is_prose(block)), len(blocks))
    run: list[int] = []
    for i in range(body, len(blocks) + 1):
        if i < len(blocks) and _is_piece(blocks[i]):
            run.append(i)
            continue
        if run and i < len(blocks) and _is_prose(blocks[i]) and not _FIGURE.fullmatch(blocks[run[-1]].text):
            run.pop()
        if len(run) >= _FEWEST_PIECES:
            paired = _in_turn([bool(_FIGURE.fullmatch(blocks[k].text)) for k in run])
            for k, pair in zip(run, paired, strict=True):
                if not pair and not _says_figure(blocks[k].text):
                    named[k] = replace(blocks[k], kind=ParagraphKind.FRAGMENT)
        run = []
    return named


def _is_piece(block: Block) -> bool:
    text = block.text
    short = block.kind is ParagraphKind.TEXT and len(text) <= _LONGEST_PIECE and not reads_as_item(text)
    return (
        short
        and not (text.endswith(_ENDS_SENTENCE) or text.startswith(_HEADING_MARK))
        and not any(map(reads_as_row, text.split("\n")))
    )


def _says_figure(text: str) -> bool:
    """Tell whether a piece holds both a figure and what it counts, as `全年培训员工 3,200 人` does."""
    return bool(_HOLDS_FIGURE.search(text)) and len(_HAN.findall(text)) >= 5 and not _SCRAMBLED.search(text)


def _in_turn(figures: Sequence[bool]) -> list[bool]:
    """Tell of each piece whether it stands in a stretch of labels and figures in turn, two of each at least."""
    paired = [False] * len(figures)
    start = 0
    for at in range(1, len(figures) + 1):
        if at < len(figures) and figures[at] != figures[at - 1]:
            continue
        if at - start >= _FEWEST_PIECES:
            paired[start:at] = [True] * (at - start)
        start = at
    return paired
