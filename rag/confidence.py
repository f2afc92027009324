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
from rag.asked_measure import lacks_measure
from rag.asked_thing import Thing, plain
from rag.evidence import EVIDENCE_HITS, Candidate, Evidence
from rag.features import scaled
from rag.question import FIGURES, NAMES, AnswerKind, Reading
from rag.told import inexact, is_void, other_ordinal, places_missing, told

# The lead of a sentence over nothing, in log-odds, and the words that make a question long.
_MOST_LEAD, _MANY_WORDS = 5.0, 12
# The cosines that multilingual-e5-small gives; those of another encoder must not decide alone.
_LEAST_DENSE, _MOST_DENSE = 0.75, 0.95
_DEFINITE = FIGURES | NAMES | {AnswerKind.DATE}


@dataclass(frozen=True, slots=True)
class Signals:
    """What the models see; values lie about 0 to 1 unless said otherwise.

    Of the best sentence: ``score``, its log-odds over the average sentence; ``lead``, over the best one of
    another passage; ``peak``, its share of exp(score); ``context``, information of the question in its passage
    and headings; ``passage``, fused score, and ``dense``, cosine of its passage; ``worst``, the weightiest word
    of the question that its passage lacks; ``told``, it tells the asked kind of thing (``rag/told.py``);
    ``place``, a place asked about is missing from its passage, ``other_place``, another place stands in it;
    ``ordinal``, it tells of another one of several (首批 for 第二批); ``void``, it is the asked row of a table,
    without a value for the asked year; ``inexact``, the day is asked and no sentence tells one; ``measure``, money,
    a share, a time or a size is asked and it tells none (``rag/asked_measure.py``); ``year``/``company``, -1
    (another) to 1.

    Of all chosen sentences: ``fresh``, a figure that fits and that the question does not hold; ``far``, none is of the
    asked year, or none of the company. Of the hits: ``lexical``, best BM25 score over what the terms could reach.
    Of the answer: ``short``, a bare answer was found. Of the question: ``asked``, something definite is asked for;
    ``foreign``, no Chinese; ``yes_no``, ``reason``, ``definition``, ``manner``, ``listed``,
    ``compared`` and ``open``, its kind; ``unknown``, a noun or name
    in it stands nowhere in the index; ``unsaid``, the share of the words for the asked thing (``rag/thing.py``) that
    the best sentence does not say, ``silent``, that no hit says; ``words``, how many words it has, twelve being 1.

    Of the reader, all 0 where none reads, log-odds as -1 to 1: ``read``, the relevance of the best sentence's passage;
    ``read_most``, the best relevance of all; ``led``, the lead of its likeliest words over no answer; ``led_most``, the
    best lead of all; ``run``, the share of those words, ``marked``, how many of them stand in the best sentence;
    ``agreed``, how much the bare answer and they are the same words.
    """

    score: float
    lead: float
    peak: float
    context: float
    passage: float
    dense: float
    worst: float
    told: float
    place: float
    other_place: float
    ordinal: float
    void: float
    inexact: float
    measure: float
    year: float
    company: float
    fresh: float
    far: float
    lexical: float
    short: float
    asked: float
    foreign: float
    yes_no: float
    reason: float
    definition: float
    manner: float
    listed: float
    compared: float
    open: float
    unknown: float
    unsaid: float
    silent: float
    words: float
    read: float
    read_most: float
    led: float
    led_most: float
    run: float
    marked: float
    agreed: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names in the model's order."""
        return tuple(f.name for f in fields(cls))


def signals(
    reading: Reading, hits: Sequence[Hit], evidence: Evidence, chosen: Sequence[Candidate], *,
    short: bool, unknown: bool = False, agreed: float = 0.0, thing: Thing | None = None,
) -> Signals:  # fmt: skip
    """Measure the signals of the chosen sentences, best first.

    ``short`` says that a bare answer was found, ``unknown`` that the index lacks a noun or name of the question,
    ``agreed`` how much the bare answer and the reader's are the same words, ``thing`` what the figure is asked of.
    """
    thing = thing or Thing()
    best, weighting = chosen[0], evidence.weighting
    words = {t: w for t, w in weighting.worth.items() if evidence.terms[t] == 1.0 and _is_word(t)}
    total = sum(words.values()) or 1.0
    missing, other = places_missing(reading, best)
    other_passages = (c.score for c in evidence.candidates if c.hit.position != best.hit.position)
    return Signals(
        score=best.score,
        lead=best.score - next(other_passages, best.score - _MOST_LEAD),
        peak=1 / sum(math.exp(c.score - best.score) for c in evidence.candidates),
        context=best.context,
        passage=best.hit.fused,
        dense=min(_MOST_DENSE, max(_LEAST_DENSE, best.hit.dense)),
        worst=max((w for t, w in words.items() if t not in best.around), default=0.0) / total,
        told=told(reading, best),
        place=float(missing),
        other_place=float(other),
        ordinal=float(other_ordinal(reading, best)),
        void=float(is_void(reading, best)),
        inexact=float(inexact(reading, chosen)),
        measure=float(lacks_measure(reading, best)),
        year=best.year,
        company=best.company,
        fresh=max(c.features.fresh if c.features else c.fits for c in chosen),
        far=float(max(c.year for c in chosen) < 0 or max(c.company for c in chosen) < 0),
        lexical=max(h.lexical for h in hits) / weighting.reach,
        short=float(short),
        asked=float(reading.kind in _DEFINITE),
        foreign=float(reading.foreign),
        yes_no=float(reading.kind is AnswerKind.YES_NO),
        reason=float(reading.kind is AnswerKind.REASON),
        definition=float(reading.kind is AnswerKind.DEFINITION),
        manner=float(reading.kind is AnswerKind.MANNER),
        listed=float(reading.kind is AnswerKind.LIST),
        compared=float(reading.kind is AnswerKind.COMPARISON),
        open=float(reading.kind is AnswerKind.OTHER),
        unknown=float(unknown),
        unsaid=thing.unsaid([plain(best.folded)]),
        silent=thing.unsaid(plain(f"{h.passage.header}\n{h.passage.text}") for h in hits[:EVIDENCE_HITS]),
        words=min(1.0, len(words) / _MANY_WORDS),
        **_by_reader(hits, best),
        agreed=agreed,
    )


def _by_reader(hits: Sequence[Hit], best: Candidate) -> dict[str, float]:
    """Return the signals of the reader."""
    told = [hit.read for hit in hits if hit.read]
    own = best.hit.read
    if not told:
        return dict.fromkeys(("read", "read_most", "led", "led_most", "run", "marked"), 0.0)
    return {
        "read": scaled(own.relevance) if own else -1.0,
        "read_most": scaled(max(read.relevance for read in told)),
        "led": scaled(own.lead) if own else -1.0,
        "led_most": scaled(max(read.lead for read in told)),
        "run": own.share if own else 0.0,
        "marked": best.features.marked if best.features else 0.0,
    }


def _is_word(term: str) -> bool:
    return len(term) > 1 and not term.startswith(BIGRAM_MARK)


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

    @classmethod
    def untrained(cls) -> Calibration:
        """Return models that are always even, for fitting others."""
        nothing = (0.0,) * len(Signals.names())
        even = Head(nothing, 0.0)
        return cls(nothing, (1.0,) * len(nothing), even, even, 0.0)

    def probability(self, head: Head, measured: Signals) -> float:
        """Return a head's probability, 0 to 1."""
        total = head.bias
        for value, mean, scale, weight in zip(
            astuple(measured), self.mean, self.scale, head.weights, strict=True
        ):
            total += weight * (value - mean) / scale
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def calibration(*, read: bool = False) -> Calibration:
    """Read the committed models, those for hits that a reader read or the plain ones.

    ValueError when they were fitted for other signals.
    """
    data = json.loads(resources.files("rag").joinpath("data/confidence.json").read_text("utf-8"))
    if tuple(data["signals"]) != Signals.names():
        raise ValueError(
            "rag/data/confidence.json was fitted for other signals: run python -m eval.fit_confidence"
        )
    fitted = data["read" if read else "plain"]
    heads = {
        name: Head(tuple(fitted[name]["weights"]), fitted[name]["bias"]) for name in ("right", "answerable")
    }
    return Calibration(tuple(fitted["mean"]), tuple(fitted["scale"]), **heads, threshold=fitted["threshold"])
