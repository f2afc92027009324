"""The values that the stages exchange: spans, paragraphs, documents, passages.

All offsets count Unicode code points. Two coordinate systems exist and are never mixed: *text* offsets point into
``Document.text`` (cleaned, what a person reads), *source* offsets into the decoded file. ``SourceMap`` leads from
the first to the second.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.reading import Box, PageStart, Reading
from corpus.subject import Subject

Offsets = npt.NDArray[np.int32]


class Script(StrEnum):
    """Which Chinese script a text is written in; ``NONE`` when it holds no telling Han character."""

    HANS = "hans"
    HANT = "hant"
    MIXED = "mixed"
    NONE = "none"


class ParagraphKind(StrEnum):
    """What a paragraph is on the page.

    ``CALLOUT`` is a figure with its label, set apart from the prose; ``FRAGMENT`` a piece of columns or of a figure
    panel that could not be untangled with certainty; ``CONTENTS`` a table of contents, a list of figures or an imprint,
    which is kept and shown but answers nothing.
    """

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"
    FOOTNOTE = "footnote"
    CALLOUT = "callout"
    CAPTION = "caption"
    FRAGMENT = "fragment"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open interval ``[start, end)`` of code points, ``0 <= start <= end``; raises ValueError otherwise."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got start={self.start}, end={self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that the span names."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class SourceMap:
    """For every character of a cleaned text, the offset of its source character.

    ``offsets`` has shape (len(text),), int32, no offset twice. They rise strictly within a paragraph; one
    begins before the one above it ends only where columns were read across and are untangled again, and where a
    footnote stands inside the sentence that a page break cut.
    """

    offsets: Offsets

    def __post_init__(self) -> None:
        if self.offsets.ndim != 1 or self.offsets.dtype != np.int32:
            raise ValueError(
                f"offsets must be int32 of one dimension, got {self.offsets.dtype} {self.offsets.shape}"
            )
        rises = bool((np.diff(self.offsets) > 0).all())
        if not rises and len(np.unique(self.offsets)) != len(self.offsets):
            raise ValueError("an offset stands twice: cleaning must not repeat characters")

    def to_source(self, span: Span) -> Span:
        """Return the smallest source span that holds the characters of a text span (IndexError beyond the end)."""
        if span.start == span.end:
            at = int(self.offsets[span.start]) if span.start < len(self.offsets) else self.end
            return Span(at, at)
        if span.end > len(self.offsets):
            raise IndexError(f"no character at {span.end - 1} of {len(self.offsets)}")
        part = self.offsets[span.start : span.end]
        return Span(int(part.min()), int(part.max()) + 1)

    def runs(self, span: Span) -> tuple[tuple[int, int], ...]:
        """Return (position counted from the span's start, source offset) where consecutive characters begin."""
        part = self.offsets[span.start : span.end]
        starts = [0, *(np.flatnonzero(np.diff(part) != 1) + 1).tolist()] if len(part) else []
        return tuple((int(at), int(part[at])) for at in starts)

    @property
    def end(self) -> int:
        """Source offset just behind the last mapped character."""
        return int(self.offsets.max()) + 1 if len(self.offsets) else 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table: where it stands, and what its row and its column are called.

    ``value`` points into the text of whatever holds the cell (document, block or passage). ``row`` and ``column`` are
    the labels as the source writes them, from the outer to the inner parted by " / "; empty when the table has none.
    ``unit`` is what the table, the row or the column says the value is counted in; ``note`` the mark of a footnote.
    """

    value: Span
    row: str
    column: str
    unit: str | None = None
    note: str | None = None

    def moved(self, by: int) -> Cell:
        """Return the cell with its value ``by`` characters further on."""
        return replace(self, value=Span(self.value.start + by, self.value.end + by))


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark as the text bears it: its label (``1``, ``*``) and the offset in the source where it stands."""

    label: str
    source: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A place in the source that is not in the text, and why: ``running header``, ``page number``, ``mark-up``."""

    source: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A document within a file: what it is about, its text span, and the number (from 0) of the part it repeats.

    ``pages`` are where the source shows that its pages begin, in order.
    """

    subject: Subject
    span: Span
    repeats: int | None = None
    pages: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its 1-based number in the file, its text span, and what it stands under.

    ``headings`` run from the top down, without the document's title; a heading's own are those above it, and ``level``
    is its rank, 1 to 6 (0 for all else). ``page`` is 1-based, None where the source shows none. ``part`` is the place
    in ``Document.parts`` of the document within the file that it belongs to. ``cells`` point into the document's text.
    ``note`` is the label of the footnote that this paragraph is; ``notes`` are the numbers of the footnotes that its
    marks name, and of a footnote those of the paragraphs that bear its mark. ``repeats`` is the number of an earlier
    paragraph with the same words.
    """

    number: int
    span: Span
    kind: ParagraphKind = ParagraphKind.TEXT
    headings: tuple[str, ...] = ()
    level: int = 0
    page: int | None = None
    part: int | None = None
    cells: tuple[Cell, ...] = ()
    note: str | None = None
    notes: tuple[int, ...] = ()
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as its reader sees it.

    ``source`` is the decoded file (for formats that are no text, the text its reader draws from it), ``text`` what is
    left after cleaning, in the source's script, never folded. ``file`` is the POSIX path relative to the folder that
    was read; ``sha256`` is of the file's bytes. ``subject`` is what the file as a whole is about; a file that holds
    several documents has them as ``parts``. Paragraph spans are in order and do not overlap. ``dropped`` names every
    place of the source that is not in the text, white space apart. ``reading`` says how the file was read.
    """

    file: str
    source: str
    text: str
    source_map: SourceMap
    paragraphs: tuple[Paragraph, ...]
    subject: Subject
    script: Script
    sha256: str
    parts: tuple[Part, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    reading: Reading = field(default_factory=Reading)

    def __post_init__(self) -> None:
        if len(self.source_map.offsets) != len(self.text):
            raise ValueError(
                f"{self.file}: {len(self.text)} characters but {len(self.source_map.offsets)} offsets"
            )
        ends = [0, *(p.span.end for p in self.paragraphs)]
        if any(p.span.start < end for p, end in zip(self.paragraphs, ends, strict=False)):
            raise ValueError(f"{self.file}: paragraphs overlap or are out of order")
        if self.paragraphs and self.paragraphs[-1].span.end > len(self.text):
            raise ValueError(f"{self.file}: a paragraph ends beyond the text")
        if any(p.part is not None and p.part >= len(self.parts) for p in self.paragraphs):
            raise ValueError(f"{self.file}: a paragraph of a part that is not there")

    @property
    def title(self) -> str:
        """Title of the whole file."""
        return self.subject.title

    @property
    def company(self) -> str | None:
        """Company that the whole file is about."""
        return self.subject.company

    @property
    def year(self) -> int | None:
        """Year that the whole file is about."""
        return self.subject.year

    def subject_of(self, paragraph: Paragraph) -> Subject:
        """Return what a paragraph's document is about: its part's subject, else the file's."""
        return self.subject if paragraph.part is None else self.parts[paragraph.part].subject

    def source_span(self, span: Span) -> Span:
        """Return where a text span stands in the decoded source file."""
        return self.source_map.to_source(span)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: one or a few neighbouring paragraphs, or a run of sentences of a long one.

    ``span`` points into the document's text and ``text`` is that slice; ``source`` is the same place in the file.
    ``header`` is context for the retrievers and is not part of ``text``. ``paragraph`` is the number of the first
    paragraph. ``id`` is ``file:start-end`` in source offsets: stable while the file is unchanged.
    ``raw`` is the slice of the file where cleaning dropped more than white space and emphasis from it (tags, footnote
    marks, a running header), else None: a quotation is of the file, whatever a reader is shown.
    ``paragraphs`` are (position in ``text``, number) of every paragraph that begins in the passage.
    ``runs`` are the (position in ``text``, source offset) pairs at which a run of consecutive characters begins.
    ``subject`` is of the document or part that the passage stands in. ``cells`` point into ``text``; ``head`` names
    the columns of a table whose head stands in another passage, and says the first words of the footnotes tied to it,
    or of a footnote the words that bear its mark; else it is empty. ``also`` are other source places with the same
    words, ``notes`` the source places of footnotes tied to it. ``boxes`` are where its lines stand on a page.
    """

    file: str
    span: Span
    source: Span
    text: str
    subject: Subject
    headings: tuple[str, ...]
    paragraph: int
    runs: tuple[tuple[int, int], ...]
    kind: ParagraphKind = ParagraphKind.TEXT
    page: int | None = None
    raw: str | None = None
    paragraphs: tuple[tuple[int, int], ...] = ()
    head: str = ""
    cells: tuple[Cell, ...] = ()
    also: tuple[Span, ...] = ()
    notes: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def id(self) -> str:
        """Stable name of the passage."""
        return f"{self.file}:{self.source.start}-{self.source.end}"

    @property
    def title(self) -> str:
        """Title of the document or part."""
        return self.subject.title

    @property
    def company(self) -> str | None:
        """Company that the document or part is about."""
        return self.subject.company

    @property
    def year(self) -> int | None:
        """Year that the document or part is about."""
        return self.subject.year

    @property
    def header(self) -> str:
        """Title, headings and head in one line, for context."""
        return " > ".join(dict.fromkeys(filter(None, (self.title, *self.headings, self.head))))

    def source_span(self, span: Span) -> Span:
        """Return where a part of ``text`` stands in the source file; IndexError for a span beyond the text."""
        if span.end > len(self.text) or not len(span):
            raise IndexError(f"{self.id}: no characters at {span.start}-{span.end} of {len(self.text)}")
        first, last = self.source_offset(span.start), self.source_offset(span.end - 1)
        # Untangled columns go back in the source: a run may begin before the span's first character or end behind.
        begins = [(at, offset) for at, offset in self.runs if span.start < at < span.end]
        ends = [self.source_offset(at - 1) for at, _ in begins]
        return Span(min(first, *(o for _, o in begins), last), max(first, *ends, last) + 1)

    def paragraph_at(self, position: int) -> int:
        """Return the number of the paragraph that the character at a position of ``text`` stands in."""
        begun = [number for start, number in self.paragraphs if start <= position]
        return begun[-1] if begun else self.paragraph

    def words(self, span: Span) -> str:
        """Return a part of ``text`` in one line, as a reader is shown it: cells that were glued stand apart."""
        return _parted(self.text, span.start, span.end, self._cell_edges())

    def quote(self, span: Span) -> str:
        """Return the words of a part of ``text`` as they stand in the file, white space squeezed, cells apart."""
        if self.raw is None:
            return self.words(span)
        place, start = self.source_span(span), self.source.start
        edges = [self.source_offset(at) - start for at in self._cell_edges() if at < len(self.text)]
        return _parted(self.raw, place.start - start, place.end - start, edges)

    def _cell_edges(self) -> list[int]:
        return [at for cell in self.cells for at in (cell.value.start, cell.value.end)]

    def source_offset(self, position: int) -> int:
        """Return the source offset of the character at a position of ``text``."""
        at = bisect_right(self.runs, (position, sys.maxsize)) - 1
        start, offset = self.runs[at]
        return offset + position - start


def _parted(text: str, start: int, end: int, edges: Iterable[int]) -> str:
    """Return ``text[start:end]`` with a space at every edge within, and all white space squeezed."""
    cuts = [start, *sorted({at for at in edges if start < at < end}), end]
    return " ".join(" ".join(text[a:b] for a, b in pairwise(cuts)).split())
