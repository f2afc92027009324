"""What a cited paragraph says, cut into the parts that can be quoted, with their figures and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from corpus.types import Cell, Passage, Span
from rag.claims.lists import named_pair, turns
from rag.claims.plain import plain
from rag.claims.quantities import Quantity, quantities
from rag.claims.signs import without_signs
from rag.claims.times import Moment, blanked, moments
from rag.units import cells_within, units

_EDGE = re.compile(r"[,;。!?:\n()（）、|]|\.(?=\s)")
_SENTENCE = re.compile(r"[。!?;\n]|\.(?=\s)")
_PART = re.compile(r"[,;、:。]|[和与及并]|\band\b")
# What stands before the figure in its sentence may say what it counts, also across a comma.
_REACH = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and the plain words before and behind it, which say what it is of.

    ``clause`` is all between two marks. ``carried`` are the words of the figure before that count for this one too,
    ``lead`` what the sentence says before the clause.
    """

    quantity: Quantity
    before: str
    behind: str = ""
    clause: str = ""
    carried: str = ""
    lead: str = ""

    @property
    def own(self) -> str:
        """The words on both sides."""
        return f"{self.before} {self.behind}".strip()

    @property
    def beside(self) -> str:
        """The words on both sides, behind those that are carried."""
        return f"{self.carried} {self.own}".strip()


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a passage that can be quoted, in plain words, with labels of its cells and its figures and times."""

    span: Span
    text: str
    labels: str
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    series: tuple[tuple[int, Decimal], ...] = ()

    def years(self) -> Mapping[int, Decimal]:
        """Return the values of a table's row by the years of its columns, empty where it has none."""
        return dict(self.series)


@dataclass(frozen=True, slots=True)
class Source:
    """A passage in parts; ``header`` is its title, headings, company and time, ``whole`` all its words, plain."""

    passage: Passage
    units: tuple[Unit, ...]
    header: str
    whole: str
    moments: tuple[Moment, ...]

    @classmethod
    def of(cls, passage: Passage) -> Source:
        """Read a passage."""
        return _source(passage)


@lru_cache(maxsize=256)
def _source(passage: Passage) -> Source:
    subject = passage.subject
    said = (passage.header, passage.company or "", str(subject.period or ""), subject.published or "")
    header = plain(" ".join(dict.fromkeys(filter(None, said))))
    parts = tuple(_headed(list(_units(passage)), _units_of(plain(passage.text))))
    return Source(passage, parts, header, plain(passage.text), tuple(_dated(header, subject.published)))


def _units_of(text: str) -> list[str]:
    """Return the units that labels of a table name in brackets: 规模(亿元)."""
    return list(dict.fromkeys(m.group(1) for m in _LABELLED.finditer(text)))


def _headed(found: list[Unit], named: Sequence[str]) -> Iterator[Unit]:
    """Yield the units, rows of a table with the times of its head and figures in the units that the head names."""
    times: tuple[Moment, ...] = ()
    for unit in found:
        if "|" not in unit.text:
            times = ()
            yield unit
        elif not unit.figures:
            times = unit.moments
            yield unit
        else:
            known = any(f.quantity.unit for f in unit.figures)
            bare = [] if known or len(named) > 1 else list(unit.figures)
            more = [replace(f, quantity=_counted(f.quantity, one)) for one in named for f in bare]
            yield replace(unit, moments=(*unit.moments, *times), figures=(*unit.figures, *more))


def _dated(header: str, published: str | None) -> list[Moment]:
    found = moments(header)
    for kind, part in zip(("year", "month", "day"), (published or "").split("-"), strict=False):
        if part.isdigit():
            found.append(Moment(kind, int(part), Span(0, 0)))
    return found


def _units(passage: Passage) -> Iterator[Unit]:
    """Yield the units; what the first figure of one leaves unsaid, the one before may say (a callout of two lines)."""
    carried, pair = "", None
    for span in units(passage):
        pair = named_pair(plain(span.of(passage.text))) or pair
        unit = _unit(passage, span, carried, pair)
        yield unit
        carried = _carried(unit.figures[-1]) if unit.figures else unit.text[-_REACH:]


def _carried(figure: Figure) -> str:
    return f"{figure.carried} {figure.before}".strip()


def _unit(passage: Passage, span: Span, carried: str, pair: tuple[str, str] | None) -> Unit:
    text = resolved(plain(span.of(passage.text)), pair)
    cells = cells_within(passage, span)
    labels = plain("|".join(dict.fromkeys(f"{c.row}|{c.column}|{c.unit or ''}" for c in cells)))
    figures = [figure for cell in cells for figure in _of_cell(cell.value.of(span.of(passage.text)), cell)]
    # Beside a row's figures stand those of other cells: only the row's label is said of them.
    figures += _of_row(text, labels, figures) if cells or "|" in text else figures_of(text, carried)
    said = (*moments(text), *moments(labels))
    times = (*said, *_relative(text, said, passage))
    return Unit(span, text, labels, tuple(figures), times, tuple(_series(cells, span.of(passage.text))))


_YEAR = re.compile(r"(?:19|20)\d\d")


def _series(cells: Sequence[Cell], text: str) -> Iterator[tuple[int, Decimal]]:
    """Yield the years of a row's columns with its values; nothing for cells of several rows."""
    if len({cell.row for cell in cells}) > 1:
        return
    for cell in cells:
        year = _YEAR.search(plain(cell.column or ""))
        value = quantities(plain(cell.value.of(text)))
        if year and len(value) == 1:
            yield int(year.group()), value[0].value


_LAST_YEAR = re.compile(
    r"上年|去年|上一年|前一年|上年度|年初|同期|同比|previous year|last year|a year earlier"
)


def _relative(text: str, said: Sequence[Moment], passage: Passage) -> list[Moment]:
    """Return the years that are only told by their distance from the sentence's or the document's."""
    if not _LAST_YEAR.search(text):
        return []
    period = passage.subject.period
    years = {m.number for m in said if m.kind == "year"} or ({period.year} if period else set())
    return [Moment("year", year - 1, Span(0, 0), base=True) for year in sorted(years)]


def _of_cell(words: str, cell: Cell) -> Sequence[Figure]:
    value = plain(words)
    unit = plain(cell.unit or "") or _unit_in(plain(cell.column)) or _unit_in(plain(cell.row))
    found = quantities(blanked(value if not unit or unit in value else f"{value}{unit}"))
    # 上升9.8: the value's own words count too.
    labels = plain(f"{cell.row}|{cell.column}")
    return [Figure(quantity, labels, value, f"{labels}|{value}") for quantity in found]


_ROW_LABEL = re.compile(r"^[|\s]*([^|\d]*)")


def _of_row(text: str, labels: str, cells: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a row that none of its cells holds."""
    label = _ROW_LABEL.match(text)
    named = labels or (label.group(1).strip() if label else "")
    held = {figure.quantity.value for figure in cells}
    held |= {quantity.value for figure in cells for quantity in quantities(blanked(figure.behind))}
    found = [figure for figure in figures_of(text) if figure.quantity.value not in held]
    return [Figure(figure.quantity, named, "", text) for figure in found]


_LABELLED = re.compile(r"[(（]([^()（）\d]{1,6})[)）]")


def _unit_in(label: str) -> str:
    """Return the unit that a label names in brackets: 较上年同期(百分点)."""
    match = _LABELLED.search(label)
    return match.group(1) if match else ""


def _counted(quantity: Quantity, unit: str) -> Quantity:
    if quantity.unit or (quantity.value != quantity.value.to_integral() and quantity.step == 0):
        return quantity
    named = quantities(f"1{unit}")
    if not named:
        return quantity
    one = named[0]
    return replace(quantity, value=quantity.value * one.value, step=quantity.step * one.value, unit=one.unit)


def figures_of(text: str, carried: str = "") -> list[Figure]:
    """Return the figures of plain text, each with the words beside it; ``carried`` are those before the text.

    >>> [(f.before, f.behind) for f in figures_of("新建基站46万个,累计240万个已开通")]
    [('新建基站', ''), (',累计', '已开通')]
    """
    found = quantities(blanked(text))
    if found and (unit := _unit_in(text[: found[0].span.start])):
        # 耗电总量(亿度)247.4 267.0: the label's unit is that of all.
        found = [_counted(one, unit) for one in found]
    figures: list[Figure] = []
    at = 0
    for number, quantity in enumerate(found):
        following = found[number + 1].span.start if number + 1 < len(found) else len(text)
        figures.append(_figure(text, quantity, (at if number else None, following), figures, carried))
        at = quantity.span.end
    return in_turn(text, figures)


def _figure(
    text: str, quantity: Quantity, between: tuple[int | None, int], earlier: Sequence[Figure], carried: str
) -> Figure:
    """Return a figure with its words; ``between`` are the end of the figure before it and the start of the next."""
    start, end = quantity.span.start, quantity.span.end
    at, following = between[0] or 0, between[1]
    # What follows a figure up to the next mark is said of it, not of the next one.
    own = next((m.start() for m in _PART.finditer(text, at, start)), at) if between[0] is not None else at
    begins = max(own, start - _REACH, *(m.end() for m in _SENTENCE.finditer(text, at, start)), 0)
    edge = _EDGE.search(text, end, following)
    if not text[begins:start].strip() and begins and between[0] is None:
        # The label stands in the line before.
        begins = text.rfind("\n", 0, begins - 1) + 1
    # A counter that English has is what is counted: 18 projects.
    noun = _NOUN.search(quantity.span.of(text))
    behind = (noun.group() if noun else "") + text[end : edge.start() if edge else following]
    before = text[begins:start].replace("\n", " ")
    clause, lead = _clause(text, start, end)
    # 收入808亿元,增长17.2%; 4g基站941座、5g基站26座; 耗电总量 247.4 267.0: of what the figure before is of.
    goes_on = leans(before) or stands_for(before)
    more = (_carried(earlier[-1]) if earlier else carried) if goes_on else ""
    return Figure(quantity, before, behind, clause, more, lead)


_COORDINATE = re.compile(r"\s*[、和与及]|\s*and\b")
# 2024年它的用户有4.2亿; 持卡用户1.2亿,其中活跃的2600万.
_NOUN = re.compile(r"(?<=[ \d])[a-z]{4,}(?: [a-z]{4,})*$")
_STANDS_FOR = re.compile(r"它|他们|该|其(?!他|它|余)|当中|这里|那里|当地")
_ONLY_MARKS = re.compile(
    r"[\s,、:：的了为达到是约近有共超逾]+|累计|新增|新建|其中|当年|全年|合计|总计|总共|一共"
)


def in_turn(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Return figures that a sentence hands out in turn (两者分别是40.1%和20.8%), each with the words of its own thing."""
    labels = [(figure.quantity.span.start, figure.before) for figure in figures]
    places = [figure.quantity.span for figure in figures]
    given = turns(text, places, labels)
    return [
        replace(figure, before=given[n], carried="") if n in given else figure
        for n, figure in enumerate(figures)
    ]


def resolved(text: str, pair: tuple[str, str] | None) -> str:
    """Return plain text whose 前者 and 后者 are the two things that were named last.

    >>> resolved("前者有3个站,后者有5个", ("甲网", "乙网"))
    '甲网有3个站,乙网有5个'
    """
    return text.replace("前者", pair[0]).replace("后者", pair[1]) if pair else text


def stands_for(before: str) -> bool:
    """Tell whether the words before a figure point back at what was named: 它, 其中, 这里."""
    return bool(_STANDS_FOR.search(before))


def leans(before: str, *, coordinate: bool = True) -> bool:
    """Tell whether the words before a figure name nothing of their own, or go on with a list (``coordinate``)."""
    return (coordinate and bool(_COORDINATE.match(before))) or not _ONLY_MARKS.sub("", without_signs(before))


_MARK = re.compile(r"[,;。!?\n]|\.(?=\s)|(?<=[^,;。!?:\n]{9}):")


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the clause about a place in text, and what its sentence says before it."""
    before = [m.end() for m in _MARK.finditer(text, 0, start)]
    behind = _MARK.search(text, end)
    begins = before[-1] if before else 0
    stop = max((m.end() for m in _SENTENCE.finditer(text, 0, begins)), default=0)
    return text[begins : behind.start() if behind else len(text)], text[stop:begins]
