"""Which classes and ids a page's own style sheets hide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.readers.html.tree import Node

_SIMPLE = re.compile(r"[.#][A-Za-z_][\w-]*")
_DISPLAY = re.compile(r"(?:^|;)display:([a-z-]+)")
_SHOWN_ON = frozenset({"", "all", "screen"})


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _rules(sheet: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (selectors, declarations, whether within an at-rule) of a sheet's rules."""
    depth = at = 0
    selectors = ""
    for brace in re.finditer(r"[{}]", sheet):
        between, at = sheet[at : brace.start()], brace.end()
        if brace.group() == "{":
            selectors, depth = between, depth + 1
        else:
            if selectors:
                yield selectors, between, depth > 1
            selectors, depth = "", max(0, depth - 1)


def hidden_names(root: Node) -> frozenset[str]:
    """Return the classes (``.x``) and ids (``#x``) that a page's style sheets hide by a rule of their own.

    A name that any other rule shows, under whatever condition, is not hidden: a tab, a menu that opens.
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    for node in root.walk():
        if node.tag != "style" or node.get("media").strip().lower() not in _SHOWN_ON:
            continue
        for selectors, declarations, conditional in _rules(_without_comments(node.text)):
            display = _DISPLAY.findall("".join(declarations.split()).lower())
            if display and display[-1] != "none":
                shown.update(_SIMPLE.findall(selectors))
            elif display and not conditional:
                hidden.update(s for part in selectors.split(",") if _SIMPLE.fullmatch(s := part.strip()))
    return frozenset(hidden - shown)
