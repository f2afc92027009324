"""From a question to weighted index terms: its own, and at lower weight other words for the same things."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from corpus.script import HAN, convert, detect, fold
from corpus.types import Script
from index.bm25 import LexicalIndex
from index.glossary import Glossary, translations
from index.segment import BIGRAM_MARK, Segmenter, normalise, word_borders
from index.sound import Sounds, same_sounding


@dataclass(frozen=True, slots=True)
class ExpansionWeights:
    """Weights of what is added to a question's own terms, which count 1; 0 turns a kind off.

    ``regional``: words of other regions; ``sound``: bigrams that sound like one the index lacks; ``translation``:
    Chinese words for English ones; ``replaced``: an own word that the index lacks, or an English one, once it has
    such a stand-in, for it would count twice and be missed where nothing is missing. Chosen by the sweeps in
    ``eval/log.md``: an expansion must help a passage that lacks the asker's word, not outrank one that has it.
    """

    regional: float = 0.5
    sound: float = 0.5
    translation: float = 0.8
    replaced: float = 0.3


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


def mainland_wording(question: str) -> str:
    """Return a question folded and in mainland words, for the encoder and as expansion.

    >>> mainland_wording("基地台的網路頻寬"), mainland_wording("基站的网络带宽")
    ('基站的网络带宽', '基站的网络带宽')
    """
    # OpenCC reads every text as Taiwan's: simplified text, which it would only corrupt, is left to the table.
    text = fold(question if detect(question) is Script.HANS else convert(question, "tw2sp"))
    for regional, mainland in sorted(regional_pairs(), key=lambda pair: -len(pair[0])):
        if regional in text:
            text = _replace_words(text, regional, mainland)
    return text


def _replace_words(text: str, word: str, instead: str) -> str:
    """Replace a word, but not its characters inside other words: 数位 in 大多数位于, 介面 in 中介面临.

    Words of two characters must begin and end where the segmenter sees a border; longer ones are taken as they stand.
    """
    borders = word_borders(text) if len(word) == _AMBIGUOUS else None
    kept, at = [], 0
    while (found := text.find(word, at)) >= 0:
        end = found + len(word)
        whole = borders is None or (found in borders and end in borders)
        kept += [text[at:found], instead if whole else word]
        at = end
    return "".join([*kept, text[at:]])


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
                instead = self.segmenter.terms(meant)
                replaced |= set(self.segmenter.terms(said)).difference(instead)
                for term in instead:
                    terms.setdefault(term, self.weights.regional)
        if self.weights.sound > 0:
            for bigram in [t[1:] for t in unknown if t.startswith(BIGRAM_MARK)]:
                for meant in same_sounding([bigram], self.sounds):
                    terms.setdefault(BIGRAM_MARK + meant, self.weights.sound)
                    replaced |= {t for t in unknown if bigram in t or t in bigram}
        terms |= {t: self.weights.replaced for t in unknown if t in replaced}
        if self.weights.translation > 0 and not HAN.search(question):
            self._translate(question, terms)
        return terms

    def _translate(self, question: str, terms: dict[str, float]) -> None:
        """Add what English words mean to the terms, and lower the English words themselves."""
        for english, meant in translations(question, self.glossary):
            for term in self.segmenter.terms(english):
                if term in terms:
                    terms[term] = self.weights.replaced
            for word in meant:
                for term in self.segmenter.terms(word):
                    terms.setdefault(term, self.weights.translation / len(meant) ** 0.5)

    def _rewordings(self, question: str, plain: str) -> list[tuple[str, str]]:
        """Return pairs of what the question says and other words for it, folded."""
        found = [(plain, mainland_wording(question))]
        found += [(regional, mainland) for regional, mainland in regional_pairs() if regional in plain]
        found += [(mainland, regional) for regional, mainland in regional_pairs() if mainland in plain]
        found += [(a, b) for a, b in synonym_pairs() if a in plain]
        found += [(b, a) for a, b in synonym_pairs() if b in plain]
        return [(said, meant) for said, meant in found if said != meant]
