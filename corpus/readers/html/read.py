"""HTML files: the main text of a page, what is hidden dropped and counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from corpus.readers import markup
from corpus.readers.decoded import Decoded, counted
from corpus.readers.encodings import decode_text
from corpus.readers.html.main_text import find_main, shared_title, size_of, title_of
from corpus.readers.html.notes import find_notes
from corpus.readers.html.prune import prune
from corpus.readers.html.render import Drawn, joined, render
from corpus.readers.html.style_sheets import hidden_names
from corpus.readers.html.tree import Node, parse
from corpus.reading import Format, Reading

# Where a page names its encoding: within its first bytes.
_DECLARED_WITHIN = 4096
_CHARSET = re.compile(
    rb"""(?:charset\s*=|<\?xml[^>]{0,80}encoding\s*=)\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE
)
_PLURALS = {
    "part around the text": "parts around the text",
    "character outside the main text": "characters outside the main text",
}


def read_html(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a page's main text. SourceError when it cannot be decoded or is too large."""
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    encoded = decode_text(path, data, encoding, declared.group(1).decode("ascii") if declared else None)
    text, left = draw_page(encoded.text, path)
    remarks = (*encoded.remarks, *_told(left))
    return Decoded(text, Reading(Format.HTML, encoded.encoding, remarks=remarks))


def _told(left: Counter[str]) -> tuple[str, ...]:
    return tuple(f"{counted(left[what], what, _PLURALS.get(what))} left out" for what in sorted(left))


def draw_page(text: str, path: Path, *, whole: bool = False) -> tuple[str, Counter[str]]:
    """Return the lines of a page, and how many of what were left out.

    ``whole`` takes all of it for text, menus and footers too: for HTML that was made of a document.
    """
    parsed = parse(text, path)
    title = parsed.root.find("title")
    body = parsed.root.find("body") or Node("body")
    around = Node("html", children=[node for node in (title, body) if node is not None])
    left = prune(around, whole=whole, hidden=hidden_names(parsed.root))
    if parsed.comments:
        left["comment"] += parsed.comments
    main = body if whole else find_main(around)
    if outside := size_of(body) - size_of(main):
        left["character outside the main text"] += outside
    named = None if whole else title_of(around, main, shared_title(parsed.root))
    drawn = render(main, find_notes(main), left)
    if named and drawn:
        drawn.insert(0, Drawn("heading", markup.heading(named, 1)))
    return joined(drawn), left
