"""Outlines for reading and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.outline import Outline, Outlined, Section
from corpus.subject import Subject
from corpus.types import Cell, Document, Paragraph, ParagraphKind, Span

JsonTree = dict[str, object]

# How a paragraph's beginning is shown, in characters.
_LEAD = 40
# Kinds in the order in which they are counted, with the plural that a reader sees.
_KINDS = {
    ParagraphKind.TEXT: "paragraphs", ParagraphKind.TABLE: "tables", ParagraphKind.CALLOUT: "call-outs",
    ParagraphKind.FOOTNOTE: "footnotes", ParagraphKind.CAPTION: "captions", ParagraphKind.FRAGMENT: "fragments",
    ParagraphKind.CONTENTS: "contents pages",
}  # fmt: skip


def outline_lines(outline: Outline, *, paragraphs: bool = False, places: bool = False) -> Iterator[str]:
    """Yield an outline as lines of a tree.

    ``paragraphs`` lists every paragraph with its beginning, the cells of tables and the ties of footnotes; ``places``
    lists every dropped place instead of one line a reason.
    """
    document = outline.document
    yield f"{document.file}  ({', '.join(_reading(document))})"
    yield f"  {_about(document.subject)}{_pages(outline.own)}"
    yield from (f"  {remark}" for remark in document.reading.remarks)
    yield from _section_lines(document, outline.own.root, "  ", paragraphs)
    for number, part in enumerate(outline.parts, start=1):
        repeated = f"  repeats {part.repeats}" if part.repeats else ""
        yield f"  {number}. {_about(part.subject)}  {_span(part.source)}{_pages(part)}{repeated}"
        if not part.repeats:
            yield from _section_lines(document, part.root, "     ", paragraphs)
    yield from _dropped_lines(outline, places)


def _reading(document: Document) -> list[str]:
    reading = document.reading
    own = [reading.format.value, reading.encoding, document.script.value]
    counts = [f"{len(document.source):,} characters"]
    counts += [f"{len(document.parts)} documents"] if document.parts else []
    return [word for word in own if word] + counts


def _about(subject: Subject) -> str:
    told = [subject.kind, subject.company, str(subject.period) if subject.period else None, subject.published]
    words = ", ".join(word for word in told if word)
    return f"{subject.title}  [{words}]" if words else subject.title


def _pages(outlined: Outlined) -> str:
    """Return the range of pages, with those that are missing in it."""
    pages = [page.number for page in outlined.pages]
    if not pages:
        return ""
    missing = sorted(set(range(min(pages), max(pages) + 1)) - set(pages))
    order = "" if all(a < b for a, b in pairwise(pages)) else ", out of order"
    lacks = (
        f", without {', '.join(map(str, missing[:8]))}{' …' if len(missing) > 8 else ''}" if missing else ""
    )
    return f"  pp. {min(pages)}–{max(pages)}{lacks}{order}"


def _span(span: Span) -> str:
    return f"{span.start}–{span.end}"


def _counted(counts: Counter[str]) -> str:
    told = [(counts[kind.value], plural) for kind, plural in _KINDS.items() if counts[kind.value]]
    return ", ".join(f"{count} {plural[:-1] if count == 1 else plural}" for count, plural in told)


def _section_lines(document: Document, section: Section, indent: str, paragraphs: bool) -> Iterator[str]:
    if section.level:
        page = f"  p. {section.page}" if section.page else ""
        counts = _counted(Counter(p.kind.value for p in section.paragraphs))
        yield f"{indent}{'#' * section.level} {section.heading}{page}  {section.source.start}" + (
            f"  ({counts})" if counts else ""
        )
    elif section.paragraphs and not paragraphs:
        yield f"{indent}({_counted(Counter(p.kind.value for p in section.paragraphs))})"
    deeper = indent + ("  " if section.level else "")
    if paragraphs:
        for paragraph in section.paragraphs:
            yield from _paragraph_lines(document, paragraph, deeper)
    for below in section.sections:
        yield from _section_lines(document, below, deeper, paragraphs)


def _paragraph_lines(document: Document, paragraph: Paragraph, indent: str) -> Iterator[str]:
    place = document.source_span(paragraph.span)
    words = " ".join(paragraph.span.of(document.text).split())
    shown = words if len(words) <= _LEAD else words[:_LEAD] + "…"
    page = f" p. {paragraph.page}" if paragraph.page else ""
    note = f" {paragraph.note}" if paragraph.note else ""
    ties = f"  → {', '.join(f'¶{n}' for n in paragraph.notes)}" if paragraph.notes else ""
    repeated = f"  repeats ¶{paragraph.repeats}" if paragraph.repeats else ""
    yield f"{indent}¶{paragraph.number} {paragraph.kind.value}{note}{page} {_span(place)}  {shown}{ties}{repeated}"
    for cell in paragraph.cells:
        names = " | ".join(name for name in (cell.row, cell.column, cell.unit) if name)
        yield f"{indent}    {cell.value.of(document.text)}  ← {names}"


def _dropped_lines(outline: Outline, places: bool) -> Iterator[str]:
    for reason, spans in outline.dropped().items():
        characters = sum(map(len, spans))
        yield f"  dropped: {reason} {len(spans)}× ({characters} characters)"
        if places:
            for span in spans:
                yield f"    {_span(span)}  {' '.join(span.of(outline.document.source).split())[:_LEAD]}"


def outline_json(outline: Outline) -> JsonTree:
    """Return an outline as one object; every ``start`` and ``end`` counts code points of the decoded source."""
    document = outline.document
    return {
        "file": document.file,
        "format": document.reading.format.value,
        "encoding": document.reading.encoding,
        "remarks": list(document.reading.remarks),
        "script": document.script.value,
        "characters": len(document.source),
        **_outlined_json(document, outline.own),
        "parts": [_outlined_json(document, part) for part in outline.parts],
        "dropped": [
            {"reason": reason, "count": len(spans), "places": [[s.start, s.end] for s in spans]}
            for reason, spans in outline.dropped().items()
        ],
    }


def _outlined_json(document: Document, outlined: Outlined) -> JsonTree:
    subject, root = outlined.subject, outlined.root
    return {
        "title": subject.title,
        "kind": subject.kind,
        "company": subject.company,
        "period": str(subject.period) if subject.period else None,
        "published": subject.published,
        "evidence": [{"field": e.field, "words": e.words} for e in subject.evidence],
        "start": outlined.source.start,
        "end": outlined.source.end,
        "pages": [{"number": page.number, "start": page.start} for page in outlined.pages],
        "repeats": outlined.repeats,
        "paragraphs": _paragraphs_json(document, root.paragraphs),
        "sections": [_section_json(document, section) for section in root.sections],
    }


def _section_json(document: Document, section: Section) -> JsonTree:
    return {
        "heading": section.heading, "level": section.level, "page": section.page,
        "start": section.source.start, "end": section.source.end,
        "paragraphs": _paragraphs_json(document, section.paragraphs),
        "sections": [_section_json(document, below) for below in section.sections],
    }  # fmt: skip


def _paragraphs_json(document: Document, paragraphs: Sequence[Paragraph]) -> list[JsonTree]:
    return [_paragraph_json(document, paragraph) for paragraph in paragraphs]


def _paragraph_json(document: Document, paragraph: Paragraph) -> JsonTree:
    place = document.source_span(paragraph.span)
    row: JsonTree = {
        "number": paragraph.number, "kind": paragraph.kind.value, "page": paragraph.page,
        "start": place.start, "end": place.end, "text": paragraph.span.of(document.text),
    }  # fmt: skip
    if paragraph.cells:
        row["cells"] = [_cell_json(document, cell) for cell in paragraph.cells]
    if paragraph.note:
        row["note"] = paragraph.note
    if paragraph.notes:
        row["notes"] = list(paragraph.notes)
    if paragraph.repeats:
        row["repeats"] = paragraph.repeats
    return row


def _cell_json(document: Document, cell: Cell) -> JsonTree:
    place = document.source_span(cell.value)
    return {
        "value": cell.value.of(document.text), "row": cell.row, "column": cell.column, "unit": cell.unit,
        "note": cell.note, "start": place.start, "end": place.end,
    }  # fmt: skip
