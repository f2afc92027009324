"""A stretch of run-together text made ready to read: junk out, lines cleaned, lost bullets remembered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus.clean import clean_line
from corpus.mapped import Mapped
from corpus.types import Dropped, Span

# What a broken font or a lost picture leaves: question marks in a row, a burst of signs (not of one sign alone).
_JUNK = re.compile(r"[?？]{8,}|(?=([#$%^&*@~!(]))(?:(?!\1{5})[#$%^&*@~!(]){5,}")
_BULLET = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned text, the source offsets of bullets whose sign was lost, and what was dropped."""

    text: Mapped
    bullets: frozenset[int]
    dropped: tuple[Dropped, ...]


def dropped_at(text: Mapped, spans: Sequence[Span], reason: str) -> list[Dropped]:
    """Return where spans of a text stand in the source; one that a running header parted is two places there."""
    places = []
    for span in spans:
        offsets = text.offsets[span.start : span.end]
        edges = [0, *(np.flatnonzero(np.diff(offsets) > 1) + 1).tolist(), len(offsets)]
        places += [
            Dropped(Span(int(offsets[a]), int(offsets[b - 1]) + 1), reason)
            for a, b in pairwise(edges)
            if b > a
        ]
    return places


def prepare(text: Mapped) -> Prepared:
    """Return a stretch without junk, cleaned as a line is.

    >>> from corpus.mapped import from_source
    >>> prepare(from_source("人工智能(*&%$^(大模型")).text.text
    '人工智能大模型'
    """
    bullets = frozenset(int(text.offsets[m.start()]) for m in _BULLET.finditer(text.text))
    junk = [Span(*match.span()) for match in _JUNK.finditer(text.text)]
    return Prepared(clean_line(text.without(junk)), bullets, tuple(dropped_at(text, junk, "junk")))
