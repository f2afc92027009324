"""Figures of a sentence that no source needs to give: names that are numbers, and what it counts itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.claims.counters import same_unit
from rag.claims.figures import Figure
from rag.claims.names import kinds
from rag.claims.patterns import pattern
from rag.claims.support import Case

# A number that counts nothing is a name: 10086, 700MHz, 4.9GHz.
_NAME_NUMBER = re.compile(r"\d{5,}|\d+(?:\.\d+)?[a-z]+(?=的?(?:频段|频率|频谱|5g|4g|基站|网|以[上下]))")
# Small counts in words are said of much (两项让利) that a source counts in no unit.
_SMALL = 3
# What a sentence says of the paragraphs themselves: 另外两处, 两份报告, the two reports.
_LISTED = re.compile(r"[、,]|和|与|及|以及|\band\b")


def is_name(figure: Figure, case: Case) -> bool:
    """Tell whether a number is a name, and one that the cited paragraphs hold."""
    span = figure.quantity.span
    name = _NAME_NUMBER.match(case.text, span.start)
    words = span.of(case.text)
    return bool(name and name.group() == words) and any(
        words in source.whole.replace(" ", "") for source in case.sources
    )


def needs_no_source(figure: Figure, case: Case, figures: Sequence[Figure]) -> bool:
    """Tell whether a figure is a small count that the sentence itself makes: of what it lists, or of its sources."""
    quantity = figure.quantity
    behind = case.text[quantity.span.end :]
    if quantity.in_words and quantity.value <= max(case.given, 2):
        ends = case.text[quantity.span.end - 1 : quantity.span.end]
        if pattern("figure_fit of sources").match(behind) or pattern("figure_fit of sources").match(
            ends + behind
        ):
            return True
    small = quantity.value <= _SMALL and (quantity.in_words or quantity.unit == "第")
    if small and not any(same_unit(quantity.unit, f.quantity.unit) for f in figures):
        return True
    places = {name for name, kind in kinds(case.raw, case.names) if kind == "ns"}
    if quantity.in_words and 1 < quantity.value == len(places):
        return True
    lists = {len(_LISTED.findall(part)) + 1 for part in (behind, behind.partition(",")[0])}
    return quantity.in_words and 2 <= quantity.value <= 12 and int(quantity.value) in lists
