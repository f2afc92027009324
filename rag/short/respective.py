"""Values told in the order of their things: of 甲、乙和丙的份额依次为21%、17%和12% 乙 has 17%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.types import Span

_IN_ORDER = re.compile(r"依次|分别|依序|顺序|各(?:为|是|有|占|达)|respectively")
# What stands between the values of one list, and between the things: 普及 and 和平 hold no and.
_BETWEEN = re.compile(r" ?(?:[、,/和与及或]|以及|and|,? ?and) ?(?:约|近|超过?|逾)? ?")
_AND = re.compile(
    r"、|以及|(?<![普涉波触遍])及(?!其|时|早|格)|(?<![共饱缓温平])和(?!平|谐|睦)|(?<![参给])与(?!会|否)"
)
_ALL_OF_THEM = re.compile(r"[两二三四五六]者|它们|前后者")
# A list of things stands in one clause; a thing's name ends where other words may begin.
_CLAUSE = re.compile(r"[，。；;：:！？\n（）()|]")
_LABEL = re.compile(r"([\u4e00-\u9fffa-z]{2,10}?) ?(?:约|近|超过?|逾|为|是|有|达)? ?$")
# What leads to the first thing, and what goes on behind the last one.
_LEADS = re.compile(r".*(?:依次|分别|依序)?(?:[是为有即由]|包括|包含)")
_GOES_ON = re.compile(r"的|分别|依次|依序|各(?=[为是有占达])|[两二三四五六]者")
_MARKUP = re.compile(r"<[^<>]*>|\s")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Turns:
    """The values of lists in whose order a question's thing has one: its ``own``, and those of the ``others``.

    Those of ``years`` are values of lists whose things are years.
    """

    own: frozenset[Span] = frozenset()
    others: frozenset[Span] = frozenset()
    years: frozenset[Span] = frozenset()


def turns(text: str, question: str, values: Sequence[Span]) -> Turns:
    """Return what the thing that a question names has in the lists of a text, none where it names none or several.

    ``text`` and ``question`` are folded and in lower case, ``values`` the spans of all figures of the text in order.
    """
    own: set[Span] = set()
    others: set[Span] = set()
    years: set[Span] = set()
    for run in _runs(text, values):
        if not _IN_ORDER.search(text, 0, run[0].start):
            continue
        things = _things(text, run, values)
        named = [n for n, thing in enumerate(things) if len(thing) >= _LEAST and thing in question]
        if len(named) == 1:
            own.add(run[named[0]])
            others.update(value for n, value in enumerate(run) if n != named[0])
            years.update(run if all(_YEAR.fullmatch(thing) for thing in things) else ())
    return Turns(frozenset(own), frozenset(others), frozenset(years))


def _runs(text: str, values: Sequence[Span]) -> list[list[Span]]:
    """Return the values joined by no more than marks of a list, in order."""
    runs: list[list[Span]] = []
    for value in values:
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1].end, value.start):
            runs[-1].append(value)
        else:
            runs.append([value])
    return [run for run in runs if len(run) >= _LEAST]


def _things(text: str, run: Sequence[Span], values: Sequence[Span]) -> list[str]:
    """Return the names of the things of a list of values in order; empty where none are told.

    They are the nearest list of as many before the values; for 两者 and the like, what stands before the last figures.
    """
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, run[0].start)), run[0].start]
    for start, end in reversed(list(pairwise(cuts))):
        parts = _AND.split(_MARKUP.sub("", text[start:end]).rstrip("，。；：、"))
        if len(parts) == len(run):
            return [_LEADS.sub("", parts[0]), *parts[1:-1], _GOES_ON.split(parts[-1])[0]]
    if not _ALL_OF_THEM.search(text, 0, run[0].start):
        return []
    labels = [m[1] for v in values if v.end <= run[0].start and (m := _LABEL.search(text[: v.start][-14:]))]
    return labels[-len(run) :] if len(labels) >= len(run) else []
