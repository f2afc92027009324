"""Running headers, footers and page numbers that stand as lines of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from corpus.layout.endings import SENTENCE_END, starts_anew
from corpus.layout.lines import TERMINAL, Line, Lines
from corpus.layout.page_numbers import find_numbers, with_pages
from corpus.layout.wraps import Layout
from corpus.script import fold
from corpus.types import Dropped

HEADER, NUMBER, NOISE = "running header", "page number", "page noise"
# A line that says more than this many cells is no running header.
_WIDEST_HEADER = 70
# Nor is one that fills more than this share of a column's width.
_SHARE_OF_WIDTH = 0.75
_FULL = 0.9
_FEWEST_REPEATS = 3
# Right beside page numbers two tell enough.
_FEWEST_BESIDE = 2
# Share of a line's repeats that must stand at the top or the foot of a page.
_AT_EDGE = 0.8
# Extractors open a page with one space and no blank line; so many lines lie between two such lines at the median.
_SHORTEST_PAGE = 8
_OPENING = re.compile(r" [^\s]")
# Names of a drawing's layers, in no order: `JP3`, `JP2`, `J3`.
_LAYER = re.compile(r"[A-Z]{1,3}(\d{1,2})")


def _with_openings(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Mark the lines that open a page where the file shows it by one leading space right below another line."""
    opening = [
        i for i, line in enumerate(lines)
        if i and not line.blank_before and _OPENING.match(line.raw) and not line.is_item
    ]  # fmt: skip
    parted = sum(line.blank_before > 0 for line in lines) >= len(lines) / 8
    gaps = [b - a for a, b in pairwise(opening)]
    if len(opening) < _FEWEST_REPEATS or not layout.wrapped or not parted or median(gaps) < _SHORTEST_PAGE:
        return list(lines)
    marked = set(opening)
    return [replace(line, opens_page=True) if i in marked else line for i, line in enumerate(lines)]


def _edges(lines: Sequence[Line], numbers: Sequence[int]) -> set[int]:
    """Return the lines at the top or the foot of a page: beside a page's opening or a page number."""
    tops = {i for i, line in enumerate(lines) if line.opens_page} | {0, len(lines)}
    tops |= {place for number in numbers for place in (number, number + 1)}
    return tops | {top - 1 for top in tops}


def _cuts(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """Tell whether a line stands inside a sentence: the one above is full and open, the one below no heading."""
    if not 0 < at < len(lines) - 1:
        return False
    above, below = lines[at - 1], lines[at + 1]
    return not above.text.endswith(TERMINAL) and _is_open(above, below, layout)


def _is_open(above: Line, below: Line, layout: Layout) -> bool:
    """Tell whether a full line leaves its sentence open, and prose goes on below."""
    full = above.width >= 0.8 * layout.width and not above.text.endswith(SENTENCE_END)
    prose = below.text.endswith("。") or below.width >= 0.8 * layout.width
    return layout.wrapped and full and prose and not starts_anew(above, below)


def _repeats_title(lines: Sequence[Line], places: Sequence[int], layout: Layout) -> bool:
    """Tell whether the line is the title at the head of a hard-wrapped file, and repeated between its paragraphs."""

    def is_prose(at: int) -> bool:
        return at < len(lines) and lines[at].width >= 0.8 * layout.width

    between = all(lines[i - 1].text.endswith("。") and is_prose(i + 1) for i in places[1:])
    return len(places) > 1 and places[0] == 0 and layout.wrapped and between


def _is_title(lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """Tell whether a running header's first place is the title that the others repeat: it opens file or page."""
    line = lines[at]
    return (at <= 1 or line.opens_page) and not line.label and not _cuts(lines, at, layout)


def _beside(places: Sequence[int], numbers: Sequence[int]) -> bool:
    """Tell whether a line stands right beside a page number at each of its repeats but the one that opens the file."""
    known = set(numbers)
    others = places[places[0] == 0 :]
    return len(places) >= _FEWEST_BESIDE and all({i - 1, i + 1} & known for i in others)


def _headers(lines: Sequence[Line], layout: Layout, numbers: Sequence[int]) -> Iterator[int]:
    """Yield the lines that are running headers; the first stays where it is the title that the others repeat."""
    repeats: dict[str, list[int]] = defaultdict(list)
    widest = min(_WIDEST_HEADER, _SHARE_OF_WIDTH * layout.width) if layout.wrapped else _WIDEST_HEADER
    for i, line in enumerate(lines):
        short = (
            len(line.text) >= 2
            and line.width <= _WIDEST_HEADER
            and not line.text.endswith(("。", "；", "，"))
        )
        if short and not line.is_row and not line.is_item and not line.text.startswith(("#", "|")):
            repeats[fold(line.text)].append(i)
    edges = _edges(lines, numbers)
    for places in repeats.values():
        width = lines[places[0]].width
        # Right beside page numbers only a line that fills the column is in doubt: it may be a page's first of prose.
        beside = _beside(places, numbers) and not (layout.wrapped and width >= _FULL * layout.width)
        if not beside and width > widest:
            continue
        many = len(places) >= _FEWEST_REPEATS and _differs_around(lines, places)
        edge = many and sum(i in edges for i in places) >= _AT_EDGE * len(places)
        cuts = many and sum(_cuts(lines, i, layout) for i in places) >= max(2, len(places) / 6)
        if beside or edge or cuts or _repeats_title(lines, places, layout):
            yield from places[_is_title(lines, places[0], layout) :]


def _differs_around(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Tell whether other words stand above or below a line at its repeats; in a repeated paragraph the same do."""
    above = {lines[i - 1].text for i in places if i}
    below = {lines[i + 1].text for i in places if i + 1 < len(lines)}
    return max(len(above), len(below)) >= _AT_EDGE * (len(places) - 1)


def _side_titles(lines: Sequence[Line], numbers: Sequence[int], layout: Layout) -> Iterator[int]:
    """Yield the titles set one character a line down a page's margin that stand as a line elsewhere."""
    others = {fold(line.text) for line in lines if not line.label}
    edges = _edges(lines, numbers)
    for i, line in enumerate(lines):
        if line.label and len(line.text) >= 4 and fold(line.text) in others:
            open_above = i > 0 and i + 1 < len(lines) and not lines[i - 1].text.endswith(TERMINAL)
            inside = open_above and min(lines[i - 1].width, lines[i + 1].width) >= 22
            if i in edges or inside:
                yield i


def _noise(lines: Sequence[Line]) -> Iterator[int]:
    """Yield runs of three and more bare names of a drawing's layers; a series that counts up is none."""
    run: list[int] = []
    for i, line in enumerate(lines):
        if _LAYER.fullmatch(line.text) and (not run or not line.blank_before):
            run.append(i)
            continue
        yield from _layers(lines, run)
        run = [i] if _LAYER.fullmatch(line.text) else []
    yield from _layers(lines, run)


def _layers(lines: Sequence[Line], run: Sequence[int]) -> Sequence[int]:
    matches = [_LAYER.fullmatch(lines[i].text) for i in run]
    counted = [int(m.group(1)) for m in matches if m]
    rising = all(a < b for a, b in pairwise(counted))
    return run if len(run) >= _FEWEST_REPEATS and not rising else ()


def drop_furniture(lines: Sequence[Line]) -> Lines:
    """Return the lines without running headers, page numbers and page noise, each line with its page.

    A header is a line that repeats at the edges of pages or inside sentences, or the title at the head of the file.
    The first one stays where it opens the file or a page: it is the title that the others repeat. A page number is one
    of a sequence that rises with the pages.
    """
    layout = Layout.of(lines)
    lines = _with_openings(lines, layout)
    numbers = find_numbers(lines, layout)
    reasons = dict.fromkeys(_noise(lines), NOISE)
    reasons |= dict.fromkeys(_headers(lines, layout, list(numbers)), HEADER)
    reasons |= dict.fromkeys(_side_titles(lines, list(numbers), layout), HEADER)
    reasons |= {i: NUMBER if found.alone else HEADER for i, found in numbers.items()}
    lines = with_pages(lines, numbers)
    kept: list[Line] = []
    opens = between = False
    for i, line in enumerate(lines):
        if i in reasons:
            opens, between = opens or line.opens_page, True
            continue
        if between and kept and _is_open(kept[-1], line, layout):
            kept.append(replace(line, blank_before=layout.usual_blanks, opens_page=False))
        else:
            kept.append(replace(line, opens_page=True) if opens else line)
        opens = between = False
    dropped = tuple(Dropped(lines[i].source, reason) for i, reason in sorted(reasons.items()))
    return Lines(tuple(kept), dropped)
