"""A sentence cut into words, with how its places stand to the question's words: what runs of words are taken from."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from corpus.types import Span
from index.segment import labelled
from rag.question import lowered
from rag.short.asked import Asked

# How far the question's words count, in characters.
_NEAR = 24
_COMMA = re.compile(r"[，。；;：！？]|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """A folded sentence with its words: what runs are taken from.

    ``near`` is, for every position, how near the question's words stand before it and behind it, in worth.
    """

    text: str
    low: str
    words: tuple[Span, ...]
    tags: tuple[str, ...]
    before: tuple[float, ...]
    behind: tuple[float, ...]
    worth: tuple[float, ...]
    lead: str
    clauses: tuple[int, ...]
    left: tuple[float, ...]
    right: tuple[float, ...]

    @classmethod
    def of(
        cls, folded: str, asked: Asked, anchors: Sequence[tuple[int, int, float]], behind: float, number: int
    ) -> Told:
        """Cut a folded sentence; ``behind`` is how far it is behind the best one, in log-odds, ``number`` its rank."""
        pairs = _joined(folded, labelled(folded))
        words = tuple(span for span, _ in pairs)
        held = [0.0] * len(folded)
        for start, end, weight in anchors:
            for at in range(start, end):
                held[at] = max(held[at], weight)
        sums = [0.0]
        for value in held:
            sums.append(sums[-1] + value)
        grade = 0 if number == 0 else sum(behind >= step for step in (0.0, 0.4, 1.0, 2.0))
        return cls(
            folded, lowered(folded), words, tuple(tag for _, tag in pairs),
            tuple(_nearness(anchors, w.start, before=True) for w in words),
            tuple(_nearness(anchors, w.end, before=False) for w in words),
            tuple(sums), f"s{number}g{grade}", _clauses(folded, sums),
            _side(lowered(folded), asked.left), _side(lowered(folded), asked.right),
        )  # fmt: skip

    def word(self, number: int) -> str:
        """Return a word in lower case, "" outside of the sentence."""
        return self.words[number].of(self.low) if 0 <= number < len(self.words) else ""


# Figures, names with figures and dates that the segmenter cuts: 2,365.04, 1+1+M, 5G-A, 2024 年 6 月.
_WHOLE = re.compile(
    r"(?:\d{4} ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日)?)?|\d{1,2} ?月 ?\d{1,2} ?日)|\d[\d,.]*\d(?:[%％])?|\d[%％]|"
    r"[A-Za-z0-9]+(?:[-+._·/&@][A-Za-z0-9]+)*"
)


def _joined(text: str, words: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return words with those joined that make one figure, date or name of letters and figures."""
    wholes = [Span(*m.span()) for m in _WHOLE.finditer(text)]
    found: list[tuple[Span, str]] = []
    at = 0
    for span, tag in words:
        while at < len(wholes) and wholes[at].end <= span.start:
            at += 1
        if at < len(wholes) and wholes[at].start < span.end:
            whole = wholes[at]
            if found and found[-1][0].end > span.start:
                found[-1] = (Span(found[-1][0].start, max(found[-1][0].end, span.end)), found[-1][1])
            else:
                kind = "t" if "年" in whole.of(text) or "月" in whole.of(text) else tag
                found.append((Span(min(whole.start, span.start), max(whole.end, span.end)), kind))
        elif not found or found[-1][0].end <= span.start:
            found.append((span, tag))
        elif found[-1][0].end < span.end:
            found.append((Span(found[-1][0].end, span.end), tag))
    return found


def _clauses(text: str, sums: Sequence[float]) -> tuple[int, ...]:
    """Return, for every character, how much of what the sentence says of the question its clause says, 0 to 6."""
    edges = [0, *(m.end() for m in _COMMA.finditer(text)), len(text)]
    held = [sums[b] - sums[a] for a, b in pairwise(edges)]
    most = max(held, default=0.0) or 1.0
    return tuple(
        grade_of(h / most) for h, (a, b) in zip(held, pairwise(edges), strict=True) for _ in range(a, b)
    )


def _side(text: str, words: Sequence[str]) -> tuple[float, ...]:
    """Return, for every position of a text, the share of words found before it; of a word the first place counts."""
    told = [w for w in words if len(w) > 1]
    starts = [at for w in told if (at := text.find(w)) >= 0]
    counts = [0.0] * (len(text) + 2)
    for at in starts:
        counts[at + 1] += 1 / max(1, len(starts))
    return tuple(accumulate(counts))


def _nearness(anchors: Sequence[tuple[int, int, float]], at: int, *, before: bool) -> float:
    total = 0.0
    for start, end, weight in anchors:
        distance = at - end if before else start - at
        if 0 <= distance <= _NEAR:
            total += weight / (1 + distance / 6)
    return total


def grade_of(value: float) -> int:
    """Return a share as one of seven steps."""
    return 0 if value <= 0 else min(6, 1 + int(6 * math.sqrt(min(value, 1.0))))
