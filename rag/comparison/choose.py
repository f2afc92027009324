"""The figures of all sides, chosen together: of what is asked, of each side alone, and said in like words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations, product

from corpus.script import fold
from corpus.subject import PeriodKind
from corpus.types import Cell, Span
from rag.comparison.figure import SideFigure, belongs, read_figure
from rag.comparison.labels import alike, fit, label_of, tokens
from rag.comparison.mentions import companies_in, years_in
from rag.comparison.quantity import Quantity, comparable
from rag.comparison.types import VERDICTS, Comparison, Side
from rag.comparison.verdict_fit import bears_verdict
from rag.compose import Claim, Draft
from rag.evidence import cells_within, units
from rag.figures import asked_units, figures_in
from rag.question import Reading, content_of, lowered
from rag.scope import Kind, Scope, scope_of

# What a figure gains or loses: the composer's own choice, a unit that is asked, a claim further down, a flow or a part
# of the year where none is asked, an asked unit that it has not.
_CHOSEN, _UNIT, _FURTHER, _FLOW, _STOCK_ADDS, _OTHER_UNIT = 0.1, 0.3, 0.08, 0.8, 0.2, 0.3
# What a value adds that is said in two places.
_TWICE = 0.1
# What a report of a half or quarter loses where a year is asked.
_PART_OF_YEAR = 0.3
# What labels that say the same add.
_ALIKE = 0.6
# Sides whose best figures lie closer than this to others of another value are not sure.
_MARGIN = 0.04
# The least likeness of the labels of two items from different passages.
_LEAST_ALIKE = 0.15
# A figure that loses more than it gains is not even the composer's.
_WORST = -0.25
# The least fit of a figure that the composer did not choose.
_LEAST = 0.3
# Figures of two years are no more than this many times apart, those of two things this many.
_MOST_CHANGE, _MOST_APART = 50, 10_000
# Claims whose passages are searched for further rows and sentences.
_PASSAGES = 6
_KEPT_OF_TWO, _KEPT_OF_MORE = 8, 3
_FLOWS = re.compile(
    r"新增|净增|新建|新设|增开|加开|增设|增长|增速|增幅|增加|提升|提高|下降|减少|上升|上半年|季度|前三季|同比|较上年|比上年|较年初"
)
_SHARES = frozenset("%")
_COUNTED = re.compile(r"([家户人次个名台座站款项份件])数(?!据|字|智|量|码|位)")
_GROWTH = re.compile(r"增速|增长率|增幅|涨幅|成长率")
_STOCK = re.compile(r"累计|总数|总量|总规模|总计|总体|合计")
_QUARTER = re.compile(r"第?([一二三四])季")
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure that may be a side's: the words around it, how well they fit (higher is better), what it covers."""

    figure: SideFigure
    label: str
    score: float
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One side's question: the words that a label may say of it (``topic``) and the units it wants."""

    side: Side
    sides: tuple[Side, ...]
    reading: Reading
    draft: Draft
    topic: frozenset[str]
    wanted: frozenset[str]

    def counts_else(self, read: SideFigure) -> bool:
        """Tell whether a figure has a counter of its own, and not of the kind that is asked: 50万笔 are no 基站."""
        quantity = read.quantity
        return bool(self.wanted and quantity and quantity.unit and not _counts(quantity, self.wanted))

    def chose(self, claim: Claim, span: Span) -> bool:
        """Tell whether the composer gave this figure as the bare answer."""
        short = self.draft.short
        if short is None or short.span is None:
            return False
        own = self.draft.claims[short.claim].passage.id == claim.passage.id
        return own and short.span.start <= span.start < short.span.end


def choose(comparison: Comparison, parts: Sequence[tuple[Side, Reading, Draft]]) -> list[SideFigure | None]:
    """Return the figure of each side, in order; None for sides whose figure is not sure.

    The figures that count the same kind of thing and are said in the most like words are chosen together.
    """
    kept = _KEPT_OF_TWO if len(parts) == 2 else _KEPT_OF_MORE
    shared = [claim for _, _, draft in parts for claim in draft.claims]
    asked = " ".join(reading.text for _, reading, _ in parts)
    ranked = [sorted(_scored(comparison, *part, shared), key=lambda s: -s.score)[:kept] for part in parts]
    if not all(ranked):
        return [row[0].figure if row else None for row in ranked]
    sets = [
        (_together(row), row)
        for row in product(*ranked)
        if _may_stand_together(row, comparison)
        and bears_verdict([s.figure for s in row], comparison, asked, [draft for _, _, draft in parts])
    ]
    if not sets:
        # Figures of two regions, or additions and a stock, are quoted and not computed with.
        alike_in_all = comparison.asked not in VERDICTS and all(
            _cover_alike(a, b) for a, b in combinations([row[0] for row in ranked], 2)
        )
        return [row[0].figure if alike_in_all else None for row in ranked]
    best_score, best = max(sets, key=lambda pair: pair[0])
    values = [_value(s) for s in best]
    others = [score for score, row in sets if [_value(s) for s in row] != values]
    if others and best_score - max(others) < _MARGIN:
        return [None] * len(parts)
    if not _sure(best, [side for side, _, _ in parts]):
        return [None] * len(parts)
    return [s.figure for s in best]


def _sure(row: Sequence[Scored], sides: Sequence[Side]) -> bool:
    """Tell whether figures of items from several passages are said in words alike, the items' own left out."""
    items = [None if side.company else side.item for side in sides]
    if None in items or len({s.figure.claim.passage.id for s in row}) == 1:
        return True
    bare = [_bare(s.label, str(item)) for s, item in zip(row, items, strict=True)]
    return all(alike(a, b) >= _LEAST_ALIKE for a, b in combinations(bare, 2))


def _bare(label: str, item: str) -> str:
    return " ".join(sorted(tokens(label) - tokens(item)))


def _value(scored: Scored) -> object:
    return scored.figure.quantity.base if scored.figure.quantity else None


def _may_stand_together(row: Sequence[Scored], comparison: Comparison) -> bool:
    """Tell whether figures are of one kind, and of one size: what is counted yearly changes, but not a hundredfold."""
    places = {(s.figure.claim.passage.id, s.figure.span) for s in row}
    quantities = [s.figure.quantity for s in row if s.figure.quantity]
    sizes = sorted(q.base for q in quantities)
    most = _MOST_CHANGE if comparison.years else _MOST_APART
    if sizes and (sizes[0] < 0 or sizes[-1] > most * max(sizes[0], Decimal(1))) and sizes[-1] > most:
        return False
    if len(places) < len(row) or not all(comparable(a, b) for a, b in combinations(quantities, 2)):
        return False
    return all(_cover_alike(a, b) for a, b in combinations(row, 2))


def _cover_alike(first: Scored, second: Scored) -> bool:
    """Tell whether two figures are of the same part, both additions or neither, both of each month or none."""
    quantity = first.figure.quantity
    rate = quantity is not None and (quantity.is_share or quantity.is_points)
    kinds = {first.scope.kind, second.scope.kind}
    if first.scope.each != second.scope.each:
        return False
    return first.scope.parts == second.scope.parts and (rate or Kind.FLOW not in kinds or len(kinds) == 1)


def _together(row: Sequence[Scored]) -> float:
    pairs = [alike(a.label, b.label) for a, b in combinations(row, 2)]
    return sum(s.score for s in row) + _ALIKE * sum(pairs) / len(pairs)


def _scored(
    comparison: Comparison, side: Side, reading: Reading, draft: Draft, shared: Sequence[Claim] = ()
) -> list[Scored]:
    """Return the figures of a side's claims, and of the other rows and sentences of their passages, scored."""
    asking = _Asking(side, comparison.sides, reading, draft, tokens(_topic(reading)), _wanted(reading))
    found: dict[tuple[str, Span], Scored] = {}
    for rank, claim in enumerate(_places(draft, shared)):
        for scored in _of_claim(asking, claim, min(rank, 4)):
            key = (claim.passage.id, scored.figure.span)
            if key not in found or found[key].score < scored.score:
                found[key] = scored
    values = Counter(_value(scored) for scored in found.values())
    return [replace(s, score=s.score + _TWICE * (values[_value(s)] > 1)) for s in found.values()]


def _topic(reading: Reading) -> str:
    """Return the words of a side's question that a figure's label can say: no year, company or asking word."""
    words = fold(content_of(reading.text))
    named = [m.span for m in (*years_in(words, every=False), *companies_in(lowered(words), reading.names))]
    dropped = {i for span in named for i in range(span.start, span.end)}
    return "".join(" " if i in dropped else c for i, c in enumerate(words))


def _wanted(reading: Reading) -> frozenset[str]:
    """Return the units that a side's question asks for: also those it counts by (家数, 人数), and % for a growth."""
    folded = fold(reading.text)
    counted = frozenset(_COUNTED.findall(folded))
    return counted or (frozenset("%") if _GROWTH.search(folded) else asked_units(folded))


def _places(draft: Draft, shared: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a draft, those of other sides (``shared``), and the rows and sentences around its own."""
    places = [*draft.claims, *(claim for claim in shared if claim not in draft.claims)]
    for passage in {claim.passage.id: claim.passage for claim in places[:_PASSAGES]}.values():
        places += [Claim(passage, span) for span in units(passage)]
    return places


def _of_claim(asking: _Asking, claim: Claim, rank: int) -> list[Scored]:
    """Return the figures of a claim that may be the side's, scored; ``rank`` is how far down it stands."""
    passage, folded = claim.passage, fold(claim.passage.text)
    cells = [(c.value, fold(c.unit) if c.unit else None) for c in cells_within(passage, claim.span)]
    found = []
    for figure in figures_in(claim.span.of(folded), cells):
        span = Span(figure.span.start + claim.span.start, figure.span.end + claim.span.start)
        if figure.is_year or figure.in_words:
            continue
        cell, chosen = _cell_at(passage.cells, span), asking.chose(claim, span)
        if cell and not chosen and not _of_column(cell, passage.cells, asking.side, asking.reading):
            continue
        read = read_figure(claim, span)
        if read is None or not belongs(claim, span, asking.side, asking.sides, asking.reading):
            continue
        scope = _scope(asking, folded, claim, span, cell)
        if scope.national and not chosen:
            continue
        label, context = _label(cell) if cell else label_of(folded, claim.span, span)
        fits = fit(label, context, asking.topic)
        if (fits < _LEAST and not chosen) or (cell and asking.wanted == _SHARES and not _is_share(read)):
            continue
        if asking.counts_else(read) and not chosen:
            continue
        score = fits + _CHOSEN * chosen - _FURTHER * rank + _worth(asking, read, label)
        if score > _WORST:
            found.append(Scored(read, label, score, scope))
    return found


def _scope(asking: _Asking, folded: str, claim: Claim, span: Span, cell: Cell | None) -> Scope:
    """Return what a figure covers: by its row's name in a table, else by the words in front of it."""
    question = fold(asking.reading.text)
    owners = [*asking.reading.companies, *([asking.side.company] if asking.side.company else [])]
    if cell is not None:
        row = lowered(fold(cell.row))
        return scope_of(row, Span(len(row), len(row)), question, owners)
    at = Span(span.start - claim.span.start, span.end - claim.span.start)
    return scope_of(lowered(claim.span.of(folded)), at, question, owners)


def _worth(asking: _Asking, read: SideFigure, label: str) -> float:
    """Return what the unit of a figure, its report's period and a stock or flow add or take."""
    reading, quantity, period = asking.reading, read.quantity, read.claim.passage.subject.period
    worth = 0.0
    if asking.wanted and quantity and _counts(quantity, asking.wanted):
        worth += _UNIT
    elif asking.wanted and quantity and (quantity.unit or asking.wanted == _SHARES):
        worth -= _OTHER_UNIT
    if period and period.kind is not PeriodKind.YEAR and reading.years and not reading.periods:
        worth -= _PART_OF_YEAR
    if not _FLOWS.search(fold(reading.text)):
        worth += _STOCK_ADDS * bool(_STOCK.search(label)) - _FLOW * bool(_FLOWS.search(label))
    return worth


def _label(cell: Cell) -> tuple[str, str]:
    """Return the row and column of a cell, without years, as the words around its figure."""
    return f"{fold(cell.row)} {_YEAR.sub('', fold(cell.column))}", ""


def _is_share(read: SideFigure) -> bool:
    return read.quantity is not None and (read.quantity.is_share or read.quantity.is_points)


def _counts(quantity: Quantity, wanted: frozenset[str]) -> bool:
    """Tell whether a quantity is counted in one of the units asked, or in one of the same kind."""
    return quantity.unit in wanted or any(
        bool(quantity.unit) and comparable(quantity, Quantity(quantity.number, unit=unit)) for unit in wanted
    )


def _cell_at(cells: Sequence[Cell], span: Span) -> Cell | None:
    return next((c for c in cells if c.value.start <= span.start < c.value.end), None)


def _of_column(cell: Cell, cells: Sequence[Cell], side: Side, reading: Reading) -> bool:
    """Tell whether a cell stands under the year or quarter that is asked, or is the only value of its row."""
    head = fold(cell.column)
    if side.item and (quarter := _QUARTER.search(side.item)):
        named = _QUARTER.search(head)
        return bool(named and named[1] == quarter[1])
    row = [c for c in cells if c.row == cell.row]
    if len(row) == 1:
        return True
    years = [side.year] if side.year else list(reading.years)
    if any(_YEAR.search(c.column) for c in row):
        return bool(years) and [int(y) for y in _YEAR.findall(head)] == years[:1]
    topic = tokens(_topic(reading))
    held = [len(tokens(c.column) & topic) for c in row]
    own = len(tokens(head) & topic)
    return own > 0 and own == max(held) and held.count(own) == 1
