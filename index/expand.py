"""From a question to weighted index terms: its own, and at lower weight other words for the same things."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from corpus.script import convert, detect, fold
from corpus.tongue import asked_script
from corpus.types import Script
from index.bm25 import LexicalIndex
from index.glossary import Glossary, translations
from index.segment import BIGRAM_MARK, Segmenter, normalise, word_borders
from index.sound import Sounds, same_sounding
from index.types import FloatArray


@dataclass(frozen=True, slots=True)
class ExpansionWeights:
    """Weights of what is added to a question's own terms, which count 1; 0 turns a kind off.

    ``regional``: words of other regions; ``sound``: bigrams that sound like one the index lacks; ``translation``:
    Chinese words for English ones; ``replaced``: an own word that the index lacks, or an English one, once it has
    such a stand-in, for it would count twice and be missed where nothing is missing; ``bigram``: the question's own
    pairs of characters, beside its words. Chosen by the sweeps in
    ``eval/log.md``: an expansion must help a passage that lacks the asker's word, not outrank one that has it.
    """

    regional: float = 0.5
    sound: float = 0.5
    translation: float = 0.8
    replaced: float = 0.3
    bigram: float = 0.4


# Regional words of this length are often found inside other words.
_AMBIGUOUS = 2


@cache
def _pairs(name: str) -> tuple[tuple[str, str], ...]:
    data = json.loads(resources.files("index").joinpath("data/regional.json").read_text("utf-8"))
    return tuple((str(a), str(b)) for a, b in data[name])


def regional_pairs() -> tuple[tuple[str, str], ...]:
    """Return pairs of folded words: one of Taiwan or Hong Kong, and the mainland's for the same thing."""
    return _pairs("regional")


def synonym_pairs() -> tuple[tuple[str, str], ...]:
    """Return pairs of folded words or short names for one thing, for matching only."""
    return _pairs("synonyms")


@cache
def _longest_first() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(regional_pairs(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=256)
def mainland_wording(question: str) -> str:
    """Return a question folded and in mainland words, for the encoder and as expansion.

    >>> mainland_wording("基地台的網路頻寬"), mainland_wording("基站的网络带宽")
    ('基站的网络带宽', '基站的网络带宽')
    """
    # OpenCC reads every text as Taiwan's: simplified text, which it would only corrupt, is left to the table.
    return mainland_words(fold(question if detect(question) is Script.HANS else convert(question, "tw2sp")))


@lru_cache(maxsize=8192)
def mainland_words(folded: str) -> str:
    """Return folded text with the regional words of our table in the mainland's, and no others.

    OpenCC knows more words and takes some for regional that are not: 核心人才 would be 内核人才.

    >>> mainland_words("拔尖的核心人才和基地台")
    '拔尖的核心人才和基站'
    """
    text = folded
    for regional, mainland in _longest_first():
        if regional in text:
            text = _replace_words(text, regional, mainland)
    return text


@lru_cache(maxsize=256)
def _borders(text: str) -> frozenset[int]:
    """Return ``word_borders`` of known words, kept because many pairs of the table look at one question.

    What jieba guesses of other regions' words is often wrong: 资安有 as 资, 安有.
    """
    return word_borders(text, guess=False)


def _places(text: str, word: str) -> Iterator[int]:
    """Yield where a word begins in text, but not where its characters belong to others: 数位 in 大多数位于, ai in said.

    A word of two characters must begin and end where the segmenter sees a border, a longer one do either: 国中小 does
    neither in 全国中小学, and 流动通讯 ends within 通讯网络.
    """
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if word.isascii():
            whole = not any(c.isascii() and c.isalnum() for c in (text[at - 1 : at] + text[end : end + 1]))
        else:
            edges = (at in _borders(text)) + (end in _borders(text))
            whole = edges == 2 or (edges == 1 and len(word) > _AMBIGUOUS)
        if whole:
            yield at
        at = text.find(word, end)


def _replace_words(text: str, word: str, instead: str) -> str:
    """Replace a word; where what replaces it stands there already (再生能源 in 可再生能源), nothing is done."""
    shift, kept, at = instead.find(word), [], 0
    for found in _places(text, word):
        if shift >= 0 and text.startswith(instead, max(0, found - shift)):
            continue
        kept += [text[at:found], instead]
        at = found + len(word)
    return "".join([*kept, text[at:]])


def _says(text: str, word: str) -> bool:
    return word in text and next(_places(text, word), None) is not None


@dataclass(frozen=True, slots=True)
class Expander:
    """Makes query terms for one index; ``sounds`` and ``glossary`` were built with it."""

    segmenter: Segmenter
    lexical: LexicalIndex
    sounds: Sounds = field(default_factory=dict)
    glossary: Glossary = field(default_factory=dict)
    weights: ExpansionWeights = field(default_factory=ExpansionWeights)

    def terms(self, question: str) -> dict[str, float]:
        """Return the terms of a question, in either script or in English, with weights above 0, own terms at 1."""
        folded = fold(question)
        terms = dict.fromkeys(self.segmenter.terms(folded), 1.0)
        unknown = [t for t in terms if not self.lexical.document_share(t)]
        replaced: set[str] = set()
        if self.weights.regional > 0:
            for said, meant in self._rewordings(question, normalise(folded)):
                # What the index lacks would only be missed.
                instead = [t for t in self.segmenter.terms(meant) if self.lexical.document_share(t)]
                if not instead:
                    continue
                replaced |= set(self.segmenter.terms(said)).difference(instead)
                for term in instead:
                    terms.setdefault(term, self.weights.regional)
        if self.weights.sound > 0:
            for bigram in [t[1:] for t in unknown if t.startswith(BIGRAM_MARK)]:
                for meant in same_sounding([bigram], self.sounds):
                    terms.setdefault(BIGRAM_MARK + meant, self.weights.sound)
                    replaced |= {t for t in unknown if bigram in t or t in bigram}
        terms |= {t: self.weights.replaced for t in unknown if t in replaced}
        if self.weights.translation > 0 and asked_script(question) is Script.NONE:
            self._translate(question, terms)
        return {t: w for t, w in terms.items() if w > 0}

    def scores(self, question: str) -> FloatArray:
        """Return BM25 of every passage for the terms of a question, its bigrams at their own weight."""
        terms = self.terms(question)
        marked = {t: w * (self.weights.bigram if t.startswith(BIGRAM_MARK) else 1) for t, w in terms.items()}
        return self.lexical.scores(marked)

    def _translate(self, question: str, terms: dict[str, float]) -> None:
        """Add what English words mean to the terms, and lower the English words themselves."""
        found = translations(question, self.glossary)
        for english, meant in found:
            for term in self.segmenter.terms(english):
                if term in terms:
                    terms[term] = self.weights.replaced
            for word in meant:
                for term in self.segmenter.terms(word):
                    terms.setdefault(term, self.weights.translation / len(meant) ** 0.5)
        for (english, meant), (beside, behind) in pairwise(found):
            if f"{english} {beside}" in question.lower():
                self._join(meant, behind, terms)

    def _join(self, meant: Sequence[str], behind: Sequence[str], terms: dict[str, float]) -> None:
        """Add the pairs of characters where two English words join in Chinese: cloud revenue is 云收入.

        A word of one character is found by nothing else.
        """
        joints = {BIGRAM_MARK + a[-1] + b[0] for a in meant for b in behind}
        known = [joint for joint in joints if self.lexical.document_share(joint)]
        for joint in known:
            terms.setdefault(joint, self.weights.translation / len(known) ** 0.5)

    def _rewordings(self, question: str, plain: str) -> list[tuple[str, str]]:
        """Return pairs of what the question says and other words for it, folded."""
        found = [(plain, normalise(mainland_wording(question)))]
        for one, other in (*regional_pairs(), *synonym_pairs()):
            found += [(a, b) for a, b in ((one, other), (other, one)) if _says(plain, a)]
        return [(said, meant) for said, meant in found if said != meant]
