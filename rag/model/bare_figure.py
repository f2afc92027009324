"""A reply that is no more than a figure: it says nothing of what the figure is, so that the rules' answer decides.

Held against the paragraph by words alone, the right figure of a known answer was struck in 25 of 124 cases over the
sample's questions, and a neighbour's of the same unit passed in 63 of 329 (2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.types import Passage
from rag.claims import Sentence, Strike, Verdict
from rag.claims.plain import plain
from rag.claims.quantities import Quantity, quantities, same_value
from rag.claims.times import blanked
from rag.compose import Draft

# What says nothing of a figure: about, in all, it is.
_EMPTY = re.compile(
    r"约为?|大约|大概|近|接近|将近|逾|超过|超|突破|达到?|多达|共有?|一共|总共|答案?|数[字据]|[是为有系的了多余几]|以上|左右|上下|"
    r"\b(?:about|over|more than|some|around|nearly|approximately|exceeding|the|a|an|of|in|it|there|is|are|was|were|"
    r"in total|total|altogether|answer)\b"
)
_WORD = re.compile(r"[a-z]{2,}|[\u4e00-\u9fff]")
# Characters or English words beside a figure that name only what it counts: 240万个基站.
_MOST_BESIDE = 4
# What a figure that the rules found is not struck for.
_PARDONED = frozenset({Strike.FIGURE, Strike.NAME, Strike.UNSAID})


def bare_figure(said: str, question: str) -> Quantity | None:
    """Return the one figure of a sentence that says nothing else but words of its question; None for others.

    >>> bare_figure("超過240萬個。", "建成多少個基站？").value, bare_figure("新建46.7万个。", "建成多少个基站？")
    (Decimal('2400000'), None)
    """
    text = blanked(plain(said))
    found = quantities(text)
    if len(found) != 1:
        return None
    rest = _EMPTY.sub(" ", f"{text[: found[0].span.start]} {text[found[0].span.end :]}")
    words, asked = _WORD.findall(rest), plain(question)
    told = len(words) <= _MOST_BESIDE and all(word in asked for word in words)
    return found[0] if told else None


def weighed(
    verdict: Verdict, sentence: Sentence, given: Sequence[Passage], question: str, draft: Draft
) -> Verdict:
    """Return the verdict on a sentence, or the rules' on a bare figure of the paragraph that their own answer is of.

    It is kept where it is theirs, on their words, and struck where it is another.
    """
    figure, theirs = bare_figure(verdict.text, question), _answer_of(draft)
    if figure is None or theirs is None or draft.short is None:
        return verdict
    claim = draft.claims[draft.short.claim]
    if all(given[mark - 1].id != claim.passage.id for mark in sentence.marks if 1 <= mark <= len(given)):
        return verdict
    if not same_value(figure, theirs):
        return verdict if verdict.strike else _struck(verdict, figure)
    spared = verdict.strike in _PARDONED
    return replace(verdict, claims=(claim,), strike=None, over="") if spared else verdict


def _answer_of(draft: Draft) -> Quantity | None:
    """Return the figure of a draft's bare answer; None where it is none or several."""
    short = draft.short
    if short is None or short.span is None or short.items:
        return None
    found = quantities(blanked(plain(draft.claims[short.claim].passage.words(short.span))))
    return found[0] if len(found) == 1 else None


def _struck(verdict: Verdict, figure: Quantity) -> Verdict:
    return replace(verdict, claims=(), strike=Strike.FIGURE, over=figure.span.of(plain(verdict.text)))
