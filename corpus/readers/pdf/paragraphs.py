"""Printed lines to paragraphs: by gaps, indents, how full a line is, and how it is set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.reading_order import Printed

# A size this many times the body's is a heading's; so is bold type, in a line that is short and ends no sentence.
_LARGER = 1.12
# Sizes within this share are one.
_SAME_SIZE = 0.06
_LONGEST_HEADING = 80
_LONGEST_BOLD_HEADING = 40
# A gap this many times the usual distance of two lines parts paragraphs.
_GAP = 1.35
# A first line's indent, in sizes.
_INDENT = 1.2
# A line may end this many sizes before its column's edge and still be full: punctuation goes to the next line.
_SLACK = 1.6
# Footnotes are set smaller than this share of the body.
_NOTE_SIZE = 0.93
_ENDS = ("。", "！", "？", "」", "』", "”", "!", "?", ".", "…", "；", "：", ":", ";")
_OPEN = re.compile(r"[，、,（(《「『“—-]$")
_BULLET = re.compile(r"^[•●◆○■□▪・·–]\s*|^[-*]\s+")
_NUMBER = re.compile(
    r"^(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_NOTE = re.compile(r"^(?:<sup>(\d{1,2})</sup>|\[(\d{1,2})\]|([①-⑩])|(\d{1,2})(?=[\s\u4e00-\u9fff]))\s*(?=\S)")
_TOKEN = re.compile(r"[A-Za-z0-9.,%()/'-]+|.")


@dataclass(slots=True)
class Unit:
    """A paragraph to be: its lines, and its kind (``text``, ``heading``, ``item``, ``note``, ``table``)."""

    kind: str
    lines: list[Printed] = field(default_factory=list)
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: its body's size and weight, distance of lines by size, first lines indented or not."""

    body: float
    bold: bool
    leading: dict[float, float]
    indented: bool

    @classmethod
    def of(cls, lines: Sequence[Printed]) -> Setting:
        """Read the setting off the lines."""
        plain = [line for line in lines if not line.cells]
        sizes: Counter[float] = Counter()
        for line in plain:
            sizes[round(line.size * 2) / 2] += len(line.text)
        body = sizes.most_common(1)[0][0] if sizes else 10.0
        own = [line for line in plain if _alike(line.size, body)]
        bold = 2 * sum(len(line.text) for line in own if line.bold) > sum(len(line.text) for line in own)
        gaps: dict[float, list[float]] = {}
        for a, b in pairwise(plain):
            if a.page == b.page and a.column == b.column and a.base > b.base and _alike(a.size, b.size):
                gaps.setdefault(round(a.size), []).append(a.base - b.base)
        leading = {size: _usual(found) for size, found in gaps.items()}
        first = sum(_INDENT <= line.indent <= 3 for line in own)
        return cls(body, bold, leading, first >= max(2, 0.08 * len(own)))

    def is_heading(self, line: Printed) -> bool:
        """Tell whether a line is set as a heading."""
        if len(line.text) > _LONGEST_HEADING or not re.search(r"\w", line.text):
            return False
        if line.size >= _LARGER * self.body:
            return not line.text.endswith(("。", "；", "，"))
        stands_out = line.bold and not self.bold and line.size >= _NOTE_SIZE * self.body
        return (
            stands_out
            and len(line.text) <= _LONGEST_BOLD_HEADING
            and not line.text.endswith((*_ENDS, "，", "、"))
        )


def _usual(gaps: Sequence[float]) -> float:
    """Return the distance of two lines of a paragraph: the lower half of all, for paragraphs stand further apart."""
    return median(sorted(gaps)[: max(1, (len(gaps) + 1) // 2)])


def _alike(a: float, b: float) -> bool:
    return abs(a - b) <= _SAME_SIZE * max(a, b)


def is_item(text: str) -> bool:
    """Tell whether a bullet or a number opens a line."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def _first_width(line: Printed) -> float:
    """Return how wide a line's first word is; a Han character is a word."""
    match = _TOKEN.match(line.text)
    return line.size * (0.5 if line.text[:1].isascii() else 1.0) * len(match.group() if match else "")


def _is_full(line: Printed, following: Printed) -> bool:
    """Tell whether the first word of the next line had no room on a line."""
    return line.right + _first_width(following) + _SLACK * line.size > line.column[1]


def goes_on(line: Printed, following: Printed, unit: Unit, setting: Setting) -> bool:
    """Tell whether a printed line continues the paragraph of the one before it."""
    if line.cells or following.cells or is_item(following.text) or not _alike(line.size, following.size):
        return False
    if setting.is_heading(line) != setting.is_heading(following):
        return False
    # A line that is left open goes on however short it is: lines of words are ragged.
    if not _is_full(line, following) and not _OPEN.search(line.text) and not following.text[:1].islower():
        return False
    hangs = unit.kind == "item" and following.left >= unit.lines[0].left - 1
    indented = following.indent >= _INDENT and not hangs
    if line.page != following.page or following.base > line.base:
        # In the next column or on the next page: a sentence that is open goes on.
        open_ = not line.text.endswith(_ENDS) or (setting.indented and unit.kind == "text")
        return open_ and not indented and not setting.is_heading(following)
    leading = setting.leading.get(round(line.size), 1.5 * line.size)
    if line.base - following.base > _GAP * leading:
        return False
    return not indented or abs(following.left - line.left) < 0.5 * line.size


def _notes_from(lines: Sequence[Printed], start: int, end: int, setting: Setting) -> range:
    """Return the places of a page's footnote lines: the small ones at its end, from one with a label on."""
    at = end
    while at > start and not lines[at - 1].cells and lines[at - 1].size < _NOTE_SIZE * setting.body:
        at -= 1
    while at < end and not _NOTE.match(lines[at].text):
        at += 1
    return range(at, end)


def note_label(text: str) -> tuple[str, str]:
    """Return a footnote's label as digits, and its text without it."""
    match = _NOTE.match(text)
    assert match is not None
    label = next(group for group in match.groups() if group)
    return str(ord(label) - ord("①") + 1) if label > "9" else label, text[match.end() :]


def _kind(line: Printed, setting: Setting) -> str:
    if line.cells:
        return "table"
    if setting.is_heading(line) and not _BULLET.match(line.text):
        return "heading"
    return "item" if is_item(line.text) else "text"


def to_units(lines: Sequence[Printed]) -> list[Unit]:
    """Return the paragraphs of a document's printed lines.

    A page's footnotes stand behind the paragraph that runs on to the next page, so that this stays whole.
    """
    setting = Setting.of(lines)
    notes = {at for start, end in _pages(lines) for at in _notes_from(lines, start, end, setting)}
    units: list[Unit] = []
    waiting: list[Unit] = []
    for at, line in enumerate(lines):
        if at in notes:
            if not _NOTE.match(line.text) and waiting:
                waiting[-1].lines.append(line)
            else:
                waiting.append(Unit("note", [line]))
            continue
        last = units[-1] if units else None
        if last is not None and goes_on(last.lines[-1], line, last, setting):
            last.lines.append(line)
            continue
        units += waiting
        waiting = []
        units.append(Unit(_kind(line, setting), [line]))
    return _levelled([*units, *waiting])


def _pages(lines: Sequence[Printed]) -> list[tuple[int, int]]:
    starts = [at for at, line in enumerate(lines) if at == 0 or line.page != lines[at - 1].page]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _levelled(units: list[Unit]) -> list[Unit]:
    """Give headings their levels: the largest type is the first."""
    headings = [unit for unit in units if unit.kind == "heading"]
    sizes: list[float] = []
    for size in sorted({unit.lines[0].size for unit in headings}, reverse=True):
        if not sizes or not _alike(size, sizes[-1]):
            sizes.append(size)
    for unit in headings:
        unit.level = 1 + next(at for at, size in enumerate(sizes) if _alike(size, unit.lines[0].size))
    return units
