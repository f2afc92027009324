"""Call-outs: a figure and its label, set apart from the prose in either order."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.layout.blocks import Block


def join_callouts(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with label and value of every call-out in one block."""
    return list(blocks)
