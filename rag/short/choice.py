"""Choices that a question offers (A、B还是C): the one that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.types import Span
from rag.short.types import Picked

_CHOICES = re.compile(
    r"([^，。？?、 ]{1,10}?)(?:、([^，。？?、 ]{1,10}?))?，?(?:还是|或是|or)([^，。？?、的 ]{1,10})"
)
_EDGES = re.compile(r"^(?:是|属于|在|其中|由|与|和|同|跟|为|等|将|对|把|向|从)+|(?:的|吗|多|少|高|大|更多)$")


def choices(question: str) -> list[str]:
    """Return what a folded question lets choose between, without the words around; fewer than two: none."""
    match = _CHOICES.search(question)
    if not match:
        return []
    parts = [_EDGES.sub("", part or "") for part in match.groups()]
    return [part for part in parts if len(part) >= 2]


def choice(offered: Sequence[str], text: str) -> Picked:
    """Return the one choice that folded text names; None when it names several or none."""
    named = [c for c in offered if c in text]
    if len(offered) < 2 or len(named) != 1:
        return None
    at = text.find(named[0])
    return Span(at, at + len(named[0])), 1.0
