"""Lists of names with a figure in brackets behind each: 甲（35%）、乙（10%）. A figure there is of its own name."""

from __future__ import annotations

import re

from corpus.types import Span

_PAIR = re.compile(r"([^、，,。；;：:（()）\n|]{2,40})[（(]([^（()）\n]{1,24})[）)]")
_FIGURE = re.compile(r"\d")
# So many characters of a name must stand in the question for it to be the one asked; fewer are chance.
_LEAST = 3


def own_bracket(question: str, text: str) -> Span | None:
    """Return the bracket behind the one name of a list that a folded question names; None for no list or no one name.

    >>> own_bracket("云山书店持股多少", "股东是山海邮局（持股35%）、云山书店（10%）")
    Span(start=20, end=23)
    """
    pairs = [m for m in _PAIR.finditer(text) if _FIGURE.search(m[2])]
    if len(pairs) < 2:
        return None
    shared = [_shared(m[1], question) for m in pairs]
    most = max(shared)
    return Span(*pairs[shared.index(most)].span(2)) if most >= _LEAST and shared.count(most) == 1 else None


def _shared(name: str, question: str) -> int:
    """Return the length of the longest stretch of a name that stands in a question."""
    best = 0
    for start in range(len(name)):
        while name[start : start + best + 1] in question and start + best < len(name):
            best += 1
    return best
