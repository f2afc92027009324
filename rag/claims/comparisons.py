"""Comparisons that a sentence draws itself from its figures: 由1.05亿上升到1.2亿, 90.3万个超过60万个的目标."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.script import HAN
from rag.claims.counters import same_unit
from rag.claims.english import ends_first
from rag.claims.patterns import pattern
from rag.claims.quantities import Quantity, quantities
from rag.claims.signs import went
from rag.claims.support import Case, aligned
from rag.claims.times import blanked, moments
from rag.claims.types import Fault, Strike

_DIFFERENCE = re.compile(r"[多高长快少低短慢](?!于)\S{0,3}$")
# Comparisons with something that is no figure must be the source's own.
_BETTER = re.compile(r"比.{1,15}更")
# 超过45万个 says about how much; 超过60万个的目标 compares.
_BY_ITSELF = re.compile(r"[更较]为?[多高大长快少低小短慢]")
_TIMES = frozenset({"次", "人次", "件", "笔"})
_TWO = 2
_IN_TURN = re.compile(r"[,:](?:两者|二者|前者后者)?(?:分别|各自?|依次)(?:是|为|达到?|有|约)?")
_MUCH = "多高大长快"
# What an English clause says before it is of something else.
_AND = re.compile(r"\band\b")


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison of figures came to: ``right`` where they bear it out, or the ``fault``; else unknown."""

    right: bool = False
    fault: Fault | None = None


_UNKNOWN = Compared()


def compared(clause: str, case: Case) -> Compared:
    """Check a clause that compares by the figures of its sentence, or by the row of a table that it is of."""
    more, less = pattern("comparisons more").search(clause), pattern("comparisons less").search(clause)
    if former := pattern("comparisons former").search(clause):
        return _former(former["which"], former["how"], clause, case)
    if (went := _went(clause, case)) is not None:
        return went
    if bool(more) == bool(less):
        better = _BETTER.search(clause)
        return _own_comparison(clause, better.group(), case) if better and not more else _UNKNOWN
    word = (more or less or [""])[0]
    pair = _pair(clause, case.sentence) or _pair_in_turn(clause, case.sentence)
    if pair is None:
        alone = "比" not in clause and _BY_ITSELF.search(clause)
        found = (
            None
            if alone or pattern("comparisons about figure").search(clause)
            else _by_years(clause, case, up=bool(more))
        )
        if found is None:
            return _own_comparison(clause, word, case)
        return Compared(right=True) if found else Compared(fault=Fault(Strike.DIRECTION, word))
    first, than = pair[0].value, pair[1].value
    right = first > than if more else first < than
    return Compared(right=True) if right else Compared(fault=Fault(Strike.DIRECTION, word))


def _went(clause: str, case: Case) -> Compared | None:
    """Check a clause that says from what to what something went, by any word of up and down; None where none does."""
    pair = _pair(clause, case.sentence) if pattern("comparisons to").search(clause) else None
    up, down = went(clause)
    if pair is None or bool(up) == bool(down):
        return None
    right = (pair[0].value > pair[1].value) == bool(up)
    return Compared(right=True) if right else Compared(fault=Fault(Strike.DIRECTION, up or down))


def _own_comparison(clause: str, word: str, case: Case) -> Compared:
    """Find fault with a comparison with what is no figure that the source's clause does not draw."""
    than = pattern("comparisons than").search(clause)
    if "比" not in clause and _BY_ITSELF.search(clause) and len(_figures(case.sentence)) > 1:
        return _UNKNOWN
    if (
        not than
        or pattern("comparisons every year").search(clause)
        or pattern("comparisons by last year").search(clause)
        or pattern("comparisons about figure").search(clause)
    ):
        return _UNKNOWN
    near = aligned(clause, case.rests, case.vocabulary)
    if not HAN.search(clause):
        # An English clause goes on where Chinese begins another: its comparison may stand beside.
        near = case.support
    return (
        _UNKNOWN
        if pattern("comparisons compared").search(near or case.support)
        else Compared(fault=Fault(Strike.DIRECTION, word))
    )


def _pair(clause: str, sentence: str) -> tuple[Quantity, Quantity] | None:
    """Return what a clause says is greater or smaller, then than what (of a change: what it came to, from what)."""
    own = _figures(clause)
    at = sentence.find(clause)
    before = [q for q in _figures(sentence) if q.span.end <= at] if at > 0 else []
    if not own:
        return None
    if pattern("comparisons to").search(clause):
        earlier = _alike(own[0], before) if len(own) == 1 else None
        first, last = (own[0], own[-1]) if len(own) > 1 else (earlier, own[0])
        if first is not None and ends_first(clause):
            first, last = last, first
        return (last, first) if first is not None and _comparable(last, first) else None
    if not pattern("comparisons than").search(clause):
        return None
    than = pattern("comparisons than").search(clause)
    objects = [q for q in own if than and q.span.start >= than.start()]
    objects = [q for q in objects if not _DIFFERENCE.search(clause[: q.span.start])] or []
    begins = max((m.end() for m in _AND.finditer(clause, 0, than.start() if than else 0)), default=0)
    subjects = [q for q in own if than and begins <= q.span.start < than.start()]
    about = objects and not subjects and pattern("comparisons about").search(clause[: objects[0].span.start])
    if not objects or (about and not clause.startswith("的", objects[0].span.end)):
        return None
    subject = subjects[-1] if subjects else _alike(objects[0], before)
    return (subject, objects[0]) if subject is not None and _comparable(subject, objects[0]) else None


def _pair_in_turn(clause: str, sentence: str) -> tuple[Quantity, Quantity] | None:
    """Return the two figures that the next clause gives of what a clause compares: 甲高于乙,分别是4%和3.8%."""
    at = sentence.find(clause)
    behind = sentence[at + len(clause) :] if at >= 0 else ""
    if _figures(clause) or not _IN_TURN.match(behind):
        return None
    found = _figures(re.split(r"[;。!?]", behind)[0])
    pair = found if len(found) == _TWO and _comparable(found[0], found[1]) else []
    return (pair[0], pair[1]) if pair else None


def _figures(text: str) -> list[Quantity]:
    return [q for q in quantities(blanked(text)) if not (q.in_words and q.value <= 3)]


def _alike(quantity: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    return next((q for q in reversed(before) if _comparable(q, quantity)), None)


def _comparable(one: Quantity, other: Quantity) -> bool:
    return (
        not one.unit or not other.unit or same_unit(one.unit, other.unit) or {one.unit, other.unit} <= _TIMES
    )


def _former(which: str, how: str, clause: str, case: Case) -> Compared:
    """Check 前者较多 by the two last figures of one unit in the sentence before it."""
    at = case.sentence.find(clause)
    before = _figures(case.sentence[: max(at, 0)])
    if not before:
        return _UNKNOWN
    second = before[-1]
    first = _alike(second, before[:-1])
    if first is None or first.value == second.value:
        return _UNKNOWN
    former_leads = (first.value > second.value) == (how in _MUCH)
    if former_leads == (which == "前者"):
        return Compared(right=True)
    return Compared(fault=Fault(Strike.DIRECTION, which))


def _by_years(clause: str, case: Case, *, up: bool) -> bool | None:
    """Tell by the row of a table whether a value rose (``up``) or fell as a clause says; None where no row tells."""
    series = case.rests[0].unit.years() if case.rests else {}
    if len(series) < 2:
        return None
    years = sorted(series)
    if pattern("comparisons every year").search(clause):
        steps = [series[b] - series[a] for a, b in pairwise(years)]
        return all(step > 0 for step in steps) if up else all(step < 0 for step in steps)
    named = [m.number for m in moments(clause) if m.kind == "year" and m.number in series]
    named = named or [m.number for m in moments(case.sentence) if m.kind == "year" and m.number in series]
    if not named:
        return None
    year = named[0]
    base = named[1] if len(named) > 1 else year - 1
    if base not in series or series[base] == series[year]:
        return None
    return (series[year] > series[base]) == up
