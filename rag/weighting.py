"""What the words of a question are worth, which stand beside its asking word, and which of them a text holds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.script import fold
from index.bm25 import LexicalIndex
from index.segment import BIGRAM_MARK, latin_tokens, normalise
from rag.question import asking_spans, lowered

# Years and companies of the question are judged by rag/constraints.py; as words they count this much (eval/log.md).
JUDGED_WEIGHT = 0.1
# Characters over which a word's nearness to the asking word falls to a third: 网络容量 is near in 网络容量有多大.
_NEAR = 5.0
# What words that do not stand in the question (other wording, translations) get instead of a nearness.
_ELSEWHERE = 0.3


@dataclass(frozen=True, slots=True)
class Weighting:
    """Question terms with their worth: the share of the question's information that each carries, summing to 1.

    ``reach`` is about the BM25 score of a passage that would hold every term often, to compare scores across questions.
    ``near`` says of each term how near to the asking word it stands, 0 to 1: in 这款芯片去年卖了多少钱, what the answer
    itself must speak of (卖), while the rest (芯片) may stand around it.
    """

    worth: Mapping[str, float]
    reach: float = 1.0
    near: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        terms: Mapping[str, float],
        lexical: LexicalIndex,
        *,
        judged: frozenset[str] = frozenset(),
        question: str | None = None,
    ) -> Weighting:
        """Weigh query terms by rarity in the index (inverse document frequency) and by their own weight.

        ``judged`` are the terms of years and companies, which count little here because their fit counts by itself.
        ``question`` is the question that they are from, for their nearness to what it asks.
        """
        raw = {
            t: w
            * _rarity(lexical.document_share(t))
            * (0.5 if t.startswith(BIGRAM_MARK) else 1.0)
            * (JUDGED_WEIGHT if t in judged else 1.0)
            for t, w in terms.items()
        }
        total = sum(raw.values()) or 1.0
        reach = sum(
            w * _rarity(lexical.document_share(t)) for t, w in terms.items() if t not in judged
        ) * math.log(1e4)
        near = _nearness(raw, question) if question is not None else {}
        return cls({t: r / total for t, r in raw.items()}, reach or 1.0, near)

    def found_in(self, folded: str) -> frozenset[str]:
        """Return the terms that stand in folded text: words and pairs of characters anywhere, Latin and figures whole.

        The text is not segmented: that took half of the time of an answer, and chose no other sentence.
        """
        text = normalise(folded)
        whole, dense = latin_tokens(text), text.replace(" ", "")
        return frozenset(
            t
            for t in self.worth
            if (t in whole if t.isascii() and t[:1] != BIGRAM_MARK else t.removeprefix(BIGRAM_MARK) in dense)
        )

    def covered(self, terms: frozenset[str]) -> float:
        """Return the share of the question's information that a set of terms covers, 0 to 1."""
        return sum(w for t, w in self.worth.items() if t in terms)

    def asked(self, terms: frozenset[str]) -> float:
        """Return the share of what is asked that a set of terms covers, 0 to 1: each term counts by its nearness."""
        return _share(terms, {t: w * self.near.get(t, _ELSEWHERE) for t, w in self.worth.items()})

    def topic(self, terms: frozenset[str]) -> float:
        """Return the share of what it is asked about that a set of terms covers, 0 to 1: what is not near counts."""
        return _share(terms, {t: w * (1 - self.near.get(t, _ELSEWHERE)) for t, w in self.worth.items()})


def _share(terms: frozenset[str], weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    return sum(w for t, w in weights.items() if t in terms) / total if total else 0.0


def _nearness(terms: Mapping[str, float], question: str) -> dict[str, float]:
    """Return how near to an asking word each term stands in a question; without one, to the question's end."""
    folded = lowered(fold(question))
    spans = asking_spans(folded) or [(len(folded), len(folded))]
    near = {}
    for term in terms:
        word = term.removeprefix(BIGRAM_MARK)
        away = [
            max(0, min(max(start - (at + len(word)), at - end) for start, end in spans))
            for at in _places(word, folded)
        ]
        near[term] = math.exp(-min(away) / _NEAR) if away else _ELSEWHERE
    return near


def _places(word: str, text: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def _rarity(share: float) -> float:
    return math.log(1 + 1 / max(share, 1e-4)) / math.log(1e4)
