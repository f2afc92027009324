"""The figure of one side in a draft, with the unit that its sentence gives it, where it is surely of that side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.about import CompanyNames
from corpus.script import fold
from corpus.types import Span
from index.expand import mainland_wording
from rag.comparison.quantity import Quantity, about_in, parse
from rag.comparison.types import Side
from rag.comparison.when import date_of
from rag.compose import Claim, Draft
from rag.constraints import company_fit, year_fit
from rag.evidence import cells_within
from rag.question import Reading, lowered
from rag.table_unit import line_at, unit_place

_BRACKET_UNIT = re.compile(r"[（(]([^（）()\d]{1,6})[）)]")
_BOUND = re.compile(r"(?:以上|以下|左右)$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年| 年|[^\d.,]|$)")
# What was a year earlier stands beside what is: 46.1%，比上年末的43.3%高.
_PRIOR = re.compile(
    r"(?:上年|去年|前一年|上一年|上年度)(?:末|底|同期|年底)?(?:的|是|为|则)?(?:约|近|超过|超)?$"
)
_AGAINST = re.compile(r"(?:比|较|与|和|跟|同)$")
_RESULT = re.compile(r"(?:增加?|增长|升|提高|提升|上升|下降|减少|降低?|扩大)(?:到|至|为)(?:约|近|超过|超)?$")
# The share of what is particular about an item that a sentence, or else its surroundings, must say.
_LEAST_NAMED = 0.5
# How far before a figure, in characters, an item may be named in a sentence before.
_NEAR = 120


@dataclass(frozen=True, slots=True)
class SideFigure:
    """A figure or date in a claim at ``span`` of its passage; ``operand`` is how a derivation writes it.

    ``quantity`` is None for a date; ``unit_at`` is the head of its table that says the unit, where its row does not.
    """

    claim: Claim
    span: Span
    operand: str
    quantity: Quantity | None
    unit_at: Claim | None = None


def date_in(draft: Draft, side: Side, sides: Sequence[Side], reading: Reading) -> SideFigure | None:
    """Return the date that a draft answers a side's question with, None without one."""
    if draft.short is None or draft.short.span is None:
        return None
    claim, span = draft.claims[draft.short.claim], draft.short.span
    words = " ".join(span.of(claim.passage.text).split())
    if date_of(words) is None or not belongs(claim, span, side, sides, reading):
        return None
    return SideFigure(claim, span, words, None)


def read_figure(claim: Claim, span: Span) -> SideFigure | None:
    """Return the figure at a place, with the unit that its row, its label or the head of its table gives; or None."""
    text = claim.passage.text
    words = " ".join(span.of(text).split())
    quantity, head = parse(words), None
    if quantity is None:
        return None
    if not quantity.unit:
        unit, head = _unit_of(claim, span)
        bare = _BOUND.sub("", words).strip()
        joined = parse(bare + unit) if unit else None
        if joined is not None and unit:
            words, quantity = bare + unit, replace(joined, about=quantity.about or bare != words)
    folded = fold(text)
    before, behind = folded[max(0, span.start - 6) : span.start], folded[span.end : span.end + 3]
    quantity = replace(quantity, about=quantity.about or about_in(before, behind))
    return SideFigure(claim, span, words, quantity, head)


def _unit_of(claim: Claim, span: Span) -> tuple[str | None, Claim | None]:
    """Return the unit of the table cell at a place, or the one in brackets in its label, and where a head says it.

    Cells of a table with a column of units have none of their own: the row says it.
    """
    passage, said = claim.passage, claim.span.of(claim.passage.text)
    for cell in passage.cells:
        if cell.value.start <= span.start and span.end <= cell.value.end and cell.unit:
            if cell.unit in cell.value.of(passage.text):
                return None, None
            head = None if cell.unit in said else _line_with(cell.unit, claim)
            return (cell.unit, head) if head or cell.unit in said else (None, None)
    place = unit_place(passage, span) if "|" in said else None
    if place is not None:
        head = (
            None
            if claim.span.start <= place.start < claim.span.end
            else Claim(passage, line_at(passage, place))
        )
        return place.of(passage.text), head
    found = _BRACKET_UNIT.findall(passage.text[claim.span.start : span.start])
    named = found[-1].strip() if found else ""
    known = parse(f"1{named}") if named else None
    return (named, None) if known and known.unit else (None, None)


def _line_with(unit: str, claim: Claim) -> Claim | None:
    """Return the nearest line above a claim that says a unit, None when the passage has none."""
    text = claim.passage.text
    at = text.rfind(unit, 0, claim.span.start)
    if at < 0:
        return None
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return Claim(claim.passage, Span(start, min(end, claim.span.start) if end >= 0 else claim.span.start))


def belongs(claim: Claim, span: Span, side: Side, sides: Sequence[Side], reading: Reading) -> bool:
    """Tell whether what stands at ``span`` of a claim is of a side and of none of the other sides.

    ``reading`` is of the side's question: a company that it names besides is that of the figure, too.
    """
    folded, names = fold(claim.passage.text), reading.names
    sentence = claim.span.of(folded)
    asked = reading.companies
    if side.company is None and asked and company_fit(asked, sentence, claim.passage, folded, names) <= 0:
        return False
    if side.year is None and len(reading.years) == 1 and not _of_year(claim, span, reading.years[0], folded):
        return False
    if side.year is not None and not _of_year(claim, span, side.year, folded):
        return False
    owned = side.item is not None and claim.passage.company == side.company
    if side.company is not None and not owned and not _of_company(claim, span, side.company, folded, names):
        return False
    if side.item is not None and side.company is None:
        items = [s.item for s in sides if s.item is not None]
        return _of_item(claim, span, side.item, items, folded)
    return True


def of_constraint(claim: Claim, side: Side, names: CompanyNames) -> bool:
    """Tell whether a claim may be of a side's year and company; sides that have neither are met by any."""
    folded, sentence = fold(claim.passage.text), fold(claim.span.of(claim.passage.text))
    heads = [fold(c.column) for c in cells_within(claim.passage, claim.span)]
    if side.year is not None and year_fit((side.year,), sentence, claim.passage, folded, (), heads) < 0:
        return False
    return side.company is None or company_fit((side.company,), sentence, claim.passage, folded, names) >= 0


def _of_year(claim: Claim, span: Span, year: int, folded: str) -> bool:
    passage, sentence = claim.passage, claim.span.of(folded)
    cells = cells_within(passage, claim.span)
    at = Span(span.start - claim.span.start, span.end - claim.span.start)
    heads = [fold(c.column) for c in cells if c.value.start <= at.start < c.value.end]
    if any(set(map(int, _YEAR.findall(head))) - {year} and str(year) not in head for head in heads):
        return False
    if not heads and _PRIOR.search(folded[max(0, span.start - 12) : span.start]):
        year += 1
    if year_fit((year,), sentence, passage, folded, (), heads) <= 0:
        return False
    if not heads and _is_base(sentence, year, span.start - claim.span.start):
        return passage.year == year
    said = list(_YEAR.finditer(folded, claim.span.start, span.start))
    if heads or not said or int(said[-1][1]) == year:
        return True
    # 从2019年的564亿元增加到676亿元: the result is the report's year's.
    return passage.year == year and bool(_RESULT.search(folded[said[-1].end() : span.start]))


def _is_base(sentence: str, year: int, at: int) -> bool:
    """Tell whether a sentence names a year only behind a figure, to measure against: 3,549亿元，比2021年增长."""
    named = [m.start() for m in _YEAR.finditer(sentence) if int(m[1]) == year]
    return bool(named) and all(n > at and _AGAINST.search(sentence[:n]) for n in named)


def _of_company(claim: Claim, span: Span, company: str, folded: str, names: CompanyNames) -> bool:
    sentence = claim.span.of(folded)
    if company_fit((company,), sentence, claim.passage, folded, names) <= 0:
        return False
    said = set(names.found_in(sentence))
    before = names.found_in(folded[claim.span.start : span.start])
    return len(said) < 2 or not before or before[-1] == company


def _of_item(claim: Claim, span: Span, item: str, items: Sequence[str], folded: str) -> bool:
    """Tell whether a figure is of an item: its sentence names it, last before the figure; or only it stands around."""
    own, others = _particular(item, items)
    sentence = lowered(claim.span.of(folded))
    rows = [
        lowered(fold(f"{c.row} {c.column}"))
        for c in claim.passage.cells
        if c.value.start <= span.start < c.value.end
    ]
    if rows and _share(own, rows[0]) >= _LEAST_NAMED:
        return True
    before = lowered(folded[claim.span.start : span.start])
    if _share(own, sentence) >= _LEAST_NAMED:
        last = max((before.rfind(pair) for pair in own), default=-1)
        other = max((before.rfind(pair) for pair in others), default=-1)
        return last >= other or (last < 0 and other < 0)
    if _share(own, lowered(fold(claim.passage.header))) >= _LEAST_NAMED:
        return not any(pair in sentence for pair in others)
    if rows:
        return False
    # The sentence before may name the item: 重庆公司……。建成益农社9,164个.
    near = lowered(folded[max(0, span.start - _NEAR) : span.start])
    named = [near.rfind(pair) for pair in own if pair in near]
    return len(named) >= _LEAST_NAMED * len(own) and max(named) > max(
        (near.rfind(p) for p in others), default=-1
    )


def _particular(item: str, items: Sequence[str]) -> tuple[set[str], set[str]]:
    """Return the pairs of characters that only this item has, and those that only others have."""
    own = _pairs(item)
    others: set[str] = set().union(*(_pairs(other) for other in items if other != item))
    return own - others or own, others - own


def _pairs(words: str) -> set[str]:
    plain = lowered(fold(mainland_wording(words))).replace(" ", "")
    if plain.isascii() or len(plain) < 2:
        return {plain}
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _share(pairs: set[str], text: str) -> float:
    return sum(pair in text for pair in pairs) / max(1, len(pairs))
