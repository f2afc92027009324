"""How a file was read, as values: its format and encoding, its pages, and what its reader left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """Format of a source file."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    CSV = "CSV"
    XLSX = "XLSX"


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page of the source file: the offset in the decoded source where it begins, and its 1-based number."""

    start: int
    number: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How the bytes of a file became the decoded source.

    ``encoding`` is the name of the text encoding, None where the format says it itself. ``pages`` and ``boxes`` are in
    the order of the source, empty for formats without pages. ``remarks`` are for the user: what was guessed, and what
    was left out and how often (``3 hidden elements left out``).
    """

    format: Format = Format.TEXT
    encoding: str | None = None
    pages: tuple[PageStart, ...] = ()
    boxes: tuple[Box, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line stands on its page: from source offset ``start`` on, in PDF points from the lower left corner."""

    start: int
    page: int
    left: float
    bottom: float
    right: float
    top: float
