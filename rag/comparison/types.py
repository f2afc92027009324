"""What a comparison asks: the operation, and the sides with a question of their own each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Asked(StrEnum):
    """What is asked of the sides. The values are the operations of a derivation, but for the last two."""

    DIFFERENCE = "difference"
    RATIO = "ratio"
    GROWTH = "growth"
    POINTS = "points"
    SUM = "sum"
    TREND = "trend"
    GREATER = "greater"
    LESSER = "lesser"
    EARLIER = "earlier"
    LATER = "later"
    IS_GREATER = "is_greater"
    IS_LESSER = "is_lesser"
    EACH = "each"
    DESCRIBE = "describe"


DATES = frozenset({Asked.EARLIER, Asked.LATER})
"""What is asked of dates."""
CHOICES = frozenset({Asked.GREATER, Asked.LESSER}) | DATES
"""What is answered by the name of a side."""
VERDICTS = frozenset({Asked.IS_GREATER, Asked.IS_LESSER})
"""What is answered by yes or no: whether the first side is more, or less, than the second."""
CHANGES = frozenset({Asked.DIFFERENCE, Asked.GROWTH, Asked.POINTS})
"""What a text may state itself: what has changed from one side to the other."""
WORDS = frozenset({Asked.DESCRIBE, Asked.EACH})
"""What is answered by a quotation for each side, without a computation."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared.

    ``label`` names it in the question's words (2023年, 中國移動, 男性), ``question`` asks for it alone. Of ``year``,
    ``company`` (usual name, folded) and ``item`` (folded) one is set: what its figure must be of.
    """

    label: str
    question: str
    year: int | None = None
    company: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question read as a comparison of its ``sides``, in the order in which they are to be computed.

    ``signed`` says that a difference is asked of the first against the second (A比B多多少) rather than between them;
    ``fewer`` that it is asked how much less the first is. ``word`` is the question's word for the quality compared
    (高, 多), ``places`` the decimal places asked for; ``verdict`` what is answered, in the question's script, when the
    first side is as asked and when it is not.
    """

    asked: Asked
    sides: tuple[Side, ...]
    signed: bool = False
    fewer: bool = False
    word: str = ""
    places: int | None = None
    verdict: tuple[str, str] = ("", "")

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are compared."""
        return tuple(side.year for side in self.sides if side.year is not None)
