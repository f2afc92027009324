"""Dates: which of a sentence's dates answers."""

from __future__ import annotations

import re

from corpus.types import Span
from index.segment import normalise
from rag.short.types import Anchors, Picked, closeness

_DATE = re.compile(
    r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?日(?: ?\d{1,2} ?时(?: ?\d{1,2} ?分)?)?)?)?"
    r"|\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2} ?月(?=[^份]|份|$)"
)

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
    best = max(fresh, key=lambda s: (closeness(s, anchors) + 0.02 * len(s), -s.start))
    return best, 0.5 + closeness(best, anchors)
