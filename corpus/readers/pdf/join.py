"""Printed lines to one: Han characters directly, words with a space, hyphenated words without their hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HYPHENATED = re.compile(r"[a-z]{2,}-$")
_GOES_ON = re.compile(r"[a-z]")
_WIDE = 0x2E7F
_WIDE_MARKS = "‘’“”…—"


def glue(before: str, after: str) -> tuple[str, str]:
    """Return what a line keeps of its end and what stands between it and the next.

    >>> glue("网点共", "三百个"), glue("annual report of", "the post"), glue("a trans-", "port"), glue("25-", "27")
    (('网点共', ''), ('annual report of', ' '), ('a trans', ''), ('25-', ''))
    """
    if _HYPHENATED.search(before) and _GOES_ON.match(after):
        return before[:-1], ""
    ends, starts = before[-1:], after[:1]
    wide = any(char and (ord(char) > _WIDE or char in _WIDE_MARKS) for char in (ends, starts))
    return before, "" if wide or ends in "-/" or before.endswith("</sup>") or after.startswith(
        "<sup>"
    ) else " "


def join_lines(lines: Sequence[str]) -> str:
    """Return lines as one text."""
    whole = ""
    for line in lines:
        if whole:
            kept, between = glue(whole, line)
            whole = f"{kept}{between}{line}"
        else:
            whole = line
    return whole
