"""Running headers glued into run-together text: `…规模报告2022年年度报告9网络是…`.

A header is a string that repeats with page numbers that count up. The digits behind it are read as the *expected* next
page, so that `（2023年）278.4EFLOPS` is page 27 and the figure 8.4. Found headers and page numbers are dropped from the
text; what lies between two of them is one page of the part that the header names. Texts without a header show bare
digits inside their words (`完善4审计`): these are pages where they count up from 1 about a page apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Span

# What a running header ends with, right before the page number; matched on the fold.
_HEADER_END = re.compile(
    r"(?:[（(]20\d\d年?[）)]|报告摘要|报告正文|报告全文|报告书?|[白蓝]皮书|年报|年刊|公告|手册)(?=\d)"
)
# A header is this long at most, and its last characters (the anchor) must repeat to be considered; a shorter header
# (`綠色郵路白皮書`) has a shorter anchor, and only its pages in sequence make it certain.
_LONGEST, _ANCHOR, _SHORT_ANCHOR = 40, 10, 6
_FEWEST_REPEATS = 5
# In a text of a few pages a header repeats less often: three times, or twice with the number of pages (1/2, 2/2).
_SHORT_TEXT, _FEWEST_SHORT, _FEWEST_COUNTED = 5000, 3, 2
# No header reaches back over the end of a sentence; pages may all end in the same one.
_SENTENCE_ENDS = tuple("。！？；")
_AGREEMENT = 0.9
# A page may lack its header (a figure filled it); more missing pages than this end the sequence.
_PAGES_SKIPPED = 3
_TOTAL = re.compile(r"/(\d{1,3})")
_YEAR = re.compile(r"(20\d\d)年")
_DIGITS = re.compile(r"\d")

# A bare page digit stands alone, not before a unit, a list mark or a Latin letter; pages without header of
# committee texts have 300 to 1,300 characters.
_BARE = re.compile(
    r"(?<![\dA-Za-z.,/%()（第约近超达前后共各每上下—–-])(\d{1,2})"
    r"(?![\d.,．、/%％:：)）A-Za-z年月日号个名位项次家条款万亿千百元倍人股户届期季部级类种点度天周期-])"
)
_SHORTEST_PAGE, _LONGEST_PAGE = 150, 2500
_FEWEST_BARE = 3


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


def _grow(text: str, ends: list[int], length: int, fewest: int = _FEWEST_REPEATS) -> dict[int, str]:
    """Lengthen a shared ending to the left as far as its places agree; map each place to its whole header.

    Where they part into several endings that repeat themselves (…影响白皮书, …指数白皮书), each grows on its own.
    """
    while length < _LONGEST:
        before: dict[str, list[int]] = {}
        for end in ends:
            before.setdefault(text[max(0, end - length - 1) : end - length], []).append(end)
        repeated = {sign: places for sign, places in before.items() if len(places) >= fewest}
        branches = list(repeated.values())
        # Pages that end in full stops end before the header, whatever the first of them ends in.
        if sum(map(len, branches)) < _AGREEMENT * len(ends) or not repeated.keys().isdisjoint(_SENTENCE_ENDS):
            break
        if len(branches) > 1:
            grown: dict[int, str] = {}
            for places in branches:
                grown |= _grow(text, places, length + 1, fewest)
            return grown
        ends, length = branches[0], length + 1
    return dict.fromkeys(ends, text[ends[0] - length : ends[0]])


def _titles(text: str, ends: Sequence[int], fewest: int) -> dict[int, str]:
    """Map the end of every header that repeats at least so often to the header's text."""
    titles: dict[int, str] = {}
    for length in (_ANCHOR, _SHORT_ANCHOR):
        anchors: dict[str, list[int]] = {}
        for end in ends:
            if end not in titles:
                anchors.setdefault(text[max(0, end - length) : end], []).append(end)
        for anchor, places in anchors.items():
            if len(places) >= fewest and not any(end in anchor for end in _SENTENCE_ENDS):
                titles |= _grow(text, places, length, fewest)
    return titles


def _variant(text: str, end: int, title: str | None) -> str | None:
    """Return the header of the page before if that at ``end`` differs in digits only: last pages bear another year."""
    if title is None or end < len(title):
        return None
    here = text[end - len(title) : end]
    return title if _DIGITS.sub("0", here) == _DIGITS.sub("0", title) else None


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


def _short_headers(text: str, folded: str) -> list[tuple[Span, int, str]]:
    """Return the running headers of a text of a few pages: those that count all pages, or rise three times."""
    found = _headers(text, folded, _FEWEST_COUNTED)
    pages = Counter(title for _, _, title in found)
    counted = Counter(title for header, _, title in found if _TOTAL.match(text, header.end))
    sure = {t for t, n in pages.items() if n >= _FEWEST_SHORT or counted[t] == n >= _FEWEST_COUNTED}
    return [f for f in found if f[2] in sure]


def _headers(text: str, folded: str, fewest: int = _FEWEST_REPEATS) -> list[tuple[Span, int, str]]:
    """Return every running header: its span with the page digits, the page, its title."""
    ends = [m.end() for m in _HEADER_END.finditer(folded)]
    titles = _titles(text, ends, fewest)
    found: list[tuple[Span, int, str]] = []
    expected: dict[str, int] = {}
    for at in ends:
        title = titles.get(at) or _variant(text, at, found[-1][2] if found else None)
        if title is None:
            continue
        own = title if at in titles else None
        read = _page_number(text, at, expected.get(title, 1)) or (own and _page_number(text, at, 1))
        if not read:
            continue
        page, end = read
        expected[title] = page + 1
        # Pages without text: a title that has grown into the number before it gives that number back.
        start = max(at - len(title), found[-1][0].end if found else 0)
        found.append((Span(start, end), page, title))
    pages = Counter(title for _, _, title in found)
    return [f for f in found if len(f[2]) >= _ANCHOR or pages[f[2]] >= _FEWEST_REPEATS]


def find_pages(text: str, folded: str | None = None) -> list[Page]:
    """Return the pages that running headers part, in order; empty when the text has no running headers.

    Text before the first header of a part belongs to no page. A fall back to page 1 or 2 starts a new part.
    ``folded`` is the text's fold, for callers that have it.
    """
    folded = fold(text) if folded is None else folded
    found = _headers(text, folded)
    if not found and len(text) <= _SHORT_TEXT:
        found = _short_headers(text, folded)
    pages = []
    for i, ((header, number, title), total) in enumerate(zip(found, _totals(text, found), strict=True)):
        following = found[i + 1][0].start if i + 1 < len(found) else len(text)
        end = min(header.end + total, max(header.end, following))
        pages.append(Page(title, number, Span(header.start, end), Span(end, max(end, following))))
    return pages


def find_bare_pages(text: str, title: str, part: Span) -> list[Page]:
    """Return the pages of a part without running header, by bare digits that count up from 1 at its very start.

    Empty unless three pages or more are certain; where two places could be the next page, the sequence ends.
    """
    if text[part.start : part.start + 1] != "1":
        return []
    marks = [Span(part.start, part.start + 1)]
    bare: dict[str, list[int]] = {}
    for match in _BARE.finditer(text, part.start + 1, part.end):
        bare.setdefault(match.group(1), []).append(match.start())
    while True:
        number, last = str(len(marks) + 1), marks[-1].end
        near = [at for at in bare.get(number, ()) if _SHORTEST_PAGE <= at - last <= _LONGEST_PAGE]
        if len(near) != 1:
            break
        marks.append(Span(near[0], near[0] + len(number)))
    if len(marks) < _FEWEST_BARE:
        return []
    ends = [*(mark.start for mark in marks[1:]), part.end]
    return [
        Page(title, number, mark, Span(mark.end, end))
        for number, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1)
    ]
