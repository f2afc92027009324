"""The text of a question: what may be asked at all, and lower case that keeps offsets."""

from __future__ import annotations

import re
import unicodedata

from rag.errors import AskError

LONGEST = 2000
"""Longer input is a document, not a question; the contract asks for a clear word instead of a slow answer."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


def tidy(question: str) -> str:
    """Return a question without control characters and outer white space.

    Raises AskError when nothing is left to search for, or when it is longer than a question can be.
    """
    text = " ".join(_CONTROL.sub(" ", question).split())
    if len(text) > LONGEST:
        raise AskError(
            f"the question has {len(text):,} characters, {LONGEST:,} at most. Ask one thing in a sentence or two."
        )
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise AskError(
            "the question is empty: it holds no word and no figure. Type a question, for example: 5G基站有多少个？"
        )
    return text


def lowered(text: str) -> str:
    """Return text in lower case, length kept, so that offsets hold: only İ would grow, and stays.

    >>> lowered("İ5G Network")
    'İ5g network'
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
