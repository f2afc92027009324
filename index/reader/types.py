"""The seam to a model that reads a question and a text together and marks the words that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader makes of a question and one text.

    ``relevance`` is how sure it is that the text answers, in log-odds. ``span`` are the likeliest words of an answer,
    in characters of the text, None where the text has none; ``lead`` how much likelier they are than no answer, in
    log-odds, and ``share`` their probability among all stretches of what was read at once, 0 to 1.
    """

    relevance: float
    span: Span | None
    lead: float
    share: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A text to read, and what stands above it: title and section."""

    header: str
    text: str


@runtime_checkable
class Reader(Protocol):
    """Reads texts for a question, each by itself: what stands beside a text changes nothing."""

    @property
    def name(self) -> str:
        """Identity of model and version: two readers with one name read alike."""
        ...

    def read(self, question: str, texts: Sequence[Shown]) -> list[Read]:
        """Return what is made of each text, place i for text i; both scripts are read alike."""
        ...
