"""A report or white paper as blocks: pages, footnotes, headings, contents, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus.block import Block
from corpus.mapped import Mapped
from corpus.run_together.chapters import Cut, find_chapters, without_overlaps
from corpus.run_together.contents import read_contents
from corpus.run_together.headings import find_headings, find_minor
from corpus.run_together.named_notes import find_named
from corpus.run_together.notes import Note, find_notes
from corpus.run_together.pages import Page
from corpus.run_together.paragraphs import Flow, page_of, to_blocks, with_notes
from corpus.run_together.parts import Found
from corpus.run_together.prepared import dropped_at, prepare
from corpus.script import fold
from corpus.types import Dropped, Mark, ParagraphKind, Span

# A sentence of a copyright notice; no notice is longer than so many characters.
_RIGHTS = re.compile(
    r"[^。]{0,200}?(?:版权|著作权|转载|摘编|引用|翻印|复制|侵权|违反上述|法律责任)[^。]{0,200}。"
)
_LONGEST_NOTICE = 600


@dataclass(frozen=True, slots=True)
class _Apart:
    """A text without its footnotes and their marks, the notes as blocks, the marks, and what was dropped."""

    text: Mapped
    notes: tuple[Block, ...]
    marks: tuple[Mark, ...]
    dropped: tuple[Dropped, ...]


def _places(text: Mapped, pages: Sequence[Page]) -> list[tuple[int, int]]:
    """Return where each page begins in a text, with its number."""
    starts = np.searchsorted(text.offsets, [page.body.start for page in pages])
    return [(int(at), page.number) for at, page in zip(starts, pages, strict=True)]


def _at(text: Mapped, source: int) -> int:
    """Return the position of the first character of a text that stands at a source offset or behind it."""
    return int(np.searchsorted(text.offsets, source))


def _within(text: Mapped, source: Span) -> Span:
    """Return the span of a text that stands within a span of the source."""
    return Span(_at(text, source.start), _at(text, source.end))


def _title_header(found: Found) -> Span | None:
    """Return where the title stands when a document has no cover and begins with its first running header."""
    if found.title_at or not found.pages or found.pages[0].header.start != found.span.start:
        return None
    title = Span(found.span.start, found.span.start + len(found.pages[0].title))
    return title if title.end < found.pages[0].header.end else None


def _headers(found: Found) -> list[Span]:
    """Return the running headers and page numbers; of a first header that is the title, the page number alone."""
    headers = [page.header for page in found.pages]
    if title := _title_header(found):
        headers[0] = Span(title.end, headers[0].end)
    return headers


def _note(text: Mapped, note: Note, pages: Sequence[Page]) -> Block:
    """Return a note as a block; one that names itself (`附注1：`) keeps its name."""
    start = note.at.start if note.named else note.body.start
    content = text.part(start, note.body.end).strip()
    page = page_of(int(text.offsets[note.at.start]), pages)
    return Block(content, ParagraphKind.FOOTNOTE, page=page, note=note.label)


def _notes_apart(text: Mapped, found: Found) -> _Apart:
    """Take the footnotes out of a text: what they interrupt is whole again."""
    even = fold(text.text)
    last = _at(text, found.colophon.start) if found.colophon else len(text)
    bounds = [*(at for at, _ in _places(text, found.pages)), last]
    feet = find_notes(even, [Span(a, b) for a, b in pairwise(bounds) if b > a])
    taken = [Span(note.at.start, note.body.end) for note in feet]
    named = [n for n in find_named(even, bounds) if not any(t.start <= n.at.start < t.end for t in taken)]
    notes = [*feet, *named]
    # `（注1）` can be read and stays; a bare digit is dropped from its word.
    digits = [mark for note in notes for mark in note.marks if mark.of(even).isdigit()]
    gone = [*digits, *taken, *(Span(note.at.start, note.body.end) for note in named)]
    blocks = [_note(text, note, found.pages) for note in notes]
    marks = [Mark(note.label, int(text.offsets[mark.start])) for note in notes for mark in note.marks]
    return _Apart(
        text.without(gone),
        tuple(block for block in blocks if len(block.content)),
        tuple(sorted(marks, key=lambda mark: mark.source)),
        tuple(dropped_at(text, [*digits, *(note.at for note in feet)], "footnote mark")),
    )


def _notice_end(even: str, start: int, end: int, closed: bool) -> int:
    """Return where a copyright notice ends, ``end`` at the latest: behind its last sentence that speaks of rights.

    ``closed`` tells that another section begins at ``end``; a short notice then has all that is before it.
    """
    if closed and end - start <= _LONGEST_NOTICE:
        return end
    last = [match.end() for match in _RIGHTS.finditer(even, start, min(end, start + _LONGEST_NOTICE))]
    return last[-1] if last else min(end, start + _LONGEST_NOTICE)


def _front(flow: Mapped, even: str, found: Found) -> list[Cut]:
    """Return the cover as text, notice and contents as blocks that answer nothing, the preface's heading."""
    if not found.front:
        return []
    kind = ParagraphKind.CONTENTS
    page_one = _at(flow, found.pages[0].header.start) if found.pages else len(flow)
    bounds = [*(_at(flow, at) for at in found.front), page_one]
    cuts = [Cut(Span(0, bounds[0]), ParagraphKind.TEXT)]
    for start, end in pairwise(bounds):
        if read := read_contents(even, Span(start, end)):
            cuts += [Cut(span, kind) for span in read.lists]
        elif even.startswith(("版权", "著作权"), start):
            cuts.append(Cut(Span(start, _notice_end(even, start, end, end != page_one)), kind))
        else:
            name = 3 if even.startswith(("编者按", "致读者"), start) else 2
            cuts.append(Cut(Span(start, start + name), ParagraphKind.HEADING, 2))
    return cuts


def _frame(flow: Mapped, even: str, found: Found) -> list[Cut]:
    """Return what stands around the body: front matter, the title, the colophon.

    Cover and colophon are text: who published it, when, at which address.
    """
    cuts = _front(flow, even, found)
    if found.colophon:
        cuts.append(Cut(_within(flow, found.colophon), ParagraphKind.TEXT))
    if title := found.title_at or _title_header(found):
        cuts.append(Cut(_within(flow, title), ParagraphKind.HEADING, 1))
    return [cut for cut in cuts if len(cut.span)]


def _headings(flow: Mapped, even: str, folded: str, found: Found) -> list[Cut]:
    """Return the headings and captions: as the contents page names them, else by their numbers."""
    pages = _places(flow, found.pages)
    listed = None
    if found.front and found.pages:
        listed = read_contents(folded, Span(found.front[-1], found.pages[0].header.start))
    if listed:
        cuts = find_chapters(even, listed, folded, pages)
        return [*cuts, *find_minor(even, cuts)]
    starts = {at for at, _ in pages} | ({_at(flow, found.title_at.end)} if found.title_at else set())
    return find_headings(even, frozenset(starts))


def read_publication(whole: Mapped, folded: str, found: Found) -> tuple[list[Block], list[Dropped]]:
    """Return a document's blocks in order and what was dropped from it; ``folded`` is the fold of ``whole``."""
    start, headers = found.span.start, _headers(found)
    gone = [Span(header.start - start, header.end - start) for header in headers]
    ready = prepare(whole.part(start, found.span.end).without(gone))
    apart = _notes_apart(ready.text, found)
    even = fold(apart.text.text)
    cuts = without_overlaps([*_frame(apart.text, even, found), *_headings(apart.text, even, folded, found)])
    flow = Flow(apart.text, found.pages, apart.marks, ready.bullets)
    blocks = with_notes(list(to_blocks(flow, cuts)), apart.notes)
    dropped = [Dropped(span, "running header") for span in headers]
    return blocks, [*ready.dropped, *dropped, *apart.dropped]
