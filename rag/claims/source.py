"""What a cited paragraph says, cut into the parts that can be quoted, with their figures and times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.types import Cell, Passage, Span
from rag.claims.plain import plain
from rag.claims.quantities import Quantity, quantities
from rag.claims.signs import without_signs
from rag.claims.times import Moment, blanked, moments
from rag.units import cells_within, units

_EDGE = re.compile(r"[,;。!?:\n()（）、|]|\.(?=\s)")
_SENTENCE = re.compile(r"[。!?;\n]|\.(?=\s)")
_PART = re.compile(r"[,;、:。]|[和与及并]")
# What stands before the figure in its sentence may say what it counts, also across a comma.
_REACH = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and the plain words before and behind it, which say what it is of; ``clause`` is all between two marks."""

    quantity: Quantity
    before: str
    behind: str = ""
    clause: str = ""

    @property
    def beside(self) -> str:
        """The words on both sides."""
        return f"{self.before} {self.behind}".strip()


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a passage that can be quoted, in plain words, with labels of its cells and its figures and times."""

    span: Span
    text: str
    labels: str
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]


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
            bare = [] if known else list(unit.figures)
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
    carried = ""
    for span in units(passage):
        unit = _unit(passage, span, carried)
        yield unit
        carried = unit.figures[-1].before if unit.figures else unit.text[-_REACH:]


def _unit(passage: Passage, span: Span, carried: str) -> Unit:
    text = plain(span.of(passage.text))
    cells = cells_within(passage, span)
    labels = plain("|".join(dict.fromkeys(f"{c.row}|{c.column}|{c.unit or ''}" for c in cells)))
    figures = [figure for cell in cells for figure in _of_cell(cell.value.of(span.of(passage.text)), cell)]
    # Beside a row's figures stand those of other cells: only the row's label is said of them.
    figures += _of_row(text, labels) if cells or "|" in text else figures_of(text, carried)
    said = (*moments(text), *moments(labels))
    return Unit(span, text, labels, tuple(figures), (*said, *_relative(text, said, passage)))


_LAST_YEAR = re.compile(r"上年|去年|上一年|前一年|上年度|年初|同期|同比|previous year|last year|a year earlier")


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


def _of_row(text: str, labels: str) -> list[Figure]:
    label = _ROW_LABEL.match(text)
    named = labels or (label.group(1).strip() if label else "")
    return [Figure(figure.quantity, named, "", text) for figure in figures_of(text)]


_LABELLED = re.compile(r"[(（]([^()（）\d]{1,6})[)）]")


def _unit_in(label: str) -> str:
    """Return the unit that a label names in brackets: 较上年同期(百分点)."""
    match = _LABELLED.search(label)
    return match.group(1) if match else ""


def _counted(quantity: Quantity, unit: str) -> Quantity:
    if quantity.unit or quantity.value != quantity.value.to_integral() and quantity.step == 0:
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
    figures, at = [], 0
    for number, quantity in enumerate(found):
        start, end = quantity.span.start, quantity.span.end
        # What follows a figure up to the next mark is said of it, not of the next one.
        own = next((m.start() for m in _PART.finditer(text, at, start)), at) if number else at
        begins = max(own, start - _REACH, *(m.end() for m in _SENTENCE.finditer(text, at, start)), 0)
        following = found[number + 1].span.start if number + 1 < len(found) else len(text)
        edge = _EDGE.search(text, end, following)
        behind = text[end : edge.start() if edge else following]
        before = text[begins:start]
        if leans(before):
            # 收入808亿元,增长17.2%; 4g基站941座、5g基站26座; 耗电总量 247.4 267.0: of what the figure before is of.
            before = f"{figures[-1].before if figures else carried} {before}"
        figures.append(Figure(quantity, before, behind, _clause(text, start, end)))
        at = end
    return figures


_COORDINATE = re.compile(r"\s*[、和与及]|\s*and\b")
_ONLY_MARKS = re.compile(r"[\s,、:：的了为达到是约近有共超逾]+|累计|新增|新建|其中|当年|全年|合计|总计|总共|一共")


def leans(before: str) -> bool:
    """Tell whether the words before a figure name nothing of their own, or go on with a list."""
    return bool(_COORDINATE.match(before)) or not _ONLY_MARKS.sub("", without_signs(before))


_MARK = re.compile(r"[,;。!?\n]|\.(?=\s)")


def _clause(text: str, start: int, end: int) -> str:
    before = [m.end() for m in _MARK.finditer(text, 0, start)]
    behind = _MARK.search(text, end)
    return text[before[-1] if before else 0 : behind.start() if behind else len(text)]
