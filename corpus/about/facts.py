"""A value with the words of the source that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
# Evidence is shown in one line.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """Something a text says: the value, and the words, at most sixty characters of them."""

    value: T
    words: str


def fact(value: T, text: str, start: int, end: int) -> Fact[T]:
    """Return a value with the slice of the text that says it, white space squeezed."""
    return Fact(value, " ".join(text[start:end].split())[:_SHOWN])
