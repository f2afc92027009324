"""Run-together text to parts with blocks: by running headers into documents and pages, then by sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.about import subject_of_part
from corpus.clean import clean_line
from corpus.layout.blocks import Block
from corpus.mapped import Mapped, from_source
from corpus.run_together.pages import Page, find_pages
from corpus.sentences import sentences
from corpus.subject import Subject
from corpus.types import Dropped, Span

# A line longer than this holds many paragraphs whose breaks were lost; a page has some 1,500 characters.
RUN_TOGETHER = 5000
# A file is run together when such lines hold more than this share of it.
_RUN_TOGETHER_SHARE = 0.5
# Paragraphs made from run-together text: sentences are gathered up to this many characters.
_GATHERED = 400


@dataclass(frozen=True, slots=True)
class PartBlocks:
    """One document of a run-together file: its blocks in order; ``subject`` is None for text of no known part."""

    subject: Subject | None
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()


def is_run_together(source: str) -> bool:
    """Tell whether most of a text has lost its line breaks; a few long paragraphs among others do not count."""
    long = sum(len(line) for line in source.splitlines() if len(line) > RUN_TOGETHER)
    return long > _RUN_TOGETHER_SHARE * len(source)


def read_parts(source: str) -> list[PartBlocks]:
    """Return the documents that a run-together text holds, in order; together they cover all of it."""
    whole = from_source(source)
    runs: list[tuple[int, int, list[Page]]] = []
    for page in find_pages(source):
        last = runs[-1][2] if runs else []
        if last and last[0].title == page.title and page.number > last[-1].number:
            runs[-1] = (runs[-1][0], page.body.end, [*last, page])
        else:
            runs.append((page.header.start, page.body.end, [page]))
    parts: list[PartBlocks] = []
    at = 0
    for start, end, pages in runs:
        parts += [_part(whole.part(at, start), ()), _part(whole.part(start, end), pages)]
        at = end
    parts.append(_part(whole.part(at, len(whole)), ()))
    return [part for part in parts if part.blocks]


def _part(text: Mapped, pages: Sequence[Page]) -> PartBlocks:
    subject = subject_of_part(pages[0].title, text.text) if pages else None
    dropped = tuple(Dropped(page.header, "running header") for page in pages)
    return PartBlocks(subject, tuple(_gather(text, pages)), dropped)


def _gather(text: Mapped, pages: Sequence[Page]) -> Iterator[Block]:
    """Gather the sentences of one part into paragraphs; a paragraph's page is where it begins."""
    if not len(text):
        return
    base = int(text.offsets[0])
    headers = [Span(p.header.start - base, p.header.end - base) for p in pages]
    text = clean_line(text.without(headers))
    starts = np.array([p.body.start for p in pages], dtype=np.int64)
    group: list[Span] = []
    spans = sentences(text.text)
    for i, span in enumerate(spans):
        group.append(span)
        if group[-1].end - group[0].start >= _GATHERED or i == len(spans) - 1:
            content = text.part(group[0].start, group[-1].end)
            page = int(np.searchsorted(starts, content.offsets[0], side="right")) - 1
            yield Block(content, page=pages[page].number if pages and page >= 0 else None)
            group = []
