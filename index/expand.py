"""From a question to weighted index terms: its own, and at lower weight other words for the same things."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from corpus.script import HAN, convert, fold
from index.bm25 import LexicalIndex
from index.glossary import Glossary, translations
from index.segment import BIGRAM_MARK, Segmenter, normalise
from index.sound import Sounds, same_sounding


@dataclass(frozen=True, slots=True)
class ExpansionWeights:
    """Weights of what is added to a question's own terms, which count 1; 0 turns a kind off.

    ``regional``: words of other regions; ``sound``: bigrams that sound like one the index lacks; ``translation``:
    Chinese words for English ones; ``translated``: an English word that has been translated, for it would count twice
    and is rare, so weighty, in Chinese text. Chosen by the sweeps in ``eval/log.md``: an expansion must help a passage
    that lacks the asker's word, not outrank one that has it.
    """

    regional: float = 0.5
    sound: float = 0.5
    translation: float = 0.8
    translated: float = 0.3


@cache
def regional_pairs() -> tuple[tuple[str, str], ...]:
    """Return pairs of folded words that name one thing in different regions, the mainland's second."""
    data = json.loads(resources.files("index").joinpath("data/regional.json").read_text("utf-8"))
    return tuple((str(a), str(b)) for a, b in data["pairs"])


def mainland_wording(question: str) -> str:
    """Return a question folded and in mainland words, for the encoder and as expansion.

    >>> mainland_wording("基地台的網路頻寬"), mainland_wording("基站的网络带宽")
    ('基站的网络带宽', '基站的网络带宽')
    """
    text = fold(convert(question, "tw2sp"))
    for regional, mainland in sorted(regional_pairs(), key=lambda pair: -len(pair[0])):
        if regional not in mainland:
            text = text.replace(regional, mainland)
    return text


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
        own = [t[1:] for t in terms if t.startswith(BIGRAM_MARK)]
        if self.weights.regional > 0:
            for term in self._regional(question, normalise(folded)):
                terms.setdefault(term, self.weights.regional)
        if self.weights.sound > 0:
            unknown = [b for b in own if not self.lexical.document_share(BIGRAM_MARK + b)]
            for bigram in same_sounding(unknown, self.sounds):
                terms.setdefault(BIGRAM_MARK + bigram, self.weights.sound)
        if self.weights.translation > 0 and not HAN.search(question):
            self._translate(question, terms)
        return terms

    def _translate(self, question: str, terms: dict[str, float]) -> None:
        """Add what English words mean to the terms, and lower the English words themselves."""
        for english, meant in translations(question, self.glossary):
            for term in self.segmenter.terms(english):
                if term in terms:
                    terms[term] = self.weights.translated
            for word in meant:
                for term in self.segmenter.terms(word):
                    terms.setdefault(term, self.weights.translation / len(meant) ** 0.5)

    def _regional(self, question: str, plain: str) -> list[str]:
        variants = [mainland_wording(question)]
        variants += [mainland for regional, mainland in regional_pairs() if regional in plain]
        variants += [regional for regional, mainland in regional_pairs() if mainland in plain]
        return [term for variant in variants for term in self.segmenter.terms(variant)]
