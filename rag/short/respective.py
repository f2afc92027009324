"""Values told in the order of their things: of 甲、乙和丙的份额依次为21%、17%和12% 乙 has 17%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.types import Span

_IN_ORDER = re.compile(r"依次|分别|依序|顺序|各(?:为|是|有|占|达)|respectively")
# What stands between the values of one list, and between the things.
_BETWEEN = re.compile(r" ?(?:[、,/和与及或]|以及|and|,? ?and) ?(?:约|近|超过?|逾)? ?")
_AND = re.compile(r"、|以及|和|与|及(?!其|时)")
_ALL_OF_THEM = re.compile(r"[两二三四五六]者|它们|前后者")
# A list of things stands in one clause; a thing's name ends where other words may begin.
_CLAUSE = re.compile(r"[，。；;：:！？\n（）()|]")
_LABEL = re.compile(r"([\u4e00-\u9fffa-z]{2,10}?) ?(?:约|近|超过?|逾|为|是|有|达)? ?$")
_LEAST, _LONGEST = 2, 10


@dataclass(frozen=True, slots=True)
class Turns:
    """The values of lists in whose order a question's thing has one: its ``own``, and those of the ``others``."""

    own: frozenset[Span] = frozenset()
    others: frozenset[Span] = frozenset()


def turns(text: str, question: str, values: Sequence[Span]) -> Turns:
    """Return what the thing that a question names has in the lists of a text, none where it names none or several.

    ``text`` and ``question`` are folded and in lower case, ``values`` the spans of all figures of the text in order.
    """
    own: set[Span] = set()
    others: set[Span] = set()
    for run in _runs(text, values):
        if not _IN_ORDER.search(text, 0, run[0].start):
            continue
        things = _things(text, run, values)
        named = [n for n, names in enumerate(things) if any(name in question for name in names)]
        if len(named) == 1:
            own.add(run[named[0]])
            others.update(value for n, value in enumerate(run) if n != named[0])
    return Turns(frozenset(own), frozenset(others))


def _runs(text: str, values: Sequence[Span]) -> list[list[Span]]:
    """Return the values joined by no more than marks of a list, in order."""
    runs: list[list[Span]] = []
    for value in values:
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1].end, value.start):
            runs[-1].append(value)
        else:
            runs.append([value])
    return [run for run in runs if len(run) >= _LEAST]


def _things(text: str, run: Sequence[Span], values: Sequence[Span]) -> list[set[str]]:
    """Return the names of the things of a list of values, each by its possible names; empty where none are told."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, run[0].start)), run[0].start]
    for start, end in reversed(list(pairwise(cuts))):
        parts = _AND.split(text[start:end])
        if len(parts) == len(run):
            return [_names(part, first=n == 0, last=n == len(parts) - 1) for n, part in enumerate(parts)]
    if not _ALL_OF_THEM.search(text, 0, run[0].start):
        return []
    labels = [m for v in values if v.end <= run[0].start and (m := _LABEL.search(text[: v.start]))]
    if len(labels) < len(run):
        return []
    return [_names(m[1], first=True, last=False) for m in labels[-len(run) :]]


def _names(part: str, *, first: bool, last: bool) -> set[str]:
    """Return what a part of a list may name: the first has words before its name, the last behind it."""
    bare = re.sub(r"<[^<>]*>|\s", "", part)
    if not first and not last:
        return {bare} if len(bare) >= _LEAST else set()
    cuts = [
        n for n in range(_LEAST, min(len(bare), _LONGEST) + 1) if not _within_number(bare, n, first=first)
    ]
    return {bare[-n:] for n in cuts} if first else {bare[:n] for n in cuts}


def _within_number(bare: str, length: int, *, first: bool) -> bool:
    """Tell whether a name of so many characters, at the end for the ``first`` and else at the start, cuts a number."""
    at = len(bare) - length if first else length
    return 0 < at < len(bare) and bare[at - 1].isdigit() and bare[at].isdigit()
