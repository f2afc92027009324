"""Sentences beside those that an answer quotes: what the source says just before and behind."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.types import Passage, Span
from rag.compose import Claim
from rag.types import Citation
from rag.units import units

# How many sentences are added at most, and how many characters in all.
_MOST, _LONGEST = 3, 300


def sentences_beside(citations: Sequence[Citation], passages: Sequence[Passage]) -> list[Claim]:
    """Return sentences that stand beside the cited ones and are not among them, nearest first.

    Those of the cited passage come before those of its neighbours in the file.
    """
    taken = [(c.file, c.start, c.end) for c in citations]
    found: list[Claim] = []
    used = 0
    for cited in citations:
        for claim in _near(cited, passages):
            place = claim.passage.source_span(claim.span)
            length = len(claim.span)
            fresh = all(f != claim.passage.file or place.end <= a or b <= place.start for f, a, b in taken)
            if not fresh or used + length > _LONGEST:
                continue
            found.append(claim)
            taken.append((claim.passage.file, place.start, place.end))
            used += length
            if len(found) == _MOST:
                return found
    return found


def _near(cited: Citation, passages: Sequence[Passage]) -> list[Claim]:
    """Return the sentences of a cited passage and its neighbours by their distance from the cited place."""
    at = next((i for i, p in enumerate(passages) if p.file == cited.file and p.id == cited.id), None)
    if at is None:
        return []
    own = passages[at]
    around = [
        p
        for p in passages[max(0, at - 1) : at + 2]
        if (p.file, p.title, p.headings) == (own.file, own.title, own.headings)
    ]
    claims = [Claim(p, span) for p in around for span in units(p) if len(span) > 1]
    return sorted(claims, key=lambda c: (c.passage is not own, _distance(c, cited)))


def _distance(claim: Claim, cited: Citation) -> tuple[int, bool]:
    """Return how far a sentence stands from the cited place; of two as far, the one behind comes first."""
    place: Span = claim.passage.source_span(claim.span)
    if place.start >= cited.end:
        return place.start - cited.end, False
    return max(0, cited.start - place.end), True
