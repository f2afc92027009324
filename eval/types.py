"""The values of the evaluation: questions with their evidence, what was answered, and the scores.

Offsets are code points of the decoded source file, half open, as in the command line's contract. Nothing here
reads files or knows how an answer was made: stored and live answers become the same ``Outcome``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file as an answer reports it.

    Unlike ``Span`` it refuses nothing: a stored answer may hold nonsense, and nonsense is scored, not
    rejected.
    """

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paragraph that answers: every place in ``file`` where its words stand (repeated text has several)."""

    file: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its known answer.

    ``items`` are the required parts of the answer, each with its accepted variants; a plain question has one
    item. No items means that the documents do not answer. ``single`` are the variants that answer alone, for
    the short answer; a list question has none. ``needs`` says whether any evidence is enough or all of it is
    needed. ``family`` names the set of wordings that a paraphrase belongs to, ``turn`` counts from 0 inside a
    conversation; both are None for a question of its own.
    """

    id: str
    question: str
    set: str
    script: str = ""
    type: str = "?"
    items: tuple[tuple[str, ...], ...] = ()
    single: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    needs: Literal["any", "all"] = "any"
    family: str | None = None
    turn: int | None = None

    @property
    def answerable(self) -> bool:
        """Whether an answer is expected at all."""
        return bool(self.items)

    @property
    def group(self) -> str:
        """What the question shares with others that are not independent of it: its family, its conversation."""
        if self.family is not None:
            return self.family
        return self.id if self.turn is None else self.id.rpartition(".")[0]

    @property
    def kind(self) -> str:
        """The type to group by: first (``turn0``) and later turns (``turn``) are kinds of their own."""
        if self.turn is None:
            return self.type
        return "turn" if self.turn else "turn0"


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions asked in turn, later ones leaning on earlier ones. Turn ids are ``<id>.<n>``, from 0."""

    id: str
    set: str
    turns: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of an answer: the place and the words said to stand there."""

    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered to one question, as far as it is scored.

    The default is what a question gets that nothing was answered to: an empty answer that is no abstention.
    ``confidence`` is the reported probability, 0 to 1, that the answer is right, None when none was reported, as is
    ``total_ms`` when no time was; ``error`` is the message of an error object. ``question`` is the question as the
    answer repeats it, empty when it does not.
    """

    answer: str = ""
    short_answer: str = ""
    abstained: bool = False
    citations: tuple[Cited, ...] = ()
    passages: tuple[Place, ...] = ()
    composer: str = ""
    total_ms: float | None = None
    error: str | None = None
    confidence: float | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one question: measure name to value, None where the measure does not apply to it.

    ``missing`` says that there was no outcome, so that the defaults were scored. ``slices`` names the groups that
    take more than the question to tell, such as the script of its source. ``evidence`` are the words of each evidence,
    empty where its source is not at hand.
    """

    case: Case
    values: Mapping[str, float | None]
    total_ms: float | None = None
    missing: bool = False
    error: str | None = None
    outcome: Outcome = field(default_factory=Outcome)
    slices: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mean:
    """An average and over how many questions (or families) it was taken; None over none."""

    value: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Scores:
    """The averages of a group of questions: measure name to mean."""

    questions: int
    means: Mapping[str, Mean]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from question to answer over the outcomes that report a time; all None over none.

    ``p50`` and ``p95`` are nearest-rank percentiles: the value of a real question, never an interpolation.
    """

    mean: float | None
    p50: float | None
    p95: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All scores of a run. How slices are named is said in ``eval/slices.py``."""

    overall: Scores
    slices: Mapping[str, Scores]
    latency: Latency
    missing: int = 0
    errors: int = 0
    composers: tuple[str, ...] = field(default=())
