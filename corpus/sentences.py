"""Sentence spans: 。！？!?；… end one, with closing quotes kept; a kept line break ends a label or a list item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.layout.lines import reads_as_row
from corpus.types import Span

# An ASCII mark inside an address (c?d=e) ends nothing.
_END = re.compile(
    r"(?:[!?]*[。！？…][。！？!?…]*|[!?]++(?![A-Za-z0-9/&=])|[；;](?=.{12})|\.(?=\s+[A-Z]))[」』”’）)》\"]*|\n"
)
_OPEN, _CLOSE = "「『“（(《【", "」』”）)》】"
# A line break inside prose is a wrap that stayed; after fewer characters it ends a label.
_PROSE = 36
# Longest run without an end before it is cut (flattened tables have none); the cut goes before a Han character.
_LONGEST = 320
# Behind `，、,` too, but never inside a figure such as 1,865.
_CUT = re.compile(r"(?<=[\d%）)])(?=[\u4e00-\u9fff])|(?<=[，、])|(?<=,)(?!\d)")


def _depth(text: str, start: int, end: int) -> int:
    """Return how many brackets and quotes opened in ``[start, end)`` are still open."""
    part = text[start:end]
    return sum(part.count(o) for o in _OPEN) - sum(part.count(c) for c in _CLOSE)


def _breaks(text: str, start: int, newline: int, end: int) -> bool:
    """Tell whether a line break ends a sentence: behind an end mark, and on either side of a table row."""
    if text[newline - 1] in "。！？；：…」』”":
        return True
    following = text.find("\n", newline + 1, end)
    below = text[newline + 1 : following if following >= 0 else end]
    return reads_as_row(text[max(start, text.rfind("\n", start, newline) + 1) : newline]) or reads_as_row(
        below
    )


def _cut_long(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        at, limit = start + _LONGEST, start + _LONGEST
        # The search runs just beyond the limit, for a comma there must see the digit behind it.
        for match in _CUT.finditer(text, start + _LONGEST // 2, min(end, limit + 2)):
            if match.start() > limit:
                break
            at = match.start()
        yield Span(start, at)
        start = at
    yield Span(start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentences(text: str, span: Span | None = None) -> list[Span]:
    """Return the spans of the sentences of ``text`` (of one part when ``span`` is given), without outer white space.

    A mark inside an open quotation or bracket ends nothing unless it is 。！？ followed by the closing mark. Runs over
    320 characters without an end, as flattened tables are, are cut behind a figure or a comma.

    >>> [s.of(t) for t in ["公司建成了网络。覆盖率达96%！"] for s in sentences(t)]
    ['公司建成了网络。', '覆盖率达96%！']
    >>> [s.of(t) for t in ["他說：「做得到。」然後走了。"] for s in sentences(t)]
    ['他說：「做得到。」', '然後走了。']
    """
    whole = Span(0, len(text)) if span is None else span  # an empty span is false
    found: list[Span] = []
    start = whole.start
    for match in _END.finditer(text, whole.start, whole.end):
        ending = match.group(0)
        if ending == "\n":
            if match.start() - start >= _PROSE and not _breaks(text, start, match.start(), whole.end):
                continue
        elif _depth(text, start, match.end()) > 0 and match.end() - start < _LONGEST:
            continue
        found += _cut_long(text, start, match.end())
        start = match.end()
    if start < whole.end:
        found += _cut_long(text, start, whole.end)
    return [s for s in (_trimmed(text, f.start, f.end) for f in found) if len(s)]
