"""Whose share it is: 通算规模占6.4% where the source has 通算规模达8.5, 总算力规模占6.4%."""

from __future__ import annotations

import re

from rag.claims.figures import figures_of
from rag.claims.quantities import PART, SHARE
from rag.claims.support import Case, Rest, aligned, gives, parts_of
from rag.claims.words import Vocabulary, synonyms

_OF = re.compile(r"(?P<of>[^,;:。]{2,24}?)(?:约|大约|也|就|已|则|均|都|仅|只|合计|共|总共)?(?:占|占比)")


def other_whole(clause: str, case: Case) -> str:
    """Return a word of what a plain clause says has a share, which its source gives of something else; "" else.

    The word must stand in the source beside another figure, and what has the share there in no word of the sentence.
    """
    mine = _OF.match(clause)
    if not mine or not any(f.quantity.unit in {SHARE, PART} for f in figures_of(clause)):
        return ""
    near = aligned(clause, case.rests, case.vocabulary)
    theirs = _OF.match(near)
    if not theirs or not gives(clause, near):
        return ""
    if all(_is_said(word, case.sentence) for word in _words(theirs["of"], case.vocabulary)):
        return ""
    beside = " ".join(part for part in _neighbours(near, case.rests) if figures_of(part))
    words = (word for word in _words(mine["of"], case.vocabulary) if not _is_said(word, near))
    return next((word for word in words if word in beside), "")


def _words(text: str, vocabulary: Vocabulary) -> list[str]:
    return [word for word in vocabulary.content(text) if len(word) > 1]


def _is_said(word: str, text: str) -> bool:
    return word in text or any(other in text for other in synonyms(word))


def _neighbours(near: str, rests: tuple[Rest, ...]) -> list[str]:
    """Return the other clauses of the unit that holds a clause."""
    unit = next((rest.unit for rest in rests if near in rest.unit.text), None)
    return [part for part in parts_of(unit) if part != near] if unit else []
