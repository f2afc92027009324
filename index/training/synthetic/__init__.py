"""Report-like texts with questions, made by rule from a seed: figures, dates and names in both scripts."""

from __future__ import annotations

from collections.abc import Iterator

from index.training.examples import Example
from index.training.synthetic.make import examples

__all__ = ["generate"]


def generate(count: int, seed: int) -> Iterator[Example]:
    """Yield so many examples, the same ones for the same seed; about a quarter have no answer in their text."""
    return examples(count, seed)
