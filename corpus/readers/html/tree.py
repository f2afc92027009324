"""An HTML text as a tree of plain nodes. The only file that knows the parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SourceError

if TYPE_CHECKING:
    from lxml import etree

MOST_NODES = 500_000
"""Elements and texts of a page; larger ones are refused, for each takes about a kilobyte and 20 microseconds."""
_DEEPEST = 2_000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class Node:
    """An element: its tag in lower case, its attributes, and its children in order, texts among them."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute's value, empty when it is not there."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Node]:
        """Yield the child elements, without the texts."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator[Node]:
        """Yield the element and all below it in document order, however deep."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += reversed([child for child in node.children if isinstance(child, Node)])

    def texts(self) -> Iterator[str]:
        """Yield every text below the element in document order."""
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack += reversed(node.children)

    @property
    def text(self) -> str:
        """All text below the element, as it stands."""
        return "".join(self.texts())

    def find(self, tag: str) -> Node | None:
        """Return the first element of a tag, this one included."""
        return next((node for node in self.walk() if node.tag == tag), None)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A page's tree, and how many comments it held."""

    root: Node
    comments: int


def parse(text: str, path: Path) -> Parsed:
    """Return the tree of an HTML text, however broken; SourceError when it is too large or too deep."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    plain = _XML_DECLARATION.sub("", text.removeprefix("\ufeff")).replace("\0", "\ufffd")
    try:
        top = etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if plain.strip():
            raise SourceError(f"{path}: not readable as HTML ({error.msg}). Save the page anew.") from error
        top = None
    return Parsed(Node("html"), 0) if top is None else _copied(top, path)


def _copied(top: etree._Element, path: Path) -> Parsed:
    """Return the parser's tree as nodes of our own, and how many comments it held."""
    root = Node("html")
    comments = made = 0
    stack = [(top, root, 0)]
    while stack:
        element, node, depth = stack.pop()
        if element.text:
            node.children.append(element.text)
        below = []
        for child in element:
            if isinstance(child.tag, str):
                made += 1
                inner = Node(child.tag.lower(), {k.lower(): v for k, v in child.attrib.items()})
                node.children.append(inner)
                below.append((child, inner, depth + 1))
            else:
                comments += 1
            if child.tail:
                node.children.append(child.tail)
        if made > MOST_NODES or depth > _DEEPEST:
            limit = f"{MOST_NODES:,} elements" if made > MOST_NODES else f"{_DEEPEST:,} levels"
            raise SourceError(f"{path}: a page of more than {limit}. Save its text on its own.")
        stack += reversed(below)
    return Parsed(root, comments)
