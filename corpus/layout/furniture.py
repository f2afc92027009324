"""Running headers, footers and page numbers that stand as lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.layout.lines import Line, Lines


def drop_furniture(lines: Sequence[Line]) -> Lines:
    """Return the lines without running headers and page numbers, each line with its page."""
    return Lines(tuple(lines))
