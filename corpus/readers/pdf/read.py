"""PDF files: one paragraph a line, with the pages and where each printed line stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers import markup as drawn
from corpus.readers.decoded import Decoded, counted
from corpus.readers.pdf.chars import pages_of
from corpus.readers.pdf.join import glue
from corpus.readers.pdf.paragraphs import Unit, note_label, to_units
from corpus.readers.pdf.reading_order import PageText, lay_out, page_text
from corpus.reading import Box, Format, PageStart, Reading

_BULLET = re.compile(r"^[•●◆○■□▪・·–*-]\s*")
_NUMBERED = re.compile(r"^(\d{1,2})[.)]\s*")
# Fewer characters than this a page, over pages with pictures, is a scan with a stamp or a page number on it.
_SCAN = 8


@dataclass(slots=True)
class _Source:
    """The decoded source as it grows, with the pages and boxes that stand in it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[PageStart] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    last: str = ""

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def at_page(self, number: int) -> None:
        if not self.pages or self.pages[-1].number != number:
            self.pages.append(PageStart(self.length, number))

    def unit(self, unit: Unit) -> None:
        """Write a paragraph, a blank line before it; none between the items of a list."""
        if self.length:
            self.add("\n" if self.last == unit.kind == "item" else "\n\n")
        self.last = unit.kind
        self.at_page(unit.lines[0].page)
        if unit.kind == "table":
            self.boxes.append(unit.lines[0].box(self.length))
            self.add("\n".join(drawn.table(unit.lines[0].cells)))
            return
        opening, first = _opening(unit)
        self.add(opening)
        texts = [first, *(line.text for line in unit.lines[1:])]
        for at, (line, text) in enumerate(zip(unit.lines, texts, strict=True)):
            self.at_page(line.page)
            self.boxes.append(line.box(self.length))
            kept, between = glue(text, texts[at + 1]) if at + 1 < len(texts) else (text, "")
            self.add(kept + between)


def _opening(unit: Unit) -> tuple[str, str]:
    """Return the mark-up that opens a paragraph, and its first line without what that stands for."""
    text = unit.lines[0].text
    if unit.kind == "heading":
        return f"{'#' * min(unit.level, 6)} ", text
    if unit.kind == "note":
        label, text = note_label(text)
        return f"[^{label}]: ", text
    if unit.kind == "item" and (match := _BULLET.match(text)):
        return "- ", text[match.end() :]
    if unit.kind == "item" and (match := _NUMBERED.match(text)):
        return f"{match.group(1)}. ", text[match.end() :]
    return "", drawn.paragraph(text)


def read_pdf(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a PDF's text with its pages and boxes. ``encoding`` is not looked at: the format says it itself.

    SourceError when it is encrypted, damaged, a scan without text, or too large.
    """
    pages = [page_text(page) for page in pages_of(path, data)]
    _check_text(path, pages)
    layout = lay_out(pages)
    source = _Source()
    for unit in to_units(layout.lines):
        source.unit(unit)
    source.add("\n")
    reading = Reading(
        Format.PDF,
        pages=tuple(source.pages),
        boxes=tuple(source.boxes),
        remarks=_remarks(data, pages, layout.furniture),
    )
    return Decoded("".join(source.parts), reading)


def _check_text(path: Path, pages: Sequence[PageText]) -> None:
    """Raise SourceError when no page has text to speak of."""
    if sum(page.inked for page in pages) >= _SCAN * max(1, sum(page.pictures > 0 for page in pages)):
        return
    many = counted(len(pages), "page")
    if any(page.pictures for page in pages):
        raise SourceError(f"{path}: a scan: {many} without text. Run OCR first.")
    if not any(page.inked for page in pages):
        if all(page.broken for page in pages):
            raise SourceError(
                f"{path}: a damaged PDF: {many}, none readable. Get it once more or save it anew."
            )
        raise SourceError(f"{path}: {many} without text. If they are drawn or scanned, run OCR first.")


def _remarks(data: bytes, pages: Sequence[PageText], furniture: int) -> tuple[str, ...]:
    scans = [p.number for p in pages if p.pictures and not p.inked]
    broken = [p.number for p in pages if p.broken]
    turned = sum(page.turned for page in pages)
    found = (
        (
            furniture,
            counted(
                furniture,
                "running header, footer or page number",
                "running headers, footers and page numbers",
            ),
        ),
        (turned, f"{counted(turned, 'character')} on their side"),
    )
    remarks = [f"{told} left out" for number, told in found if number]
    if scans:
        remarks.append(f"pages without text, perhaps scans: {_listed(scans)}")
    if broken:
        remarks.append(f"pages that could not be read: {_listed(broken)}")
    if b"%%EOF" not in data[-2048:]:
        remarks.append("the file has no end mark: it may be cut")
    return tuple(remarks)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return f"{shown} and {len(numbers) - 10} more" if len(numbers) > 10 else shown
