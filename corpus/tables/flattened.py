"""Tables whose cells were glued into one string."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.types import Cell, Span


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flattened table: its span in the text, the spans of its rows, and its cells, all in the text's offsets."""

    span: Span
    rows: tuple[Span, ...]
    cells: tuple[Cell, ...]
    unit: str | None = None


def find_tables(text: str) -> list[FlatTable]:
    """Return the flattened tables of a run-together text, in order."""
    return []
