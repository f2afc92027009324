"""Comparisons: the sides of a question, the figure of each, and what is computed of them."""

from rag.comparison.flow import compared
from rag.comparison.sides import sides_of
from rag.comparison.types import VERDICTS, Asked, Comparison, Side

__all__ = ["VERDICTS", "Asked", "Comparison", "Side", "compared", "sides_of"]
