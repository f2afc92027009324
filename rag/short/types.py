"""What the pickers of the bare answer take and give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.types import Span
from index.segment import BIGRAM_MARK
from rag.question import lowered

# The years heading the columns of a table's row, None for a column without one.
Columns = tuple[int | None, ...]
# Where the question's terms stand in a sentence: start, end and worth.
Anchors = list[tuple[int, int, float]]
# A span of a sentence with how well it fits; None when nothing does.
Picked = tuple[Span, float] | None

# How near a question's word must stand, in characters, for a figure or name to be its answer.
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Found:
    """A short answer: claim number (from 0) and a span of its candidate's text, or yes/no; ``fit`` orders several.

    ``items`` are the spans of a list's items, in order, where they do not stand in one piece.
    """

    claim: int
    span: Span | None
    yes: bool | None
    fit: float
    items: tuple[tuple[int, Span], ...] = ()


def anchors_of(text: str, worth: Mapping[str, float]) -> Anchors:
    """Return where the question's terms stand in folded text, bigrams included."""
    searched = lowered(text)
    found = []
    for term, weight in worth.items():
        bare = term.removeprefix(BIGRAM_MARK)
        if len(bare) < 2 or weight <= 0:
            continue
        at = searched.find(bare)
        while at >= 0:
            found.append((at, at + len(bare), weight))
            at = searched.find(bare, at + 1)
    return found


def closeness(span: Span, anchors: Anchors) -> float:
    """Return how near a span stands to the question's words, each counting by worth over distance.

    Words in front of a figure, where Chinese puts what it counts, count in full, words behind it half.
    """
    total = 0.0
    for start, end, weight in anchors:
        before, after = span.start - end, start - span.end
        if 0 <= before <= _NEAR * 2:
            total += weight / (1 + before / 6)
        elif 0 <= after <= _NEAR:
            total += 0.5 * weight / (1 + after / 6)
    return total
