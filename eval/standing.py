"""What the evidence of a question stands in: prose, a table, a footnote, a call-out. Told by reading the documents.

Names of slices: ``in text``, ``in table``, ``in footnote`` and so on, one for each kind of paragraph that the evidence
stands in. Reading is what costs (some 5 s for a million characters), so it is done only where slices are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from corpus.errors import SourceError
from corpus.files import Source, load
from corpus.types import Document, ParagraphKind, Span
from eval.sources import Sources
from eval.types import Row

Codes = npt.NDArray[np.int8]

_KINDS = tuple(ParagraphKind)
_NONE = -1


def with_standing(rows: Iterable[Row], sources: Sources) -> list[Row]:
    """Return the rows with the slices of what their evidence stands in; sources that are not at hand tell nothing."""
    read: dict[str, Codes | None] = {}
    found = []
    for row in rows:
        names: dict[str, None] = {}
        for evidence in row.case.evidence:
            if evidence.file not in read:
                read[evidence.file] = _read(evidence.file, sources)
            kind = standing_of(read[evidence.file], evidence.spans)
            if kind is not None:
                names[f"in {kind.value}"] = None
        found.append(replace(row, slices=(*row.slices, *names)))
    return found


def standing_of(codes: Codes | None, spans: Sequence[Span]) -> ParagraphKind | None:
    """Return the kind of paragraph that holds most of the first span; None when it was dropped or not read."""
    if codes is None or not spans:
        return None
    held = codes[spans[0].start : spans[0].end]
    held = held[held != _NONE]
    return _KINDS[int(np.bincount(held).argmax())] if len(held) else None


def codes_of(document: Document) -> Codes:
    """Return for every character of the source the number of its paragraph's kind, -1 for what was dropped."""
    codes = np.full(len(document.source), _NONE, dtype=np.int8)
    for paragraph in document.paragraphs:
        offsets = document.source_map.offsets[paragraph.span.start : paragraph.span.end]
        codes[offsets] = _KINDS.index(paragraph.kind)
    return codes


def _read(file: str, sources: Sources) -> Codes | None:
    path = sources.path(file)
    if path is None:
        return None
    try:
        return codes_of(load(Source(path, path.parent, file)))
    except SourceError:
        # Scoring says what is wrong with a file that it needs; here it only tells nothing.
        return None
