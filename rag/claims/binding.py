"""Which figure of a source a sentence means: the one with the same words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.quantities import same_unit, same_value
from rag.claims.source import Figure

# Words farther off than this say nothing of the figure (a nearness), and counts that anything may have.
_NEAR, _FEW = 0.3, 3
# Characters over which a word's nearness to its figure falls to a half.
_HALF = 8.0
# How much nearer, in words, a figure of another value may be to what is said before the words are taken to be its.
MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a figure in a sentence, each with its nearness, 0 to 1."""

    words: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, figure: Figure, words: Sequence[str]) -> Beside:
        """Weigh those of ``words`` that stand beside the figure."""
        found: list[tuple[str, float]] = []
        for word in dict.fromkeys(words):
            before, behind = figure.before.rfind(word), figure.behind.find(word)
            gaps = []
            if before >= 0:
                gaps.append(len(figure.before) - before - len(word))
            if behind >= 0:
                gaps.append(behind)
            if gaps and (near := 0.5 ** (min(gaps) / _HALF)) >= _NEAR:
                found.append((word, near))
        return cls(tuple(found))

    def shared(self, text: str) -> float:
        """Return the nearness of the words that a text holds, summed."""
        return sum(near for word, near in self.words if word in text)

    def only(self, text: str, other: str) -> float:
        """Return the nearness of the words that a text holds and another does not, summed."""
        return sum(near for word, near in self.words if word in text and word not in other)


def rivals(said: Figure, others: Sequence[Figure]) -> list[Figure]:
    """Return the figures of another value that could be meant instead: of the same unit, and no small counts."""
    return [
        other
        for other in others
        if same_unit(said.quantity.unit, other.quantity.unit)
        and not same_value(said.quantity, other.quantity)
        and not (other.quantity.in_words and other.quantity.value <= _FEW and said.quantity.value > _FEW)
    ]


def is_meant(beside: Beside, best: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether a figure of the same value is the one a sentence speaks of, and not one of another value.

    Each other is compared by what stands beside it alone: 4g基站941座、5g基站26座.
    """
    return not any(
        beside.only(other.beside, best.beside) > beside.only(best.beside, other.beside) + MARGIN for other in others
    )
