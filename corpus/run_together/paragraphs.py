"""A part's text to blocks: what is cut out of it (headings, captions, tables, contents), and paragraphs between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.block import Block
from corpus.mapped import Mapped
from corpus.run_together.chapters import Cut
from corpus.run_together.pages import Page
from corpus.sentences import sentences
from corpus.tables.flattened import find_tables
from corpus.types import Mark, ParagraphKind, Span

# Sentences are gathered up to this many characters, about a quarter of a page.
_GATHERED = 400
# A paragraph begins at a list item, at 一是, at a caption, at a heading whose end is unknown; in either script.
_OPENS = re.compile(
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、）)](?!\d)|第[一二三四五六七八九十]{1,3}[，,、章节節部]"
    r"|[①-⑳●•◆■]|[一二三四五六七八九十]{1,3}(?:、|是(?!一|个|個|否|由|因|的|為了))|[图圖表]\s?\d{1,3}(?!所|中|为|為|可|显)|案例\s?\d{0,2}[：:]"
)
# A line that says where a table or figure is from parts what stands on either side of it, however short.
_SOURCE = re.compile(r"(?:数据|數據|资料|資料)?[来來]源[：:]")
# Few characters make no paragraph of their own: the list goes on in the same one until this many are gathered.
_FEWEST = 60

# Behind these a sentence may be parted where its page ends: a list or a table follows.
_LEADS = "：:。；！？"


@dataclass(frozen=True, slots=True)
class Flow:
    """The running text of a part: its characters, its pages, its footnote marks in order of the source.

    ``bullets`` are the source offsets of lost bullet signs: a paragraph begins behind each.
    """

    text: Mapped
    pages: Sequence[Page] = ()
    marks: Sequence[Mark] = ()
    bullets: frozenset[int] = frozenset()


def page_of(source: int, pages: Sequence[Page]) -> int | None:
    """Return the number of the page on which a source offset stands, None before the first."""
    at = bisect_right(pages, source, key=lambda page: page.header.start) - 1
    return pages[at].number if at >= 0 else None


def _block(flow: Flow, span: Span, kind: ParagraphKind = ParagraphKind.TEXT, level: int = 0) -> Block:
    content = flow.text.part(span.start, span.end).strip()
    if not len(content):
        return Block(content, kind)
    first, last = int(content.offsets[0]), int(content.offsets[-1])
    begin = bisect_left(flow.marks, first, key=lambda mark: mark.source)
    marks = tuple(flow.marks[begin : bisect_right(flow.marks, last + 1, key=lambda mark: mark.source)])
    return Block(content, kind, level, page=page_of(first, flow.pages), marks=marks)


def _opens(flow: Flow, at: int) -> bool:
    return bool(_OPENS.match(flow.text.text, at)) or int(flow.text.offsets[at]) - 1 in flow.bullets


def _sentences(flow: Flow, span: Span) -> Iterator[Span]:
    """Yield the sentences of a stretch; one that leads to a list or table (`如下：`) ends where its page does."""
    starts = np.searchsorted(flow.text.offsets, [page.body.start for page in flow.pages]).tolist()
    for sentence in sentences(flow.text.text, span):
        at = sentence.start
        for place in starts[bisect_right(starts, at) : bisect_left(starts, sentence.end)]:
            if flow.text.text[place - 1] in _LEADS:
                yield Span(at, place)
                at = place
        yield Span(at, sentence.end)


def _gathered(flow: Flow, span: Span) -> Iterator[Block]:
    """Gather the sentences of a stretch into paragraphs; each is of the page on which it begins.

    Only the sentence that a page break cuts goes on to the next page: so a citation's page is right.
    """
    start = end = span.start
    page: int | None = None
    for sentence in _sentences(flow, span):
        begun = page_of(int(flow.text.offsets[sentence.start]), flow.pages)
        full = (
            end - start >= _GATHERED
            or (end - start >= _FEWEST and _opens(flow, sentence.start))
            or _SOURCE.match(flow.text.text, sentence.start)
            or begun != page
        )
        if end > start and full:
            yield _block(flow, Span(start, end))
            start = sentence.start
        page = begun if start == sentence.start else page
        end = sentence.end
    if end > start:
        yield _block(flow, Span(start, end))


def _with_tables(flow: Flow, span: Span) -> Iterator[Block]:
    """Yield the tables of a stretch as blocks with their cells, and paragraphs between them."""
    text = span.of(flow.text.text)
    at = span.start
    for table in find_tables(text):
        start, end = table.span.start + span.start, table.span.end + span.start
        if start < at or end <= start:
            continue
        yield from _gathered(flow, Span(at, start))
        block = _block(flow, Span(start, end), ParagraphKind.TABLE)
        lost = len(flow.text.text[start:end]) - len(flow.text.text[start:end].lstrip())
        cells = tuple(cell.moved(-table.span.start - lost) for cell in table.cells)
        yield replace(block, cells=cells)
        at = end
    yield from _gathered(flow, Span(at, span.end))


def to_blocks(flow: Flow, cuts: Sequence[Cut]) -> Iterator[Block]:
    """Yield the blocks of a part in order: ``cuts``, which are in order and do not overlap, and what lies between."""
    at = 0
    for cut in cuts:
        yield from _with_tables(flow, Span(at, cut.span.start))
        yield _block(flow, cut.span, cut.kind, cut.level)
        at = cut.span.end
    yield from _with_tables(flow, Span(at, len(flow.text)))


def with_notes(blocks: Sequence[Block], notes: Sequence[Block]) -> list[Block]:
    """Return the blocks with each note behind the block whose words it stood among or behind."""
    ordered: list[Block] = []
    waiting = sorted(notes, key=lambda note: int(note.content.offsets[0]))
    for block in blocks:
        if not len(block.content):
            continue
        while waiting and waiting[0].content.offsets[0] < block.content.offsets[0]:
            ordered.append(waiting.pop(0))
        ordered.append(block)
    return ordered + waiting
