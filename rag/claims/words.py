"""Words: which of them say something, and how much of a clause its source says in the same, like or synonymous ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from corpus.script import HAN
from index.expand import synonym_pairs
from index.glossary import Glossary, content_phrases
from index.segment import Segmenter
from index.sound import sound
from rag.claims.roots import by_roots
from rag.claims.signs import is_sign
from rag.claims.tags import is_empty

_FIGURE = re.compile(
    r"^[\d.]+[万亿千百]?[个家户人名位座项种款大次年月日元]?$|^[一二三四五六七八九十百千万亿零两]+[个家户人名位座项种款大岁次天年月日]?$"
)
# A count of anything says nothing that the check of quantities does not: 一份, 百分之九十.
_COUNT = re.compile(rf"{_FIGURE.pattern}|^百分之|^[一二三四五六七八九十百千万亿零两几][\u4e00-\u9fff]$")
# What an English phrase weighs: half a clause may be of words that no dictionary gives the right Chinese for.
_PHRASE = 1.2
# An English word of at least so many letters may be a Chinese name by its sound.
_LEAST_SOUND = 5
# A word of so many characters is two: 电池容量 for 大容量电池.
_COMPOUND = 4
# What a word counts that the source says in like characters only, or that stands elsewhere in the passage.
_ALIKE, _MEANT, _ELSEWHERE, _ASKED, _ASIDE = 0.6, 0.8, 0.9, 0.6, 0.5


@cache
def _table() -> Mapping[str, list[str]]:
    data: dict[str, list[str]] = json.loads(
        resources.files("rag").joinpath("data/claim_words.json").read_text("utf-8")
    )
    return data


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of ``rag/data/claim_words.json``: generic, nouns, always or english."""
    return frozenset(_table()[name])


def _groups(name: str) -> list[list[str]]:
    """Return a list of ``rag/data/claim_words.json`` that holds groups of words."""
    return [list(group) for group in _table()[name]]


@cache
def _together() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            name,
            # Not of a longer list: 广东、福建、江苏.
            re.compile(
                r"(?<!、)"
                + "(?:[、,]|和|与|及|跟)?".join(rf"(?:{'|'.join(places)})" for _ in places)
                + r"(?!、)"
            ),
        )
        for name, places in ((row[0], row[1:]) for row in _groups("places_together"))
    )


@cache
def _members() -> Mapping[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1:]) for row in _groups("places_together")}


def members(name: str) -> tuple[str, ...]:
    """Return the places that have one name together, of any other name itself.

    >>> members("川渝"), members("成都")
    (('四川', '重庆'), ('成都',))
    """
    return _members().get(name, (name,))


def places_together(text: str) -> str:
    """Return plain text with places that have one name together under it.

    >>> places_together("四川和重庆的网点")
    '川渝的网点'
    """
    for name, places in _together():
        text = places.sub(name, text)
    return text


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """Map every word of the table to the others that it may stand for."""
    found: dict[str, dict[str, None]] = {}
    for group in [*_table()["synonyms"], *synonym_pairs()]:
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
    return {word: tuple(others) for word, others in found.items()}


def synonyms(word: str) -> tuple[str, ...]:
    """Return the words that a plain word may stand for, itself left out.

    >>> "患儿" in synonyms("病童")
    True
    """
    return _synonyms().get(word, ())


@cache
def _glossed() -> Mapping[str, frozenset[str]]:
    data: dict[str, list[str]] = json.loads(
        resources.files("rag").joinpath("data/claim_glosses.json").read_text("utf-8")
    )
    found: dict[str, set[str]] = {}
    for line in data["words"]:
        group = line.split()
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(others - {word}) for word, others in found.items()}


def glossed(word: str) -> frozenset[str]:
    """Return the words that a dictionary explains as it does a plain word: looser than ``synonyms``.

    >>> "医生" in glossed("医师")
    True
    """
    return _glossed().get(word, frozenset())


def says(text: str, word: str) -> bool:
    """Tell whether plain text holds a word or one that stands for it."""
    return word in text or any(other in text for other in synonyms(word))


# 川渝|则是, 用|得比|供|得多: what a segmenter takes together.
_APART = re.compile(
    r"(?<![规法准原否守细通总附])则(?=[是为由有在指称])|(?<=[\u4e00-\u9fff])得(?=[比很更较最多少高低快慢好早晚])|(?<![之对百同环占相无])比(?=[\u4e00-\u9fff]得)"
)


@lru_cache(maxsize=2048)
def _cut(segmenter: Segmenter, text: str) -> tuple[str, ...]:
    return tuple(segmenter.words(_APART.sub(" ", text)))


@dataclass(frozen=True)
class Vocabulary:
    """The words of one index, Chinese and English."""

    segmenter: Segmenter
    glossary: Glossary = field(default_factory=dict)

    def content(self, text: str) -> list[str]:
        """Return the words of plain Chinese text that say something, figures and directions apart, repeats kept."""
        words = self._words(text, listed("generic"))
        return [
            word
            for word in words
            if not _COUNT.match(word) and word not in listed("english") and not is_empty(word)
        ]

    def beside(self, text: str) -> list[tuple[str, ...]]:
        """Return the words that tell one figure from another, each with what may stand for it, itself first.

        All but figures, directions and what always stands there; of English text the phrases that have Chinese.
        """
        if not HAN.search(text):
            return [(p, *meant, *synonyms(p)) for p, meant in self.phrases(text) if meant or synonyms(p)]
        words = self._words(text, listed("always"))
        return [(word, *synonyms(word)) for word in words if not _FIGURE.match(word)]

    def phrases(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the words and phrases of English text that say something, each with the Chinese it may mean."""
        return [
            (phrase, meant)
            for phrase, meant in content_phrases(text, self.glossary)
            if phrase not in listed("english") and not is_sign(phrase) and not phrase.endswith("ly")
        ]

    def _words(self, text: str, without: frozenset[str]) -> list[str]:
        return [
            word
            for word in _cut(self.segmenter, text)
            if word not in without and any(c.isalnum() for c in word) and not is_sign(word, all_rows=False)
        ]


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says: ``text`` in plain words that bears a clause out, ``around`` it, and what was ``asked``."""

    text: str
    around: str = ""
    asked: str = ""


def coverage(clause: str, said: Said, vocabulary: Vocabulary) -> tuple[float, float, str]:
    """Return the share of a plain clause's content that is said, 0 to 1, its weight, and the first word that is not.

    The weight is the number of content characters (of Latin words, of phrases a constant), 0 for none.
    """
    if HAN.search(clause):
        parts = [(word, float(min(len(word), 4)), worth(word, said)) for word in vocabulary.content(clause)]
    else:
        parts = [
            (phrase, _PHRASE, _english(phrase, meant, said)) for phrase, meant in vocabulary.phrases(clause)
        ]
    parts = [part for part in parts if part[2] or part[0] not in listed("nouns")]
    weight = sum(part[1] for part in parts)
    if not weight:
        return 1.0, 0.0, ""
    missing = next((word for word, _, share in parts if share == 0), "")
    return sum(size * share for _, size, share in parts) / weight, weight, missing


def worth(word: str, said: Said) -> float:
    """Return what a plain Chinese word counts as said, 0 to 1."""
    if word in said.text:
        return 1.0
    if word in said.around:
        return _ELSEWHERE
    if word.isascii() and len(word) >= _LEAST_SOUND and word in _spoken(said.text):
        return _MEANT
    if any(other in said.text for other in synonyms(word)):
        return _MEANT
    if len(word) == _COMPOUND and all(half in said.text for half in (word[:2], word[2:])):
        return _ELSEWHERE
    found = max(alike(word, said.text), _ELSEWHERE * alike(word, said.around))
    if any(other in said.around for other in synonyms(word)) or word in said.asked:
        found = max(found, _ASKED)
    if found < _ALIKE and len(word) > 1:
        others = glossed(word)
        if any(other in said.text for other in others):
            return _ALIKE
        if any(other in said.around for other in others):
            found = max(found, _ASIDE)
    return found


def alike(word: str, text: str) -> float:
    """Return what a word counts that only shares characters with the text: each must stand there in a pair or alone."""
    if word.isascii() or len(word) < 2:
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(word) > 2 and any(pair in text for pair in pairs):
        return _ALIKE * max(sum(pair in text for pair in pairs) / len(pairs), 0.7)
    share = sum(char in text for char in word) / len(word)
    return _ALIKE * share if share >= 0.5 else 0.0


@lru_cache(maxsize=64)
def _spoken(text: str) -> str:
    return sound("".join(HAN.findall(text))).replace("'", "")


def _english(phrase: str, meant: Iterable[str], said: Said) -> float:
    words = [*meant, phrase, *synonyms(phrase)]
    if len(phrase) >= _LEAST_SOUND and phrase in _spoken(said.text + said.around):
        return 1.0
    if any(word in said.text for word in words):
        return 1.0
    if any(word in said.around for word in words):
        return _ELSEWHERE
    return _ASKED if phrase in said.asked else by_roots(phrase, said.text, said.around)


def in_letters(name: str, meant: Sequence[str], text: str) -> bool:
    """Tell whether plain Chinese text holds a name that English writes: as it is, translated, or by its sound."""
    spoken = _spoken(text)
    return any(
        word in text or (word.isascii() and len(word) > 2 and word in spoken)
        for word in (name.lower(), *meant)
    )


# A letter or figure of a word says nothing by itself.
_PIECE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*|[^\W_]")


def shared(one: str, other: str) -> float:
    """Return the share of one plain text's pairs of characters that another holds, 0 to 1; 0 for texts too short."""
    pairs = _pairs(one)
    held = other.replace(" ", "")
    return sum(pair in held for pair in pairs) / len(pairs) if pairs else 0.0


# A clause is held against every clause of its sources.
@lru_cache(maxsize=2048)
def _pairs(text: str) -> frozenset[str]:
    pieces = _PIECE.findall(text)
    return frozenset(a + b for a, b in pairwise(pieces)) or frozenset(pieces)
