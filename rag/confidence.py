"""How sure the answer is: a logistic model over a few signals, fitted by ``python -m eval.fit_confidence``."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib import resources

from index.segment import BIGRAM_MARK
from index.types import Hit
from rag.evidence import Candidate, Weighting
from rag.question import FIGURES, AnswerKind, Reading

# The hit that the first one's lead is measured against.
_FIFTH = 5
_DEFINITE = FIGURES | {AnswerKind.DATE, AnswerKind.PERSON, AnswerKind.NAME, AnswerKind.PLACE}


@dataclass(frozen=True, slots=True)
class Signals:
    """What the model sees; every value lies about 0 to 1 (``year`` and ``company`` -1 to 1).

    ``own``/``context``: information of the question covered by the best sentence, and by its passage with headings;
    ``passage``: fused score of that passage; ``dense``: its cosine; ``gap``: lead of the first hit over the fifth;
    ``fits``: the asked kind of answer, in its unit, stands in one of the sentences; ``year``/``company``: 1 fits,
    -1 other, 0 not asked; ``words``: share of the question's words, by worth, that the passage holds; ``missing``:
    share that no hit holds; ``lexical``: best BM25 score over the most the question's terms could reach;
    ``foreign``: the question holds no Chinese; ``asked``: something definite is asked for (a figure, a date, a name);
    ``other_year`` and ``other_company``: neither the sentence nor its report is of an asked one; ``far``: nor is any
    other chosen sentence.
    """

    own: float
    context: float
    passage: float
    dense: float
    gap: float
    fits: float
    year: float
    company: float
    words: float
    missing: float
    lexical: float
    foreign: float
    asked: float
    other_year: float
    other_company: float
    far: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names in the model's order."""
        return tuple(f.name for f in fields(cls))


def signals(
    reading: Reading,
    hits: Sequence[Hit],
    chosen: Sequence[Candidate],
    weighting: Weighting,
    held: frozenset[str],
) -> Signals:
    """Measure the signals of the chosen sentences, best first. ``held`` are the terms of all hits together."""
    best = chosen[0]
    words = {t: w for t, w in weighting.worth.items() if not t.startswith(BIGRAM_MARK) and len(t) > 1}
    total = sum(words.values()) or 1.0
    # A small index has no fifth hit to lead; then the lead is over nothing.
    fifth = hits[_FIFTH - 1].score if len(hits) >= _FIFTH else 0.0
    return Signals(
        own=best.own,
        context=best.context,
        passage=best.hit.score,
        dense=best.hit.dense,
        gap=hits[0].score - fifth,
        fits=max(c.fits for c in chosen),
        year=best.year,
        company=best.company,
        words=sum(w for t, w in words.items() if t in best.around) / total,
        missing=sum(w for t, w in words.items() if t not in held) / total,
        lexical=max(h.lexical for h in hits) / weighting.reach,
        foreign=float(reading.foreign),
        asked=float(reading.kind in _DEFINITE),
        other_year=float(best.year < 0),
        other_company=float(best.company < 0),
        far=float(max(c.year for c in chosen) < 0 or max(c.company for c in chosen) < 0),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """A logistic model: one weight per standardised signal, and a bias."""

    weights: tuple[float, ...]
    bias: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted models: mean and scale per signal; one head for "the answer is right", one for "the documents answer".

    Below ``threshold`` on the second, the answer is a refusal. Two heads, because a wrong sentence beside the right
    paragraph is no reason to say that the documents are silent (refused rightly 0.46 with one head, 0.55 with two, at
    one in twenty refused wrongly).
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    right: Head
    answerable: Head
    threshold: float

    def probability(self, head: Head, measured: Signals) -> float:
        """Return a head's probability, 0 to 1."""
        total = head.bias
        for value, mean, scale, weight in zip(
            astuple(measured), self.mean, self.scale, head.weights, strict=True
        ):
            total += weight * (value - mean) / scale
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def calibration() -> Calibration:
    """Read the committed models; ValueError when they were fitted for other signals."""
    data = json.loads(resources.files("rag").joinpath("data/confidence.json").read_text("utf-8"))
    if tuple(data["signals"]) != Signals.names():
        raise ValueError(
            "rag/data/confidence.json was fitted for other signals: run python -m eval.fit_confidence"
        )
    heads = {name: Head(tuple(data[name]["weights"]), data[name]["bias"]) for name in ("right", "answerable")}
    return Calibration(tuple(data["mean"]), tuple(data["scale"]), **heads, threshold=data["threshold"])
