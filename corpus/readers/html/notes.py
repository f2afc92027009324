"""Footnotes of a page: links to a place that links back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.readers.html.tree import Node

_LABEL = re.compile(r"^[\[\(（〔【]?\s*(?:注)?\s*(\d{1,3})\s*[\]\)）〕】]?$")
_BACK = frozenset("↑↩^⤴↵▲") | {"\ufe0e"}
_HOLDERS = frozenset({"li", "p", "div", "dd", "section", "td"})


@dataclass(frozen=True, slots=True)
class Notes:
    """A page's footnotes: label by the identity of a link that is a mark, and of an element that is a note."""

    marks: dict[int, str]
    bodies: dict[int, str]


def label_of(text: str) -> str | None:
    """Return the number that a mark's text names: `[1]`, `1`, `注1`; None for other text."""
    match = _LABEL.match(text.strip())
    return match.group(1) if match else None


def is_back_link(link: Node) -> bool:
    """Tell whether a link leads from a note back to its mark: an arrow or the label, to a place on the page."""
    text = link.text.strip()
    return link.get("href").startswith("#") and (
        all(char in _BACK for char in text) or label_of(text) is not None
    )


def find_notes(root: Node) -> Notes:
    """Return a page's footnotes. A mark is a numbered link to a place, later on the page, that holds the note."""
    nodes = list(root.walk())
    order = {id(node): place for place, node in enumerate(nodes)}
    parents = {id(child): node for node in nodes for child in node.elements()}
    named = {name: node for node in reversed(nodes) for name in (node.get("id"), node.get("name")) if name}
    marks: dict[int, str] = {}
    bodies: dict[int, str] = {}
    for node in nodes:
        target = named.get(node.get("href").removeprefix("#")) if node.get("href").startswith("#") else None
        label = label_of(node.text) if node.tag == "a" and target is not None else None
        if target is None or label is None or order[id(target)] <= order[id(node)]:
            continue
        # An anchor stands inside the note that it names.
        while target.tag not in _HOLDERS and id(target) in parents:
            target = parents[id(target)]
        if target.tag in _HOLDERS:
            marks[id(node)] = label
            bodies.setdefault(id(target), label)
    return Notes(marks, bodies)
