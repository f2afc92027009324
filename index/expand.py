"""Regional wording as search expansion: other words for the same thing join the query at lower weight."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from corpus.script import convert, fold
from index.segment import Segmenter, normalise

# Chosen by the sweep in eval/log.md: an expansion must help a passage that lacks the asker's word, not outrank one
# that has it.
EXPANSION_WEIGHT = 0.5


@cache
def regional_pairs() -> tuple[tuple[str, str], ...]:
    """Return pairs of folded words that name one thing in different regions."""
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


def query_terms(question: str, segmenter: Segmenter, *, weight: float = EXPANSION_WEIGHT) -> dict[str, float]:
    """Return the terms of a question with weights: 1 for its own (folded), ``weight`` for other regions' words."""
    folded = fold(question)
    terms = dict.fromkeys(segmenter.terms(folded), 1.0)
    plain = normalise(folded)
    variants = [mainland_wording(question)]
    variants += [mainland for regional, mainland in regional_pairs() if regional in plain]
    variants += [regional for regional, mainland in regional_pairs() if mainland in plain]
    if weight > 0:
        for variant in variants:
            for term in segmenter.terms(variant):
                terms.setdefault(term, weight)
    return terms
