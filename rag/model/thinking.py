"""Drop what a model thinks aloud before it replies; some print it inline, between tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Qwen and DeepSeek write <think>, others one of the rest.
_TAGS = ("think", "thinking", "thought", "reasoning")
_OPEN = re.compile(rf"<({'|'.join(_TAGS)})>", re.IGNORECASE)
_LONGEST = max(len(f"</{tag}>") for tag in _TAGS)


def without_thinking(parts: Iterable[str]) -> Iterator[str]:
    r"""Yield the parts of a reply without the thinking at its beginning, and without white space before its first word.

    Tags further on are the reply's own words. Thinking that never ends leaves nothing.

    >>> list(without_thinking(["<th", "ink>先算一下。", "</thi", "nk>\n\n240萬個", " [1]"]))
    ['240萬個', ' [1]']
    """
    coming = iter(parts)
    held, inside = "", ""
    for part in coming:
        held, inside = _left(held + part, inside)
        if not inside and not _may_open(held):
            break
    if held and not inside:
        yield held
    yield from coming


def _left(text: str, inside: str) -> tuple[str, str]:
    """Return what is left of a text behind its thinking, and the tag whose end has yet to come; empty when none."""
    while True:
        if inside:
            end = re.search(rf"</{inside}>", text, re.IGNORECASE)
            if end is None:
                return text[-_LONGEST:], inside  # It may hold the beginning of the closing tag.
            text, inside = text[end.end() :], ""
        text = text.lstrip()
        found = _OPEN.match(text)
        if found is None:
            return text, ""
        text, inside = text[found.end() :], found[1]


def _may_open(text: str) -> bool:
    """Tell whether a text may yet become an opening tag."""
    return any(f"<{tag}>".startswith(text.lower()) for tag in _TAGS)
