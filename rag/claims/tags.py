"""Parts of speech as the check uses them: jieba's, without its dictionary's ordinary words taken for names."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib import resources

from corpus.types import Span
from index.segment import labelled

ORDINARY = "ordinary"
"""The part of speech of an ordinary word that the dictionary takes for a name: 中断, 荣获."""

# Pronouns, adverbs, prepositions, conjunctions, particles, interjections, measure words, places within, times.
_EMPTY = ("r", "d", "p", "c", "u", "y", "e", "o", "q", "f", "t")
_NAMES = ("nr", "ns", "nt")
GRAMMAR = "是为有则也都均就将会"
"""Characters that stand behind a word and that the dictionary may take for its end."""
# 这张: a guessed word of a character that points and a measure.
_POINTING = "这那每各某"
# Phrases that the dictionary of names has and CC-CEDICT, of which the list is made, lacks.
_PHRASES = frozenset(["同比增加", "同比减少", "同比增长", "同比下降", "之日起"])


@cache
def _ordinary() -> frozenset[str]:
    data: dict[str, list[str]] = json.loads(
        resources.files("rag").joinpath("data/claim_ordinary.json").read_text("utf-8")
    )
    return _PHRASES.union(word for line in data["words"] for word in line.split())


@lru_cache(maxsize=2048)
def tagged(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the words of plain text in order with their parts of speech, in ``index.segment.labelled``'s letters.

    >>> [(s.of("通讯没有中断"), tag) for s, tag in tagged("通讯没有中断")]
    [('通讯', 'nz'), ('没有', 'v'), ('中断', 'ordinary')]
    """
    return tuple(
        (span, ORDINARY if tag.startswith(_NAMES) and span.of(text) in _ordinary() else tag)
        for span, tag in labelled(text)
    )


@lru_cache(maxsize=8192)
def is_empty(word: str) -> bool:
    """Tell whether a plain word only joins, points or tells how: 两者, 目前, 并且.

    >>> is_empty("目前"), is_empty("基站")
    (True, False)
    """
    found = labelled(word)
    if len(found) != 1:
        return False
    guessed = found[0][1] == "new" and len(word) == 2
    return found[0][1].startswith(_EMPTY) or (guessed and (word[0] in _POINTING or word[1] in GRAMMAR))
