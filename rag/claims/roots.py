"""Roots of English words, by which a dictionary's explanations of Chinese words are compared with what English says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

_WORD = re.compile(r"[a-z]+")
# Endings of kind, number, tense and degree, each with the letters that must stay.
_ENDINGS = re.compile(
    r"(?<=[a-z]{4})(?:i[sz]ations?|i[sz]ing|i[sz]ed?|i[sz]es|i[sz]er|ations?|ational|ative|ities|ity|iveness|ively|"
    r"ivity|ments?|ness|ances?|ences?|ably|ibly|ables?|ibles?|ability|ibility|ically|ical|ics|ic|ally|als?|ants?|ents?|"
    r"ious|ous|ions?|ional|ives?|ors?|ers?|ests?|ings?|ists?|ally|ly|ies|ied|ates?|ated|ating)$"
)
_SHORT = re.compile(r"(?<=[a-z]{3})(?:ings?|ed|es|s|er|est|ly)$")
_END = re.compile(r"(?<=[a-z]{2})(?:e|y|i)$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
_KEPT = re.compile(r"(?:ss|us|is)$")


@cache
def _irregular() -> Mapping[str, str]:
    data = json.loads(resources.files("rag").joinpath("data/claim_english.json").read_text("utf-8"))
    return {form: words[0] for words in data["irregular"] for form in words[1:]}


@lru_cache(maxsize=8192)
def root(word: str) -> str:
    """Return what the forms of a plain English word have in common; rough, the same on both sides.

    >>> {root(w) for w in ("innovate", "innovation", "innovative", "innovations")}
    {'innov'}
    >>> root("broke") == root("breaking"), root("faster") == root("fast"), root("organised") == root("organizing")
    (True, True, True)
    """
    word = _irregular().get(word, word)
    bare = _ENDINGS.sub("", word)
    if bare == word and not _KEPT.search(word):
        bare = _SHORT.sub("", word)
    return _DOUBLE.sub(r"\1", _END.sub("", bare))


def roots(phrase: str) -> list[str]:
    """Return the roots of the words of a plain phrase, those of a hyphenated word each."""
    return [root(word) for word in _WORD.findall(phrase)]


@cache
def _explained() -> Mapping[str, tuple[str, ...]]:
    data: dict[str, dict[str, str]] = json.loads(
        resources.files("rag").joinpath("data/claim_roots.json").read_text("utf-8")
    )
    return {one: tuple(words.split()) for one, words in data["roots"].items()}


def explained(one: str) -> Sequence[str]:
    """Return the Chinese words whose explanations have a root: looser than a translation."""
    return _explained().get(one, ())


# What an English word counts whose root explains a word of the source, in what bears it out or around it.
ROOT_SAID, ROOT_AROUND = 0.7, 0.5


def by_roots(phrase: str, text: str, around: str) -> float:
    """Return what a plain English phrase counts as said by the roots of its words, 0 to 1: their mean.

    ``text`` is the plain Chinese that bears it out, ``around`` what stands about that.

    >>> by_roots("broke", "打破了垄断", ""), by_roots("broke", "建立了垄断", "")
    (0.7, 0.0)
    """
    counted = [_by_root(one, text, around) for one in roots(phrase)]
    return sum(counted) / len(counted) if counted else 0.0


def _by_root(one: str, text: str, around: str) -> float:
    words = explained(one)
    if any(word in text for word in words):
        return ROOT_SAID
    return ROOT_AROUND if any(word in around for word in words) else 0.0
