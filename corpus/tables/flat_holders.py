"""Flattened lists of shareholders: names that may hold digits, then shares and their percentage in either order.

The percentage of every row must be its shares over one and the same total: that decides where the figures part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.tables.glued import Value, ways
from corpus.types import Cell, Span

_SHARES, _PERCENT = "shares", "percent"
_COLUMNS = (
    (_PERCENT, r"(?:持股)?比例[（(][%％][）)]"),
    (_SHARES, r"期末持股数量|持股数量|持股总数"),
    ("change", r"报告期内增减"),
    ("limited", r"持有有限售条件的?股份数量"),
    ("kind", r"股东性质"),
    ("state", r"质押(?:、标记)?或冻结的?(?:情况|股份数量)|股份状态|(?<=状态)数量"),
)
_HEAD = re.compile(rf"股东名称(?:[（(]全称[）)])?((?:{'|'.join(p for _, p in _COLUMNS)}){{3,8}})")
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _COLUMNS))
_KIND = "境内非国有法人|境外法人|境内自然人|境外自然人|国有法人|国家|未知|其他"
_RUN = re.compile(r"-?\d[\d,.\-]*")
_STATE = re.compile(rf"(?:(?:无|质押|冻结|标记|未知)(?:0|[\d,]+)?)?(?:{_KIND})?")
_NAME_ENDS = re.compile(rf"(?:{_KIND})$")
_STOP = re.compile(r"[。□√；]|上述|前十名|前10名|注[:：]|说明")
# A list is followed no further than this; one of fewer rows proves no total.
_REACH, _FEWEST = 6000, 3


Way = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """A list of shareholders: where it stands with its head, its rows, its cells."""

    span: Span
    rows: tuple[Span, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    name: Span
    run: Span
    ways: tuple[Way, ...]


def find_holders(text: str, folded: str) -> Iterator[Holders]:
    """Yield the lists of shareholders of a text whose every row comes out under one total number of shares."""
    heads = list(_HEAD.finditer(folded))
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        tokens = list(_TOKEN.finditer(folded, head.start(1), head.end(1)))
        labels = {str(m.lastgroup): text[m.start() : m.end()] for m in tokens}
        columns = [name for name in labels if name not in {"kind", "state"}]
        limit = min(head.end() + _REACH, following.start() if following else len(text))
        rows = list(_rows(folded, head.end(), limit, columns))
        chosen = _chosen(rows, columns)
        if chosen:
            cells = [
                Cell(
                    Span(row.run.start + v.start, row.run.start + v.end),
                    row.name.of(text),
                    labels[c],
                    _unit(c),
                )
                for row, way in zip(rows, chosen, strict=True)
                for v, c in zip(way, columns, strict=False)
            ]
            ends = [Span(row.name.start, row.run.end) for row in rows]
            yield Holders(Span(head.start(), rows[-1].run.end), tuple(ends), tuple(cells))


def _unit(column: str) -> str:
    return "%" if column == _PERCENT else "股"


def _rows(folded: str, at: int, limit: int, columns: Sequence[str]) -> Iterator[_Row]:
    """Yield name and figures by turns; the last column, of shares under restriction, may be empty in any row."""
    counts = [len(columns), len(columns) - 1] if columns[-1:] == ["limited"] else [len(columns)]
    while at < limit:
        found: list[Way] = []
        run = None
        for match in _RUN.finditer(folded, at + 2, min(limit, at + 150)):
            found = [way for count in counts for way in ways(match.group(), count)]
            if found and "," in match.group():
                run = match
                break
        name = folded[at : run.start()] if run else ""
        if run is None or _STOP.search(name):
            return
        kind = _NAME_ENDS.search(name)
        span = Span(at, at + (kind.start() if kind else len(name)))
        yield _Row(span, Span(*run.span()), tuple(found))
        state = _STATE.match(folded, run.end())
        at = state.end() if state else run.end()


def _chosen(rows: Sequence[_Row], columns: Sequence[str]) -> list[Way]:
    """Return for every row the one way whose percentage is its shares over the total; none where no total fits all.

    36.80 and 36.8 with a 0 behind it say the same: only what both ways hold is given.
    """
    if len(rows) < _FEWEST or not {_SHARES, _PERCENT} <= set(columns):
        return []
    shares, percent = columns.index(_SHARES), columns.index(_PERCENT)
    for first in rows[0].ways:
        held, part = first[shares].number, first[percent].number
        if not held or not part:
            continue
        total, slack = held / part, 0.5 * 10.0 ** -first[percent].decimals / part
        fitting = [[w for w in row.ways if _fits(w[shares], w[percent], total, slack)] for row in rows]
        if all(len({(w[shares].number, w[percent].number) for w in found}) == 1 for found in fitting):
            decimals = {found[0][percent].decimals for found in fitting if len(found) == 1}
            return [_shared(found, percent, decimals) for found in fitting]
    return []


def _shared(found: Sequence[Way], percent: int, decimals: set[int]) -> Way:
    """Return what ways of one meaning share, in the decimals of the rows that leave no choice, else the fewest."""
    ordered = sorted(found, key=lambda w: (w[percent].decimals not in decimals, w[percent].decimals))
    return ordered[0][: min(map(len, found))]


def _fits(shares: Value, percent: Value, total: float, slack: float) -> bool:
    if not shares.number or not percent.number or percent.number > 100:
        return False
    off = abs(shares.number / total - percent.number)
    return off <= 0.5 * 10.0**-percent.decimals + slack * percent.number + 1e-9
