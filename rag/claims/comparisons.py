"""Comparisons that a sentence draws itself from its figures: 由1.05亿上升到1.2亿, 90.3万个超过60万个的目标."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.quantities import Quantity, quantities, same_unit
from rag.claims.support import Case, aligned
from rag.claims.times import blanked, moments
from rag.claims.types import Fault, Strike

_MORE = re.compile(
    r"(?:(?<![对同环占相无])比(?!较)|(?<!比)较(?!为)).+?[多高长快大]|超过|高于|多于|多过|高过|大于|超出|(?<!不)增|升|涨|[更较](?:多|高|大|长|快)|最[多高大]|"
    r"above|more than|over|exceed|rose|increas|grew|up from|higher|larger|bigger"
)
_LESS = re.compile(
    r"(?:(?<![对同环占相无])比(?!较)|(?<!比)较(?!为)).+?[少低短慢小]|低于|少于|小于|不及|不到|不足|降|减|跌|[更较](?:少|低|小|短|慢)|最[少低小]|"
    r"below|less than|fewer|fell|declin|decreas|drop|down from|lower|smaller"
)
_THAN = re.compile(
    r"(?<![对同环占相无])比(?!较|例|重|率)|(?<!比)较(?!为)|超过|高于|多于|多过|高过|大于|超出|低于|少于|小于|不及|不足|above|below|than|exceed|(?:up|down) from"
)
_TO = re.compile(
    r"(?:由|从).*(?:到|至)|\bfrom\b.*\bto\b|[增升减降涨跌提]\w{0,2}[至到]|(?:rose|grew|fell|increased|decreased|dropped) to"
)
_FORMER = re.compile(r"(?P<which>前者|后者)(?:[更较]|比较)?(?:为)?(?P<how>[多高大长快少低小短慢])")
_DIFFERENCE = re.compile(r"[多高长快少低短慢]\S{0,3}$")
# Comparisons with something that is no figure must be the source's own.
_COMPARED = re.compile(
    r"比|高出|多出|低出|较|超过|高于|多于|高过|大于|低于|少于|小于|不及|不如|优于|领先|落后|大过|胜|[更最][多高低少大小长短]|than"
)
_BETTER = re.compile(r"比.{1,15}更")
# 超过45万个 says about how much; 超过60万个的目标 compares.
_ABOUT = re.compile(
    r"(?:超过|高于|多于|大于|超出|低于|少于|小于|不及|不足|above|below|than|exceed\w*)\s?约?$"
)
_ABOUT_FIGURE = re.compile(
    r"(?:超过|高于|多于|大于|超出|低于|少于|小于|不及|不到|不足|逾|more than|less than|over|above|below)\s?约?(?:\d|[一二两三四五六七八九十百半]|a |one|two|three|four|five|six|seven|eight|nine|ten|half)"
)
_BY_ITSELF = re.compile(r"[更较]为?[多高大长快少低小短慢]")
_EVERY_YEAR = re.compile(
    r"逐年|连年|一年比一年|年年|每年|[两三四五]年来|持续|不断|every year|year after year|each year"
)
_BY_LAST_YEAR = re.compile(
    r"上年|去年|前一年|上一年|同比|按年|year earlier|previous year|year before|last year"
)
_MUCH = "多高大长快"


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison of figures came to: ``right`` where they bear it out, or the ``fault``; neither where unknown."""

    right: bool = False
    fault: Fault | None = None


_UNKNOWN = Compared()


def compared(clause: str, case: Case) -> Compared:
    """Check a clause that compares by the figures of its sentence, or by the row of a table that it is of."""
    more, less = _MORE.search(clause), _LESS.search(clause)
    if former := _FORMER.search(clause):
        return _former(former["which"], former["how"], clause, case)
    if bool(more) == bool(less):
        better = _BETTER.search(clause)
        return _own_comparison(clause, better.group(), case) if better and not more else _UNKNOWN
    word = (more or less or [""])[0]
    pair = _pair(clause, case.sentence)
    if pair is None:
        alone = "比" not in clause and _BY_ITSELF.search(clause)
        found = None if alone or _ABOUT_FIGURE.search(clause) else _by_years(clause, case, up=bool(more))
        if found is None:
            return _own_comparison(clause, word, case)
        return Compared(right=True) if found else Compared(fault=Fault(Strike.DIRECTION, word))
    first, than = pair[0].value, pair[1].value
    right = first > than if more else first < than
    return Compared(right=True) if right else Compared(fault=Fault(Strike.DIRECTION, word))


def _own_comparison(clause: str, word: str, case: Case) -> Compared:
    """A comparison with what is no figure must stand in the source's clause."""
    than = _THAN.search(clause)
    if "比" not in clause and _BY_ITSELF.search(clause) and len(_figures(case.sentence)) > 1:
        return _UNKNOWN
    if not than or _EVERY_YEAR.search(clause) or _BY_LAST_YEAR.search(clause) or _ABOUT_FIGURE.search(clause):
        return _UNKNOWN
    near = aligned(clause, case.rests, case.vocabulary)
    return (
        _UNKNOWN if _COMPARED.search(near or case.support) else Compared(fault=Fault(Strike.DIRECTION, word))
    )


def _pair(clause: str, sentence: str) -> tuple[Quantity, Quantity] | None:
    """Return what a clause says is greater or smaller, then than what (of a change: what it came to, from what)."""
    own = _figures(clause)
    at = sentence.find(clause)
    before = [q for q in _figures(sentence) if q.span.end <= at] if at > 0 else []
    if not own:
        return None
    if _TO.search(clause):
        earlier = _alike(own[0], before) if len(own) == 1 else None
        first, last = (own[0], own[-1]) if len(own) > 1 else (earlier, own[0])
        return (last, first) if first is not None and _comparable(last, first) else None
    if not _THAN.search(clause):
        return None
    than = _THAN.search(clause)
    objects = [q for q in own if than and q.span.start >= than.start()]
    objects = [q for q in objects if not _DIFFERENCE.search(clause[: q.span.start])] or []
    subjects = [q for q in own if than and q.span.start < than.start()]
    about = objects and not subjects and _ABOUT.search(clause[: objects[0].span.start])
    if not objects or (about and not clause.startswith("的", objects[0].span.end)):
        return None
    subject = subjects[-1] if subjects else _alike(objects[0], before)
    return (subject, objects[0]) if subject is not None and _comparable(subject, objects[0]) else None


def _figures(text: str) -> list[Quantity]:
    return [q for q in quantities(blanked(text)) if not (q.in_words and q.value <= 3)]


def _alike(quantity: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    return next((q for q in reversed(before) if _comparable(q, quantity)), None)


def _comparable(one: Quantity, other: Quantity) -> bool:
    return not one.unit or not other.unit or same_unit(one.unit, other.unit)


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
    if _EVERY_YEAR.search(clause):
        steps = [series[b] - series[a] for a, b in zip(years, years[1:], strict=False)]
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
