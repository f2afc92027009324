"""Captions of figures, tables and photographs, and the lines that name a source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.block import Block
from corpus.script import fold
from corpus.types import ParagraphKind

# Longer than this a line says more than what a picture shows.
_LONGEST, _LONGEST_PLAIN = 90, 50
_MOST_IN_A_ROW = 4
# What may stand above a caption, and what behind it.
_ABOVE = (ParagraphKind.TEXT, ParagraphKind.TABLE, ParagraphKind.FOOTNOTE)
_BEHIND = (ParagraphKind.HEADING, ParagraphKind.FOOTNOTE, ParagraphKind.CAPTION)
# So many characters tell prose from a line beside a picture.
_PROSE = 30
# Written folded. Each by a name, for the tests.
_OPENINGS = {
    "numbered": re.compile(
        r"(?:附?图|附?表|图表|图示|照片|Figure|Fig\.?|Table|Chart|Exhibit) ?(?:\d{1,3}(?:[-.–]\d{1,3}){0,2}"
        r"|[一二三四五六七八九十]{1,3})(?![\d%年月日]) ?(?:[:：.．、|] ?|(?=[^\d是为中的和与所可至到、，。]))\S",
        re.IGNORECASE,
    ),
    "source": re.compile(r"(?:资料|数据|图片|照片|图表)?(?:来源|出处|提供|摄影|供图)[:：]|(?:摄影|摄|供图)[/／]"),
    "shows": re.compile(r"[（(]?(?:图为|图中为|[上下左右]图为?|图[/／]|(?:图注|图片说明|配图)[:：])"),
    "triangle": re.compile(r"[▲△▼▽] ?\S"),
}  # fmt: skip
_SENTENCE = re.compile(r"[。！？；!?]")
_ENDS = re.compile(r"[，、：:。！？；!?;…“「『（(《]$")
_NO_CAPTION = re.compile(
    r"[-•●◆◇○□■※▪▶➢✓・‧·*|>#—“”「」『』]|[①-⑳]|\d{1,2}[.、）)]|[一二三四五六七八九十]{1,3}、|第\S{1,3}[章节条]"
)
_LABELLED = re.compile(r"[^：:]{2,10}[：:]")
_HAN = re.compile("[\u4e00-\u9fff]")


def _says_so(block: Block) -> bool:
    """Tell whether a block opens as a caption does."""
    text = block.text
    if len(text) > _LONGEST or "\n" in text or (not _HAN.search(text) and not text[0].isascii()):
        return False
    folded = fold(text)
    opening = next((name for name, pattern in _OPENINGS.items() if pattern.match(folded)), None)
    # `表 2 列出了各地的数据。` is a sentence about a table.
    return opening is not None and (opening != "numbered" or not _SENTENCE.search(text))


def _is_plain(block: Block) -> bool:
    """Tell whether a block is a short unmarked line that is no sentence, no item and no label of something."""
    text = block.text
    if block.kind is not ParagraphKind.TEXT or block.mark or "\n" in text:
        return False
    if not 3 <= len(text) <= _LONGEST_PLAIN or not _HAN.search(text) or _NO_CAPTION.match(text):
        return False
    return not (_ENDS.search(text) or _SENTENCE.search(text) or _LABELLED.match(text))


def _name_plain(blocks: list[Block]) -> list[Block]:
    """Name the short lines that can be nothing but the captions of lost pictures.

    In Markdown headings are marked: short unmarked lines behind prose, before a heading, a note or the end, belong to
    a picture.
    """
    named, run = list(blocks), 0
    for i in range(len(blocks) + 1):
        if i < len(blocks) and _is_plain(blocks[i]):
            run += 1
            continue
        first, last = i - run, i < len(blocks) and blocks[i].kind not in _BEHIND
        if 0 < run <= _MOST_IN_A_ROW and first and _is_shown(blocks[first - 1]) and not last:
            named[first:i] = [replace(block, kind=ParagraphKind.CAPTION) for block in blocks[first:i]]
        run = 0
    return named


def _is_shown(block: Block) -> bool:
    """Tell whether a block is what a picture may stand under: prose, a table, another caption."""
    return block.kind is ParagraphKind.CAPTION or (block.kind in _ABOVE and len(block.content) >= _PROSE)


def name_captions(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with captions marked as such."""
    named = [
        replace(block, kind=ParagraphKind.CAPTION)
        if block.kind is ParagraphKind.TEXT and block.text and _says_so(block)
        else block
        for block in blocks
    ]
    return _name_plain(named) if any(block.mark == "#" for block in blocks) else named
