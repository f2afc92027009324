"""The values that the stages exchange: spans, paragraphs, documents, passages.

All offsets count Unicode code points. Two coordinate systems exist and are never mixed: *text* offsets point into
``Document.text`` (cleaned, what a person reads), *source* offsets into the decoded file. ``SourceMap`` leads from
the first to the second.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]


class Script(StrEnum):
    """Which Chinese script a text is written in; ``NONE`` when it holds no telling Han character."""

    HANS = "hans"
    HANT = "hant"
    MIXED = "mixed"
    NONE = "none"


class ParagraphKind(StrEnum):
    """What a paragraph is on the page."""

    TEXT = "text"
    HEADING = "heading"
    TABLE = "table"
    FOOTNOTE = "footnote"


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

    ``offsets`` has shape (len(text),), int32, strictly increasing: cleaning drops and joins but never reorders.
    """

    offsets: Offsets

    def __post_init__(self) -> None:
        if self.offsets.ndim != 1 or self.offsets.dtype != np.int32:
            raise ValueError(
                f"offsets must be int32 of one dimension, got {self.offsets.dtype} {self.offsets.shape}"
            )
        if len(self.offsets) > 1 and not bool((np.diff(self.offsets) > 0).all()):
            raise ValueError("offsets must rise strictly: cleaning must not reorder or repeat characters")

    def to_source(self, span: Span) -> Span:
        """Return the smallest source span that holds the characters of a text span (IndexError beyond the end)."""
        if span.start == span.end:
            at = int(self.offsets[span.start]) if span.start < len(self.offsets) else self.end
            return Span(at, at)
        return Span(int(self.offsets[span.start]), int(self.offsets[span.end - 1]) + 1)

    def runs(self, span: Span) -> tuple[tuple[int, int], ...]:
        """Return (position counted from the span's start, source offset) where consecutive characters begin."""
        part = self.offsets[span.start : span.end]
        starts = [0, *(np.flatnonzero(np.diff(part) != 1) + 1).tolist()] if len(part) else []
        return tuple((int(at), int(part[at])) for at in starts)

    @property
    def end(self) -> int:
        """Source offset just behind the last mapped character."""
        return int(self.offsets[-1]) + 1 if len(self.offsets) else 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its 1-based number in the document, its text span, and what it stands under.

    ``headings`` run from the top down, without the document's title. ``page`` is 1-based, None where the source shows
    none. ``title``, ``year`` and ``company`` are set where a part of a file has its own (a running header); without a
    ``title`` the document's hold.
    """

    number: int
    span: Span
    kind: ParagraphKind = ParagraphKind.TEXT
    headings: tuple[str, ...] = ()
    page: int | None = None
    title: str | None = None
    year: int | None = None
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as its reader sees it.

    ``source`` is the decoded file, ``text`` what is left after cleaning, in the source's script, never folded. ``file``
    is the POSIX path relative to the folder that was read; ``sha256`` is of the file's bytes. ``title`` falls back to
    the file's stem; ``company`` and ``year`` are None unless the text makes them certain. Paragraph spans are in order
    and do not overlap.
    """

    file: str
    source: str
    text: str
    source_map: SourceMap
    paragraphs: tuple[Paragraph, ...]
    title: str
    script: Script
    sha256: str
    company: str | None = None
    year: int | None = None

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

    def source_span(self, span: Span) -> Span:
        """Return where a text span stands in the decoded source file."""
        return self.source_map.to_source(span)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: one or a few neighbouring paragraphs, or a run of sentences of a long one.

    ``span`` points into the document's text and ``text`` is that slice; ``source`` is the same place in the file.
    ``header`` (title and headings) is context for the retrievers and is not part of ``text``. ``paragraph`` is the
    number of the first paragraph. ``id`` is ``file:start-end`` in source offsets: stable while the file is unchanged.
    ``raw`` is the slice of the file where cleaning dropped more than white space and emphasis from it (tags, footnote
    marks, a running header), else None: a quotation is of the file, whatever a reader is shown.
    ``paragraphs`` are (position in ``text``, number) of every paragraph that begins in the passage.
    ``runs`` are the (position in ``text``, source offset) pairs at which a run of consecutive characters begins.
    """

    file: str
    span: Span
    source: Span
    text: str
    title: str
    headings: tuple[str, ...]
    paragraph: int
    runs: tuple[tuple[int, int], ...]
    kind: ParagraphKind = ParagraphKind.TEXT
    page: int | None = None
    company: str | None = None
    year: int | None = None
    raw: str | None = None
    paragraphs: tuple[tuple[int, int], ...] = ()

    @property
    def id(self) -> str:
        """Stable name of the passage."""
        return f"{self.file}:{self.source.start}-{self.source.end}"

    @property
    def header(self) -> str:
        """Title and headings in one line, for context."""
        return " > ".join(dict.fromkeys((self.title, *self.headings)))

    def source_span(self, span: Span) -> Span:
        """Return where a part of ``text`` stands in the source file; IndexError for a span beyond the text."""
        if span.end > len(self.text) or not len(span):
            raise IndexError(f"{self.id}: no characters at {span.start}-{span.end} of {len(self.text)}")
        return Span(self.source_offset(span.start), self.source_offset(span.end - 1) + 1)

    def paragraph_at(self, position: int) -> int:
        """Return the number of the paragraph that the character at a position of ``text`` stands in."""
        begun = [number for start, number in self.paragraphs if start <= position]
        return begun[-1] if begun else self.paragraph

    def quote(self, span: Span) -> str:
        """Return the words of a part of ``text`` as they stand in the file, white space squeezed."""
        if self.raw is None:
            return " ".join(span.of(self.text).split())
        place = self.source_span(span)
        return " ".join(self.raw[place.start - self.source.start : place.end - self.source.start].split())

    def source_offset(self, position: int) -> int:
        """Return the source offset of the character at a position of ``text``."""
        at = bisect_right(self.runs, (position, sys.maxsize)) - 1
        start, offset = self.runs[at]
        return offset + position - start
