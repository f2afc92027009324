"""Tables of contents, lists of figures, imprints: pages that answer nothing."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.layout.blocks import Block


def name_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with contents pages marked as such."""
    return list(blocks)
