"""When a quotation equals its place in a file: white space and mark-up do not count, everything else does."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_EMPHASIS = re.compile(r"[*#\\]|[\s\u200b-\u200f\ufeff]+")


def bare(text: str) -> str:
    """Return text without white space, HTML tags, ``*``, ``#`` and backslashes.

    >>> bare("累计超 **240 万站**<br>")
    '累计超240万站'
    """
    # White space first: two texts that differ in nothing else must lose the same tags.
    return _TAG.sub("", _EMPHASIS.sub("", text))


def same_words(quote: str, source: str) -> bool:
    """Tell whether a quotation says what the source slice says.

    >>> same_words("做強 5G 網絡", "## 做強 5G 網絡"), same_words("240萬站", "194 萬站")
    (True, False)
    """
    return bool(bare(quote)) and bare(quote) == bare(source)


def needs_raw(text: str, source: str) -> bool:
    """Tell whether cleaning dropped more than white space and emphasis: the file's own slice is then kept."""
    return _EMPHASIS.sub("", text) != _EMPHASIS.sub("", source)
