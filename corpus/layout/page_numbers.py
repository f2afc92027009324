"""Page numbers that stand as lines, alone or beside a running header, and the pages that they show."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from corpus.layout.lines import TERMINAL, Line
from corpus.layout.numbered import number_value
from corpus.layout.wraps import Layout
from corpus.script import fold

# A page number alone on its line, bare or as printers set it; the group is the number.
_BARE = re.compile(r"(\d{1,3})")
_SET = re.compile(
    r"[-–—·•|｜]{1,2}\s*(\d{1,4})\s*[-–—·•|｜]{1,2}"
    r"|第\s*(\d{1,4}|[一二三四五六七八九十]{1,3})\s*[页頁]"
    r"(?:[，,/ ]*共\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*[页頁])?"
    r"|(\d{1,4})\s*/\s*\d{1,4}|(?:Page|PAGE|P\.)\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?"
)
# A running header with the page number before or behind it, parted by a space or a bar.
_BESIDE = re.compile(
    r"(?P<before>\d{1,3})[ |｜]+(?P<below>\D.{1,40})|(?P<above>.{2,40}\D)[ |｜]+(?P<behind>\d{1,3})"
)
_FEWEST = 3
# Of numbers set as page numbers two tell enough, where the second is one more: `- 7 -`, `第 8 頁`.
_FEWEST_FORMED = 2
# A page may lack its number (a picture filled it): up to so many pages are stepped over, more where pages are marked.
_PAGES_SKIPPED = 3
# No page has fewer lines than this.
_SHORTEST_PAGE = 6
# Numbers set as page numbers may stand nearer: a page of a heading and one long line has no more.
_SHORTEST_FORMED = 2
# Lines a page, the longest against the shortest: beyond this ratio the numbers do not count pages.
_EVEN = 2.5
# So many candidates back the sequence may go on from.
_BACK = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A page number: its value, whether it stands ``alone`` on its line, and whether printers set it as one."""

    value: int
    alone: bool = True
    formed: bool = False


def _alone(line: Line) -> Number | None:
    if match := _BARE.fullmatch(line.text):
        return Number(int(match.group(1)))
    if match := _SET.fullmatch(line.text):
        return Number(number_value(next(filter(None, match.groups()))), formed=True)
    return None


def _beside(line: Line) -> tuple[str, Number] | None:
    """Read a running header with its page number: the header's folded words, and the number."""
    match = _BESIDE.fullmatch(line.text)
    if match is None or line.text.startswith(("#", "|")) or line.text.endswith(TERMINAL):
        return None
    words, digits = match["below"] or match["above"], match["before"] or match["behind"]
    return fold(words.strip(" |｜")), Number(int(digits), alone=False)


def _chain(
    places: Sequence[int], values: Sequence[int], pages: Sequence[int], shortest: int = _SHORTEST_PAGE
) -> list[int]:
    """Return the positions of the longest sequence that rises with the pages, each of ``shortest`` lines at least.

    ``pages`` counts the page openings above each place. Where it rises, the number may rise faster, for a page may
    lack its mark, but hardly; where the file marks no pages, the numbers must follow upon each other.
    """
    best: list[tuple[int, int]] = []
    for i, (place, value) in enumerate(zip(places, values, strict=True)):
        longest = (1, -1)
        for j in range(max(0, i - _BACK), i):
            step, marked = value - values[j], pages[i] - pages[j]
            slack = max(1, marked // 6) if marked else _PAGES_SKIPPED - 1
            rises = (marked or 1) <= step <= (marked or 1) + slack
            if rises and place - places[j] >= shortest * (1 if marked else step):
                longest = max(longest, (best[j][0] + 1, j))
        best.append(longest)
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: best[i][0])
    chain = [at]
    while best[chain[-1]][1] >= 0:
        chain.append(best[chain[-1]][1])
    return chain[::-1]


def _certain(
    lines: Sequence[Line], chain: Sequence[tuple[int, Number]], marked: bool, layout: Layout
) -> bool:
    """Tell whether a rising sequence counts pages: pages are marked, its form says so, it cuts sentences or is even."""
    if len(chain) < _FEWEST:
        formed = len(chain) >= _FEWEST_FORMED and all(number.formed for _, number in chain)
        return formed and all(b.value - a.value == 1 for (_, a), (_, b) in pairwise(chain))
    if marked or any(number.formed or not number.alone for _, number in chain):
        return True
    above = [lines[i - 1] for i, _ in chain if i]
    cut = any(not a.text.endswith(TERMINAL) and a.width >= 0.8 * layout.width for a in above)
    steps = [(j - i) / (b.value - a.value) for (i, a), (j, b) in pairwise(chain)]
    return max(steps) <= _EVEN * min(steps) and (
        (cut and layout.wrapped) or (len(chain) > _FEWEST and min(steps) >= 15)
    )


def find_numbers(lines: Sequence[Line], layout: Layout) -> dict[int, Number]:
    """Return the page numbers by the place of their line, in order."""
    series: dict[str, list[tuple[int, Number]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if number := _alone(line):
            series[""].append((i, number))
        elif read := _beside(line):
            series[read[0]].append((i, read[1]))
    opened = list(accumulate(line.opens_page for line in lines))
    found: dict[int, Number] = {}
    for candidates in series.values():
        formed = all(number.formed for _, number in candidates)
        if len(candidates) < (_FEWEST_FORMED if formed else _FEWEST):
            continue
        places, values = [i for i, _ in candidates], [number.value for _, number in candidates]
        shortest = _SHORTEST_FORMED if formed else _SHORTEST_PAGE
        chain = [candidates[k] for k in _chain(places, values, [opened[i] for i in places], shortest)]
        marked = bool(chain) and opened[chain[-1][0]] - opened[chain[0][0]] >= len(chain) - 1
        if _certain(lines, chain, marked, layout):
            found |= dict(chain)
    return dict(sorted((found or _only(lines, series[""], layout)).items()))


def _only(lines: Sequence[Line], bare: Sequence[tuple[int, Number]], layout: Layout) -> dict[int, Number]:
    """Return the one bare number of a hard-wrapped file where it stands between two paragraphs: it labels nothing."""
    if len(bare) != 1 or not layout.wrapped or not 0 < bare[0][0] < len(lines) - 1:
        return {}
    above, below = lines[bare[0][0] - 1], lines[bare[0][0] + 1]
    return dict(bare) if above.text.endswith("。") and below.width >= 0.8 * layout.width else {}


def with_pages(lines: Sequence[Line], numbers: dict[int, Number]) -> list[Line]:
    """Return the lines with the pages that the numbers show; a page that the format itself knows stays."""
    if not numbers or any(line.page for line in lines):
        return list(lines)
    marks = any(line.opens_page for line in lines)
    pages = _between_openings(lines, numbers) if marks else _between_numbers(lines, numbers)
    return [replace(line, page=pages.get(i)) for i, line in enumerate(lines)]


def _between_openings(lines: Sequence[Line], numbers: dict[int, Number]) -> dict[int, int]:
    """Return the page of each line behind a number up to the next page's opening; of the whole page above a last one.

    What stands above a number within a page's opening may be the left one of two facing pages: it gets none.
    """
    edges = sorted({0, *(i for i, line in enumerate(lines) if line.opens_page), len(lines)})
    within: dict[int, list[int]] = defaultdict(list)
    for at in numbers:
        within[bisect_right(edges, at) - 1].append(at)
    pages: dict[int, int] = {}
    for page, places in within.items():
        start, end = edges[page], edges[page + 1]
        for at, until in pairwise([*places, end]):
            pages |= dict.fromkeys(range(at, until), numbers[at].value)
        if len(places) == 1 and places[0] >= end - 2:
            pages |= dict.fromkeys(range(start, end), numbers[places[0]].value)
    return pages


def _between_numbers(lines: Sequence[Line], numbers: dict[int, Number]) -> dict[int, int]:
    """Return the page of each line where numbers stand at the foot of pages, or at their head; none if unclear."""
    places = list(numbers)
    foot = places[-1] >= len(lines) - 1 or (numbers[places[0]].value == 1 and places[0] >= _SHORTEST_PAGE)
    head = places[0] <= 1
    if foot == head:
        return {}
    pages: dict[int, int] = {}
    if head:
        for at, until in pairwise([*places, len(lines)]):
            pages |= dict.fromkeys(range(at, until), numbers[at].value)
        return pages
    # Behind a page whose number is lost, no line is certain to be of the next page shown.
    start, expected = 0, 1
    for at in places:
        if numbers[at].value == expected:
            pages |= dict.fromkeys(range(start, at + 1), expected)
        start, expected = at + 1, numbers[at].value + 1
    return pages
