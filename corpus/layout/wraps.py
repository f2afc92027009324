"""Which lines make one paragraph: whether a line goes on in the next (a wrap), or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from corpus.layout.endings import (
    PUNCTUATED,
    SENTENCE_END,
    certainly_goes_on,
    ends,
    filled,
    is_connecting,
    is_end,
    is_left_open,
    is_prose,
    is_title,
    slack,
    starts_anew,
)
from corpus.layout.lines import TERMINAL, Line

_CLAUSE_END = ("；", "：")
# What ends the last line of a paragraph in a box of its own.
_BOX_END = ("。", "！", "？", "；")
# Two captions or heads of columns side by side.
_PARTED = re.compile("[\u4e00-\u9fff]{2} [\u4e00-\u9fff]{2}")
# Share of text lines followed by a blank line above which blank lines part nothing (a converter's habit).
_BLANKS_EVERYWHERE = 0.7
# A line this full (share of the usual longest width) that does not end a sentence goes on in the next line.
_FULL = 0.8
# Where a blank line stands between, the line must fill this share of its own column: the widths of justified lines
# that a page break cut lie within a character or two of their column's (0.94 to 1.00 in 11 places).
_FULL_BEFORE_BREAK = 0.9
# Two lines of one column differ by no more than this many cells (a Han character takes two): two characters of
# indent, and one of punctuation that may not open a line.
_SAME_COLUMN = 6
# Lines of a column that has shown its width differ less.
_JUSTIFIED = 4
# Narrower than this a line is a label, not a column of text.
_NARROWEST_COLUMN = 22
# Three lines and more of the same width are a column down to this width.
_NARROWEST_RUN = 12
# Longer than this no line is a wrapped one: the file has one line per paragraph, or one in all.
_LONGEST_WRAP = 240
# As wide as this, and with punctuation, a line is prose whatever column it stands in.
_WIDE = 40
# So many lines ahead are looked at to see whether they end in a sentence.
_AHEAD = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file's lines are laid out: usual full width in cells, and whether a blank line parts paragraphs.

    ``wrapped`` is false for files with one line per paragraph.
    """

    width: int
    blank_parts: bool
    wrapped: bool

    @property
    def usual_blanks(self) -> int:
        """How many blank lines stand between two lines of one paragraph."""
        return 0 if self.blank_parts else 1

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

    def goes_on(self, group: Sequence[Line], ahead: Sequence[Line]) -> bool:
        """Tell whether the first line of ``ahead`` continues the paragraph that the lines of ``group`` leave open."""
        line, following = group[-1], ahead[0]
        if line.column and line.column == following.column:
            return not line.text.endswith(SENTENCE_END)
        if not self.wrapped:
            return is_left_open(line, following)
        if ends(line, following):
            return self._full_sentence(group, following)
        # Two spaces close a line in Markdown; in a text that is wrapped they mean nothing behind a full line.
        if line.hard_break and line.width < _FULL_BEFORE_BREAK * self.width:
            return False
        if following.opens_page or following.blank_before > self.usual_blanks:
            return self._cut(group, ahead)
        if is_connecting(line.text) or certainly_goes_on(line, following):
            return True
        if self.blank_parts:
            return self._wraps(line, ahead)
        return self._tight(group, following) or self._fills(group, ahead)

    def _cut(self, group: Sequence[Line], ahead: Sequence[Line]) -> bool:
        """Tell whether a page break or a blank line cut a sentence behind the group."""
        line, following = group[-1], ahead[0]
        if is_end(line.text) or is_title(ahead):
            return False
        if certainly_goes_on(line, following):
            return True
        if len(group) == 1 and is_connecting(line.text):
            same = line.width >= _NARROWEST_COLUMN and abs(line.width - following.width) <= _SAME_COLUMN
            return same or line.width >= _FULL * self.width
        width = max(a.width for a in group) if len(group) > 1 else self.width
        full = width >= _NARROWEST_COLUMN and line.width + slack(following) >= _FULL_BEFORE_BREAK * width
        prose = any(PUNCTUATED.search(a.text) for a in group)
        goes_on = following.text.endswith(TERMINAL) or following.width >= _FULL * width
        room = max(width, line.width) + max(_JUSTIFIED, width // 8)
        return full and prose and goes_on and following.width <= room

    def _full_sentence(self, group: Sequence[Line], following: Line) -> bool:
        """Tell whether a sentence ends at the very edge of its column, and the paragraph goes on right below."""
        width = max(a.width for a in group) if len(group) > 1 else self.width
        full = group[-1].text.endswith(SENTENCE_END) and group[-1].width >= max(_NARROWEST_COLUMN, width)
        tight = self.blank_parts and not (
            following.blank_before or following.opens_page or following.indented
        )
        return full and tight and not starts_anew(group[-1], following)

    def _full_clause(self, group: Sequence[Line]) -> bool:
        """Tell whether the group's last line ends a clause only, and fills its column: no list breaks there."""
        width = max(a.width for a in group) if len(group) > 1 else self.width
        return group[-1].text.endswith(_CLAUSE_END) and group[-1].width >= max(_NARROWEST_COLUMN, width - 2)

    def _wraps(self, line: Line, ahead: Sequence[Line]) -> bool:
        """Tell whether a line goes on in the next, no blank line between, where blank lines part paragraphs."""
        following = ahead[0]
        if line.width >= _FULL * self.width:
            return True
        column = line.width >= _NARROWEST_COLUMN
        if column and (abs(line.width - following.width) <= _SAME_COLUMN or following.text.endswith("。")):
            return True
        box = _box(ahead)
        width = max(line.width, *(a.width for a in box))
        full = width >= _NARROWEST_RUN and line.width + slack(following) >= 0.75 * width
        return full and not is_end(line.text) and box[-1].text.endswith(_BOX_END) and is_prose((line, *box))

    def _tight(self, group: Sequence[Line], following: Line) -> bool:
        """Tell whether the two stand in one box: no blank line between where nearly every line has one."""
        line = group[-1]
        panel = line.width < _NARROWEST_COLUMN and line.text[-1].isdigit()
        return not following.blank_before and not panel and not is_end(line.text)

    def _fills(self, group: Sequence[Line], ahead: Sequence[Line]) -> bool:
        """Tell whether the group's last line fills its column, where blank lines say nothing."""
        line, following = group[-1], ahead[0]
        if is_end(line.text) and not self._full_clause(group):
            return False
        if line.width >= _FULL_BEFORE_BREAK * self.width and PUNCTUATED.search(line.text):
            return True
        spare = slack(following)
        if len(group) > 1:
            # Text set around a picture has lines that grow or shrink: the nearest say what is full.
            width = max(a.width for a in group[-3:])
            loose = max(_JUSTIFIED, width // (4 if any(PUNCTUATED.search(a.text) for a in group[-3:]) else 8))
            full = line.width >= width - loose - spare and following.width <= width + loose
            return full and width >= _NARROWEST_RUN and ends_sentence(ahead, min(width, line.width))
        if _PARTED.search(line.text) and not is_prose((line,)):
            return False
        width = max(line.width, filled(following), _width_behind(ahead))
        # `背景：为了缩小` opens a paragraph; a comma makes a heading unlikely; without either only the width speaks.
        share = 4 if "：" in line.text else 6 if is_prose((line,)) else 10
        loose = max(_SAME_COLUMN, width // share)
        if width < _NARROWEST_COLUMN:
            loose = _JUSTIFIED
        full = line.width >= max(_NARROWEST_RUN, width - loose - spare)
        return full and ends_sentence(ahead, width)


def _box(ahead: Sequence[Line]) -> Sequence[Line]:
    """Return the lines ahead up to the next blank line, item or page."""
    for at, line in enumerate(ahead[1:], start=1):
        if line.blank_before or ends(ahead[at - 1], line) or line.opens_page:
            return ahead[:at]
    return ahead


def _width_behind(ahead: Sequence[Line]) -> int:
    """Return the width of the second line ahead if the first one goes on in it, else 0."""
    if len(ahead) < 2 or ends(ahead[0], ahead[1]) or ahead[1].opens_page:
        return 0
    return filled(ahead[1]) if ahead[1].width - ahead[0].width <= _SAME_COLUMN + 2 else 0


def ends_sentence(ahead: Sequence[Line], width: int) -> bool:
    """Tell whether the lines ahead, as far as they fill a column of the given width, hold the end of a sentence."""
    widest = width + max(_SAME_COLUMN, width // 8)
    for at, line in enumerate(ahead[:_AHEAD]):
        wide = width >= _WIDE and PUNCTUATED.search(line.text)
        if line.width > widest and not wide:
            return False
        if "。" in line.text or line.text.endswith(("；", "！", "？")):
            return True
        if line.text.endswith("：") and widest > _NARROWEST_COLUMN + _SAME_COLUMN:
            return True
        if line.width < width - max(8, width // 6):
            return False
        if at + 1 < len(ahead) and (ends(line, ahead[at + 1]) or ahead[at + 1].opens_page):
            return False
        # Around a picture lines grow shorter one by one.
        width = line.width
    return False


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one paragraph; ``breaks`` say for each join whether it is a line break to keep.

    ``title`` says that the one line stands as a title right above a column of prose.
    """

    lines: tuple[Line, ...]
    breaks: tuple[bool, ...]
    title: bool = False


UNWRAPPED = Layout(width=80, blank_parts=True, wrapped=False)
"""The layout of a text with one paragraph a line."""


def paragraphs(
    lines: Sequence[Line], layout: Layout, is_heading: Sequence[bool], sure: AbstractSet[int] = frozenset()
) -> Iterator[Group]:
    """Part the lines into paragraphs; ``is_heading`` says for each line whether its own words mark it as a heading.

    ``sure`` are the places of lines that certainly are: nothing goes on in or behind them.
    """
    group: list[Line] = []
    breaks: list[bool] = []
    headed = title = False
    for at, line in enumerate(lines):
        ahead = lines[at : at + _AHEAD]
        wrap = bool(group) and not title and at not in sure and layout.goes_on(group, ahead)
        stands = wrap or (
            bool(group) and not (title or headed or is_heading[at]) and _stands_with(group[-1], line, layout)
        )
        if group and not stands:
            yield Group(tuple(group), tuple(breaks), title)
            group, breaks = [], []
        elif group:
            breaks.append(not wrap)
        if not group:
            headed, title = is_heading[at], at in sure or (layout.wrapped and is_title(ahead))
        group.append(line)
    if group:
        yield Group(tuple(group), tuple(breaks), title)


def _stands_with(line: Line, following: Line, layout: Layout) -> bool:
    """Tell whether a line that ends stands in one paragraph with the next all the same, as lines of a list do."""
    if line.column != following.column or (following.opens_page and layout.wrapped):
        return False
    if not layout.blank_parts:
        return line.is_row and following.is_row
    if following.blank_before or line.label or following.label:
        return False
    return not (line.text.endswith("。") and layout.wrapped and not following.is_row)
