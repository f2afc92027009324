"""Lines that a number opens: which of them head what stands below, and which are items of a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.layout.lines import TERMINAL, Line
from corpus.script import fold

_HAN_DIGITS = "一二三四五六七八九"
_HAN_NUMBER = rf"[{_HAN_DIGITS}十]{{1,3}}"
# Styles with the level of their headings, from the top down; written folded, the group is the number.
_STYLES = (
    (1, re.compile(rf"第({_HAN_NUMBER}|\d{{1,2}})[章编篇]")),
    (2, re.compile(rf"第({_HAN_NUMBER}|\d{{1,2}})节")),
    (2, re.compile(rf"({_HAN_NUMBER})、")),
    (3, re.compile(rf"[（(]({_HAN_NUMBER})[）)]")),
    (5, re.compile(r"(\d{1,2})(?:[.．](?!\d)|、) ?(?=[^\d\s])")),
)
_ARABIC = len(_STYLES) - 1
# Longer than this (characters) a numbered line is a sentence.
_LONGEST = 30
_ENDS = (*TERMINAL, "，", "、", ",", "：", ";")
# A line of so many characters with an end mark, or one this wide, is what a heading stands above.
_SHORTEST_PROSE, _PROSE_WIDTH = 12, 40
# As full a line of a wrapped text goes on in the next.
_FULL = 0.8


def heading_levels(lines: Sequence[Line], width: int | None = None) -> dict[int, int]:
    r"""Return the level of every line that a number opens as a heading of a sequence, 0 for an item of a list.

    A heading has the number before or behind its own in another line of its style, and prose in between; numbered lines
    without prose between are a list. ``1.`` opens a heading only in a text without marks of its own, in a sequence from
    one on with prose right below every line. Lines with a number that no other goes with are not returned. ``width``
    is that of a full line in a wrapped text, in cells.

    >>> from corpus.layout.lines import split_lines
    >>> heading_levels(split_lines("一、产量\n全年生产粗钢四百二十万吨。\n二、风险\n汇率波动带来了较大的风险。"))
    {0: 2, 2: 2}
    >>> heading_levels(split_lines("一、提高质量\n二、降低成本\n"))
    {0: 0, 1: 0}
    """
    marked = any(line.text.startswith("#") for line in lines)
    styles: dict[int, list[tuple[int, int]]] = defaultdict(list)
    plain: list[int] = []
    for at, line in enumerate(lines):
        read = _numbered(line)
        if read and not (marked and read[0] == _ARABIC):
            styles[read[0]].append((at, read[1]))
        else:
            plain.append(at)
    levels: dict[int, int] = {}
    for style, places in styles.items():
        for run in _runs(places):
            levels |= _of_run(lines, run, plain, style)
    full = _FULL * width if width else float("inf")
    return {at: level for at, level in sorted(levels.items()) if not level or lines[at].width < full}


def _numbered(line: Line) -> tuple[int, int] | None:
    """Return the style and the number of a short line that a number opens and no end mark closes."""
    text = fold(line.text[: _LONGEST + 1])
    if len(line.text) > _LONGEST or text.endswith(_ENDS) or line.is_row:
        return None
    for style, (_, pattern) in enumerate(_STYLES):
        if (match := pattern.match(text)) and match.end() < len(text):
            return style, number_value(match.group(1))
    return None


def number_value(number: str) -> int:
    """Return what a number in digits, or a Han one below a hundred, says.

    >>> number_value("十二"), number_value("二十"), number_value("7")
    (12, 20, 7)
    """
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (_digit(tens) or 1) * 10 * bool(ten) + _digit(ones)


def _digit(char: str) -> int:
    return _HAN_DIGITS.find(char) + 1 if char else 0


def _runs(places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part the numbered lines of one style into runs that count up by one."""
    runs: list[list[tuple[int, int]]] = []
    for at, number in places:
        if runs and number == runs[-1][-1][1] + 1:
            runs[-1].append((at, number))
        else:
            runs.append([(at, number)])
    return runs


def _of_run(
    lines: Sequence[Line], run: Sequence[tuple[int, int]], plain: Sequence[int], style: int
) -> dict[int, int]:
    """Return the levels of one run: items where nothing but numbered lines stands between two of them."""
    places = [at for at, _ in run]
    if len(run) < 2:
        return {}
    if style == _ARABIC and (run[0][1] != 1 or not all(_heads_prose(lines, at) for at in places)):
        return {}
    dense = [not _between(plain, a, b) for a, b in pairwise(places)]
    items = [a or b for a, b in zip([False, *dense], [*dense, False], strict=True)]
    return {at: 0 if item else _STYLES[style][0] for at, item in zip(places, items, strict=True)}


def _between(plain: Sequence[int], first: int, last: int) -> bool:
    """Tell whether a line without a number stands between two lines."""
    at = bisect_left(plain, first)
    return at < len(plain) and plain[at] < last


def _heads_prose(lines: Sequence[Line], at: int) -> bool:
    """Tell whether prose stands right below a line."""
    if at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    ended = below.text.endswith(("。", "！", "？")) and len(below.text) >= _SHORTEST_PROSE
    return not below.is_item and not below.is_row and (ended or below.width >= _PROSE_WIDTH)
