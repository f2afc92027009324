"""Paragraphs that repeat an earlier one word for word."""

from __future__ import annotations

from collections.abc import Sequence


def find_repeats(texts: Sequence[str]) -> dict[int, int]:
    """Map the place of each text that repeats an earlier one to the place of the first."""
    return {}
