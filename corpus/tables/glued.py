"""Glued figures: the ways in which a run of digits, commas and points can be parted into a number of values.

``2,030,970,3542,755,493,818`` is two numbers because a thousands group has three digits; ``53.718.94%`` leaves a choice
(53.7 and 18.94, 53.71 and 8.94), which the rest of the table has to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = ("不适用", "未披露", "——", "—", "－", "--", "-", "/")
_POINTS = re.compile(r"(?:增加|减少|上升|下降|提高|降低|提升)?-?\d{1,3}(?:\.\d{1,3})?个百分点")
_INTEGER = re.compile(r"[-−－]?(?:\d{1,3}(?:,\d{3})+|\d{1,3})")
# Amounts have up to four decimals (earnings per share); no run of more values than this is tried.
MOST_DECIMALS, MOST_VALUES, _MOST_WAYS = 4, 9, 400
# A run of figures longer than this is no row.
LONGEST_RUN = 180


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a run: its place in the run, the number (None for a mark such as 不适用), its decimals and sign."""

    start: int
    end: int
    number: float | None
    decimals: int = 0
    sign: str = ""


def _values_at(run: str, at: int) -> list[Value]:
    """Return every value that can begin at ``at``, shortest first."""
    if match := _POINTS.match(run, at):
        digits = re.sub(r"[^\d.]", "", match.group())
        negative = match.group().startswith(("减少", "下降", "降低", "-"))
        number = -float(digits) if negative else float(digits)
        return [Value(at, match.end(), number, _decimals(digits), "个百分点")]
    found = [Value(at, at + len(mark), None) for mark in _MARKS if run.startswith(mark, at)][:1]
    if found and run[at] in "-－" and at + 1 < len(run) and run[at + 1].isdigit():
        found = []
    return found + _numbers_at(run, at)


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _numbers_at(run: str, at: int) -> list[Value]:
    sign = 1 if at < len(run) and run[at] in "-−－" else 0
    found = []
    for end in _integer_ends(run, at + sign):
        whole = run[at + sign : end]
        ends = [end]
        if run.startswith(".", end):
            last = end + 1
            while last < len(run) and last - end <= MOST_DECIMALS and run[last].isdigit():
                last += 1
            ends += range(end + 2, last + 1)
        for stop in ends:
            number = float(whole.replace(",", "") + run[end:stop]) * (-1 if sign else 1)
            percent = run.startswith(("%", "％"), stop)
            found.append(Value(at, stop + percent, number, max(0, stop - end - 1), "%" if percent else ""))
    return found


def _integer_ends(run: str, at: int) -> list[int]:
    """Return where a whole number that begins at ``at`` can end: one to three digits, then groups of three."""
    ends = []
    for length in (1, 2, 3):
        head = run[at : at + length]
        if len(head) < length or not head.isdigit() or (length > 1 and head[0] == "0"):
            break
        end = at + length
        ends.append(end)
        if head == "0":
            continue
        while run.startswith(",", end) and len(run) >= end + 4 and run[end + 1 : end + 4].isdigit():
            end += 4
            ends.append(end)
    return ends


def ways(run: str, count: int) -> list[tuple[Value, ...]]:
    """Return every way to part all of ``run`` into ``count`` values; none when there are too many to judge.

    Together the values of a way are the run again, character by character.

    >>> [[v.number for v in way] for way in ways("-43,4543,531", 2)]
    [[-43454.0, 3531.0]]
    >>> [[v.number for v in way] for way in ways("53.718.94%", 2)]
    [[53.7, 18.94], [53.71, 8.94]]
    """
    if not run or len(run) > LONGEST_RUN or not 0 < count <= MOST_VALUES:
        return []
    done: list[tuple[Value, ...]] = []
    dead: set[tuple[int, int]] = set()

    def go(at: int, way: tuple[Value, ...]) -> bool:
        if len(way) == count:
            if at == len(run):
                done.append(way)
            return at == len(run)
        if (at, len(way)) in dead or len(done) > _MOST_WAYS:
            return False
        # A group cut short leaves a comma in front, where no value begins.
        reached = False
        for value in _values_at(run, at):
            reached = go(value.end, (*way, value)) or reached
        if not reached:
            dead.add((at, len(way)))
        return reached

    go(0, ())
    return done if len(done) <= _MOST_WAYS else []
