"""A decoded file to a Document: the stage's main flow. Lines, blocks, paragraphs, what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from corpus import about
from corpus.blocks import Block, to_blocks
from corpus.clean import clean_line
from corpus.lines import split_lines
from corpus.mapped import Mapped, concat, from_source
from corpus.running_headers import Page, find_pages
from corpus.script import detect, fold
from corpus.sentences import sentences
from corpus.types import Document, Paragraph, ParagraphKind, SourceMap, Span

# A line longer than this holds many paragraphs whose breaks were lost; a page has some 1,500 characters.
RUN_TOGETHER = 5000
# A file is run together when such lines hold more than this share of it.
_RUN_TOGETHER_SHARE = 0.5
# Paragraphs made from run-together text: sentences are gathered up to this many characters.
_GATHERED = 400


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph in the making: its mapped text and what it stands under."""

    content: Mapped
    kind: ParagraphKind = ParagraphKind.TEXT
    headings: tuple[str, ...] = ()
    page: int | None = None
    title: str | None = None
    year: int | None = None
    company: str | None = None


def _run_together_pieces(source: str) -> Iterator[_Piece]:
    """Part text without line breaks: by running headers into parts and pages, then by sentences."""
    pages = find_pages(source)
    whole = from_source(source)
    runs: list[tuple[int, int, list[Page]]] = []
    for page in pages:
        if (
            runs
            and runs[-1][2]
            and runs[-1][2][0].title == page.title
            and page.number > runs[-1][2][-1].number
        ):
            runs[-1] = (runs[-1][0], page.body.end, [*runs[-1][2], page])
        else:
            runs.append((page.header.start, page.body.end, [page]))
    at = 0
    for start, end, part in runs:
        yield from _gather(whole.part(at, start), ())
        yield from _gather(whole.part(start, end), part)
        at = end
    yield from _gather(whole.part(at, len(whole)), ())


def _gather(text: Mapped, pages: Sequence[Page]) -> Iterator[_Piece]:
    """Gather the sentences of one part into paragraphs; a paragraph's page is where it begins."""
    if not len(text):
        return
    base = int(text.offsets[0])
    headers = [Span(p.header.start - base, p.header.end - base) for p in pages]
    text = clean_line(text.without(headers))
    starts = np.array([p.body.start for p in pages], dtype=np.int64)
    title = pages[0].title if pages else None
    year = pages[0].year if pages else None
    company = about.sole_company(title) if title else None
    group: list[Span] = []
    spans = sentences(text.text)
    for i, span in enumerate(spans):
        group.append(span)
        if group[-1].end - group[0].start >= _GATHERED or i == len(spans) - 1:
            content = text.part(group[0].start, group[-1].end)
            page = int(np.searchsorted(starts, content.offsets[0], side="right")) - 1
            number = pages[page].number if pages and page >= 0 else None
            yield _Piece(content, page=number, title=title, year=year, company=company)
            group = []


def _block_pieces(blocks: Sequence[Block]) -> Iterator[_Piece]:
    """Give each block the headings above it; a heading of level n closes those of level n and deeper."""
    stack: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind is ParagraphKind.HEADING:
            stack = [(level, text) for level, text in stack if level < block.level]
            headings = tuple(text for _, text in stack)
            stack.append((block.level, block.content.text))
        else:
            headings = tuple(text for _, text in stack)
        yield _Piece(block.content, block.kind, headings)


def _assemble(pieces: Sequence[_Piece]) -> tuple[Mapped, list[Paragraph]]:
    """Concatenate the pieces, a newline between two, and number them as paragraphs."""
    parts: list[Mapped] = []
    paragraphs: list[Paragraph] = []
    at, last = 0, -1
    for piece in pieces:
        first = int(piece.content.offsets[0])
        if parts and first > last + 1:
            parts.append(Mapped("\n", np.array([last + 1], dtype=np.int32)))
            at += 1
        span = Span(at, at + len(piece.content))
        paragraphs.append(
            Paragraph(
                number=len(paragraphs) + 1, span=span, kind=piece.kind, headings=piece.headings,
                page=piece.page, title=piece.title, year=piece.year, company=piece.company,
            )
        )  # fmt: skip
        parts.append(piece.content)
        at, last = span.end, int(piece.content.offsets[-1])
    return concat(parts), paragraphs


def _is_run_together(source: str) -> bool:
    """Tell whether most of a text has lost its line breaks; a few long paragraphs among others do not count."""
    long = sum(len(line) for line in source.splitlines() if len(line) > RUN_TOGETHER)
    return long > _RUN_TOGETHER_SHARE * len(source)


def read_document(source: str, *, file: str, sha256: str) -> Document:
    r"""Return the document that a decoded file holds.

    ``file`` is the path shown in citations, POSIX style; ``sha256`` that of the file's bytes. Every character
    of the document's text maps to its offset in ``source``. A text without any readable character gives a
    document without paragraphs.

    >>> doc = read_document("# 網絡\n\n新建基站\n46.7 萬個。\n", file="a.md", sha256="0" * 64)
    >>> doc.title, doc.script.value, [p.span.of(doc.text) for p in doc.paragraphs]
    ('網絡', 'hant', ['網絡', '新建基站\n46.7 萬個。'])
    """
    stem = PurePosixPath(file).stem
    run_together = _is_run_together(source)
    blocks = [] if run_together else to_blocks(split_lines(source))
    pieces = list(_run_together_pieces(source)) if run_together else list(_block_pieces(blocks))
    text, paragraphs = _assemble([p for p in pieces if len(p.content)])
    folded = fold(text.text)
    parts = any(p.title for p in paragraphs)
    title = about.title_of(blocks, stem)
    return Document(
        file=file,
        source=source,
        text=text.text,
        source_map=SourceMap(text.offsets),
        paragraphs=tuple(paragraphs),
        title=title,
        script=detect(text.text),
        sha256=sha256,
        company=about.sole_company(title) or about.main_company(folded),
        # A file of many parts has no year of its own.
        year=None if parts else about.sole_year(title) or about.report_year(folded),
    )
