"""A decoded file to a Document: the stage's main flow. Lines, blocks, paragraphs, what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import numpy as np

from corpus import about
from corpus.dropped import account
from corpus.layout.blocks import Block
from corpus.layout.steps import read_lines
from corpus.mapped import Mapped, concat
from corpus.reading import Reading
from corpus.run_together.read import PartBlocks, is_run_together, read_parts
from corpus.script import detect, fold
from corpus.structure.footnotes import tie_notes
from corpus.structure.repeats import find_repeats
from corpus.subject import Subject
from corpus.types import Document, Paragraph, ParagraphKind, Part, SourceMap, Span


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block with the headings that it stands under and the part that it belongs to."""

    block: Block
    headings: tuple[str, ...]
    part: int | None


def _under_headings(blocks: Sequence[Block], part: int | None) -> Iterator[_Piece]:
    """Give each block the headings above it; a heading of level n closes those of level n and deeper."""
    stack: list[tuple[int, str]] = []
    for block in blocks:
        if not len(block.content):
            continue
        if block.kind is ParagraphKind.HEADING:
            stack = [(level, text) for level, text in stack if level < block.level]
        yield _Piece(block, tuple(text for _, text in stack), part)
        if block.kind is ParagraphKind.HEADING:
            stack.append((block.level, block.text))


def _numbered(piece: _Piece, number: int, at: int) -> Paragraph:
    block = piece.block
    return Paragraph(
        number=number,
        span=Span(at, at + len(block.content)),
        kind=block.kind,
        headings=piece.headings,
        level=block.level,
        page=block.page,
        part=piece.part,
        cells=tuple(cell.moved(at) for cell in block.cells),
        note=block.note,
    )


def _assemble(pieces: Sequence[_Piece]) -> tuple[Mapped, list[Paragraph]]:
    """Concatenate the pieces, a newline between two, and number them as paragraphs.

    The newline takes the place behind a piece unless text stands right there: no offset stands twice.
    """
    taken = np.concatenate([piece.block.content.offsets for piece in pieces] or [np.zeros(0, dtype=np.int32)])
    free = ~np.isin(np.array([int(p.block.content.offsets[-1]) + 1 for p in pieces], dtype=np.int32), taken)
    parts: list[Mapped] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for i, piece in enumerate(pieces):
        if i and free[i - 1]:
            parts.append(Mapped("\n", pieces[i - 1].block.content.offsets[-1:] + np.int32(1)))
            at += 1
        paragraphs.append(_numbered(piece, len(paragraphs) + 1, at))
        parts.append(piece.block.content)
        at = paragraphs[-1].span.end
    return concat(parts), paragraphs


def _linked(paragraphs: list[Paragraph], blocks: Sequence[Block], text: str) -> list[Paragraph]:
    """Return the paragraphs with their ties: footnotes and the marks that name them, repeats."""
    notes = tie_notes(blocks)
    repeats = find_repeats([p.span.of(text) for p in paragraphs])
    return [
        replace(
            p, notes=tuple(n + 1 for n in notes.get(i, ())), repeats=repeats[i] + 1 if i in repeats else None
        )
        for i, p in enumerate(paragraphs)
    ]


def _parts(sections: Sequence[PartBlocks], paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """Return the parts with their text spans; one whose every paragraph repeats another part's names that part."""
    found = []
    for number, section in enumerate(s for s in sections if s.subject is not None):
        own = [p for p in paragraphs if p.part == number]
        sources = {paragraphs[p.repeats - 1].part if p.repeats else None for p in own}
        repeated = sources.pop() if len(sources) == 1 else None
        assert section.subject is not None
        found.append(Part(section.subject, Span(own[0].span.start, own[-1].span.end), repeated))
    return tuple(found)


def read_document(source: str, *, file: str, sha256: str, reading: Reading | None = None) -> Document:
    r"""Return the document that a decoded file holds.

    ``file`` is the path shown in citations, POSIX style; ``sha256`` that of the file's bytes. Every character
    of the document's text maps to its offset in ``source``. A text without any readable character gives a
    document without paragraphs.

    >>> doc = read_document("# 網絡\n\n新建基站\n46.7 萬個。\n", file="a.md", sha256="0" * 64)
    >>> doc.title, doc.script.value, [p.span.of(doc.text) for p in doc.paragraphs]
    ('網絡', 'hant', ['網絡', '新建基站\n46.7 萬個。'])
    """
    reading = reading or Reading()
    if is_run_together(source):
        sections = read_parts(source)
        dropped = [d for section in sections for d in section.dropped]
    else:
        blocks, dropped = read_lines(source, reading)
        sections = [PartBlocks(None, tuple(blocks))]
    pieces: list[_Piece] = []
    count = 0
    for section in sections:
        pieces += _under_headings(section.blocks, None if section.subject is None else count)
        count += section.subject is not None
    text, paragraphs = _assemble(pieces)
    paragraphs = _linked(paragraphs, [p.block for p in pieces], text.text)
    return Document(
        file=file,
        source=source,
        text=text.text,
        source_map=SourceMap(text.offsets),
        paragraphs=tuple(paragraphs),
        subject=_subject(sections, PurePosixPath(file).stem, text.text),
        script=detect(text.text),
        sha256=sha256,
        parts=_parts(sections, paragraphs),
        dropped=account(source, text.offsets, dropped),
        reading=reading,
    )


def _subject(sections: Sequence[PartBlocks], stem: str, text: str) -> Subject:
    """Return what the file as a whole is about; a file of many parts has no period of its own."""
    if any(section.subject for section in sections):
        return Subject(stem, company=about.main_company(fold(text)))
    return about.subject_of_file([b for s in sections for b in s.blocks], stem, text)
