"""Footnotes and the marks that name them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.layout.blocks import Block


def tie_notes(blocks: Sequence[Block]) -> dict[int, tuple[int, ...]]:
    """Map the place of a block that bears a mark to the places of its notes, and of a note to those of its bearers."""
    return {}
