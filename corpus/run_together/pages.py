"""Running headers glued into run-together text: `…规模报告2022年年度报告9网络是…`.

A header is a string that repeats with page numbers that count up. The digits behind it are read as the *expected* next
page, so that `（2023年）278.4EFLOPS` is page 27 and the figure 8.4. Found headers and page numbers are dropped from the
text; what lies between two of them is one page of the part that the header names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.types import Span

# What a running header ends with, right before the page number.
_HEADER_END = re.compile(r"(?:（20\d\d年）|报告摘要|报告|白皮书)(?=\d)")
# A header is this long at most, and its last characters (the anchor) must repeat to be considered.
_LONGEST, _ANCHOR = 40, 10
_FEWEST_REPEATS = 5
# No header reaches back over the end of a sentence; pages may all end in the same one.
_SENTENCE_ENDS = tuple("。！？；")
_AGREEMENT = 0.9
# A page may lack its header (a figure filled it); more missing pages than this end the sequence.
_PAGES_SKIPPED = 3
_TOTAL = re.compile(r"/(\d{1,3})")
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a part.

    ``header`` is the span of the running header with its page number, ``body`` what follows up to the next header.
    ``title`` is the header's text.
    """

    title: str
    number: int
    header: Span
    body: Span

    @property
    def year(self) -> int | None:
        """The year in the title, None when it shows none."""
        match = _YEAR.search(self.title)
        return int(match.group(1)) if match else None


def _grow(text: str, ends: list[int], length: int) -> dict[int, str]:
    """Lengthen a shared ending to the left as far as its places agree; map each place to its whole header.

    Where they part into several endings that repeat themselves (…影响白皮书, …指数白皮书), each grows on its own.
    """
    while length < _LONGEST and text[ends[0] - length - 1 : ends[0] - length] not in _SENTENCE_ENDS:
        before: dict[str, list[int]] = {}
        for end in ends:
            before.setdefault(text[max(0, end - length - 1) : end - length], []).append(end)
        branches = [places for places in before.values() if len(places) >= _FEWEST_REPEATS]
        if sum(map(len, branches)) < _AGREEMENT * len(ends):
            break
        if len(branches) > 1:
            grown: dict[int, str] = {}
            for places in branches:
                grown |= _grow(text, places, length + 1)
            return grown
        ends, length = branches[0], length + 1
    return dict.fromkeys(ends, text[ends[0] - length : ends[0]])


def _titles(text: str) -> dict[int, str]:
    """Map the end of every repeating header to the header's text."""
    anchors: dict[str, list[int]] = {}
    for match in _HEADER_END.finditer(text):
        anchors.setdefault(text[max(0, match.end() - _ANCHOR) : match.end()], []).append(match.end())
    titles: dict[int, str] = {}
    for ends in anchors.values():
        if len(ends) >= _FEWEST_REPEATS:
            titles |= _grow(text, ends, _ANCHOR)
    return titles


def _page_number(text: str, at: int, expected: int) -> tuple[int, int] | None:
    """Read the page number at ``at``: the expected page or one of the next few. Returns (page, end), None if none."""
    for page in range(expected, expected + _PAGES_SKIPPED + 1):
        digits = str(page)
        if text.startswith(digits, at):
            return page, at + len(digits)
    return None


def _agreement(digits: Iterable[str]) -> int:
    """Return how many leading digits all of the strings share."""
    count = 0
    for column in zip(*digits, strict=False):
        if len(set(column)) > 1:
            break
        count += 1
    return count


def _totals(text: str, found: list[tuple[Span, int, str]]) -> list[int]:
    """Return per header how many characters of `/n` follow it: in `3/162023年` and `4/16网络` it is the `/16`.

    Text may be glued to the number, so it is what all pages of the title agree on, two digits where they do not.
    """
    behind: dict[str, set[str]] = {}
    for header, _, title in found:
        if match := _TOTAL.match(text, header.end):
            behind.setdefault(title, set()).add(match.group(1))
    shared = {title: _agreement(digits) for title, digits in behind.items()}
    lengths = []
    for header, _, title in found:
        match = _TOTAL.match(text, header.end)
        agreed = shared.get(title, 0) if len(behind.get(title, ())) > 1 else 0
        lengths.append(1 + min(agreed or 2, len(match.group(1))) if match else 0)
    return lengths


def find_pages(text: str) -> list[Page]:
    """Return the pages that running headers part, in order; empty when the text has no running headers.

    Text before the first header of a part belongs to no page. A fall back to page 1 or 2 starts a new part.
    """
    titles = _titles(text)
    found: list[tuple[Span, int, str]] = []
    expected: dict[str, int] = {}
    for match in _HEADER_END.finditer(text):
        title = titles.get(match.end())
        if title is None:
            continue
        read = _page_number(text, match.end(), expected.get(title, 1)) or _page_number(text, match.end(), 1)
        if read is None:
            continue
        page, end = read
        expected[title] = page + 1
        # Pages without text: a title that has grown into the number before it gives that number back.
        start = max(match.end() - len(title), found[-1][0].end if found else 0)
        found.append((Span(start, end), page, title))
    pages = []
    for i, ((header, number, title), total) in enumerate(zip(found, _totals(text, found), strict=True)):
        following = found[i + 1][0].start if i + 1 < len(found) else len(text)
        end = min(header.end + total, max(header.end, following))
        pages.append(Page(title, number, Span(header.start, end), Span(end, max(end, following))))
    return pages
