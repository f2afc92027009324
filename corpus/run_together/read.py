"""Run-together text to parts with blocks: reports and white papers, the articles between them, all else as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.about import subject_of_part
from corpus.block import Block
from corpus.mapped import Mapped, from_source
from corpus.reading import Format, PageStart
from corpus.run_together.paragraphs import Flow, to_blocks
from corpus.run_together.parts import find_documents
from corpus.run_together.prepared import prepare
from corpus.run_together.press.articles import Article, find_articles
from corpus.run_together.publication import read_publication
from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Dropped, ParagraphKind, Span

# A line longer than this holds many paragraphs whose breaks were lost; a page has some 1,500 characters.
RUN_TOGETHER = 5000
# A file is run together when such lines hold more than this share of it.
_RUN_TOGETHER_SHARE = 0.5
# A text of one line, longer than a long paragraph, is as well if it shows that it holds documents.
_ONE_LINE = 600
_PLAIN = frozenset({Format.TEXT, Format.MARKDOWN})
# A heading or the rule of a table: the file has kept its lines.
_MARKED_UP = re.compile(r"^ {0,3}#{1,6} +\S|^ {0,3}\|(?: ?:?-{3,}:? ?\|)+ *$", re.MULTILINE)
_CLAUSE = re.compile(r"[^，。！？：；,!?:;]{6,40}(?=[，。！？：；,!?:;])")
# A shorter stretch between two reports is a line that belongs to neither, no article.
_SHORTEST_ARTICLE = 200


@dataclass(frozen=True, slots=True)
class PartBlocks:
    """One document of a run-together file: its blocks in order; ``subject`` is None for text of no known part.

    ``pages`` are those that its running headers count.
    """

    subject: Subject | None
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    pages: tuple[PageStart, ...] = ()


def is_run_together(source: str, form: Format = Format.TEXT) -> bool:
    """Tell whether most of a text has lost its line breaks; a few long paragraphs among others do not count.

    ``form`` is the file's format: only plain text, and Markdown without heading or table, can have lost them.
    """
    if form not in _PLAIN or _MARKED_UP.search(source):
        return False
    lines = [len(line) for line in source.splitlines() if line and not line.isspace()]
    if len(lines) == 1 and _ONE_LINE < lines[0] <= RUN_TOGETHER:
        return _has_signs(source)
    return sum(n for n in lines if n > RUN_TOGETHER) > _RUN_TOGETHER_SHARE * len(source)


def _has_signs(source: str) -> bool:
    """Tell whether a short text shows that documents are glued in it: headers, a code, titles behind credits."""
    return bool(find_documents(source, fold(source))) or len(find_articles(source)) > 1


def read_parts(source: str) -> list[PartBlocks]:
    """Return the documents that a run-together text holds, in order; together they cover all of it."""
    whole, folded = from_source(source), fold(source)
    parts: list[PartBlocks] = []
    at = 0
    for found in find_documents(source, folded):
        parts += _between(whole, Span(at, found.span.start))
        blocks, dropped = read_publication(whole, folded, found)
        subject = subject_of_part(found.title, found.span.of(source), found.kind) if blocks else None
        # What was dropped from a part without readable text is still accounted for, with its neighbour.
        pages = tuple(PageStart(page.header.start, page.number) for page in found.pages)
        parts.append(PartBlocks(subject, tuple(blocks), tuple(dropped), pages))
        at = found.span.end
    return [*parts, *_between(whole, Span(at, len(whole)))]


def _between(whole: Mapped, place: Span) -> list[PartBlocks]:
    """Return the articles of a stretch that belongs to no report; without any it is one text of no known part."""
    stretch = whole.part(place.start, place.end)
    articles = find_articles(stretch.text) if len(stretch) >= _SHORTEST_ARTICLE else []
    return (
        [_article(stretch, a) for a in articles] if articles else [_unknown(stretch)] if len(stretch) else []
    )


def _unknown(stretch: Mapped) -> PartBlocks:
    ready = prepare(stretch)
    return PartBlocks(None, tuple(to_blocks(Flow(ready.text, bullets=ready.bullets), ())), ready.dropped)


def _article(stretch: Mapped, article: Article) -> PartBlocks:
    """Return an article: its title as a heading, and paragraphs; the first without a title is of no part."""
    behind = max(article.span.start, article.title.end)
    head = prepare(stretch.part(article.span.start, behind))
    body = prepare(stretch.part(behind, article.span.end))
    blocks = list(to_blocks(Flow(body.text, bullets=body.bullets), ()))
    if len(head.text):
        blocks.insert(0, Block(head.text, ParagraphKind.HEADING, 1))
    title = article.title.of(stretch.text)
    if not title and article.span.start and (clause := _CLAUSE.match(stretch.text, article.span.start)):
        # Its own title cannot be told from the text: it is known by its first words, which stay in the text.
        title = clause.group(0)
    subject = (
        subject_of_part(title, article.span.of(stretch.text), article.kind) if title and blocks else None
    )
    return PartBlocks(subject, tuple(blocks), (*head.dropped, *body.dropped))
