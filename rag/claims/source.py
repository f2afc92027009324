"""What a cited paragraph says, cut into the parts that can be quoted, with their figures and times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from corpus.types import Cell, Passage, Span
from rag.claims.figures import LABELLED, REACH, Figure, carried_on, counted, figures_of, unit_in
from rag.claims.lists import named_pair
from rag.claims.patterns import pattern
from rag.claims.plain import plain
from rag.claims.quantities import quantities
from rag.claims.times import Moment, blanked, moments
from rag.units import cells_within, units


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
    whole = plain(unglued(passage.text))
    parts = tuple(yearly(_headed(list(_units(passage)), _units_of(whole))))
    return Source(passage, parts, header, whole, tuple(_dated(header, subject.published)))


_GLUED = re.compile(r"(\d{1,3}(?:,\d{3})+)(?=[-−]?\d)")
# 47.7148.33: two numbers of two places each; 1.10.2 and 2024.1.15 are none such.
_GLUED_PLACES = re.compile(
    r"(?<![\d.])(\d{2,}\.(?:\d(?=\d{2,}\.\d(?!\d))|\d\d(?=\d+\.\d\d(?!\d))))(?!\d*\.\d+\.)"
)


# A footnote's number behind a word: 收入3人民币268.7亿元.
_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,2}(?=人民[币幣]\s?\d)")


# 32,472.930,982.6: two numbers of as many places, with separators.
_GLUED_BOTH = re.compile(
    r"(?<![\d.])(\d{1,3}(?:,\d{3})*\.(?:\d(?=\d{1,3}(?:,\d{3})+\.\d(?!\d))|\d\d(?=\d{1,3}(?:,\d{3})+\.\d\d(?!\d))))"
)


def unglued(text: str) -> str:
    """Return text whose numbers with separators stand apart from the ones glued to them, as tables without rules have.

    >>> unglued("收入13,4561,234,567")
    '收入13,456 1,234,567'
    """
    return _FOOTNOTE.sub(" ", _GLUED_PLACES.sub(r"\1 ", _GLUED.sub(r"\1 ", _GLUED_BOTH.sub(r"\1 ", text))))


def _units_of(text: str) -> list[str]:
    """Return the units that labels of a table name in brackets: 规模(亿元)."""
    return list(dict.fromkeys(m.group(1) for m in LABELLED.finditer(text)))


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
            more = [replace(f, quantity=counted(f.quantity, one)) for one in named for f in bare]
            yield replace(unit, moments=(*unit.moments, *times), figures=(*unit.figures, *more))


def yearly(found: Iterable[Unit]) -> Iterator[Unit]:
    """Yield the units, the figures of a row with the years that a unit before lists in order: 依次为2018年、2019年."""
    listed: list[int] = []
    for unit in found:
        years = [m.number for m in unit.moments if m.kind == "year" and m.span.end]
        if len(years) > 1 and pattern("source in order").search(unit.text):
            listed = years
        elif listed and len(unit.figures) == len(listed) and not years:
            figures = [
                replace(f, clause=f"{y}年 {f.clause}") for y, f in zip(listed, unit.figures, strict=True)
            ]
            series = zip(listed, (f.quantity.value for f in figures), strict=True)
            unit = replace(unit, figures=tuple(figures), series=tuple(series))  # noqa: PLW2901 - the same unit, dated
        yield unit


def _dated(header: str, published: str | None) -> list[Moment]:
    found = list(moments(header))
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
        carried = carried_on(unit.figures[-1]) if unit.figures else unit.text[-REACH:]


def _unit(passage: Passage, span: Span, carried: str, pair: tuple[str, str] | None) -> Unit:
    text = resolved(plain(unglued(span.of(passage.text))), pair)
    cells = cells_within(passage, span)
    labels = plain("|".join(dict.fromkeys(f"{c.row}|{c.column}|{c.unit or ''}" for c in cells)))
    figures = [figure for cell in cells for figure in _of_cell(cell.value.of(span.of(passage.text)), cell)]
    # Beside a row's figures stand those of other cells: only the row's label is said of them.
    one_row = bool(labels) and len({cell.row for cell in cells}) == 1
    if cells or "|" in text:
        left = text if "|" in text else _without_cells(span.of(passage.text), cells)
        figures += _of_row(left, labels, figures, one_row=one_row)
    else:
        figures += figures_of(text, carried)
    said = (*moments(text), *moments(labels))
    times = (*said, *_relative(text, said, passage))
    return Unit(span, text, labels, tuple(figures), times, tuple(_series(cells, span.of(passage.text))))


_YEAR = re.compile(r"(?:19|20)\d\d")


def _series(cells: Sequence[Cell], text: str) -> Iterator[tuple[int, Decimal]]:
    """Yield the years of a row's columns with its values; nothing for cells of several rows."""
    columns = [_YEAR.search(plain(cell.column or "")) for cell in cells]
    named = [year.group() for year in columns if year]
    if len({cell.row for cell in cells}) > 1 or len(set(named)) < len(named):
        return
    for cell in cells:
        year = _YEAR.search(plain(cell.column or ""))
        value = quantities(plain(cell.value.of(text)))
        if year and len(value) == 1:
            yield int(year.group()), value[0].value


def _relative(text: str, said: Sequence[Moment], passage: Passage) -> list[Moment]:
    """Return the years that are only told by their distance from the sentence's or the document's."""
    if not pattern("source last year").search(text):
        return []
    period = passage.subject.period
    years = {m.number for m in said if m.kind == "year"} or ({period.year} if period else set())
    return [Moment("year", year - 1, Span(0, 0), base=True) for year in sorted(years)]


def _of_cell(words: str, cell: Cell) -> Sequence[Figure]:
    value = plain(words)
    unit = unit_in(plain(cell.column)) or plain(cell.unit or "") or unit_in(plain(cell.row))
    unit = unit.removeprefix("单位").lstrip(":").removeprefix("人民币") or unit
    found = quantities(blanked(value if not unit or unit in value else f"{value}{unit}"))
    # 上升9.8: the value's own words count too.
    labels = plain(f"{cell.row}|{cell.column}")
    if _CHANGED.fullmatch(value.strip()) and pattern("source change column").search(plain(cell.column or "")):
        # A change in figures alone: 4.1 under 增减 is a rise.
        value = f"{value} {'下降' if value.strip()[0] in '-−' else '增长'}"
    return [Figure(quantity, labels, value, f"{labels}|{value}") for quantity in found]


_CHANGED = re.compile(r"[-−+]?\d+(?:\.\d+)?%?")
_ROW_LABEL = re.compile(r"^[|\s]*([^|\d]*)")


def _without_cells(raw: str, cells: Sequence[Cell]) -> str:
    """Return the plain text of a row with its cells' figures blank: what is left is glued to none of them."""
    for cell in cells:
        raw = f"{raw[: cell.value.start]}{' ' * len(cell.value)}{raw[cell.value.end :]}"
    return plain(unglued(raw))


def _of_row(text: str, labels: str, cells: Sequence[Figure], *, one_row: bool) -> list[Figure]:
    """Return the figures of a row that none of its cells holds; of several rows none has the labels of all."""
    label = _ROW_LABEL.match(text)
    named = labels if one_row else (label.group(1).strip() if label else "")
    held = {figure.quantity.value for figure in cells}
    held |= {quantity.value for figure in cells for quantity in quantities(blanked(figure.behind))}
    found = [figure for figure in figures_of(text) if figure.quantity.value not in held]
    return [Figure(figure.quantity, named, "", text) for figure in found]


def resolved(text: str, pair: tuple[str, str] | None) -> str:
    """Return plain text whose 前者 and 后者 are the two things that were named last.

    >>> resolved("前者有3个站,后者有5个", ("甲网", "乙网"))
    '甲网有3个站,乙网有5个'
    """
    text = _ELIDED.sub(_in_full, text)
    return text.replace("前者", pair[0]).replace("后者", pair[1]) if pair else text


# 第一、二、三产业: the word is said once.
_ELIDED = re.compile(
    r"第?(?P<all>[一二三四1-4](?:、[一二三四1-4]){0,2}[和及、][一二三四1-4])(?P<of>产业|季度)"
)


def _in_full(match: re.Match[str]) -> str:
    """Return a list of ordinals with the word of each."""
    return "、".join(f"第{number}{match['of']}" for number in re.split(r"[和及、]", match["all"]))
