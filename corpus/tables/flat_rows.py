"""Rows of a flattened table: label and figures by turns, and the choice between the ways to part the figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.tables.flat_heads import ColumnKind, FlatHead
from corpus.tables.glued import Value, ways
from corpus.types import Span

Way = tuple[Value, ...]

_TURN = "增加|减少|上升|下降|提高|降低|提升"
_RUN = re.compile(
    rf"(?:[-−－]?\d|不适用|未披露|(?:{_TURN})(?=\d))(?:[\d,.%％]|[-−－](?=\d)|——|不适用|未披露|个百分点|(?:{_TURN})(?=\d))*"
)
# Digits that belong to a label: （1）, 注1, 1.持续, EBITDA2, 5G.
_LABEL_DIGITS = re.compile(
    r"[（(]注?\d{1,2}[）)]|注\d{1,2}|\d{1,2}[.．、](?=[\u4e00-\u9fff（])|\d?[A-Za-z]+\d*|第?\d+(?=[名条次])"
)
_ENDS = re.compile(r"[。！？；□√]|负责人|注[:：]|注\d?[.:：]|单位[:：]|编制|代码|简称|适用|如下|[:：]\d")
# A figure that counts something in a sentence, not in a table.
_COUNTS = re.compile(
    r"年(?![初末])|月|日|亿|万|元(?![/／])|个(?!百)|户(?![外均])|家(?![庭电])|号|层|次|届|倍|人(?![工员力均民])|件(?!数)|"
    r"辆|座|台(?!账)|项(?!目)|笔|名|位|吨|公里|[A-Za-z]"
)
# The number of the next item, of the next heading (which ends a table), of the next chapter.
_SUFFIXES = (
    (re.compile(r"\d{1,2}\.$"), False),
    (re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}$"), True),
    (re.compile(r"[1-9]$"), True),
)
_LONGEST_LABEL = 170
# A lone digit beside an amount above this is a piece of it that a head read wrongly has cut off.
_FAR_LARGER = 1e6


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A label and its run of figures, with the ways to part it; a way may leave the next item's number at its end."""

    label: Span
    run: Span
    ways: tuple[Way, ...]


def _run_at(folded: str, at: int, limit: int) -> re.Match[str] | None:
    """Return the next run of figures that is no part of a label."""
    while match := _RUN.search(folded, at, limit):
        digits = next(
            (m for m in _LABEL_DIGITS.finditer(folded, at, match.end() + 2) if m.end() > match.start()), None
        )
        if digits is None or digits.start() > match.start():
            return match
        at = digits.end()
    return None


def _parted(folded: str, run: Span, count: int) -> tuple[list[Way], bool]:
    """Return the ways to part a run, if need be without the next item's or heading's number; and if that ends all."""
    words, follows = run.of(folded), folded[run.end : run.end + 1]
    if count > 1 and words.isdigit() and words.strip("0"):
        # 12 may be 1 and 2, or 12 beside an empty cell.
        return [], False
    found = [] if words.endswith(".") else ways(words, count)
    if found or not (follows > "\u3400" or follows in "（("):
        return found, False
    for suffix, ends in _SUFFIXES:
        match = suffix.search(words)
        if match is None or (
            ends and (folded.startswith(("、", "年"), run.end) or not re.search("[,.]", words))
        ):
            continue
        cuts = range(match.start(), match.end())
        found = [
            w
            for cut in cuts
            if words[cut] not in ".0" and suffix.fullmatch(words, cut)
            for w in ways(words[:cut], count)
        ]
        if found:
            return found, ends
    return [], False


def read_rows(folded: str, head: FlatHead, limit: int) -> list[FlatRow]:
    """Return the rows behind a head up to ``limit``; two in a row that do not come out end the table before them."""
    rows: list[FlatRow] = []
    at, failed = head.span.end, 0
    while at < limit and (match := _run_at(folded, at, min(limit, at + _LONGEST_LABEL + 200))):
        label = Span(at, match.start())
        words = label.of(folded)
        if not 1 < len(label) <= _LONGEST_LABEL or _ENDS.search(words):
            break
        # A dash in the column of remarks is none of the figures.
        run = Span(
            match.start(), match.start() + len(match.group().rstrip("—") if head.remark else match.group())
        )
        found, last = _parted(folded, run, len(head.names))
        if folded[run.end - 1] not in "%％点" and _COUNTS.match(folded, run.end):
            break
        failed = 0 if found else failed + 1
        if failed == 2:
            break
        rows.append(FlatRow(label, run, tuple(found)))
        at = run.start + max((way[-1].end for way in found), default=len(run))
        if head.remark and (dash := re.compile("——|—|-").match(folded, at)):
            at = dash.end()
        if last:
            break
    while rows and not rows[-1].ways:
        rows.pop()
    return rows


def _fits(head: FlatHead, way: Way) -> bool:
    """Tell whether the values of one row can be of their columns: amounts alike in decimals, no groups in growth."""
    amounts = [v for v, k in zip(way, head.kinds, strict=True) if k is ColumnKind.PERIOD and v.number]
    if len({(v.decimals, v.sign) for v in amounts}) > 1:
        return False
    sizes = [abs(v.number) for v in amounts if v.number]
    if sizes and min(sizes) < 10 and max(sizes) > _FAR_LARGER:
        return False
    return not any(
        k is ColumnKind.PERIOD and v.sign == "个百分点" for v, k in zip(way, head.kinds, strict=True)
    )


def grows(head: FlatHead, way: Way) -> bool | None:
    """Tell whether every growth is that of its two amounts, as far as rounding lets one say; None if it does not."""
    told: list[bool] = []
    for at, (later, earlier) in head.base.items():
        a, b, growth = way[later], way[earlier], way[at]
        if a.number is None or b.number is None or growth.number is None:
            continue
        half_a, half_g = 0.5 * 10.0**-a.decimals, 0.5 * 10.0**-growth.decimals + 1e-9
        if growth.sign == "个百分点" or (growth.sign != "%" and a.sign == "%"):
            told.append(abs(a.number - b.number - growth.number) <= 2 * half_a + half_g)
        elif b.number:
            ends = ((a.number - half_a, b.number + half_a), (a.number + half_a, b.number - half_a))
            low, high = sorted((x / y - 1) * 100 for x, y in ends if y) or (0.0, 0.0)
            told.append(low - half_g <= growth.number * (1 if b.number > 0 else -1) <= high + half_g)
    return all(told) if told else None


def choose(head: FlatHead, rows: Sequence[FlatRow]) -> list[Way | None]:
    """Return for every row the one way that the table allows, None where more than one or none is left.

    First what the columns allow; then growth that must be that of its amounts; then the decimals that the rows
    already decided give every column; last the only decimals under which all rows left come out.
    """
    left = [[w for w in row.ways if _fits(head, w)] for row in rows]
    for i, found in enumerate(left):
        if len(found) > 1 and (proved := [w for w in found if grows(head, w)]):
            left[i] = proved
    chosen: list[Way | None] = [found[0] if len(found) == 1 else None for found in left]
    _by_columns(head, left, chosen)
    _by_profile(left, chosen)
    return chosen


def _by_columns(head: FlatHead, left: list[list[Way]], chosen: list[Way | None]) -> None:
    """Decide rows by the decimals that growth and measures have in all rows decided so far, two at least."""
    seen = [
        Counter(w[c].decimals for w in chosen if w and w[c].number is not None and w[c].sign != "个百分点")
        for c in range(len(head.names))
    ]
    amounts = {w[c].decimals for w in chosen if w for c, k in enumerate(head.kinds) if k is ColumnKind.PERIOD}
    for i, found in enumerate(left):
        if chosen[i] is not None or len(found) < 2:
            continue
        kept = [w for w in found if _as_seen(head, w, seen, amounts)]
        if len(kept) == 1:
            chosen[i] = kept[0]


def _as_seen(head: FlatHead, way: Way, seen: Sequence[Counter[int]], amounts: set[int]) -> bool:
    for value, kind, counts in zip(way, head.kinds, seen, strict=True):
        if value.number is None:
            continue
        if kind is ColumnKind.PERIOD:
            # Rows of several kinds (元, 元/股) tell nothing of one with decimals.
            if value.decimals not in amounts or (value.decimals and len(amounts) > 1):
                return False
        elif len(counts) != 1 or counts.total() < 2 or value.decimals not in counts:
            return False
    return True


def _by_profile(left: list[list[Way]], chosen: list[Way | None]) -> None:
    """Decide the rows left by the one set of decimals, a number per column, under which all of them come out."""
    rows = [i for i, found in enumerate(left) if chosen[i] is None and len(found) > 1]
    if len(rows) < 2:
        return
    profiles = [{tuple(v.decimals for v in w) for w in left[i]} for i in rows]
    common = set.intersection(*profiles)
    if len(common) != 1:
        return
    profile = common.pop()
    for i in rows:
        fits = [w for w in left[i] if tuple(v.decimals for v in w) == profile]
        chosen[i] = fits[0] if len(fits) == 1 else None
