"""Figures of a sentence that no source needs to give: names that are numbers, and what it counts itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.claims.counters import same_unit, soft
from rag.claims.figures import Figure, figures_of
from rag.claims.names import companies, kinds
from rag.claims.own_lists import cut_short, lengths, listed_behind, lists, numbered, things_before
from rag.claims.patterns import pattern
from rag.claims.support import Case
from rag.claims.unit_fit import same_thing
from rag.claims.words import shared

# A number that counts nothing is a name: 10086, 700MHz, 4.9GHz.
_NAME_NUMBER = re.compile(r"\d{5,}|\d+(?:\.\d+)?[a-z]+(?=的?(?:频段|频率|频谱|5g|4g|基站|网|以[上下]))")
# Small counts in words are said of much (两项让利) that a source counts in no unit.
_SMALL = 3
# What a list of places is of, and characters of what else a list must name.
_PLACES, _SHORTEST = frozenset({"城市", "省份", "地区", "国家", "地方", "省市"}), 2
# Counts of what a sentence lists, and what counts things beside 个 and the like.
_FEWEST, _MOST, _THINGS = 2, 12, frozenset({"人", "户", "次", "场", "期"})


# The share of a numbered point that a clause must say.
_LEAST_POINT = 0.7


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
    if quantity.unit == "第" and is_placed(figure.clause, case, int(quantity.value)):
        return True
    small = quantity.value <= _SMALL and (quantity.in_words or quantity.unit == "第")
    if small and not any(same_unit(quantity.unit, f.quantity.unit) for f in figures):
        return True
    places = {name for name, kind in kinds(case.raw, case.names) if kind == "ns"}
    if quantity.in_words and 1 < quantity.value == len(places):
        return True
    return _is_of_list(figure, case, figures)


def is_placed(clause: str, case: Case, place: int = 1) -> bool:
    """Tell whether a cited paragraph numbers with a place what a clause puts there: 第一位 for 1.信息安全.

    The sentence must speak of a list (议题, 列), and of none wider than the paragraph does: 全省第一 is another thing.
    """
    wider = [word for word in pattern("own_lists scope").findall(case.sentence) if word not in case.whole]
    if wider or not pattern("own_lists of a list").search(case.sentence):
        return False
    return any(
        n == place and shared(what, clause) >= _LEAST_POINT
        for source in case.sources
        for n, what in numbered(source.whole)
    )


def _is_of_list(figure: Figure, case: Case, figures: Sequence[Figure]) -> bool:
    """Tell whether a small count is that of what the sentence, or a cited paragraph that counts it not, lists."""
    quantity = figure.quantity
    if not _FEWEST <= quantity.value <= _MOST or not _is_counter(quantity.unit):
        return False
    count, behind = int(quantity.value), case.text[quantity.span.end :]
    if quantity.in_words and count in listed_behind(behind):
        return True
    if any(_counts_it(figure, other) for other in figures):
        return False
    if _is_of_things(count, case.text[: quantity.span.start], case) or count == len(_companies(case)):
        return True
    if not quantity.in_words:
        return False
    told = [f for f in figures_of(behind) if not is_name(f, case)]
    if count == len(told) or any(count in lengths(source.whole) for source in case.sources):
        return True
    thing = figure.behind.strip()[:2]
    if thing in _PLACES:
        thing = ""
    elif len(thing) < _SHORTEST:
        return False
    return any(lists(rest.unit.text, thing, count) for rest in case.rests)


def _is_of_things(count: int, before: str, case: Case) -> bool:
    """Tell whether so many things are listed before a figure, and no source lists them with more."""
    listed = [things for things in things_before(before) if len(things) == count]
    return bool(listed) and not any(cut_short(listed[-1], source.whole) for source in case.sources)


def _is_counter(unit: str) -> bool:
    """Tell whether a unit counts things, as 个 does."""
    return not unit or soft(unit) or unit in _THINGS


def _counts_it(figure: Figure, other: Figure) -> bool:
    """Tell whether a source's figure counts what a sentence's does."""
    unit = other.quantity.unit
    return bool(unit) and _is_counter(unit) and same_thing(figure.behind, other.behind)


def _companies(case: Case) -> set[str]:
    """Return the companies that a sentence names, else those of its paragraphs."""
    return set(companies(case.text, case.names) or companies(case.whole, case.names))
