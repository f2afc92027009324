"""A source file as cleaned lines, each with what stands around it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.clean import clean_line, footnote_marks
from corpus.mapped import Mapped, from_source
from corpus.quotes import bare
from corpus.reading import PageStart
from corpus.types import Dropped, Mark, Span

TERMINAL = tuple("。！？；…!?;」』”.:：")
# One value of a row: `1,200`, `-3.5%`, `>48`, `约3.4`, or `/` for none; the first may touch its label's bracket.
_VALUE = re.compile(r"(?:[-+><≥≤约約])?[\d,./%]+")
_FIRST_VALUE = re.compile(rf"(?:.*[）)])?{_VALUE.pattern}")
_ABOUT = re.compile("([约約]) ")
# So much of a line's end holds its last two values.
_TAIL = 80
_ITEM = re.compile(
    r"^(?:[-•●◆◇○□■※▪▶➢✓・‧·*] ?|[①-⑳]|\d{1,2}(?:[、）)]|[.．](?!\d)|\.(?=20\d\d ?年)) ?"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节節编編条條篇]"
    # Numbers of indicators in an index: `G2.3 塑造有影响的品牌`.
    r"|[A-Z]{1,2}\d{1,2}\.\d{1,2}(?![\d.%]))"
)
# What ends a page for a text extractor: the line behind it opens the next one.
_FORM_FEED = "\f"


def cells(text: str) -> int:
    """Return the width of a text in half-width cells: Han characters and Chinese punctuation, quotes too, take two.

    >>> cells("5G 網絡"), cells("“網絡”")
    (7, 8)
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def reads_as_item(text: str) -> bool:
    """Tell whether a bullet or a number opens a text as an item of a list.

    >>> reads_as_item("・ 每站一台"), reads_as_item("（二）范围"), reads_as_item("2.8 万小时")
    (True, True, False)
    """
    return bool(_ITEM.match(text))


def reads_as_row(text: str) -> bool:
    """Tell whether a line reads as a table row: cell bars, or two or more free-standing figures at its end.

    >>> reads_as_row("营业收入（亿元） 7,415 7,498 7,716"), reads_as_row("| 短期 | 1 年內 |"), reads_as_row("共 96 家")
    (True, True, False)
    """
    if text.count("|") >= 2:
        return True
    values = _ABOUT.sub(r"\1", text[-_TAIL:]).rsplit(" ", 2)[-2:]
    # Cleaning takes the space between a closing bracket and the first value: `郵件（件）120 130` is a row too.
    values[0] = re.split("[）)]", values[0])[-1]
    return len(values) == 2 and bool(_FIRST_VALUE.fullmatch(values[0]) and _VALUE.fullmatch(values[1]))


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned, non-empty line.

    ``blank_before`` counts the blank lines above it; ``indented`` says that white space opens it in the source;
    ``hard_break`` that Markdown's two spaces close it. ``page`` is 1-based, None where the source shows none; ``marks``
    are the footnote marks that cleaning took out of it. ``raw`` is the line as it stands in the source from offset
    ``start`` on, without its line end: gaps between columns show there. ``opens_page`` says that a page begins with it;
    ``label`` that it was set one character a line. ``column`` numbers the columns that were read across and untangled,
    0 for all else. ``width`` counts half-width cells; ``is_item`` says that a bullet or a number opens the line,
    ``is_row`` that it reads as a table row.
    """

    content: Mapped
    blank_before: int
    indented: bool
    hard_break: bool
    page: int | None = None
    marks: tuple[Mark, ...] = ()
    raw: str = ""
    start: int = 0
    opens_page: bool = False
    label: bool = False
    column: int = 0
    width: int = field(init=False)
    is_item: bool = field(init=False)
    is_row: bool = field(init=False)

    def __post_init__(self) -> None:
        # Asked for many times over while paragraphs are found: read once.
        object.__setattr__(self, "width", cells(self.text))
        object.__setattr__(self, "is_item", reads_as_item(self.text))
        object.__setattr__(self, "is_row", reads_as_row(self.text))

    @property
    def source(self) -> Span:
        """Where it stands in the source, from its first to its last character."""
        return Span(int(self.content.offsets[0]), int(self.content.offsets[-1]) + 1)

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in reading order, and what a step took out of them."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()


def split_lines(source: str, pages: Sequence[PageStart] = ()) -> list[Line]:
    """Return the cleaned lines of a decoded file that say something, in order; a lone ``#`` or ``*`` says nothing.

    ``pages`` are the pages that the format itself knows; in a text without, form feeds part the pages.
    """
    whole, lines, at, blanks = from_source(source), [], 0, 0
    pages = pages or _form_feeds(source)
    starts = [page.start for page in pages]
    before = 0
    for raw in source.splitlines(keepends=True):
        line, start = whole.part(at, at + len(raw)), at
        content = clean_line(line)
        at += len(raw)
        if not bare(content.text):
            blanks += 1
            continue
        body = raw.rstrip("\r\n\f")
        page = bisect_right(starts, int(content.offsets[0]))
        lines.append(
            Line(
                content, blanks, indented=body[:1] in " \t\u3000", hard_break=body.endswith("  "),
                page=pages[page - 1].number if page else None, marks=footnote_marks(line),
                raw=body, start=start, opens_page=page != before,
            )
        )  # fmt: skip
        blanks, before = 0, page
    return lines


def _form_feeds(source: str) -> tuple[PageStart, ...]:
    """Return the pages that form feeds part, none for a text without."""
    if _FORM_FEED not in source:
        return ()
    behind = [match.end() for match in re.finditer(_FORM_FEED, source)]
    return tuple(PageStart(start, number) for number, start in enumerate([0, *behind], start=1))
