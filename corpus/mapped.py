"""Text that remembers where each character came from. Every cleaning step takes and gives one of these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.types import Offsets, Span


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and, per character, its source offset: int32, shape (len(text),), strictly increasing."""

    text: str
    offsets: Offsets

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters but {len(self.offsets)} offsets")

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> Mapped:
        """Return the slice ``[start, end)``."""
        return Mapped(self.text[start:end], self.offsets[start:end])

    def without(self, spans: Iterable[Span]) -> Mapped:
        """Return the text with the given spans dropped (they may overlap and come in any order)."""
        keep = np.ones(len(self.text), dtype=np.bool_)
        for span in spans:
            keep[span.start : span.end] = False
        if bool(keep.all()):
            return self
        text = "".join(char for char, kept in zip(self.text, keep, strict=True) if kept)
        return Mapped(text, self.offsets[keep])

    def without_matches(self, pattern: re.Pattern[str]) -> Mapped:
        """Return the text with every match of ``pattern`` dropped."""
        spans = [Span(*m.span()) for m in pattern.finditer(self.text)]
        return self.without(spans) if spans else self

    def with_chars(self, pattern: re.Pattern[str], char: str) -> Mapped:
        """Return the text with every match replaced by one character, which takes the match's first offset."""
        if not pattern.search(self.text):
            return self
        text, keep, at = [], [], 0
        for match in pattern.finditer(self.text):
            if match.start() == match.end():
                continue
            text += [self.text[at : match.start()], char]
            keep += [self.offsets[at : match.start()], self.offsets[match.start() : match.start() + 1]]
            at = match.end()
        text.append(self.text[at:])
        keep.append(self.offsets[at:])
        return Mapped("".join(text), np.concatenate(keep))

    def strip(self) -> Mapped:
        """Return the text without white space at its ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.part(left, max(left, len(self.text.rstrip())))


EMPTY = Mapped("", np.zeros(0, dtype=np.int32))


def from_source(source: str) -> Mapped:
    """Return a decoded file as mapped text, each character at its own offset."""
    return Mapped(source, np.arange(len(source), dtype=np.int32))


def concat(parts: Sequence[Mapped]) -> Mapped:
    """Return the parts one after another; they must stand in source order."""
    if not parts:
        return EMPTY
    return Mapped("".join(p.text for p in parts), np.concatenate([p.offsets for p in parts]))
