"""The seam to composers: what they take and what they give. Drafts become answers only in ``rag/ground.py``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.types import Passage, Span
from index.types import Hit
from rag.confidence import Signals
from rag.question import Reading
from rag.types import Derivation, Notice, Struck


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage's words that the answer rests on; ``span`` points into ``passage.text``."""

    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The bare answer: the words of claim number ``claim`` (from 0) at ``span`` of its passage's text, or yes or no.

    ``items`` are a list's: the claim's number and the span of each in its passage's text, in order.
    """

    claim: int
    span: Span | None = None
    yes: bool | None = None
    items: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Words of ours in an answer's first line, in the question's script, and the numbers (from 0) of their claims."""

    words: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed of several claims: a ``sentence`` of ours, in the question's script, and the bare answer.

    ``claims`` are the numbers (from 0) of those it rests on. ``short`` is None where it only says why nothing is
    computed; without a ``derivation`` it stands in a claim. ``said`` stands in the place of the sentence where several
    things are told, each with its own marks; with neither there is no line of ours.
    """

    short: str | None
    sentence: str
    claims: tuple[int, ...]
    derivation: Derivation | None = None
    said: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model made of a draft: its ``sentences`` that are borne out, each with its claims.

    Without a sentence it has no part in the answer, unless it ``abstains``: then the documents do not answer.
    ``composer`` is its name as an answer tells it, ``struck`` what it said and is not shown, ``notice`` what was wrong.
    """

    composer: str
    sentences: tuple[Told, ...] = ()
    abstains: bool = False
    struck: tuple[Struck, ...] = ()
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer proposes.

    ``confidence`` is its estimate, 0 to 1, that the claims answer the question rightly, ``answerable`` that the
    documents answer it at all; ``signals`` are what both were made from, for fitting them anew. ``missing`` names, in
    folded words, what the question asks for and the documents never speak of. ``computed`` stands in the place of
    ``short`` for a comparison. ``written`` is what a language model said, None where none was asked: its sentences
    stand in the place of the short answer's line, and claims that none of them rests on are quoted behind them.
    """

    claims: tuple[Claim, ...]
    confidence: float
    answerable: float
    short: ShortAnswer | None = None
    derivation: Derivation | None = None
    missing: tuple[str, ...] = ()
    signals: Signals | None = None
    computed: Computed | None = None
    written: Written | None = None


class Composer(Protocol):
    """Makes a draft from retrieved passages. No hits give a draft without claims; no question raises an error."""

    @property
    def name(self) -> str:
        """What the answer's ``composer`` field says: ``extractive`` or ``llm:<model>``."""
        ...

    def compose(self, reading: Reading, hits: Sequence[Hit]) -> Draft:
        """Return the draft."""
        ...


Say = Callable[[str], None]
"""Gets each sentence of a written answer, with its marks, as soon as it is checked: what is shown before the rest."""


class Writer(Protocol):
    """Tells a draft in other words, a language model's. What it cannot do leaves the draft as it is, with a notice."""

    @property
    def name(self) -> str:
        """What the answer's ``composer`` field says where its words are shown: ``llm:<model>``."""
        ...

    @property
    def where(self) -> str:
        """Where questions and paragraphs are sent: an address, or a provider's name."""
        ...

    def write(self, reading: Reading, hits: Sequence[Hit], draft: Draft, say: Say | None = None) -> Draft:
        """Return the draft with ``written``; each kept sentence is given to ``say`` first, as the answer will have it.

        The draft answers the question: it has claims. What is said stays in the answer.
        """
        ...
