"""Paragraphs to passages: what is indexed and cited. Pure, no files.

Short neighbours under one heading are gathered; a long paragraph is cut at sentence ends; a table at its rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.quotes import bare, needs_raw
from corpus.sentences import sentences
from corpus.tables.rows import head_of, head_words, row_spans
from corpus.ties import is_told_before, tied
from corpus.types import Cell, Document, Paragraph, ParagraphKind, Passage, Span

# What leads to text and is no passage of its own, unless the document holds nothing else.
_ABOVE_TEXT = frozenset({ParagraphKind.HEADING, ParagraphKind.CONTENTS})


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How long passages are, in characters.

    Paragraphs are gathered until ``target`` is reached and cut when longer than ``longest``. Shorter passages place an
    answer better, longer ones give the encoder more to go by. 240/360 was chosen by the sweep in ``eval/log.md``.
    """

    target: int = 240
    longest: int = 360

    def __post_init__(self) -> None:
        if not 0 < self.target <= self.longest:
            raise ValueError(
                f"passages need 0 < target <= longest, got target={self.target}, longest={self.longest}"
            )


def _cut(document: Document, paragraph: Paragraph, settings: PassageSettings) -> Iterator[Span]:
    """Cut a long paragraph into runs of whole sentences of about the target length, a table into runs of rows."""
    if paragraph.cells:
        spans = row_spans(document.text, paragraph.span, paragraph.cells, settings.longest)
    else:
        spans = sentences(document.text, paragraph.span)
    start, end = paragraph.span.start, paragraph.span.start
    for span in spans:
        if end > start and span.end - start > settings.target:
            yield Span(start, end)
            start = span.start
        end = span.end
    if end > start:
        yield Span(start, end)


def _same_place(a: Paragraph, b: Paragraph) -> bool:
    """Tell whether two paragraphs may share a passage: same headings and part, and neither is a footnote.

    Fragments keep to themselves: beside prose they would lend it words that are not its own.
    """
    footnote = ParagraphKind.FOOTNOTE in (a.kind, b.kind)
    fragment = (a.kind is ParagraphKind.FRAGMENT) != (b.kind is ParagraphKind.FRAGMENT)
    return not footnote and not fragment and a.headings == b.headings and a.part == b.part


def _said(document: Document) -> Iterator[Paragraph]:
    """Yield what goes into passages: all but contents, repeats, headings above something, and the title."""
    above = {
        heading for p in document.paragraphs if p.kind is not ParagraphKind.HEADING for heading in p.headings
    }
    for paragraph in document.paragraphs:
        if paragraph.kind is ParagraphKind.CONTENTS or is_told_before(document, paragraph):
            continue
        if paragraph.kind is not ParagraphKind.HEADING:
            yield paragraph
            continue
        words = paragraph.span.of(document.text)
        if words not in above and words != document.subject_of(paragraph).title:
            yield replace(paragraph, kind=ParagraphKind.TEXT)


def _gathered(document: Document, settings: PassageSettings) -> Iterator[list[Paragraph]]:
    group: list[Paragraph] = []
    for paragraph in _said(document):
        # A caption goes with what it belongs to.
        most = settings.longest if paragraph.kind is ParagraphKind.CAPTION else settings.target
        if group and (
            not _same_place(group[-1], paragraph)
            or group[-1].number + 1 != paragraph.number
            or paragraph.span.end - group[0].span.start > most
        ):
            yield group
            group = []
        group.append(paragraph)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as its passages need it, read once: where its cells begin, in order, and what heads it."""

    starts: tuple[int, ...]
    cells: tuple[Cell, ...]
    head: Span
    words: str

    @classmethod
    def of(cls, document: Document, paragraph: Paragraph) -> _Table:
        """Sort the cells of a table and name its head."""
        cells = tuple(sorted(paragraph.cells, key=lambda cell: cell.value.start))
        head = head_of(document.text, paragraph.span, cells)
        words = head_words(document.text, paragraph.span, cells)
        return cls(tuple(cell.value.start for cell in cells), cells, head, words)

    def within(self, span: Span) -> tuple[Cell, ...]:
        """Return the cells that begin in a span, in order."""
        return self.cells[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def _head(tables: Sequence[_Table], span: Span) -> str:
    """Return what names the columns of the first table in a passage, when that does not stand in the passage."""
    for table in tables:
        if table.within(span):
            return "" if len(table.head) and span.start <= table.head.start else table.words
    return ""


def _passage(document: Document, group: Sequence[Paragraph], tables: Sequence[_Table], span: Span) -> Passage:
    first = next(p for p in reversed(group) if p.span.start <= span.start)
    source, text = document.source_span(span), span.of(document.text)
    raw = source.of(document.source)
    return Passage(
        file=document.file,
        span=span,
        source=source,
        text=text,
        subject=document.subject_of(first),
        headings=first.headings,
        paragraph=first.number,
        runs=document.source_map.runs(span),
        kind=first.kind,
        page=first.page,
        raw=raw if needs_raw(text, raw) else None,
        paragraphs=tuple(
            (p.span.start - span.start, p.number) for p in group if span.start <= p.span.start < span.end
        ),
        head=_head(tables, span),
        cells=tuple(
            cell.moved(-span.start)
            for table in tables
            for cell in table.within(span)
            if cell.value.end <= span.end
        ),
    )


def passages(document: Document, settings: PassageSettings | None = None) -> list[Passage]:
    """Return the document's passages in order; they do not overlap.

    Headings are in the header of what stands under them; one with nothing under it is gathered like text, and so are
    all headings and contents of a document that holds nothing else: nothing readable is lost.
    """
    settings = settings or PassageSettings()
    if all(p.kind in _ABOVE_TEXT for p in document.paragraphs):
        plain = tuple(replace(p, kind=ParagraphKind.TEXT) for p in document.paragraphs)
        document = replace(document, paragraphs=plain)
    found = []
    for group in _gathered(document, settings):
        whole = Span(group[0].span.start, group[-1].span.end)
        spans = [whole] if len(whole) <= settings.longest else _cut(document, group[0], settings)
        tables = [_Table.of(document, p) for p in group if p.cells]
        # A lone mark (a page that holds `##`) says nothing that could be quoted.
        found += [_passage(document, group, tables, span) for span in spans if bare(span.of(document.text))]
    return tied(document, found)
