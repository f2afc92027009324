"""What a figure's small words say of it: 超过9,000 for 近9,000, 每平方米 for 每亩, of one year for of all years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.claims.figures import Figure
from rag.claims.patterns import pattern
from rag.claims.times import times_by_kind

# Counts that anything may have.
_FEW = 3


def bound(figure: Figure) -> int:
    """Tell whether a figure is said to be passed (1), not reached (-1), or neither (0)."""
    if figure.quantity.bound:
        return figure.quantity.bound
    behind = figure.behind.lstrip()
    if pattern("bounds from").match(behind):
        return 1
    if pattern("bounds up to").match(behind) or pattern("bounds at most").search(figure.before):
        return -1
    return 0


def other_bound(said: Figure, source: Figure) -> bool:
    """Tell whether two figures of one value are bounded the other way: 超过9,000 and 近9,000."""
    return said.quantity.value == source.quantity.value and bound(said) * bound(source) < 0


def of_other_years(said: Figure, source: Figure, others: Sequence[Figure]) -> bool:
    """Tell whether a sentence says of one year what the source says of several: 2016—2022年, 11年来累计.

    What a source only adds up (累计) counts as of several where one of ``others`` is of the very year.
    """
    years = _years(said)
    if len(years) != 1 or pattern("bounds over years").search(f"{said.lead} {said.clause}"):
        return False
    if "|" in source.clause or "|" in source.before:
        return False
    text = f"{source.lead}{source.clause}"
    before = text[: max(text.rfind(source.before.strip()), 0) + len(source.before)]
    if pattern("bounds of years").search(before):
        return True
    told = pattern("bounds told").search(before) and not _years(source)
    return bool(told) and any(_years(other) == years for other in others)


def _years(figure: Figure) -> set[int]:
    """Return the years that a figure's clause names, else its sentence before it."""
    return times_by_kind(figure.clause).get("year", set()) or times_by_kind(figure.lead).get("year", set())


def of_other_things(said: Figure, source: Figure, around: Iterable[Figure]) -> bool:
    """Tell whether a sentence counts by a figure what its source counts by another: 26个省 for 6省26个项目."""
    mine, its = _counted(said), _counted(source)
    if not mine or not its or mine in its or its in mine or said.quantity.value <= _FEW:
        return False
    return any(
        _counted(other) == mine and other.quantity.value != said.quantity.value
        for other in around
        if other.clause == source.clause
    )


def _counted(figure: Figure) -> str:
    """Return the noun right behind a figure, "" for none of the table."""
    match = pattern("bounds counted").match(figure.behind)
    if match:
        return match.group(1)
    unit = figure.quantity.unit
    return unit if unit and pattern("bounds counted").fullmatch(unit) else ""


def other_per(clause: str, near: str, whole: str) -> str:
    """Return what a plain clause counts by (每平方米) where the source's clause counts by something else; "" else.

    >>> other_per("每平方米增收3元", "每亩增收3元", "每亩增收3元"), other_per("每日3件", "日均3件", "日均3件")
    ('每平方米', '')
    """
    theirs = _pers(near)
    for per, words in _pers(clause).items():
        if theirs and per not in theirs and per not in _pers(whole):
            return words
    return ""


_SAME = {
    "日": "天", "名": "人", "位": "人", "员工": "人", "个月": "月",
    "平米": "平方米", "家庭": "户", "度电": "度", "千瓦时": "度",
}  # fmt: skip


def counts_by(text: str) -> bool:
    """Tell whether plain text counts by something: 每亩, 人均."""
    return bool(pattern("bounds per").search(text))


def _pers(text: str) -> dict[str, str]:
    """Return by what plain text counts, each with its words: {"亩": "每亩"}."""
    found: dict[str, str] = {}
    for match in pattern("bounds per").finditer(text):
        what = next(group for group in match.groups() if group)
        found.setdefault(_SAME.get(what, what), match.group())
    return found


def other_rank(clause: str, whole: str) -> str:
    """Return a number of a name in a plain clause (十大成果, 二等奖) where the source has another number; "" else.

    >>> other_rank("二十大成果", "发布十大成果"), other_rank("2等奖", "获二等奖")
    ('二十大', '')
    """
    for match in pattern("bounds rank").finditer(clause):
        given = {(_digits(m["n"]), m["of"]) for m in pattern("bounds rank").finditer(whole)}
        theirs = {of for _, of in given}
        if match["of"] in theirs and (_digits(match["n"]), match["of"]) not in given:
            return match.group()
    return ""


def _digits(number: str) -> str:
    """Return a number of one or two numerals in digits, others as they are."""
    return {"特": "0"}.get(number) or re.sub(
        r"^(?P<tens>[二三四五六七八九]?)十(?P<ones>[一二三四五六七八九]?)$",
        lambda m: f"{_ONES.get(m['tens'], '1')}{_ONES.get(m['ones'], '0')}",
        number,
    ).translate(_TO_DIGITS)


_ONES = {char: str(n) for n, char in enumerate("一二三四五六七八九", start=1)}
_TO_DIGITS = str.maketrans(_ONES | {"两": "2"})
