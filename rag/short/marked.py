"""The bare answer as the reader marks it in the chosen sentences."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Span
from rag.evidence import Candidate
from rag.short.spans import MARKS, paired, unquoted
from rag.short.types import Found


def marked(chosen: Sequence[Candidate]) -> list[Found]:
    """Return what the reader marks in each chosen sentence, the surest first.

    ``fit`` is its lead over no answer, less what the sentence is behind the first in score, both in log-odds. Words
    that run on into another sentence are none of this one.
    """
    found = []
    for number, candidate in enumerate(chosen):
        read = candidate.hit.read
        span = _inside(candidate, read.span) if read is not None and read.span is not None else None
        if read is not None and span is not None:
            behind = chosen[0].score - candidate.score
            found.append(Found(number, unquoted(candidate.folded, span), None, read.lead - behind))
    return sorted(found, key=lambda f: -f.fit)


def _inside(candidate: Candidate, span: Span) -> Span | None:
    """Return a stretch of the passage in characters of a sentence that holds it, marks at its edges left off."""
    text, start, end = candidate.hit.passage.text, span.start, span.end
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    begin = candidate.span.start
    if start == end or start < begin or end > candidate.span.end or not paired(text[start:end]):
        return None
    return Span(start - begin, end - begin)
