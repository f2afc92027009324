"""Headings and their levels: what is one, what is none, and ranks evened out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.block import Block
from corpus.structure.callout_words import Role, role_of
from corpus.structure.heading_words import STAR, heads_nothing, is_label, is_noise, style_of
from corpus.structure.ranks import ranks
from corpus.types import ParagraphKind

_DEEPEST = 6
# Level of a heading in text without marks.
_PLAIN = 4
# Longer than this an emphasised or starred line is a sentence.
_LONGEST = 30
# A heading stands above at least so much.
_SHORTEST_BODY = 20
# Up to so many characters a line that stands so often is a cell or a label: `長期`, `2020 年`.
_LONGEST_CELL, _FEWEST_CELLS = 6, 3
# A title says again what its prose says: so much of its pairs of characters, and so many of them. Of 16 unmarked lines
# found so in two reports 15 were titles and one stood above a row; with 0.4 two of the four more were none.
_LONGEST_TITLE, _PROSE, _FEWEST_WORDS, _SAID_AGAIN = 40, 60, 6, 0.5
# So many plain headings above the first number tell that the numbers count within one part.
_FEWEST_PARTS = 3
# What a heading is called at so many places, it is called at all.
_FEWEST_ALIKE = 2
# What no heading opens with: a signature's dash, or the end of a sentence; nor is a range of pages one. `一、` numbers.
_PIECE = re.compile(r"[—–，。、；：）」』”》]|(?![一二三四五六七八九十]、).[，、]")
_WORDS = re.compile(r"[A-Za-z\u3400-\u9fff]|(?:19|20)\d\d")
# The text below goes on a word that the line above it began: `…彙聚員工力` / `量，多次慰問…`.
_GOES_ON = re.compile(r"[^\W\d_][，、]")
_SIGNS = re.compile(r"[\W_]+")
_ITEM = re.compile(r"[-•●◆○■▪・·*—]|[①-⑳]|\d{1,2}[.、）) ]")
_ENDS = tuple("。！？；…!?;，、,：:")
# `核心產品服務：…` above several headings of one kind.
_NAMED_GROUP = re.compile(r"([^：:。，]{2,10})[：:] ?\S.{0,60}$")
_FEWEST_GROUPS = 2


def _is_short(block: Block) -> bool:
    text = block.text
    return 2 <= len(text) <= _LONGEST and "\n" not in text and not text.endswith(_ENDS)


def _without_noise(block: Block) -> Block:
    """Return a page number or remnant of the layout as a fragment, whatever mark it bears."""
    if block.kind in (ParagraphKind.HEADING, ParagraphKind.TEXT) and not block.marks and is_noise(block.text):
        return replace(block, kind=ParagraphKind.FRAGMENT, level=0, mark="")
    return block


def _named_labels(blocks: Sequence[Block]) -> list[Block]:
    """Name the bare labels of boxes (亮點) that stand right above a heading as headings."""
    named = list(blocks)
    for i, (block, below) in enumerate(pairwise(blocks)):
        heads = below.kind is ParagraphKind.HEADING
        if block.kind is ParagraphKind.TEXT and heads and is_label(block.text):
            named[i] = replace(block, kind=ParagraphKind.HEADING, level=below.level, mark="#")
    return named


def _named_groups(blocks: Sequence[Block]) -> list[Block]:
    """Name lines such as `核心產品服務：甲` headings of the heading below, where several such lines stand alike."""
    found: dict[int, str] = {}
    for i, (block, below) in enumerate(pairwise(blocks)):
        match = _NAMED_GROUP.fullmatch(block.text) if block.kind is ParagraphKind.TEXT else None
        if match and below.kind is ParagraphKind.HEADING:
            found[i] = f"{match.group(1)} {below.text}"
    counts = Counter(found.values())
    named = list(blocks)
    for i, group in found.items():
        if counts[group] >= _FEWEST_GROUPS:
            level = min(blocks[i + 1].level, _DEEPEST - 1)
            named[i] = replace(blocks[i], kind=ParagraphKind.HEADING, level=level, mark="#")
            named[i + 1] = replace(blocks[i + 1], level=level + 1)
    return named


def _named_emphasised(blocks: Sequence[Block]) -> list[Block]:
    """Name the short lines that are emphasised as a whole headings of the prose right below them."""
    named: list[Block] = []
    level = 0
    for i, block in enumerate(blocks):
        if block.kind is ParagraphKind.HEADING:
            level = level if block.mark == "**" else block.level
        body = blocks[i + 1] if i + 1 < len(blocks) else None
        if (
            block.kind is ParagraphKind.TEXT
            and block.mark == "**"
            and _is_short(block)
            and role_of(block.text) not in (Role.VALUE, Role.PHRASE)
            and body is not None
            and body.kind in (ParagraphKind.TEXT, ParagraphKind.TABLE)
            and body.mark != "**"
            and len(body.content) >= _SHORTEST_BODY
        ):
            named.append(replace(block, kind=ParagraphKind.HEADING, level=min(level + 1, _DEEPEST)))
        else:
            named.append(block)
    return named


STARRED = "※"
"""``Block.mark`` of a heading that a star marks in text without other marks."""


def _named_stars(blocks: Sequence[Block]) -> list[Block]:
    """Name starred lines headings in text without marks; two in a row stand beside what they head, not above it."""
    starred = [
        block.kind in (ParagraphKind.TEXT, ParagraphKind.FRAGMENT)
        and bool(STAR.match(block.text))
        and _is_short(block)
        for block in blocks
    ]
    named = list(blocks)
    for i, block in enumerate(blocks):
        alone = not any(starred[k] for k in (i - 1, i + 1) if 0 <= k < len(blocks))
        if starred[i] and alone and i + 1 < len(blocks):
            # The star goes from the text but not from what is known of it: a starred line is no cell.
            named[i] = replace(block, kind=ParagraphKind.HEADING, level=_PLAIN, mark=STARRED)
    return named


def _without_pieces(blocks: Sequence[Block]) -> list[Block]:
    """Name unmarked headings text again that head nothing: cells that stand several times, pieces of sentences."""
    counts = Counter(block.text for block in blocks if len(block.text) <= _LONGEST_CELL)
    named = list(blocks)
    for i, block in enumerate(blocks):
        below = blocks[i + 1].text if i + 1 < len(blocks) else ""
        piece = _PIECE.match(block.text) or not _WORDS.search(block.text) or _GOES_ON.match(below)
        unmarked = block.kind is ParagraphKind.HEADING and not block.mark
        if unmarked and (counts[block.text] >= _FEWEST_CELLS or piece):
            named[i] = replace(block, kind=ParagraphKind.TEXT, level=0)
    return named


def _named_titles(blocks: Sequence[Block]) -> list[Block]:
    """Name short lines headings of the prose right below that says their words again, in text without marks."""
    named = list(blocks)
    for i, (block, below) in enumerate(pairwise(blocks)):
        if block.kind is not ParagraphKind.TEXT or not _is_title(block.text) or _GOES_ON.match(below.text):
            continue
        prose = (
            below.kind is ParagraphKind.TEXT and len(below.content) >= _PROSE and not _ITEM.match(below.text)
        )
        words = _pairs(block.text) if prose else frozenset()
        if len(words) >= _FEWEST_WORDS and len(words & _pairs(below.text)) >= _SAID_AGAIN * len(words):
            named[i] = replace(block, kind=ParagraphKind.HEADING, level=_PLAIN)
    return named


def _named_alike(blocks: Sequence[Block]) -> list[Block]:
    """Name what is a heading at several places a heading wherever it stands, in text without marks."""
    heads = Counter(block.text for block in blocks if block.kind is ParagraphKind.HEADING)
    return [
        replace(block, kind=ParagraphKind.HEADING, level=_PLAIN)
        if block.kind is ParagraphKind.TEXT and heads[block.text] >= _FEWEST_ALIKE and _is_title(block.text)
        else block
        for block in blocks
    ]


def _is_title(text: str) -> bool:
    short = 2 <= len(text) <= _LONGEST_TITLE and "\n" not in text and not text.endswith(_ENDS)
    return short and not _ITEM.match(text) and role_of(text) is not Role.VALUE


def _pairs(text: str) -> frozenset[str]:
    said = _SIGNS.sub("", text)
    return frozenset(said[i : i + 2] for i in range(len(said) - 1))


def _without_star(block: Block) -> Block:
    match = STAR.match(block.text) if block.kind is ParagraphKind.HEADING else None
    if not match or match.end() == len(block.text):
        return block
    return replace(block, content=block.content.part(match.end(), len(block.content)))


def _settled(block: Block) -> Block:
    """Return a heading without its star, and a note or the head of a table as text."""
    if block.kind is ParagraphKind.HEADING and heads_nothing(block.text):
        return replace(block, kind=ParagraphKind.TEXT, level=0, mark="")
    return _without_star(block)


def _with_local_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Give numbered headings the rank of the plain ones where these make the parts: several stand before them."""
    plain = 0
    for block in blocks:
        if block.kind is ParagraphKind.HEADING and block.level < _PLAIN and style_of(block.text):
            break
        plain += block.kind is ParagraphKind.HEADING
    if plain < _FEWEST_PARTS:
        return list(blocks)
    top = min((b.level for b in blocks if b.kind is ParagraphKind.HEADING), default=_PLAIN)
    return [
        replace(b, level=min(_DEEPEST, b.level + _PLAIN - top)) if b.level and style_of(b.text) else b
        for b in blocks
    ]


def settle_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with headings recognised and their levels evened out."""
    named = [_without_noise(block) for block in blocks]
    if not any(block.mark == "#" for block in named):
        named = _named_alike(_named_titles(_named_stars(_without_pieces(named))))
        return [_settled(block) for block in _with_local_numbers(named)]
    named = _named_labels(named)
    levels = ranks(named)
    named = [replace(b, level=levels[i]) if i in levels else b for i, b in enumerate(named)]
    named = _named_emphasised(_named_groups(named))
    return [_settled(block) for block in named]
