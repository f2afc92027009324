"""News, speeches and profiles glued to one another: where each begins, and its title."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.subject import DocumentKind
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its span in the text, its title's (at its start; empty when none was found), and its kind."""

    span: Span
    title: Span
    kind: DocumentKind | None = None


def find_articles(text: str) -> list[Article]:
    """Return the articles of a run-together press archive, in order; together they cover the whole text."""
    return []
