"""Ranks of headings where a file's marks disagree: by stars (`## ※`, `### ※`), boxes within sections, and numbering."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.block import Block
from corpus.structure.callout_words import counted_figures
from corpus.structure.heading_words import STAR, is_label, reads_as_section, style_of
from corpus.types import ParagraphKind

_DEEPEST = 6
# A section opens with prose of at least so many characters.
_PROSE = 40
# A section's opening says what it is about; a case has its figures.
_FEW_FIGURES = 1
_ITEMS = ("-", "•", "●", "①", "*")
# So many chapters with text right below them tell that one without is none.
_CHAPTERS = 2


def ranks(blocks: Sequence[Block]) -> dict[int, int]:
    """Return for every heading its level, by its place in ``blocks``; those of a file without stars keep theirs."""
    heads = [i for i, block in enumerate(blocks) if block.kind is ParagraphKind.HEADING]
    numbered = _by_numbering(blocks, heads)
    if not any(STAR.match(blocks[i].text) for i in heads):
        return numbered
    return _Walk(blocks, heads, numbered).done()


def _by_numbering(blocks: Sequence[Block], heads: Sequence[int]) -> dict[int, int]:
    """Give all headings of one numbering style the level that most of them have."""
    styles = {i: style_of(STAR.sub("", blocks[i].text, count=1)) for i in heads}
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for i, style in styles.items():
        if style:
            counts[style][blocks[i].level] += 1
    usual = {style: min(count, key=lambda level: (-count[level], level)) for style, count in counts.items()}
    return {i: usual[style] if style else blocks[i].level for i, style in styles.items()}


@dataclass(slots=True)
class _Walk:
    """The headings of a file with stars, from the top down.

    All stars have one rank, below the sections. What stands between two stars belongs to the first, whatever its mark,
    unless it reads as a section: then a star follows right behind its opening prose.
    """

    blocks: Sequence[Block]
    heads: Sequence[int]
    marked: dict[int, int]
    levels: dict[int, int] = field(default_factory=dict)
    # The mark of the open star or of the section whose box is open; None outside of both.
    inside: int | None = None
    # (mark, level) of the headings that are open within it; a box has the mark 0, which nothing closes but its end.
    open: list[tuple[int, int]] = field(default_factory=list)
    labelled: bool = False
    # The mark of the box of a false top heading that is open; None without one.
    box: int | None = None
    # Whether a heading has something right below it, and whether another star comes before its chapter ends.
    held: list[bool] = field(default_factory=list)
    star_ahead: list[bool] = field(default_factory=list)
    chapters: int = 0
    chapters_held: int = 0

    def done(self) -> dict[int, int]:
        """Return the level of every heading."""
        stars = [i for i in self.heads if self.is_star(i)]
        rank, top = max(self.marked[i] for i in stars), min(self.marked[i] for i in stars)
        self.look_ahead(top)
        section = top
        for n, i in enumerate(self.heads):
            mark = self.marked[i]
            label = is_label(self.blocks[i].text)
            false_top = mark < top and (self.labelled or label or self.is_slogan(n))
            if self.is_star(i):
                self.begin(i, rank, mark)
            elif mark < top and not false_top:
                self.end(i, mark)
            elif self.inside is None and (false_top or label or self.labelled):
                self.begin(i, rank, section)
                self.open = [(0, rank)]
            elif self.inside is None or self.is_section(n):
                self.end(i, mark)
                section = mark
            else:
                self.put(i, mark, rank, box=label or self.labelled or false_top)
            self.box = mark if false_top else self.box
            self.labelled = label
        return self.levels

    def look_ahead(self, top: int) -> None:
        """Note of every heading what stands below it and what comes behind it."""
        ends = [*self.heads[1:], len(self.blocks)]
        self.held = [end - i > 1 for i, end in zip(self.heads, ends, strict=True)]
        chapters = [held for i, held in zip(self.heads, self.held, strict=True) if self.marked[i] < top]
        self.chapters, self.chapters_held = len(chapters), sum(chapters)
        self.star_ahead = [False] * len(self.heads)
        ahead = False
        for n in range(len(self.heads) - 1, -1, -1):
            self.star_ahead[n] = ahead
            chapter = self.marked[self.heads[n]] < top and self.held[n]
            ahead = self.is_star(self.heads[n]) or (ahead and not chapter)

    def is_star(self, i: int) -> bool:
        """Tell whether a heading bears a star."""
        return bool(STAR.match(self.blocks[i].text))

    def begin(self, i: int, level: int, mark: int) -> None:
        """Open a star, or a box in a section."""
        self.levels[i], self.inside, self.open, self.box = level, mark, [], None

    def end(self, i: int, level: int) -> None:
        """Close the star or box that is open: a chapter or a section begins."""
        self.levels[i], self.inside, self.open, self.box = level, None, [], None

    def put(self, i: int, mark: int, rank: int, *, box: bool) -> None:
        """Put a heading into the open star: below the open headings that its mark does not close."""
        while self.open and self.open[-1][0] >= mark and not self.labelled:
            self.open.pop()
        if box and not self.labelled:
            self.open = [(k, level) for k, level in self.open if k]
        level = min(_DEEPEST, (self.open[-1][1] if self.open else rank) + 1)
        self.levels[i] = level
        self.open.append((0 if box else mark, level))

    def below(self, n: int) -> Sequence[Block]:
        """Return the blocks between a heading and the next."""
        end = self.heads[n + 1] if n + 1 < len(self.heads) else len(self.blocks)
        return self.blocks[self.heads[n] + 1 : end]

    def is_slogan(self, n: int) -> bool:
        """Tell whether a heading of the highest rank is a slogan: nothing right below it, where others have text."""
        if n == 0 or self.held[n] or n + 1 == len(self.heads):
            return False
        return self.chapters_held >= max(_CHAPTERS, self.chapters - 2) and self.star_ahead[n]

    def is_section(self, n: int) -> bool:
        """Tell whether a heading behind a star begins a section of its own."""
        mark, text = self.marked[self.heads[n]], self.blocks[self.heads[n]].text
        if self.labelled or is_label(text) or (self.inside is not None and mark > self.inside):
            return False
        following = self.heads[n + 1] if n + 1 < len(self.heads) else None
        if following is not None and self.is_star(following):
            if self.marked[following] != mark:
                return self.marked[following] > mark
            boxed = self.box is not None and mark > self.box
            return not boxed and reads_as_section(text) and _opens_with_prose(self.below(n))
        return not self.star_ahead[n]


def _opens_with_prose(blocks: Sequence[Block]) -> bool:
    """Tell whether nothing but prose stands between two headings; a section opens without the figures of a case."""
    texts = [b.text for b in blocks if b.kind is ParagraphKind.TEXT]
    others = any(b.kind not in (ParagraphKind.TEXT, ParagraphKind.CAPTION) for b in blocks)
    if others or any(text.startswith(_ITEMS) for text in texts):
        return False
    opening = next((text for text in texts if len(text) >= _PROSE), "")
    return bool(opening) and counted_figures(opening) <= _FEW_FIGURES
