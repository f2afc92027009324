"""A cited place in its context: section, neighbours, and the quoted words within."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.types import Cell, Passage, Span
from rag.errors import AskError
from rag.types import JsonObject

_NAME = re.compile(r"^(?P<file>.+):(?P<start>\d{1,12})-(?P<end>\d{1,12})$")


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with its neighbours of the same file. ``start``/``end`` are the asked place in source offsets.

    ``notes`` are the passages that its footnote marks name, or that bear the mark of the footnote that it is.
    ``sections`` are those before, at and behind the place, each as its headings from the
    top down. ``cells`` are the table cells in the asked place.
    """

    passage: Passage
    before: Passage | None
    after: Passage | None
    start: int
    end: int
    notes: tuple[Passage, ...] = ()
    sections: tuple[tuple[str, ...], ...] = ()

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The table cells in the asked place, unless it is the whole passage."""
        p = self.passage
        if (self.start, self.end) == (p.source.start, p.source.end):
            return ()
        places = [(cell, p.source_span(cell.value)) for cell in p.cells]
        return tuple(c for c, place in places if place.start < self.end and self.start < place.end)

    def to_json(self) -> JsonObject:
        """Return the context as one object."""
        p = self.passage
        return {
            "id": p.id, "file": p.file, "title": p.title, "section": list(p.headings), "company": p.company,
            "year": p.year, "paragraph": p.paragraph, "page": p.page, "start": self.start, "end": self.end,
            "text": p.text, "before": self.before.text if self.before else None,
            "after": self.after.text if self.after else None, "kind": p.kind.value,
            "sections": [list(headings) for headings in self.sections],
            "notes": [{"id": n.id, "text": n.text} for n in self.notes],
            "also": [{"start": s.start, "end": s.end} for s in p.also],
            "cells": [_cell_json(p, cell) for cell in self.cells],
        }  # fmt: skip


def _cell_json(passage: Passage, cell: Cell) -> JsonObject:
    place = passage.source_span(cell.value)
    return {
        "value": cell.value.of(passage.text), "row": cell.row, "column": cell.column, "unit": cell.unit,
        "note": cell.note, "start": place.start, "end": place.end,
    }  # fmt: skip


def find_context(name: str, passages: Sequence[Passage]) -> Context:
    """Return the passage that a citation's id, or any ``file:start-end`` within it, names; AskError when none does."""
    match = _NAME.match(name.strip())
    if not match:
        raise AskError(
            f"{name[:80]!r} names no paragraph. A citation reads FILE:START-END, as `rag ask` prints it."
        )
    start, end = int(match["start"]), int(match["end"])
    best, overlap = -1, 0
    for i, passage in enumerate(passages):
        shared = min(end, passage.source.end) - max(start, passage.source.start)
        if passage.file == match["file"] and shared > overlap:
            best, overlap = i, shared
    if best < 0:
        known = any(p.file == match["file"] for p in passages)
        where = "nothing readable stands at that place" if known else "that file is not in this index"
        raise AskError(f"{name}: {where}. Ask again for a fresh citation, or name its index with --index.")
    return Context(
        passages[best], _neighbour(passages, best, -1), _neighbour(passages, best, 1), start, end,
        notes=_notes(passages, passages[best]), sections=_sections(passages, best),
    )  # fmt: skip


def _notes(passages: Sequence[Passage], passage: Passage) -> tuple[Passage, ...]:
    """Return the passages that the ties of a footnote lead to."""
    return tuple(
        other
        for other in passages
        if other.file == passage.file
        and other is not passage
        and any(_overlap(other, n) for n in passage.notes)
    )


def _overlap(passage: Passage, span: Span) -> bool:
    return passage.source.start < span.end and span.start < passage.source.end


def _sections(passages: Sequence[Passage], at: int) -> tuple[tuple[str, ...], ...]:
    """Return the headings of the section before, of that at the place, and of the one behind, within one document."""
    own = passages[at]
    found = [own.headings] if own.headings else []
    for step in (-1, 1):
        i = at
        while (other := _neighbour(passages, i, step)) and other.subject == own.subject:
            i += step
            if other.headings != own.headings:
                found.insert(0 if step < 0 else len(found), other.headings)
                break
    return tuple(headings for headings in found if headings)


def _neighbour(passages: Sequence[Passage], at: int, step: int) -> Passage | None:
    other = at + step
    if 0 <= other < len(passages) and passages[other].file == passages[at].file:
        return passages[other]
    return None
