"""What ties passages to other places: footnotes to the words that bear their mark, repeats to their copies."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from corpus.layout.note_labels import inline_marks, same_label
from corpus.script import fold
from corpus.sentences import sentences
from corpus.structure.bare_marks import bare_mark_in
from corpus.types import Document, Paragraph, ParagraphKind, Passage, Span

# How much of a note is said beside the words that bear its mark, and of those beside the note, in characters: a term
# and the beginning of what it means.
LEAD = 60
# Written folded. A note that only names its source says nothing of what bears its mark.
_NAMES_SOURCE = re.compile(
    r"(?:\[?\d{1,2}\]? ?)?(?:(?:资料|数据|图片)来源|参考资料|参考文献|来源|出处|参见|https?)[:：]?"
)
# How far beside a repeated paragraph its copy of a passage may begin, for copies are cut elsewhere.
_BESIDE = 1200
# From so many characters on a paragraph says by itself what it is about.
_SAYS_ALL = 80
# Headings of the bearer that a note is given, from the lowest up.
_HEADINGS = 2


def is_told_before(document: Document, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph need not be indexed, for an earlier one of the same subject has the same words.

    A text that several reports share stays in each of them when they are of different years: a filter by year must
    find it in all. A short one stays under each heading: the heading may say whom it is about.
    """
    if paragraph.repeats is None:
        return False
    first = document.paragraphs[paragraph.repeats - 1]
    if paragraph.part is not None and document.parts[paragraph.part].repeats is not None:
        return True
    if len(paragraph.span) < _SAYS_ALL and paragraph.headings != first.headings:
        return False
    own, other = document.subject_of(paragraph), document.subject_of(first)
    return paragraph.part == first.part or (own.company, own.period) == (other.company, other.period)


def tied(document: Document, passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with their footnotes and the places of their copies.

    A passage that bears a mark gets the note's place and in its head the note's first words; a note gets in its head
    what bears its mark, with the headings above that.
    """
    starts = [passage.span.start for passage in passages]
    notes: dict[int, list[Span]] = defaultdict(list)
    heads: dict[int, list[str]] = defaultdict(list)
    for note in document.paragraphs:
        if note.kind is not ParagraphKind.FOOTNOTE:
            continue
        for number in note.notes:
            bearer = document.paragraphs[number - 1]
            at = _mark(document, bearer, note)
            held, own = _holding(passages, starts, at), _holding(passages, starts, note.span.start)
            if held is not None:
                notes[held].append(document.source_span(note.span))
                lead = _lead(note.span.of(document.text))
                heads[held] += [] if _NAMES_SOURCE.match(fold(lead)) else [lead]
            if own is not None:
                above = [h for h in bearer.headings[-_HEADINGS:] if h not in note.headings]
                heads[own].append(" > ".join((*above, _words_at(document, bearer, at))))
    copies = _copies(document)
    return [
        replace(
            passage,
            notes=tuple(sorted({*passage.notes, *notes[i]})),
            head=" > ".join(dict.fromkeys(filter(None, (passage.head, *heads[i])))),
            also=_also(document, passage, copies),
        )
        for i, passage in enumerate(passages)
    ]


def _holding(passages: Sequence[Passage], starts: Sequence[int], at: int) -> int | None:
    """Return the place of the passage that holds a character of the text, None if none does."""
    i = bisect_right(starts, at) - 1
    return i if i >= 0 and at < passages[i].span.end else None


def _lead(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LEAD else line[:LEAD] + "…"


def _mark(document: Document, bearer: Paragraph, note: Paragraph) -> int:
    """Return where in the text the character before a note's mark stands.

    It is a raised mark, else a bare one, else it is taken to end the sentence that is most like the note.
    """
    source = document.source_span(bearer.span)
    raised = re.compile(rf"<sup>\s*{re.escape(note.note or '')}\s*</sup>", re.IGNORECASE)
    if match := raised.search(document.source, source.start, source.end):
        offsets = document.source_map.offsets[bearer.span.start : bearer.span.end]
        behind = int(np.searchsorted(offsets, match.start()))
        return bearer.span.start + max(0, min(behind, len(bearer.span)) - 1)
    words = bearer.span.of(document.text)
    inline = next((at for at, label in inline_marks(words) if label == same_label(note.note or "")), None)
    at = inline or bare_mark_in(words, note.note or "", note.span.of(document.text))
    if at:
        return bearer.span.start + at - 1
    wanted = _pairs(note.span.of(document.text)[:LEAD])
    spans = sentences(document.text, bearer.span) or [bearer.span]
    return max(spans, key=lambda span: len(wanted & _pairs(span.of(document.text)))).end - 1


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _words_at(document: Document, bearer: Paragraph, at: int) -> str:
    """Return the words that end at a mark, from the beginning of their sentence or as far back as a lead reaches."""
    begins = [span.start for span in sentences(document.text, bearer.span) if span.start <= at]
    start = max(begins[-1] if begins else bearer.span.start, at + 1 - LEAD)
    return " ".join(document.text[start : at + 1].split())


def _copies(document: Document) -> Mapping[int, list[Paragraph]]:
    """Return by the number of a paragraph those that repeat it."""
    found: dict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in document.paragraphs:
        if paragraph.repeats is not None:
            found[paragraph.repeats].append(paragraph)
    return found


def _also(document: Document, passage: Passage, copies: Mapping[int, list[Paragraph]]) -> tuple[Span, ...]:
    """Return the other source places of a passage's words."""
    if not copies:
        return passage.also
    numbers = {passage.paragraph, *(number for _, number in passage.paragraphs)}
    found = set(passage.also)
    for number in sorted(numbers & set(copies)):
        first = document.paragraphs[number - 1]
        for copy in copies[number]:
            begin = max(passage.span.end, copy.span.start - _BESIDE)
            at = document.text.find(passage.text, begin, copy.span.end + _BESIDE)
            if at >= 0:
                found.add(document.source_span(Span(at, at + len(passage.text))))
            elif passage.span.start <= first.span.start and first.span.end <= passage.span.end:
                found.add(document.source_span(copy.span))
    return tuple(sorted(found))
