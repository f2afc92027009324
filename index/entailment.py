"""The seam to models of natural-language inference, and the one place that opens one by name.

None is used by default. Nothing is downloaded unless a hub name is given, and then that is said first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from index.cross_encoder import opened_by_name
from index.types import FloatArray


@runtime_checkable
class Entailer(Protocol):
    """Says how likely it is that what one text says follows from another."""

    @property
    def name(self) -> str:
        """Identity of model and version: two with one name say the same."""
        ...

    def entailed(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Return float32 of shape (len(pairs),), probabilities from 0 to 1 that the second text follows from the first.

        A text beyond what the model takes is cut.
        """
        ...


def open_entailer(name: str, *, announce: Callable[[str], None] = lambda line: None) -> Entailer:
    """Open a cross-encoder of sentence-transformers that was trained on inference: a model folder, or a hub name.

    ``announce`` gets a line before anything is downloaded. ScorerError when the model cannot be had, or has no label of
    entailment.
    """
    from index.sentence_transformer import SentenceTransformerEntailer as Model

    return opened_by_name(name, Model.open, lambda hub: Model.open_hub(hub, announce))
