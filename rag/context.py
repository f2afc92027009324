"""A cited place in its context: section, neighbours, and the quoted words within."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.types import Passage
from rag.errors import AskError
from rag.types import JsonObject

_NAME = re.compile(r"^(?P<file>.+):(?P<start>\d{1,12})-(?P<end>\d{1,12})$")


@dataclass(frozen=True, slots=True)
class Context:
    """A passage with its neighbours of the same file. ``start``/``end`` are the asked place in source offsets."""

    passage: Passage
    before: Passage | None
    after: Passage | None
    start: int
    end: int

    def to_json(self) -> JsonObject:
        """Return the context as one object."""
        p = self.passage
        return {
            "id": p.id, "file": p.file, "title": p.title, "section": list(p.headings), "company": p.company,
            "year": p.year, "paragraph": p.paragraph, "page": p.page, "start": self.start, "end": self.end,
            "text": p.text, "before": self.before.text if self.before else None,
            "after": self.after.text if self.after else None,
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
    return Context(passages[best], _neighbour(passages, best, -1), _neighbour(passages, best, 1), start, end)


def _neighbour(passages: Sequence[Passage], at: int, step: int) -> Passage | None:
    other = at + step
    if 0 <= other < len(passages) and passages[other].file == passages[at].file:
        return passages[other]
    return None
