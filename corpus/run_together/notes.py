"""Footnotes of glued pages: marks inside words and figures (`占比41%8；`), bodies right before the next page.

A page's notes are taken only as a whole and when certain: the numbers go on from the last page's (or begin at 1), each
stands on the page as a mark and again, in order, at its foot, and the bodies read as notes do (a source, a definition).
Folded text only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its label, the span of its body behind the label, of the label there, and of its marks in the text.

    ``marks`` is empty when it is unsure which digits are the mark; ``named`` is true of a note that says what it is.
    """

    label: str
    body: Span
    at: Span
    marks: tuple[Span, ...] = ()
    named: bool = False


# Digits alone: no part of a number, a Latin word or a count.
LONE = re.compile(
    r"(?<![\d.,:/(（第约近超达-])(?<!\d[A-Za-z])(?<![图表])(\d{1,2})"
    r"(?![\d.,．:：/%％)）\]年月日号个名位次家条款万亿千百元倍股户届季部级类种点度天周期-])"
    r"(?!项(?!目)|人(?![口均工力民员才类]))(?![A-Za-z](?![A-Za-z]{2}))"
)
# `数说1235数据来源：…`: before words that only a note begins with, a label may follow a figure.
_BEHIND_FIGURE = re.compile(r"(?<=\d)\d{1,2}(?=(?:数据|资料|参考)(?:来源|资料)[：:]|https?:)")
# `17万3900MHz`, `EBITDA12020年`: a mark before a figure.
GLUED = re.compile(r"(?<=[\u4e00-\u9fffA-Z])(\d{1,2})(?=20\d\d年|(?!20)\d{3}[A-Za-z])")
# A mark is plain before a stop, or between words.
_STRONG = re.compile(r"[，。；、：！？”》」』）)\]]|$")
# What notes begin with: an address, a title, a source, a definition, a remark on the data.
_READS_AS_NOTE = re.compile(
    r"https?:|www\.|[《〈“「『]|(?:数据|资料|图片)?来源|出处|引自|转引|参[见考照]|详见|见[《附第]|备?注[：:]|说明[：:]|根据|依据|按[照]?|具体|其中|包括"
    r"|指(?![令标数导南挥定示望])|即|系|是指|该|此|这里|以下|以上|上述|下同|同上|本[报白文章节]|数据|统计|测算|口径|不[含包]|含"
    r"|[\u4e00-\u9fffA-Za-z\d-]{2,12}(?:是指|指的?是|指(?![令标数导南挥定示望])|包括|[：:])"
)
_SENTENCE_ENDS = "。！？；"
# The notes of a page hold at most so many characters and so much of the page; a body at least four.
LONGEST, _SHARE, SHORTEST = 1200, 0.75, 4
# So many labels may be missing between two pages' notes (a page whose notes were not certain).
_SKIPPED = 15
_MOST = 12


Places = dict[int, list[Span]]


def _places(page: str) -> Places:
    """Map every number that stands alone on a page to its places."""
    places: Places = {}
    for match in LONE.finditer(page):
        places.setdefault(int(match.group(1)), []).append(Span(*match.span(1)))
    for match in _BEHIND_FIGURE.finditer(page):
        for start in range(match.end() - 2, match.end()):
            places.setdefault(int(page[start : match.end()]), []).append(Span(start, match.end()))
    return {number: sorted(spans) for number, spans in places.items()}


def _chain(page: str, places: Places, glued: Places, first: int) -> list[Span]:
    """Return where the bodies of notes ``first``, ``first`` + 1, … stand at the foot of a page, in order."""
    labels = []
    for label in range(first, first + _MOST):
        if len(places.get(label, ())) + (label in glued) < 2 and not (label > first and places.get(label)):
            break
        labels.append(label)
    while labels:
        bodies: list[Span] = []
        limit = len(page)
        for label in reversed(labels):
            before = [span for span in places.get(label, ()) if span.end + SHORTEST <= limit]
            if not before:
                break
            bodies.append(before[-1])
            limit = before[-1].start
        if len(bodies) == len(labels):
            return bodies[::-1]
        labels.pop()
    return []


def _glued(page: str) -> Places:
    """Map every number that stands right before a figure to its places."""
    found: Places = {}
    for match in GLUED.finditer(page):
        found.setdefault(int(match.group(1)), []).append(Span(*match.span(1)))
    return found


def _mark(page: str, spans: Sequence[Span], low: int, high: int) -> tuple[Span | None, bool]:
    """Return the mark among a number's places between two positions, and whether it is plain; None when unsure."""
    near = [span for span in spans if low <= span.start < high and span.start > 0]
    strong = [
        span for span in near if _STRONG.match(page, span.end) and page[span.start - 1] not in _SENTENCE_ENDS
    ]
    if len(strong) == 1:
        return strong[0], True
    return (near[0], False) if len(near) == 1 else (None, False)


def _certain(
    page: str, bodies: Sequence[Span], plain: Sequence[bool], marked: Sequence[bool], goes_on: bool
) -> bool:
    """Tell whether the last words of a page, from the first body on, are its notes beyond doubt.

    ``goes_on``: their numbers follow those of the notes before.
    """
    foot = len(page) - bodies[0].start
    if foot > LONGEST or foot > _SHARE * len(page) or not any(marked):
        return False
    reads = [bool(_READS_AS_NOTE.match(page, body.end)) for body in bodies]
    ended = [page[body.start - 1] in _SENTENCE_ENDS for body in bodies]
    if len(bodies) == 1:
        return marked[0] and (reads[0] or (ended[0] and plain[0] and goes_on))
    return all(r or m for r, m in zip(reads, marked, strict=True)) and (any(reads) or all(plain))


def _foot(page: str, expected: int) -> list[Note]:
    """Return the notes at the foot of one page, whose first number is ``expected`` or one of the next few, or 1."""
    places, glued = _places(page), _glued(page)
    for first in dict.fromkeys((*range(expected, expected + _SKIPPED), 1)):
        bodies = _chain(page, places, glued, first)
        while bodies:
            notes, plain = _notes(page, bodies, first, places, glued)
            if _certain(page, bodies, plain, [bool(n.marks) for n in notes], 1 < first == expected):
                return notes
            bodies = bodies[:-1]
    return []


def _notes(
    page: str, bodies: Sequence[Span], first: int, places: Places, glued: Places
) -> tuple[list[Note], list[bool]]:
    """Return the notes whose labels stand at ``bodies``, with their marks, and which marks are plain."""
    notes: list[Note] = []
    plain: list[bool] = []
    low = 0
    ends = [*(body.start for body in bodies[1:]), len(page)]
    for number, (at, end) in enumerate(zip(bodies, ends, strict=True), start=first):
        mark, strong = _mark(page, places.get(number, ()), low, bodies[0].start)
        if mark is None:
            mark, strong = _mark(page, glued.get(number, ()), low, bodies[0].start)
        low = mark.end if mark else low
        notes.append(Note(str(number), Span(at.end, end), at, (mark,) if mark else ()))
        plain.append(strong)
    return notes, plain


def _moved(note: Note, by: int) -> Note:
    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return replace(note, body=moved(note.body), at=moved(note.at), marks=tuple(map(moved, note.marks)))


def find_notes(folded: str, pages: Sequence[Span]) -> list[Note]:
    """Return the footnotes that stand at the feet of pages, in order; ``pages`` are the pages' spans in the text."""
    found: list[Note] = []
    expected = 1
    for page in pages:
        notes = _foot(page.of(folded), expected)
        found += [_moved(note, page.start) for note in notes]
        expected = int(notes[-1].label) + 1 if notes else expected
    return found
