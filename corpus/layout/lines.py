"""A source file as cleaned lines, and the decision whether a line goes on in the next (a wrap) or ends."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.clean import clean_line, footnote_marks
from corpus.mapped import Mapped, from_source
from corpus.quotes import bare
from corpus.reading import PageStart
from corpus.types import Dropped, Mark

TERMINAL = tuple("。！？；…!?;」』”.:：")
_CONNECTING = tuple("，、,（《「『“—-")
_TRAILING_FIGURES = re.compile(r"(?:(?:^| )[-+]?[\d,./%]+){2,}$")
_ITEM = re.compile(
    r"^(?:[-•●◆○■※▪・·*] ?|[①-⑳]|\d{1,2}[.、）)] ?|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百\d]{1,4}[章节節编編条條篇])"
)
# Share of text lines followed by a blank line above which blank lines part nothing (a converter's habit).
_BLANKS_EVERYWHERE = 0.7
# A line this full (share of the usual longest width) that does not end a sentence goes on in the next line.
_FULL = 0.8
# Two lines of one column differ by no more than this many cells (a Han character takes two).
_SAME_COLUMN = 6
# Narrower than this a line is a label, not a column of text.
_NARROWEST_COLUMN = 22
# Longer than this no line is a wrapped one: the file has one line per paragraph, or one in all.
_LONGEST_WRAP = 240


def reads_as_row(text: str) -> bool:
    """Tell whether a line reads as a table row: cell bars, or two or more free-standing figures at its end.

    >>> reads_as_row("营业收入（亿元） 7,415 7,498 7,716"), reads_as_row("| 短期 | 1 年內 |"), reads_as_row("共 96 家")
    (True, True, False)
    """
    return text.count("|") >= 2 or bool(_TRAILING_FIGURES.search(text))


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned, non-empty line.

    ``blank_before`` counts the blank lines above it; ``indented`` says that white space opens it in the source;
    ``hard_break`` that Markdown's two spaces close it. ``page`` is 1-based, None where the source shows none; ``marks``
    are the footnote marks that cleaning took out of it.
    """

    content: Mapped
    blank_before: int
    indented: bool
    hard_break: bool
    page: int | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text

    @property
    def width(self) -> int:
        """Width in terminal cells: a Han character takes two."""
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in self.text)

    @property
    def is_item(self) -> bool:
        """Whether a bullet or a number opens the line."""
        return bool(_ITEM.match(self.text))

    @property
    def is_row(self) -> bool:
        """Whether the line reads as a table row: two or more free-standing figures at its end."""
        return reads_as_row(self.text)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in reading order, and what a step took out of them."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()


def split_lines(source: str, pages: Sequence[PageStart] = ()) -> list[Line]:
    """Return the cleaned lines of a decoded file that say something, in order; a lone ``#`` or ``*`` says nothing.

    ``pages`` are the pages that the format itself knows.
    """
    whole, lines, at, blanks = from_source(source), [], 0, 0
    starts = [page.start for page in pages]
    for raw in source.splitlines(keepends=True):
        line = whole.part(at, at + len(raw))
        content = clean_line(line)
        at += len(raw)
        if not bare(content.text):
            blanks += 1
            continue
        body = raw.rstrip("\r\n")
        page = bisect_right(starts, int(line.offsets[0]))
        lines.append(
            Line(
                content, blanks, indented=body[:1] in " \t\u3000", hard_break=body.endswith("  "),
                page=pages[page - 1].number if page else None, marks=footnote_marks(line),
            )
        )  # fmt: skip
        blanks = 0
    return lines


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file's lines are laid out: usual full width in cells, and whether a blank line parts paragraphs.

    ``wrapped`` is false for files with one line per paragraph.
    """

    width: int
    blank_parts: bool
    wrapped: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Layout:
        """Read the layout off the lines."""
        prose = [line for line in lines if not line.is_row and not line.text.startswith("#")]
        widths = sorted(line.width for line in prose)
        if not widths:
            return cls(width=80, blank_parts=True, wrapped=False)
        full = widths[int(len(widths) * 0.9)]
        unfinished = [a for a in prose if not a.text.endswith(TERMINAL) and a.width >= _FULL * full]
        blanks = sum(line.blank_before > 0 for line in prose[1:]) / max(1, len(prose) - 1)
        column = full >= _NARROWEST_COLUMN and widths[-1] <= _LONGEST_WRAP
        wrapped = column and len(unfinished) >= max(2, 0.1 * len(prose))
        return cls(width=full, blank_parts=not (wrapped and blanks > _BLANKS_EVERYWHERE), wrapped=wrapped)

    def goes_on(self, line: Line, following: Line) -> bool:
        """Tell whether ``following`` continues the sentence or paragraph that ``line`` leaves open."""
        if (
            line.is_row
            or following.is_row
            or following.is_item
            or line.hard_break
            or line.text.startswith("#")
        ):
            return False
        if following.text.startswith("#") or line.text.endswith(("。", "！", "？")):
            return False
        if following.blank_before and self.blank_parts:
            # A page break leaves a blank line inside a sentence; only a comma proves it.
            return self.wrapped and line.text.endswith(_CONNECTING) and line.width >= _FULL * self.width
        if not self.wrapped:
            return False
        if line.text.endswith(_CONNECTING) or line.width >= _FULL * self.width:
            return True
        column = line.width >= _NARROWEST_COLUMN
        return column and (abs(line.width - following.width) <= _SAME_COLUMN or following.text.endswith("。"))
