"""An account of what is not in a document's text: every place of the source is in it, white space, or named here."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from corpus.types import Dropped, Offsets, Span

_SAYS_SOMETHING = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff]")
# What cleaning takes out line by line: tags, emphasis, heading marks, cell bars of separator rows, lost bullets.
MARK_UP = "mark-up"


def account(source: str, offsets: Offsets, dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """Return ``dropped`` and the other places of ``source`` that ``offsets`` do not name, as mark-up, in order."""
    missing = np.ones(len(source), dtype=np.bool_)
    missing[offsets] = False
    for place in dropped:
        missing[place.source.start : place.source.end] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([False], missing, [False])).astype(np.int8)))
    gaps = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    rest = [Dropped(said, MARK_UP) for start, end in gaps if (said := _said(source, start, end))]
    return tuple(sorted([*dropped, *rest], key=lambda place: (place.source.start, place.source.end)))


def _said(source: str, start: int, end: int) -> Span | None:
    """Return a gap without the white space at its ends; None when it is nothing else."""
    first = _SAYS_SOMETHING.search(source, start, end)
    if first is None:
        return None
    while not _SAYS_SOMETHING.match(source, end - 1):
        end -= 1
    return Span(first.start(), end)
