"""Figures in plain text with the words that say what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.claims.lists import turns
from rag.claims.patterns import pattern
from rag.claims.quantities import Quantity, quantities
from rag.claims.signs import without_signs
from rag.claims.tags import tagged
from rag.claims.times import blanked

_EDGE = re.compile(r"[,;。!?:\n()（）、|]|\.(?=\s)")
_SENTENCE = re.compile(r"[。!?;\n]|\.(?=\s)")
_PART = re.compile(r"[,;、:。]|[和与及并]|\b(?:and|in|across|with|from)\b")
# What stands before the figure in its sentence may say what it counts, also across a comma.
REACH = 40
# Characters before a figure that name its thing: those alone are not carried on to the next.
NAMING = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and the plain words before and behind it, which say what it is of.

    ``clause`` is all between two marks. ``carried`` are the words of the figure before that count for this one too,
    ``lead`` what the sentence says before the clause; ``goes_on`` tells that it names nothing of its own.
    """

    quantity: Quantity
    before: str
    behind: str = ""
    clause: str = ""
    carried: str = ""
    lead: str = ""
    goes_on: bool = False

    @property
    def own(self) -> str:
        """The words on both sides."""
        return f"{self.before} {self.behind}".strip()

    @property
    def beside(self) -> str:
        """The words on both sides, behind those that are carried."""
        return f"{self.carried} {self.own}".strip()


def carried_on(figure: Figure) -> str:
    """Return the words of a figure that may be said of the next one too."""
    return f"{figure.carried} {figure.before}".strip()


LABELLED = re.compile(r"[(（](?:单位[:：]?\s?)?(?:人民币)?([^()（）\d:：]{1,6})[)）]")


def unit_in(label: str) -> str:
    """Return the unit that a label names in brackets: 较上年同期(百分点)."""
    match = LABELLED.search(label)
    return match.group(1) if match else ""


def counted(quantity: Quantity, unit: str) -> Quantity:
    """Return a quantity without a unit in the unit and scale of a label."""
    if quantity.unit or (quantity.value != quantity.value.to_integral() and quantity.step == 0):
        return quantity
    named = quantities(f"1{unit}")
    if not named:
        return quantity
    one = named[0]
    return replace(quantity, value=quantity.value * one.value, step=quantity.step * one.value, unit=one.unit)


def figures_of(text: str, carried: str = "") -> Sequence[Figure]:
    """Return the figures of plain text, each with the words beside it; ``carried`` are those before the text.

    >>> [(f.before, f.behind) for f in figures_of("新建基站46万个,累计240万个已开通")]
    [('新建基站', ''), (',累计', '已开通')]
    """
    return _figures_of(text, carried)


_LISTED = re.compile(r"\s?(?:[、和与及跟~至到]|以及|and)\s?")


def _of_lists(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield quantities, one without a unit in that of the next of its list: 1.14和2.14个百分点."""
    unit, at = "", len(text) + 1
    listed: list[Quantity] = []
    for one in reversed(found):
        bare = not one.unit and bool(_LISTED.fullmatch(text, one.span.end, at)) and unit not in {"", "第"}
        read = replace(one, unit=unit) if bare else one
        unit, at = read.unit, one.span.start
        listed.append(read)
    yield from reversed(listed)


# A source's clauses are read again for every clause of a sentence.
@lru_cache(maxsize=4096)
def _figures_of(text: str, carried: str) -> tuple[Figure, ...]:
    found = list(_of_lists(text, quantities(blanked(text))))
    if found and (unit := unit_in(text[: found[0].span.start])):
        # 耗电总量(亿度)247.4 267.0: the label's unit is that of all.
        found = [counted(one, unit) for one in found]
    figures: list[Figure] = []
    at = 0
    for number, quantity in enumerate(found):
        nearest = number + 1
        while nearest < len(found) and found[nearest].span.start == found[nearest - 1].span.end:
            # 25万个800MHz基站: what is counted has a number in its name.
            nearest += 1
        following = found[nearest].span.start if nearest < len(found) else len(text)
        figures.append(_figure(text, quantity, (at if number else None, following), figures, carried))
        at = quantity.span.end
    return tuple(in_turn(text, figures))


def _figure(
    text: str, quantity: Quantity, between: tuple[int | None, int], earlier: Sequence[Figure], carried: str
) -> Figure:
    """Return a figure with its words; ``between`` are the end of the figure before it and the start of the next."""
    start, end = quantity.span.start, quantity.span.end
    at, following = between[0] or 0, between[1]
    # What follows a figure up to the next mark is said of it, not of the next one.
    own = next((m.start() for m in _PART.finditer(text, at, start)), at) if between[0] is not None else at
    begins = max(own, start - REACH, *(m.end() for m in _SENTENCE.finditer(text, at, start)), 0)
    edge = _EDGE.search(text, end, following)
    if not text[begins:start].strip() and begins and between[0] is None:
        # The label stands in the line before.
        begins = text.rfind("\n", 0, begins - 1) + 1
    # A counter that English has is what is counted: 18 projects.
    noun = _NOUN.search(quantity.span.of(text))
    behind = (noun.group() if noun else "") + text[end : edge.start() if edge else following]
    before = text[begins:start].replace("\n", " ")
    clause, lead = _clause(text, start, end)
    more, goes_on = _carried(before, behind, earlier, carried)
    return Figure(quantity, before, behind, clause, more, lead, goes_on=goes_on)


def _carried(before: str, behind: str, earlier: Sequence[Figure], carried: str) -> tuple[str, bool]:
    """Return the words of the figure before that count for one too, and whether that one names nothing of its own.

    收入808亿元,增长17.2%; 4g基站941座、5g基站26座; 耗电总量 247.4 267.0: of what the figure before is of.
    """
    open_behind = not without_signs(behind).strip()
    own = _COMPARED.sub("", blanked(before))
    bare = (open_behind and leans(own, coordinate=False)) or stands_for(before)
    verbs = not bare and open_behind and names_nothing(before)
    more = (carried_on(earlier[-1]) if earlier else carried) if leans(before) or bare or verbs else ""
    if verbs:
        # 授权1659件,提交申请3497件: what names the figure before is not said of this one.
        more = more[:-NAMING]
    if earlier and (bare or verbs):
        # 48万座基站,累计194万座; 其中有62万座: what is counted stands behind the figure before.
        more = f"{more} {earlier[-1].behind}".strip()
    return more, bare or verbs


# 比2021年增长8.3%: what a change is measured by names nothing.
_COMPARED = re.compile(r"[比较]\s+")
_COORDINATE = re.compile(r"\s*[、和与及]|\s*and\b")
# 2024年它的用户有4.2亿; 持卡用户1.2亿,其中活跃的2600万.
_NOUN = re.compile(r"(?<=[ \d])[a-z]{4,}(?: [a-z]{4,})*$")
_STANDS_FOR = re.compile(r"它|他们|该|其(?!他|它|余)|当中|这里|那里|当地")


def in_turn(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return figures that a sentence hands out in turn (两者分别是4%和2%), each with the words of its own thing."""
    labels = [(figure.quantity.span.start, figure.before) for figure in figures]
    places = [figure.quantity.span for figure in figures]
    given = turns(text, places, labels)
    return [
        replace(figure, before=given[n], carried="") if n in given else figure
        for n, figure in enumerate(figures)
    ]


def stands_for(before: str) -> bool:
    """Tell whether the words before a figure point back at what was named: 它, 其中, 这里."""
    return bool(_STANDS_FOR.search(before))


def leans(before: str, *, coordinate: bool = True) -> bool:
    """Tell whether the words before a figure name nothing of their own, or go on with a list (``coordinate``)."""
    return (coordinate and bool(_COORDINATE.match(before))) or not pattern("source only marks").sub(
        "", without_signs(blanked(before))
    )


def names_nothing(before: str) -> bool:
    """Tell whether the words before a figure name no thing of their own: 年底开通总数超过.

    >>> names_nothing(",年底开通总数超过"), names_nothing(",网点")
    (True, False)
    """
    told = pattern("times relative").sub("", pattern("figure_fit all told").sub("", before))
    return not any(tag.startswith(("n", "eng", "new", "j", "v n")) for _, tag in tagged(told))


_MARK = re.compile(r"[,;。!?\n]|\.(?=\s)|(?<=[^,;。!?:\n]{9}):")


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the clause about a place in text, and what its sentence says before it."""
    before = [m.end() for m in _MARK.finditer(text, 0, start)]
    behind = _MARK.search(text, end)
    begins = before[-1] if before else 0
    stop = max((m.end() for m in _SENTENCE.finditer(text, 0, begins)), default=0)
    return text[begins : behind.start() if behind else len(text)], text[stop:begins]
