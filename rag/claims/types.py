"""What a check of a sentence finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.compose import Claim


class Strike(StrEnum):
    """Why a sentence is not shown."""

    UNCITED = "uncited"
    """It bears no mark."""
    UNKNOWN_MARK = "unknown mark"
    """Its marks are of no paragraph that was given."""
    FIGURE = "figure"
    """A figure that the cited words do not give, or give of something else."""
    UNIT = "unit"
    """The figure stands there, counted in another unit."""
    TIME = "time"
    """A year, quarter, month or day that the cited words are not of."""
    NAME = "name"
    """A company, place, person, product or quoted name that the cited words do not hold, or say this not of."""
    DENIAL = "denial"
    """It denies what they say, or says what they deny."""
    DIRECTION = "direction"
    """It says up for down, more than for less than, first for last."""
    EXTENT = "extent"
    """It says all for some, only, or the like."""
    UNSAID = "unsaid"
    """Too few of its words are said there."""
    FORM = "form"
    """It is no sentence of an answer: an address, code, an order."""
    SECOND_OPINION = "second opinion"
    """A model for natural-language inference finds that the cited words do not entail it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence is struck, and over which of its words ("" where none is at fault)."""

    strike: Strike
    over: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A checked sentence: ``text`` without marks, and what bears it out, or why it is struck and over which words.

    ``claims`` are the supporting places in the order of the text, empty when struck; ``over`` is empty where no
    words of the sentence are at fault.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    strike: Strike | None = None
    over: str = ""
