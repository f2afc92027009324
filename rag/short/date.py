"""Dates: which of a sentence's dates answers."""

from __future__ import annotations

import re

from corpus.types import Span
from index.segment import normalise
from rag.short.types import Anchors, Picked

_DATE = re.compile(
    r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日(?: ?\d{1,2} ?时(?: ?\d{1,2} ?分)?)?)?)?"
    r"|\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2} ?月(?=[^份]|份|$)"
)

_STOP = re.compile("[。；;！？]")
# How far the question's words count, in characters, and what one counts beyond another date.
_NEAR, _BEYOND = 40, 0.33
_TIME = re.compile(
    r"\d+ ?(?:年|月|日|时|点|世纪|季)|[一二三四五六七八九十]+(?:年|月|日|世纪|季度)|[春夏秋冬]季|"
    r"[年月][底初末]|[上下]半年|时代|之后|以前|\d:\d\d"
)


def has_date(text: str) -> bool:
    """Tell whether folded text holds a date or a time of one."""
    return bool(_TIME.search(text))


def date(question: str, text: str, anchors: Anchors) -> Picked:
    """Return the date of folded text nearest to the question's words that the folded question does not hold itself."""
    plain = normalise(question).replace(" ", "")
    spans = [Span(*m.span()) for m in _DATE.finditer(text)]
    fresh = [s for s in spans if normalise(s.of(text)).replace(" ", "") not in plain]
    if not fresh:
        return None
    best = max(fresh, key=lambda s: (_dated(s, text, anchors) + 0.02 * len(s), -s.start))
    return best, 0.5 + _dated(best, text, anchors)


def _dated(span: Span, text: str, anchors: Anchors) -> float:
    """Return how near a date stands to the question's words, each by worth over distance.

    What is dated stands behind the date in Chinese, and counts in full; words in front count half, those beyond the
    end of a sentence or another date a third.
    """
    total = 0.0
    for start, end, weight in anchors:
        behind, before = start - span.end, span.start - end
        if 0 <= behind <= _NEAR:
            between, share = text[span.end : start], 1.0
        elif 0 <= before <= _NEAR:
            between, share = text[end : span.start], 0.5
        else:
            continue
        share *= _BEYOND if _STOP.search(between) or _DATE.search(between) else 1.0
        total += share * weight / (1 + max(behind, before) / 6)
    return total
