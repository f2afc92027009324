"""How well a sentence fits the year and the company of the question: 1 says so, -1 is of another, 0 nothing asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.about import companies_in
from corpus.types import Passage

_YEAR = re.compile(r"(?<![\d.])(20\d\d)(?![\d.])")


def year_fit(asked: Sequence[int], sentence: str, passage: Passage, folded_passage: str) -> float:
    """Return how well a folded sentence fits the years asked for, -1 to 1.

    A year in the sentence decides. Without one, the rest of the passage (the columns of a table, the sentence before)
    counts for 0.6, the report's own year for 0.5.
    """
    if not asked:
        return 0.0
    wanted = {str(y) for y in asked}
    said = set(_YEAR.findall(sentence))
    if said:
        return 1.0 if said & wanted else -1.0
    if wanted & set(_YEAR.findall(folded_passage)):
        return 0.6
    if passage.year is not None:
        return 0.5 if passage.year in asked else -0.8
    return -0.3


def company_fit(asked: Sequence[str], sentence: str, passage: Passage, folded_passage: str) -> float:
    """Return how well a folded sentence fits the companies asked for, -1 to 1; as for years."""
    if not asked:
        return 0.0
    wanted = set(asked)
    if said := set(companies_in(sentence)):
        return 1.0 if said & wanted else -1.0
    if passage.company is not None:
        return 0.7 if passage.company in wanted else -0.8
    return 0.4 if wanted & set(companies_in(folded_passage)) else -0.3
