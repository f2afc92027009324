"""Yes or no: what the best sentence says to a claim, in the question's own way of asking (能…吗: 不能)."""

from __future__ import annotations

import re

from corpus.script import fold
from rag.evidence import Candidate
from rag.polarity import decides, denies
from rag.question import Reading
from rag.short.types import Found

# Share of the question's information that a sentence must hold to say yes or no to it.
_LEAST_TOLD = 0.15


def yes_or_no(reading: Reading, best: Candidate) -> Found | None:
    """Return yes or no when a sentence speaks of most of what is asked, figures included; None otherwise."""
    question = fold(reading.text)
    if best.own < _LEAST_TOLD or not decides(question, best.folded):
        return None
    return Found(0, None, not denies(question, best.folded), 1.0)


# How a question asks and how one denies it; the first that a folded question shows counts.
_DENIALS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"是不是|是否(?!能|会|有|可)", "不是"),
        (r"能不能|能否|能.{0,24}[吗么？?]|可不可以|可否|可以.{0,24}[吗么？?]|\bcan\b|\bmay\b", "不能"),
        (r"会不会|会.{0,24}[吗么？?]|\bwill\b|\bwould\b", "不会"),
        (
            r"有没有|有无|有.{0,30}[吗么？?]|[过了][吗么？?]|发生过|\b(?:did|do|does|has|have|had)\b|\bany\b",
            "没有",
        ),
        (r"是不是|是.{0,40}[吗么？?]|\b(?:is|are|was|were)\b", "不是"),
    )
)

DENIALS = frozenset({"否", "No", *(word for _, word in _DENIALS)})
"""Every word that a yes/no question is denied with, folded."""


def denial(folded_question: str) -> str:
    """Return the folded word that denies a yes/no question in its own way of asking.

    >>> denial("到了瑞士还能接着用吗？"), denial("发生过泄露吗？"), denial("属于内陆吗")
    ('不能', '没有', '否')
    """
    lowered = folded_question.lower()
    return next((word for pattern, word in _DENIALS if pattern.search(lowered)), "否")
