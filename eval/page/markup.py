"""HTML by construction: whatever is not ``Markup`` is text, and text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from corpus.script import detect
from corpus.types import Script

_VOID = frozenset({"br", "input", "meta"})
# What no HTML may hold: control characters other than tab and newline, half surrogate pairs, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGES = {Script.HANS: "zh-Hans", Script.HANT: "zh-Hant", Script.MIXED: "zh"}


class Markup(str):
    """Text that is HTML already; made by this file's functions only."""

    __slots__ = ()


def clean(text: str) -> Markup:
    """Return text as HTML that shows it; characters that HTML cannot hold become the replacement character.

    >>> clean('<b>"q" & co</b>')
    '&lt;b&gt;&quot;q&quot; &amp; co&lt;/b&gt;'
    """
    return Markup(text if isinstance(text, Markup) else escape(_FORBIDDEN.sub("\ufffd", text)))


def element(
    name: str, children: str | Iterable[str] = (), attributes: Mapping[str, str | float] | None = None
) -> Markup:
    """Return an element; children and values that are not ``Markup`` are escaped.

    >>> element("a", ["1 < 2"], {"href": "#x"})
    '<a href="#x">1 &lt; 2</a>'
    """
    given = "".join(f' {key}="{clean(_value(value))}"' for key, value in (attributes or {}).items())
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    inside = clean(children) if isinstance(children, str) else join(children)
    return Markup(f"<{name}{given}>{inside}</{name}>")


def join(parts: Iterable[str]) -> Markup:
    """Return parts one after the other, escaped where they are not ``Markup``."""
    return Markup("".join(map(clean, parts)))


def words(text: str, name: str = "span") -> Markup:
    """Return text of documents and questions with its language, by which a browser picks the glyphs.

    Its class sets it apart, so that marks of writing direction in it do not reorder what stands around it.
    """
    language = _LANGUAGES.get(detect(text))
    return element(name, text, {"class": "words", **({"lang": language} if language else {})})


def _value(value: str | float) -> str:
    """Return an attribute's value; coordinates with two decimals are exact to a hundredth of a pixel."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
