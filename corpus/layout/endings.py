"""What two neighbouring lines say by their own words: that the first ends, goes on, or is a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.layout.lines import TERMINAL, Line

_CONNECTING = tuple("，、,（《「『“—")
# `NB-` at a line's end goes on in the next; a dash behind a space is an empty cell.
_HYPHENATED = re.compile(r"[A-Za-z0-9]-")
SENTENCE_END = ("。", "！", "？")
# No paragraph begins with one of these: the line above goes on in such a line.
_OPENS_NOTHING = tuple("，、。；：！？）》」』”’")
_OPENING, _CLOSING = "「『“‘（《(", "」』”’）》)"
_QUOTES = ("」", "』", "”")
PUNCTUATED = re.compile("[，、。；：！？,;]")
# What a table's cell holds beside its label: `27，62-63`, `-`.
_FIGURES_ONLY = re.compile(r"[-\d.,，、%/ ]+")
# A figure that its line's end parts from its scale: `从 8.26` / `亿上升至`, `截至 2024` / `年底`.
_HALF_FIGURE = re.compile("[\u4e00-\u9fff] ?[\\d,.]*\\d$")
_HALF_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_SCALES = ("亿", "億", "万", "萬", "%", "％")
_LEADING_WORD = re.compile(r"[!-~]+")
# A paragraph this long, and a last sentence this long in it, is prose (characters).
_OPEN_PARAGRAPH, _OPEN_CLAUSE = 60, 12
# A short line right above one this wide is its title.
_LONGEST_TITLE, _NARROWEST_PROSE = 30, 40


def starts_anew(line: Line, following: Line) -> bool:
    """Tell whether the next line certainly begins something else: a row, an item, a heading, another column."""
    return (
        line.is_row
        or following.is_row
        or following.is_item
        or line.label
        or following.label
        or line.column != following.column
        or line.text.startswith("#")
        or following.text.startswith("#")
        or bool(_FIGURES_ONLY.fullmatch(following.text))
    )


def ends(line: Line, following: Line) -> bool:
    """Tell whether a line ends before the next, by its last mark or by what the next begins."""
    return line.text.endswith(SENTENCE_END) or starts_anew(line, following)


def is_end(text: str) -> bool:
    """Tell whether a line's last mark ends a sentence or opens a list; a closing quote alone does not."""
    return text.endswith(TERMINAL) and (not text.endswith(_QUOTES) or text[:-1].endswith(SENTENCE_END))


def is_connecting(text: str) -> bool:
    """Tell whether a line's last mark says that the next line goes on with it."""
    return text.endswith(_CONNECTING) or bool(_HYPHENATED.fullmatch(text[-2:]))


def is_prose(lines: Sequence[Line]) -> bool:
    """Tell whether one of the lines holds punctuation, as sentences do and labels do not."""
    return any(PUNCTUATED.search(line.text) for line in lines)


def filled(line: Line) -> int:
    """Return how far a line fills its column: punctuation at its end may hang over the edge."""
    return line.width - 2 if line.text.endswith(("，", "。", "、", "；")) else line.width


def slack(following: Line) -> int:
    """Return how much shorter the line above may be: a word in Latin letters or a figure is not parted."""
    word = _LEADING_WORD.match(following.text)
    return min(len(word.group(0)), 8) if word else 0


def certainly_goes_on(line: Line, following: Line) -> bool:
    """Tell whether the next line cannot begin anything: by its first mark, an open quotation, a figure cut in two."""
    figure = _HALF_YEAR.search(line.text) and following.text.startswith("年")
    figure = figure or (_HALF_FIGURE.search(line.text) and following.text.startswith(_SCALES))
    return following.text.startswith(_OPENS_NOTHING) or _is_quoting(line, following) or bool(figure)


def is_left_open(line: Line, following: Line) -> bool:
    """Tell whether a whole paragraph in one line breaks off: its last sentence has a comma, but no end mark.

    Only a long paragraph with sentences before shows that it is no caption, call-out or item without end mark.
    """
    _, inner, last = line.text.rpartition("。")
    broken = inner and "，" in last and len(last) >= _OPEN_CLAUSE and len(line.text) >= _OPEN_PARAGRAPH
    open_end = (
        bool(broken) and not is_end(line.text) and line.text[-1].isalnum() and following.blank_before > 0
    )
    return (
        open_end and following.text.endswith("。") and not line.is_item and not starts_anew(line, following)
    )


def _is_quoting(line: Line, following: Line) -> bool:
    """Tell whether a quotation or bracket that a line leaves open is closed first thing in the next."""
    opened = sum(map(line.text.count, _OPENING)) > sum(map(line.text.count, _CLOSING))
    first = next((c for c in following.text if c in _OPENING + _CLOSING), "")
    return opened and first != "" and first in _CLOSING


def is_title(ahead: Sequence[Line]) -> bool:
    """Tell whether the first line ahead stands as a short title right above a column of prose."""
    if len(ahead) < 2:
        return False
    line, following = ahead[0], ahead[1]
    return (
        2 <= len(line.text) <= _LONGEST_TITLE
        and not line.text.endswith((*TERMINAL, *_CONNECTING))
        and not (line.is_row or line.label or line.column)
        and not (following.blank_before or following.opens_page or following.is_item or following.is_row)
        and following.width >= max(_NARROWEST_PROSE, 1.5 * line.width)
    )
