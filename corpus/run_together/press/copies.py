"""Stretches of a text that come again word for word, as where an archive filed an article twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus.run_together.press.phrases import LONGEST_GRAM, Ints, previous
from corpus.types import Span

# Copies are found by windows of so many characters (a multiple of LONGEST_GRAM), each looked up by its hash.
_WINDOW = 24
# An odd number below 2**64, hashes are taken modulo 2**64.
_FACTOR = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Copy:
    """A stretch, and where the same words stood last before it."""

    span: Span
    earlier: Span


def _hashes(grams: Ints) -> Ints:
    """Return a number per window, the same for the same characters."""
    size = len(grams) - _WINDOW + 1
    total = np.zeros(size, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for at in range(0, _WINDOW, LONGEST_GRAM):
            total = total * np.uint64(_FACTOR) + grams[at : at + size].astype(np.uint64)
    return total.view(np.int64)


def copies(grams: Ints, shortest: int) -> list[Copy]:
    """Return the stretches of at least ``shortest`` characters (24 or more) that stood before, in order.

    ``grams`` are the numbers of the longest grams of `grams_of`.
    """
    if len(grams) < _WINDOW:
        return []
    last = previous(_hashes(grams))
    here = np.flatnonzero(last >= 0)
    if not len(here):
        return []
    breaks = np.flatnonzero((np.diff(here) != 1) | (np.diff(last[here]) != 1)) + 1
    firsts = np.concatenate([[0], breaks])
    lengths = np.diff(np.append(firsts, len(here))) + _WINDOW - 1
    return [
        Copy(
            Span(int(here[first]), int(here[first] + length)),
            Span(int(last[here[first]]), int(last[here[first]] + length)),
        )
        for first, length in zip(firsts[lengths >= shortest], lengths[lengths >= shortest], strict=True)
    ]
