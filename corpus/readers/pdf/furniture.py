"""Running headers, footers and page numbers: what stands at the same height of many pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.pdf.segments import Segment

# Shares of a page's height at its top and bottom in which furniture stands.
_MARGIN = 0.13
# Rows of a page, counted from its edge, that may be furniture.
_ROWS = 3
# Heights within this many points are the same.
_SAME_HEIGHT = 4.0
# On this many pages, or on half of them, the same words are a running header.
_PAGES = 3
# A header is this many usual distances of two rows away from the text, or this share larger or smaller than it.
_APART, _OTHER_SIZE = 1.2, 0.08
# A number alone at the very edge has so many digits at most, and stands so many of its sizes from the next row.
_LONE_DIGITS, _LONE_APART = 3, 2.5
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^(?:第\s*)?[-—–·~|/\s]*(\d{1,4})(?:\s*[/／]\s*\d{1,4})?[-—–·~|/\s]*(?:\s*[页頁])?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?$"
)


@dataclass(frozen=True, slots=True)
class PageRows:
    """A page's rows of segments from the top, and its height in points."""

    number: int
    height: float
    rows: tuple[tuple[Segment, ...], ...]


def _key(segment: Segment) -> str:
    return _DIGITS.sub("#", "".join(segment.text.split()))


def _at_edges(page: PageRows) -> list[tuple[int, bool]]:
    """Return (row, whether at the top) of the rows that stand within the margins."""
    rows = page.rows
    top = [
        (at, True) for at in range(min(_ROWS, len(rows))) if rows[at][0].base > (1 - _MARGIN) * page.height
    ]
    bottom = [
        (at, False)
        for at in range(len(rows) - 1, max(len(rows) - 1 - _ROWS, -1), -1)
        if rows[at][0].base < _MARGIN * page.height
    ]
    return top + bottom


def _numbers_in_step(pages: Sequence[PageRows]) -> set[tuple[int, int]]:
    """Return (page, row) of the edge rows that are page numbers in step with the pages on two pages or more."""
    steps: dict[tuple[bool, int], list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        for at, top in _at_edges(page):
            for segment in page.rows[at]:
                if match := _PAGE_NUMBER.match(segment.text):
                    steps[top, int(match.group(1)) - page.number].append((page.number, at))
    return {place for places in steps.values() if len({n for n, _ in places}) >= 2 for place in places}


def _is_marked_number(segment: Segment) -> bool:
    """Tell whether a segment says by itself that it is a page number: `第 3 页`, `- 3 -`, `3/8`."""
    match = _PAGE_NUMBER.match(segment.text)
    return match is not None and segment.text != match.group(1)


def _is_lone_number(page: PageRows, at: int) -> bool:
    """Tell whether the outermost row of a page is a number of up to three digits alone, no larger than the text."""
    row = page.rows[at]
    if len(row) != 1 or len(page.rows) <= _ROWS or at not in (0, len(page.rows) - 1):
        return False
    sizes = sorted(r[0].size for r in page.rows)
    number = row[0].text.isascii() and row[0].text.isdecimal() and len(row[0].text) <= _LONE_DIGITS
    step = 1 if at == 0 else -1
    apart = abs(row[0].base - page.rows[at + step][0].base) > _LONE_APART * row[0].size
    return number and apart and row[0].size <= (1 + _OTHER_SIZE) * sizes[len(sizes) // 2]


def find_furniture(pages: Sequence[PageRows]) -> dict[int, set[int]]:
    """Return, by page number, the places of the rows that are running headers, footers or page numbers.

    From the edge inward: a row is furniture only when all rows outside it are.
    """
    seen: dict[tuple[str, bool, int], set[int]] = defaultdict(set)
    for page in pages:
        for at, top in _at_edges(page):
            for segment in page.rows[at]:
                seen[_key(segment), top, _height(segment)].add(page.number)
    numbers = _numbers_in_step(pages)
    found: dict[int, set[int]] = {}
    for page in pages:
        for edge in (True, False):
            rows: list[int] = []
            for at in (at for at, top in _at_edges(page) if top is edge):
                alone = (page.number, at) in numbers or _is_lone_number(page, at)
                if not alone and not all(
                    _is_marked_number(segment) or _repeats(segment, edge, seen, len(pages))
                    for segment in page.rows[at]
                ):
                    break
                rows.append(at)
            while rows and not _stands_apart(page, rows[-1], 1 if edge else -1):
                rows.pop()
            found.setdefault(page.number, set()).update(rows)
    return found


def _stands_apart(page: PageRows, at: int, step: int) -> bool:
    """Tell whether the innermost row of furniture is set off from the text: by a gap, its size, or as a number.

    A line of text that many pages happen to have at the same height stands as close to its neighbour as all others.
    """
    if not 0 <= at + step < len(page.rows):
        return True
    own, neighbour = page.rows[at][0], page.rows[at + step][0]
    gaps = sorted(above[0].base - below[0].base for above, below in pairwise(page.rows))
    usual = gaps[len(gaps) // 2]
    sizes = abs(own.size - neighbour.size) > _OTHER_SIZE * neighbour.size
    number = all(_PAGE_NUMBER.match(segment.text) for segment in page.rows[at])
    return sizes or number or abs(own.base - neighbour.base) > _APART * usual


def _height(segment: Segment) -> int:
    return int(segment.base // _SAME_HEIGHT)


def _repeats(
    segment: Segment, edge: bool, seen: Mapping[tuple[str, bool, int], set[int]], pages: int
) -> bool:
    """Tell whether the same words stand at the same height of enough pages."""
    if _PAGE_NUMBER.match(segment.text):
        return False
    key, height = _key(segment), _height(segment)
    found: set[int] = set()
    for near in (height - 1, height, height + 1):
        found |= seen.get((key, edge, near), set())
        if len(found) >= _PAGES:
            return True
    return len(found) >= 2 and 2 * len(found) >= pages
