"""Printed characters to segments: what stands together on one line, footnote marks told from their height."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from corpus.readers.markup import mark, one_line, raises
from corpus.readers.pdf.chars import Glyph, Ruling

# A gap wider than this many sizes parts two segments: the cells of a table, the columns of a page.
_PARTED = 0.9
# Between Latin letters or digits a gap of this many sizes is a space.
_SPACE = 0.18
# A mark is smaller than this share of its line's size and raised by at least this share.
_SMALL, _RAISED = 0.85, 0.12
# Baselines within this share of a size are one line's.
_SAME_LINE = 0.4
_LABEL = re.compile(r"[\d*]{1,3}")
_BULLET_ALONE = re.compile(r"^(?:[•●◆○■□▪・·–\-]|\d{1,2}[.、．)）]?|[（(]\d{1,2}[)）])$")
# A bullet may stand this many sizes before its text.
_BULLET_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that stand together: their text with footnote marks, their box, baseline and usual size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float
    bold: bool

    @property
    def middle(self) -> float:
        """How far from the left its middle is."""
        return (self.left + self.right) / 2


def _parted_by(rulings: Sequence[Ruling], left: float, right: float, base: float) -> bool:
    """Tell whether an upright line stands between two places of a row."""
    return any(left - 1 <= r.left and r.right <= right + 1 and r.bottom <= base <= r.top for r in rulings)


def _runs(glyphs: Sequence[Glyph], uprights: Sequence[Ruling]) -> Iterator[list[Glyph]]:
    """Yield characters that follow each other in the file and on the page, with no upright line between two."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            size = max(last.size, glyph.size, 1.0)
            gap = glyph.left - last.right
            near = -0.6 * size <= gap <= _PARTED * size and abs(glyph.base - last.base) <= 0.5 * size
            if not near or (gap > _SPACE * size and _parted_by(uprights, last.right, glyph.left, glyph.base)):
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


def _main(glyphs: Sequence[Glyph]) -> tuple[float, float]:
    """Return the usual size and baseline of characters."""
    inked = [g for g in glyphs if not g.char.isspace()] or list(glyphs)
    size = median(g.size for g in inked)
    size = max((g.size for g in inked if g.size <= size * 1.05), default=size)
    return size, median(g.base for g in inked if g.size >= _SMALL * size)


def _is_spaced(last: Glyph, glyph: Glyph, size: float) -> bool:
    """Tell whether a space stands between two characters; between Han characters only a wide gap is one."""
    gap = glyph.left - last.right
    if max(last.char, glyph.char) > "\u2e7f":
        return gap > size
    return gap > _SPACE * size or (glyph.spaced and gap > 0)


def _text(glyphs: Sequence[Glyph], size: float, base: float) -> str:
    """Return the text of characters from left to right: spaces by the gaps, raised figures as footnote marks."""
    parts: list[str] = []
    last: Glyph | None = None
    for raised, group in groupby(glyphs, lambda g: g.size < _SMALL * size and g.base - base > _RAISED * size):
        found: list[str] = []
        for glyph in group:
            if last is not None and not raised and _is_spaced(last, glyph, size):
                found.append(" ")
            found.append(glyph.char)
            last = glyph
        text = "".join(found)
        label = text.strip()
        if raised and _LABEL.fullmatch(label):
            parts.append(raises("".join(parts), label) or mark(label))
        else:
            parts.append(text)
    return one_line("".join(parts).replace("\x02", "-"))


def _segment(glyphs: Sequence[Glyph]) -> Segment | None:
    size, base = _main(glyphs)
    text = _text(glyphs, size, base)
    inked = [g for g in glyphs if not g.char.isspace()]
    if not text or not inked:
        return None
    bold = sum(g.bold for g in inked) > 0.9 * len(inked)
    return Segment(
        text, inked[0].left, max(g.right for g in inked), min(g.bottom for g in inked), max(g.top for g in inked),
        base, size, bold,
    )  # fmt: skip


def _rows_of_runs(
    glyphs: Sequence[Glyph], uprights: Sequence[Ruling]
) -> list[list[tuple[float, float, list[Glyph]]]]:
    """Return (baseline, size, characters) of every run, by rows from the top of the page."""
    runs: list[tuple[float, float, list[Glyph]]] = []
    for run in _runs(glyphs, uprights):
        if any(not g.char.isspace() for g in run):
            size, base = _main(run)
            runs.append((base, size, run))
    runs.sort(key=lambda item: (-item[0], item[2][0].left))
    rows: list[list[tuple[float, float, list[Glyph]]]] = []
    for base, size, run in runs:
        if rows:
            first_base, first_size, _ = rows[-1][0]
            raised = min(size, first_size) < _SMALL * max(size, first_size)
            near = (0.6 if raised else _SAME_LINE) * max(size, first_size)
            if first_base - base <= near:
                rows[-1].append((base, size, run))
                continue
        rows.append([(base, size, run)])
    return rows


def rows_of(glyphs: Sequence[Glyph], rulings: Sequence[Ruling]) -> list[list[Segment]]:
    """Return a page's segments by rows from top to bottom, each row from left to right."""
    uprights = [r for r in rulings if not r.level]
    rows: list[list[Segment]] = []
    for runs in _rows_of_runs(glyphs, uprights):
        groups: list[list[Glyph]] = []
        for base, size, run in sorted(runs, key=lambda item: item[2][0].left):
            if groups:
                last = groups[-1][-1]
                gap = run[0].left - last.right
                alone = _BULLET_ALONE.match("".join(g.char for g in groups[-1]).strip())
                reach = (_BULLET_GAP if alone else _PARTED) * size
                if gap <= reach and not _parted_by(uprights, last.right, run[0].left, base):
                    spaced = alone and gap > 0.1 * size
                    groups[-1] += [_space(last), *run] if spaced else run
                    continue
            groups.append(list(run))
        row = [segment for group in groups if (segment := _segment(group)) is not None]
        if row:
            rows.append(row)
    return rows


def _space(after: Glyph) -> Glyph:
    return Glyph(" ", after.right, after.right, after.bottom, after.top, after.base, after.size, after.bold)
