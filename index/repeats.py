"""Passages that say again what a better one says: they give up their place in the list."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from corpus.script import fold
from corpus.types import Passage
from index.segment import normalise
from index.types import FloatArray

# Looked at only where the vectors are this close; headers differ, so repeats are not at 1.
_CLOSE = 0.95
# Share of the longer text's length, white space included, that the shorter one must have to be compared.
_LONG = 0.8
# Share of the character pairs of the larger text that both must hold.
_SAME = 0.9
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\s+")


def repeated(passages: Sequence[Passage], vectors: FloatArray) -> list[bool]:
    """Tell of passages, best first, which repeat an earlier one; ``vectors`` are theirs, shape (len(passages), dim).

    A repeat has nearly the same words in either script, the same figures in the same order, and is about the same
    company and period: what a report says every year in the same words is no repeat.
    """
    lengths = np.array([len(p.text) for p in passages], dtype=np.float32)
    alike = np.minimum.outer(lengths, lengths) >= _LONG * np.maximum.outer(lengths, lengths)
    close = (vectors @ vectors.T >= _CLOSE) & alike
    texts: dict[int, str] = {}
    found: list[bool] = []
    for i, passage in enumerate(passages):
        nearest = np.flatnonzero(close[i, :i]).tolist()
        earlier = [j for j in nearest if not found[j] and _about_one(passage, passages[j])]
        for j in (i, *earlier) if earlier else ():
            texts.setdefault(j, _SPACE.sub("", normalise(fold(passages[j].text))))
        found.append(any(_says_the_same(texts[i], texts[j]) for j in earlier))
    return found


def _about_one(a: Passage, b: Passage) -> bool:
    return (a.company, a.subject.period) == (b.company, b.subject.period)


def _says_the_same(a: str, b: str) -> bool:
    if _FIGURE.findall(a) != _FIGURE.findall(b):
        return False
    ours, theirs = ({text[i : i + 2] for i in range(len(text) - 1)} or {text} for text in (a, b))
    return len(ours & theirs) >= _SAME * max(len(ours), len(theirs))
