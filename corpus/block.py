"""One unit of a source in order: a paragraph, heading, table or footnote in the making."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.mapped import Mapped
from corpus.types import Cell, Mark, ParagraphKind


@dataclass(frozen=True, slots=True)
class Block:
    """One unit of the source in order. ``level`` is 1 to 6 for headings, 0 otherwise.

    ``page`` is where it begins, 1-based. ``cells`` point into the content's text. ``marks`` are the footnote marks that
    it bears; ``note`` is the label of the footnote that it is. ``mark`` says what marks the block as a whole in the
    source: ``#`` a Markdown heading, ``**`` a line that is emphasised from end to end, ``※`` a starred one; else empty.
    """

    content: Mapped
    kind: ParagraphKind = ParagraphKind.TEXT
    level: int = 0
    page: int | None = None
    cells: tuple[Cell, ...] = ()
    marks: tuple[Mark, ...] = ()
    note: str | None = None
    mark: str = ""

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text
