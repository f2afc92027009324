"""Which element of a page holds its text, and what the page is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.html.tree import Node
from corpus.readers.markup import one_line

# An element that is called the main text must hold at least this share of the page's.
_SHARE = 0.4
# Characters beside the main text and the title that may come along with them: date, source, editor.
_PREFACE = 200
_MAIN_NAMES = re.compile(
    r"(?:^|[\s_-])(?:article|trs_editor|ucap-content|zoom|artibody|js_content)(?:$|[\s_-])", re.IGNORECASE
)
# `Title_Site`, `Title | Site`, `Title - Site`: what stands behind the last sign is the site's name.
_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s)\s*(?P<site>[^_|｜]{1,30})$")
_BEHIND = re.compile(r"\s*[_|｜]|\s+[-–—]+\s|\s*--|\s*[-–—]+\s*[^\s\d]")
# So many characters make a lower heading a title.
_TITLE_LIKE = 6
_SQUEEZED = re.compile(r"\s+")


def size_of(node: Node) -> int:
    """Return how many characters stand below an element, white space not counted."""
    return len(_SQUEEZED.sub("", node.text))


def _is_main(node: Node) -> bool:
    return node.tag in ("main", "article") or node.get("role").lower() == "main"


def _with_title(body: Node, main: Node) -> Node:
    """Return the smallest element with the main text and the page's only `h1`, unless that holds much besides.

    Between the two stand the date and the source of a piece of news.
    """
    heads = [node for node in body.walk() if node.tag == "h1" and node.text.strip()]
    if len(heads) != 1:
        return main
    parents = {id(child): node for node in body.walk() for child in node.elements()}
    above: set[int] = set()
    node: Node | None = heads[0]
    while node is not None:
        above.add(id(node))
        node = parents.get(id(node))
    whole = main
    while id(whole) not in above and id(whole) in parents:
        whole = parents[id(whole)]
    return whole if size_of(whole) <= size_of(main) + _PREFACE else main


def find_main(root: Node) -> Node:
    """Return the element with the page's text: `main`, the one `article`, a usual name, else the body.

    A page of many articles, or whose main element is a small part of it, is taken whole.
    """
    body = root.find("body") or root
    called = [node for node in body.walk() if _is_main(node)]
    mains = [node for node in called if node.tag != "article"]
    candidates = mains or (called if len(called) == 1 else [])
    candidates = candidates or [
        n for n in body.walk() if _MAIN_NAMES.search(f"{n.get('class')} {n.get('id')}")
    ]
    sized = [(size_of(node), -place, node) for place, node in enumerate(candidates[:20])]
    best = max(sized, key=lambda item: item[:2], default=None)
    return _with_title(body, best[2]) if best is not None and best[0] >= _SHARE * size_of(body) else body


def shared_title(root: Node) -> str:
    """Return the title that a page gives to those who share it (`og:title`), empty without one."""
    named = (n for n in root.walk() if n.tag == "meta" and n.get("property").strip().lower() == "og:title")
    return next((one_line(node.get("content")) for node in named), "")


def _without_site(title: str, shorter: Sequence[str]) -> str:
    """Return a title without the site's name: up to what the page itself shows of it, else without a last part."""
    for shown in shorter:
        if len(shown) > 1 and title.startswith(shown) and _BEHIND.match(title, len(shown)):
            return shown
    site = _SITE.search(title)
    return title[: site.start()] if site and site.start() >= len(site["site"]) else title


def title_of(root: Node, main: Node, shared: str = "") -> str | None:
    """Return a title to set above the text: the page's only `h1` outside it, else its `title`; None when it has one.

    ``shared`` is its `og:title`: what stands behind that in its `title` is the site's name.
    """
    if any(node.tag == "h1" and node.text.strip() for node in main.walk()):
        return None
    heads = [one_line(node.text) for node in root.walk() if node.tag == "h1" and node.text.strip()]
    if len(heads) == 1:
        return heads[0]
    element = root.find("title")
    title = one_line(element.text) if element is not None else ""
    shown = next(
        (one_line(node.text) for node in main.walk() if node.tag in ("h2", "h3") and node.text.strip()), ""
    )
    # A short heading may be a section's name with which the title happens to begin.
    title = _without_site(title, (shared, shown if len(shown) >= _TITLE_LIKE else ""))
    return title if title and title != shown else None
