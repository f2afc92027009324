"""Columns that were read across, and words set one character a line."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.layout.lines import Line, Lines


def untangle_columns(lines: Sequence[Line]) -> Lines:
    """Return the lines in the order of their columns where that is certain."""
    return Lines(tuple(lines))
