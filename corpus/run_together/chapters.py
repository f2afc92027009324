"""Headings and captions that a contents page names, found again in the body: exactly, in order, on the page named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.run_together.contents import Contents, Entry, Listed
from corpus.types import ParagraphKind, Span


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a text that is a block of its own: its span, its kind, and the level of a heading."""

    span: Span
    kind: ParagraphKind
    level: int = 0


# Marks that contents and body write differently; one character each, so that offsets stay.
_ALIKE = str.maketrans("（），：；．—–－“”‘’「」『』～·•", '(),:;.---""\'\'""""~··')
_SPACE = re.compile(r"\s")
# Ends where the caption begins: no sentence's end between them.
_SOURCE_LINE = re.compile(r"(?:数据|资料|图片)?来源[：:][^。；！？：:]{2,60}\Z")
_LONGEST_SOURCE = 70
# A heading stands on the page that the contents name, or next to it when pages were counted otherwise.
_PAGES_OFF = 1


@dataclass(frozen=True, slots=True)
class Body:
    """A text to search: its characters without white space, alike ones made equal, and their places in the text.

    ``pages`` are (position in the text, number) of each page's beginning.
    """

    compact: str
    places: Sequence[int]
    pages: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, folded: str, pages: Sequence[tuple[int, int]]) -> Body:
        """Return the body for a folded text."""
        even = comparable(folded)
        if not _SPACE.search(even):
            return cls(even, range(len(even)), pages)
        places = [i for i, char in enumerate(even) if not char.isspace()]
        return cls("".join(even[i] for i in places), places, pages)

    def from_page(self, number: int) -> int:
        """Return where the first page begins whose number is ``number`` or more; the end when there is none."""
        place = next((at for at, page in self.pages if page >= number), None)
        return len(self.compact) if place is None else bisect_left(self.places, place)

    def find(self, title: str, start: int, end: int) -> Span | None:
        """Return the place in the text of a title between two places of the compact text."""
        at = self.compact.find(title, start, end)
        return None if at < 0 else Span(self.places[at], self.places[at + len(title) - 1] + 1)


def comparable(folded: str) -> str:
    """Return folded text in lower case with marks made equal that print in two widths; the length stays.

    >>> comparable("（一）5G－Ａ：“試點”")
    '(一)5g-ａ:"試點"'
    """
    lower = folded.lower()
    return (lower if len(lower) == len(folded) else folded).translate(_ALIKE)


def _stands_alone(compact: str, title: str, at: int) -> bool:
    """Tell whether a caption found at ``at`` is not merely pointed to: 如图3所示, （见表2）."""
    before = compact[max(0, at - 2) : at]
    return not before.endswith(("如", "见", "在", "由", "从", "和", "与", "及", "、", "据"))


def _locate(body: Body, entry: Entry, title: str, at: int) -> Span | None:
    """Return where an entry stands in the body, from compact place ``at`` on, on its page first."""
    for off in (0, _PAGES_OFF):
        start = max(at, body.from_page(entry.page - off))
        end = body.from_page(entry.page + off + 1)
        # A heading may begin on the last line of its page and end on the next.
        while place := body.find(title, start, min(len(body.compact), end + len(title) - 1)):
            found = bisect_left(body.places, place.start)
            if entry.listed is Listed.HEADING or _stands_alone(body.compact, title, found):
                return place
            start = found + 1
    return None


def _source_line(folded: str, caption: int, behind: int) -> Cut | None:
    """Return the `来源：…` line that stands right above a figure's caption, behind the cut before; None without one."""
    line = _SOURCE_LINE.search(folded, max(behind, caption - _LONGEST_SOURCE), caption)
    return Cut(Span(*line.span()), ParagraphKind.CAPTION) if line else None


def find_chapters(
    folded: str, contents: Contents, source: str, pages: Sequence[tuple[int, int]]
) -> list[Cut]:
    """Return the headings and captions that ``contents`` (of the folded text ``source``) names, in order of the text.

    ``folded`` is the body; ``pages`` are (position, number) of its pages. What is not found exactly, on its page or
    next to it and behind the entry before it, is left out.
    """
    body = Body.of(folded, pages)
    first = body.from_page(0)
    cuts: list[Cut] = []
    at = dict.fromkeys(Listed, first)
    for entry in contents.entries:
        title = _SPACE.sub("", comparable(entry.title.of(source)))
        place = _locate(body, entry, title, at[entry.listed]) if title else None
        if place is None:
            continue
        at[entry.listed] = bisect_left(body.places, place.end - 1) + 1
        kind = ParagraphKind.HEADING if entry.listed is Listed.HEADING else ParagraphKind.CAPTION
        cuts.append(Cut(place, kind, entry.level))
    return without_overlaps(_with_sources(folded, without_overlaps(cuts)))


def _with_sources(folded: str, cuts: Sequence[Cut]) -> Iterator[Cut]:
    behind = 0
    for cut in cuts:
        if cut.kind is ParagraphKind.CAPTION and (line := _source_line(folded, cut.span.start, behind)):
            yield line
        yield cut
        behind = cut.span.end


def without_overlaps(cuts: Iterable[Cut]) -> list[Cut]:
    """Return the cuts in order, without those that begin inside an earlier one; the first of ``cuts`` win."""
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda c: (c.span.start, -c.span.end)):
        if not kept or cut.span.start >= kept[-1].span.end:
            kept.append(cut)
    return kept
