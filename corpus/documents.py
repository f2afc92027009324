"""A decoded file to a Document: the stage's main flow. Lines, blocks, paragraphs, what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import numpy as np

from corpus import about
from corpus.block import Block
from corpus.dropped import account
from corpus.mapped import Mapped, concat
from corpus.reading import Reading
from corpus.run_together.read import PartBlocks, is_run_together, read_parts
from corpus.script import detect, fold
from corpus.statement import Statement
from corpus.steps import read_lines
from corpus.structure.footnotes import tie_notes
from corpus.structure.repeats import find_repeats
from corpus.subject import Subject
from corpus.types import Document, Dropped, Paragraph, ParagraphKind, Part, SourceMap, Span


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block with the headings that it stands under and the part that it belongs to."""

    block: Block
    headings: tuple[str, ...]
    part: int | None


def _under_headings(blocks: Sequence[Block], part: int | None, title: str = "") -> Iterator[_Piece]:
    """Give each block the headings above it; a heading of level n closes those of level n and deeper.

    The title of a part stands above all of it and is not named again; a running header may lack its last words.
    """
    stack: list[tuple[int, str]] = []
    for block in blocks:
        if not len(block.content):
            continue
        if block.kind is ParagraphKind.HEADING:
            stack = [(level, text) for level, text in stack if level < block.level]
        yield _Piece(block, tuple(text for _, text in stack), part)
        if block.kind is ParagraphKind.HEADING and not (block.level == 1 and title.startswith(block.text)):
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


def _newlines(pieces: Sequence[_Piece], length: int) -> list[int | None]:
    """Return the source place that the newline behind each piece takes; None where text or another newline has it.

    A footnote may stand inside the paragraph above it, so a piece may end where an earlier one goes on.
    """
    taken = np.zeros(length + 1, dtype=np.bool_)
    taken[length] = True
    for piece in pieces:
        taken[piece.block.content.offsets] = True
    places: list[int | None] = []
    for piece in pieces:
        behind = int(piece.block.content.offsets[-1]) + 1
        places.append(None if taken[behind] else behind)
        taken[behind] = True
    return places


def _assemble(pieces: Sequence[_Piece], length: int) -> tuple[Mapped, list[Paragraph]]:
    """Concatenate the pieces of a source of ``length`` characters, a newline between two, and number them.

    The newline takes the place behind a piece unless something stands there: no offset stands twice.
    """
    newlines = _newlines(pieces, length)
    parts: list[Mapped] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for i, piece in enumerate(pieces):
        if i and (place := newlines[i - 1]) is not None:
            parts.append(Mapped("\n", np.array([place], dtype=np.int32)))
            at += 1
        paragraphs.append(_numbered(piece, len(paragraphs) + 1, at))
        parts.append(piece.block.content)
        at = paragraphs[-1].span.end
    return concat(parts), paragraphs


# What may repeat earlier words: not the heads of sections and tables, which are alike wherever they stand.
_MAY_REPEAT = frozenset(ParagraphKind) - {ParagraphKind.HEADING, ParagraphKind.TABLE, ParagraphKind.CONTENTS}
# A part repeats another when so much of its text does; a copy may have lost or gained a line.
_REPEATED_SHARE = 0.9


def _linked(paragraphs: list[Paragraph], blocks: Sequence[Block], text: str) -> list[Paragraph]:
    """Return the paragraphs with their ties: footnotes and the marks that name them, repeats."""
    notes = tie_notes(blocks)
    repeats = find_repeats([p.span.of(text) if p.kind in _MAY_REPEAT else "" for p in paragraphs])
    return [
        replace(
            p, notes=tuple(n + 1 for n in notes.get(i, ())), repeats=repeats[i] + 1 if i in repeats else None
        )
        for i, p in enumerate(paragraphs)
    ]


def _parts(sections: Sequence[PartBlocks], paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """Return the parts with their text spans; one that repeats another part from end to end names that part."""
    owned: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.part is not None:
            owned.setdefault(paragraph.part, []).append(paragraph)
    found = []
    for number, section in enumerate(s for s in sections if s.subject is not None):
        own = owned[number]
        assert section.subject is not None
        span = Span(own[0].span.start, own[-1].span.end)
        found.append(Part(section.subject, span, _repeated_part(own, paragraphs), section.pages))
    return tuple(found)


def _repeated_part(own: Sequence[Paragraph], paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the number of the earlier part that nearly all of a part's text repeats, None without one."""
    said: Counter[int | None] = Counter()
    for paragraph in own:
        if paragraph.kind in _MAY_REPEAT:
            first = paragraphs[paragraph.repeats - 1].part if paragraph.repeats else None
            said[first] += len(paragraph.span)
    if not said:
        return None
    part, length = said.most_common(1)[0]
    return part if part != own[0].part and length >= _REPEATED_SHARE * said.total() else None


def read_document(
    source: str, *, file: str, sha256: str, reading: Reading | None = None, said: Statement | None = None
) -> Document:
    r"""Return the document that a decoded file holds.

    ``file`` is the path shown in citations, POSIX style; ``sha256`` that of the file's bytes; ``said`` what a
    ``corpus.toml`` says of the file, in place of what its text tells. Every character of the document's text maps to
    its offset in ``source``. A text without any readable character gives a document without paragraphs.

    >>> doc = read_document("# 網絡\n\n新建基站\n46.7 萬個。\n", file="a.md", sha256="0" * 64)
    >>> doc.title, doc.script.value, [p.span.of(doc.text) for p in doc.paragraphs]
    ('網絡', 'hant', ['網絡', '新建基站\n46.7 萬個。'])
    """
    reading = reading or Reading()
    if is_run_together(source, reading.format):
        sections = read_parts(source)
        dropped = [d for section in sections for d in section.dropped]
    else:
        blocks, dropped = read_lines(source, reading)
        sections = [PartBlocks(None, tuple(blocks))]
    pieces: list[_Piece] = []
    count = 0
    for section in sections:
        if section.subject is None:
            pieces += _under_headings(section.blocks, None)
        else:
            pieces += _under_headings(section.blocks, count, section.subject.title)
            count += 1
    text, paragraphs = _assemble(pieces, len(source))
    paragraphs = _linked(paragraphs, [p.block for p in pieces], text.text)
    return Document(
        file=file,
        source=source,
        text=text.text,
        source_map=SourceMap(text.offsets),
        paragraphs=tuple(paragraphs),
        subject=_subject(sections, _fallback_title(source, dropped, file), text.text, said),
        script=detect(text.text),
        sha256=sha256,
        parts=_told(_parts(sections, paragraphs), text.text, said),
        dropped=account(source, text.offsets, dropped),
        reading=reading,
    )


def _fallback_title(source: str, dropped: Sequence[Dropped], file: str) -> str:
    """Return what a document without a title of its own is called: its running header, else its file's stem."""
    headers = [place.source.of(source) for place in dropped if place.reason == "running header"]
    return about.running_title(headers) or PurePosixPath(file).stem


def _subject(sections: Sequence[PartBlocks], fallback: str, text: str, said: Statement | None) -> Subject:
    """Return what the file as a whole is about; a file of many parts has no period of its own."""
    if any(section.subject for section in sections):
        subject = Subject(fallback, company=about.main_company(fold(text)))
    else:
        subject = about.subject_of_file([b for s in sections for b in s.blocks], fallback, text)
    return said.applied(subject, text) if said else subject


def _told(parts: tuple[Part, ...], text: str, said: Statement | None) -> tuple[Part, ...]:
    """Return the parts, their subjects as a statement has them."""
    if said is None:
        return parts
    return tuple(replace(p, subject=said.applied_to_part(p.subject, p.span.of(text))) for p in parts)
