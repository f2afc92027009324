"""The form of the examples that the reading model is trained on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """One question about one text.

    ``span`` is (start, end) in characters of ``text`` that answers, None where the text does not answer.
    """

    question: str
    text: str
    span: tuple[int, int] | None
    source: str  # where it comes from, e.g. "synthetic:trend"
    header: str = ""
    """What stands above the text: title and section."""
