"""A page's tree as the lines of a decoded source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from corpus.readers import markup
from corpus.readers.html.grid import grid, is_data
from corpus.readers.html.notes import Notes, is_back_link, label_of
from corpus.readers.html.page_lines import is_page_line, without_tools
from corpus.readers.html.tree import Node

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "form", "header", "hgroup", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "footer", "nav", "aside", "hr",
})  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu"})
_INLINE = frozenset({"span", "em", "i", "b", "small", "font", "label", "time"})
# An empty line or a line indented by two wide spaces opens a paragraph.
_PARTED = re.compile(r"\n(?:[ \t]*\n)+|\n(?= ?[\u3000\u00a0\u2003]{2})")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Drawn:
    """A line of the source to be: ``kind`` is ``text``, ``heading``, ``item``, ``table`` or ``note``."""

    kind: str
    text: str


@dataclass(slots=True)
class _Place:
    """What the text at hand stands in: a heading of a level, a list item of a depth from 1, a footnote of a label."""

    level: int = 0
    item: int = 0
    note: str | None = None
    number: int | None = None


@dataclass(slots=True)
class _Writer:
    """Gathers text until a block ends, then writes it as a line of its place."""

    notes: Notes
    drawn: list[Drawn] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    places: list[_Place] = field(default_factory=lambda: [_Place()])
    lists: list[int | None] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    @property
    def in_note(self) -> bool:
        """Whether the text at hand is a footnote's."""
        return self.places[-1].note is not None

    def flush(self) -> None:
        """Write what was gathered as a line of its place."""
        text, self.buffer = "".join(self.buffer), []
        place, one = self.places[-1], markup.one_line(text)
        if not one:
            return
        if place.level:
            self.drawn.append(Drawn("heading", markup.heading(one, place.level)))
        elif place.note == "":
            self.drawn[-1].text += f" {one}"
        elif place.note:
            self.drawn.append(Drawn("note", markup.note(place.note, one)))
            place.note = ""
        elif place.item:
            self.drawn.append(Drawn("item", markup.item(one, place.item - 1, place.number)))
            place.item = 0
        else:
            self._paragraphs(text)

    def _paragraphs(self, text: str) -> None:
        """Write text as paragraphs: a line break stays within one, an empty or an indented line opens another."""
        for part in _PARTED.split(text):
            lines = (one for line in part.split("\n") if (one := markup.one_line(line)))
            for about, run in groupby(lines, is_page_line):
                kept = list(run)
                if about:
                    kept = [line for line in map(self._without_tools, kept) if line]
                shown = (" " if about else "\n").join(map(markup.paragraph, kept))
                if shown:
                    self.drawn.append(Drawn("text", shown))

    def _without_tools(self, line: str) -> str:
        kept, count = without_tools(line)
        if count:
            self.left["page tool"] += count
        return kept

    def write(self, text: str) -> None:
        """Add text as it stands in the page: its line ends are spaces."""
        self.buffer.append(_SPACES.sub(" ", text))

    def raised(self, text: str) -> None:
        """Add raised text: a power, a footnote's mark, or plain text."""
        label = label_of(text)
        if label is None:
            self.write(text)
        else:
            power = markup.raises("".join(self.buffer[-3:]), label) if label == text.strip() else None
            self.buffer.append(power or markup.mark(label))

    def enter(self, node: Node) -> bool:
        """Begin an element; return whether its children are still to be written."""
        if node.tag == "br":
            self.buffer.append("\n")
        elif node.tag == "sup" or id(node) in self.notes.marks:
            self.raised(self.notes.marks.get(id(node), node.text))
            return False
        elif node.tag in _INLINE and _is_about_page(node):
            self.buffer += ["\n", _SPACES.sub(" ", node.text), "\n"]
            return False
        elif node.tag == "a" and self.in_note and is_back_link(node):
            return False
        elif node.tag == "pre":
            self.flush()
            self.buffer.append(node.text)
            self.flush()
            return False
        elif node.tag in _BLOCKS or node.tag in _HEADINGS or id(node) in self.notes.bodies:
            return self._enter_block(node)
        return True

    def _enter_block(self, node: Node) -> bool:
        self.flush()
        if node.tag == "table" and is_data(node):
            caption = next((child for child in node.elements() if child.tag == "caption"), None)
            if caption is not None and (told := inline(caption, self.notes)):
                self.drawn.append(Drawn("text", markup.paragraph(told)))
            rows = markup.table(grid(node, lambda cell: inline(cell, self.notes)))
            if rows:
                self.drawn.append(Drawn("table", "\n".join(rows)))
            return False
        if node.tag in _LISTS:
            start = node.get("start")
            self.lists.append(int(start) if start.isdecimal() and len(start) < 6 else 1)
            if node.tag != "ol":
                self.lists[-1] = None
        place = self.places[-1]
        if id(node) in self.notes.bodies:
            self.places.append(_Place(note=self.notes.bodies[id(node)]))
        elif node.tag in _HEADINGS:
            self.places.append(_Place(level=_HEADINGS[node.tag]))
        elif node.tag == "li":
            number = self.lists[-1] if self.lists else None
            self.places.append(_Place(item=max(1, len(self.lists)), number=number))
            if number is not None:
                self.lists[-1] = number + 1
        else:
            self.places.append(place)
        return True

    def leave(self, node: Node) -> None:
        """End an element that was entered."""
        if node.tag in _BLOCKS or node.tag in _HEADINGS or id(node) in self.notes.bodies:
            self.flush()
            self.places.pop()
            if node.tag in _LISTS:
                self.lists.pop()


def inline(node: Node, notes: Notes) -> str:
    """Return an element's text in one line, footnote marks kept, the blocks within it parted by a space."""
    writer = _Writer(notes)
    for child in node.children:
        _run(child, writer, flat=True)
    return markup.one_line("".join(writer.buffer))


def _run(top: Node | str, writer: _Writer, *, flat: bool = False) -> None:
    """Write an element and all below it, however deep; ``flat`` writes no lines, only text."""
    stack: list[tuple[Node | str, bool]] = [(top, True)]
    while stack:
        node, opening = stack.pop()
        if isinstance(node, str):
            writer.write(node)
        elif not opening:
            writer.leave(node)
        elif flat and node.tag in _BLOCKS:
            writer.buffer.append(" ")
            stack += [(" ", True), *((child, True) for child in reversed(node.children))]
        elif writer.enter(node):
            stack.append((node, False))
            stack += [(child, True) for child in reversed(node.children)]


def _is_about_page(node: Node) -> bool:
    """Tell whether an inline element without others in it is a line about the page."""
    plain = all(isinstance(child, str) for child in node.children)
    return plain and is_page_line(node.text.strip())


def render(main: Node, notes: Notes, left: Counter[str] | None = None) -> list[Drawn]:
    """Return the lines of an element and all below it, in order; what is left out of them is counted in ``left``."""
    writer = _Writer(notes, left=Counter() if left is None else left)
    _run(main, writer)
    writer.flush()
    return writer.drawn


def joined(drawn: list[Drawn]) -> str:
    """Return lines as one text: a blank line between two, none between the items of a list."""
    parts: list[str] = []
    for before, line in zip([None, *drawn], drawn, strict=False):
        if before is not None:
            parts.append("\n" if before.kind == line.kind == "item" else "\n\n")
        parts.append(line.text)
    return "".join([*parts, "\n"]) if parts else ""
