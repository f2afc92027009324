"""Citation marks: ours behind every sentence, a source's own made harmless."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Marks in a source's own words; shown with full-width brackets, so that no reader takes them for ours.
_FOREIGN_MARK = re.compile(r"\[(\d+)\]")
# A sentence with the closing quotation marks behind its end.
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[」”』）]*|$)")
# Straight closing marks behind an end would be taken for the beginning of the next sentence.
_STRAIGHT = re.compile(r"(?<=[。！？!?])[\"')]")
_CURLY = {'"': "”", "'": "”", ")": "）"}


def unmarked(text: str) -> str:
    """Return a source's words without what could be taken for a mark of ours.

    >>> unmarked("附图[3]")
    '附图［3］'
    """
    return _FOREIGN_MARK.sub(r"［\1］", text)


def marks(claims: Sequence[int]) -> str:
    """Return the marks of claims, which are numbered from 0: [1] is the first.

    >>> marks((0, 2))
    '[1][3]'
    """
    return "".join(f"[{number + 1}]" for number in claims)


def with_marks(words: str, claims: Sequence[int]) -> str:
    """Return words in one line with the marks of their claims behind every sentence of them.

    >>> with_marks("共有240萬個。真多！", (0, 1))
    '共有240萬個。 [1][2] 真多！ [1][2]'
    """
    line = _STRAIGHT.sub(lambda match: _CURLY[match.group()], unmarked(" ".join(words.split())))
    pieces = (piece.strip() for piece in _SENTENCE.findall(line))
    return " ".join(f"{piece} {marks(claims)}" for piece in pieces if piece)
