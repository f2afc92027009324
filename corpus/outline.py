"""What was understood of a document, as a tree: parts, sections, what stands in them, what was dropped and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.reading import PageStart
from corpus.subject import Subject
from corpus.types import Document, Paragraph, ParagraphKind, Span


@dataclass(slots=True)
class Section:
    """A heading with what stands under it; ``heading`` is empty for what stands above the first one.

    ``source`` reaches from the heading to the end of the last paragraph below it. ``paragraphs`` are those that stand
    right under the heading, in order, without headings.
    """

    heading: str
    level: int
    source: Span
    page: int | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How many paragraphs of each kind stand in the section and those below it."""
        total = Counter(p.kind.value for p in self.paragraphs)
        for section in self.sections:
            total += section.counts
        return total

    def all_paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs of the section and those below it."""
        yield from self.paragraphs
        for section in self.sections:
            yield from section.all_paragraphs()


@dataclass(frozen=True, slots=True)
class Outlined:
    """A document, or a part of one: what it is about, where it stands in the source, its tree and its pages.

    ``repeats`` is the title of the part that it repeats word for word. ``pages`` are those that the source shows, each
    where it begins, in the order of the source.
    """

    subject: Subject
    source: Span
    root: Section
    pages: tuple[PageStart, ...]
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A file: the document itself and the documents within it. ``own`` is what belongs to no part."""

    document: Document
    own: Outlined
    parts: tuple[Outlined, ...]

    def dropped(self) -> dict[str, list[Span]]:
        """Return the places of the source that are not in the text, by reason."""
        reasons: dict[str, list[Span]] = {}
        for place in self.document.dropped:
            reasons.setdefault(place.reason, []).append(place.source)
        return dict(sorted(reasons.items()))


def outline_of(document: Document) -> Outline:
    r"""Return the outline of a document.

    >>> from corpus.documents import read_document
    >>> tree = outline_of(read_document("# 網絡\n\n## 基站\n\n新建 46 個。\n", file="a.md", sha256="0" * 64))
    >>> [(s.heading, s.level, [c.heading for c in s.sections]) for s in tree.own.root.sections]
    [('網絡', 1, ['基站'])]
    """
    by_part: dict[int | None, list[Paragraph]] = {None: []}
    for paragraph in document.paragraphs:
        by_part.setdefault(paragraph.part, []).append(paragraph)
    parts = tuple(
        Outlined(
            part.subject,
            document.source_span(part.span),
            _tree(document, by_part.get(number, []), document.source_span(part.span)),
            part.pages or _begun(document, by_part.get(number, [])),
            document.parts[part.repeats].subject.title if part.repeats is not None else None,
        )
        for number, part in enumerate(document.parts)
    )
    whole = Span(0, len(document.source))
    root = _tree(document, by_part[None], whole)
    pages = _first_starts(document.reading.pages) or _begun(document, by_part[None])
    return Outline(document, Outlined(document.subject, whole, root, pages), parts)


def _first_starts(pages: Sequence[PageStart]) -> tuple[PageStart, ...]:
    """Return each page where it first begins: a footnote may stand behind the page that its text goes on to."""
    first: dict[int, PageStart] = {}
    for page in pages:
        first.setdefault(page.number, page)
    return tuple(first.values())


def _begun(document: Document, paragraphs: Sequence[Paragraph]) -> tuple[PageStart, ...]:
    """Return the pages on which paragraphs begin."""
    starts = [(document.source_span(p.span).start, p.page) for p in paragraphs]
    return _first_starts([PageStart(start, page) for start, page in starts if page is not None])


def _tree(document: Document, paragraphs: Sequence[Paragraph], source: Span) -> Section:
    root = Section("", 0, source)
    open_sections = [root]
    for paragraph in paragraphs:
        place = document.source_span(paragraph.span)
        if paragraph.kind is ParagraphKind.HEADING:
            while open_sections[-1].level >= max(1, paragraph.level):
                open_sections.pop()
            words = paragraph.span.of(document.text)
            section = Section(words, max(1, paragraph.level), place, paragraph.page)
            open_sections[-1].sections.append(section)
            open_sections.append(section)
        else:
            open_sections[-1].paragraphs.append(paragraph)
        for section in open_sections[1:]:
            section.source = Span(section.source.start, max(section.source.end, place.end))
    return root
