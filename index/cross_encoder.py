"""The seam to models that read a question and a text together, and the one place that opens one by name.

None is used by default: they read every candidate anew, some tens of milliseconds each on a processor. Nothing is
downloaded unless a hub name is given, and then that is said first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from corpus.errors import WenjuError
from index.types import FloatArray

_Opened = TypeVar("_Opened")
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")


class ScorerError(WenjuError, ValueError):
    """No cross-encoder can be had by the name given; the message says what was tried, where, and what to do."""


@runtime_checkable
class CrossScorer(Protocol):
    """Says how well texts answer a question, reading both together.

    The scores of one question compare with one another; those of two questions, or of two scorers, need not.
    """

    @property
    def name(self) -> str:
        """Identity of model and version: two scorers with one name give the same scores."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """Return float32 of shape (len(texts),), finite, higher is better, place i for text i; none for no texts.

        A text beyond what the model takes is cut; what stands beside a text does not change its score.
        """
        ...


def open_scorer(name: str, *, announce: Callable[[str], None] = lambda line: None) -> CrossScorer:
    """Open a cross-encoder of sentence-transformers: a model folder, or a hub name such as ``BAAI/bge-reranker-base``.

    ``announce`` gets a line before anything is downloaded. ScorerError when the model cannot be had, or is none that
    gives one score for a pair.
    """
    from index.sentence_transformer import SentenceTransformerScorer as Model

    return opened_by_name(name, Model.open, lambda hub: Model.open_hub(hub, announce))


def opened_by_name(
    name: str, by_folder: Callable[[Path], _Opened], by_hub: Callable[[str], _Opened]
) -> _Opened:
    """Return a model that reads pairs, by its folder or else its hub name; ScorerError when it cannot be had."""
    folder = Path(name)
    is_folder = bool(name) and folder.is_dir()
    if not is_folder and not _HUB_NAME.fullmatch(name):
        raise ScorerError(
            f"no model folder {name!r}, and that is no hub name either. Give an existing folder, or a hub name such as"
            " BAAI/bge-reranker-base."
        )
    try:
        return by_folder(folder) if is_folder else by_hub(name)
    except (OSError, ValueError) as error:
        where = f"in {folder.resolve()}" if is_folder else "on this machine or on the Hugging Face hub"
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ScorerError(
            f"no cross-encoder {name!r} {where}: {reason}. Check the name and the network, or go on without one."
        ) from error
