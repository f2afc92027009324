"""Lists in plain text: what 前者 and 后者 stand for, and which figure is whose in 两者分别是40.1%和20.8%."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.types import Span
from rag.claims.patterns import pattern

_MARKS = re.compile(r"[,;。:!?\n]")
_JOINED = re.compile(r"[、和与及跟同]|以及")
# A pair's second name ends where the sentence goes on.
_PAIR = re.compile(
    r"(?P<one>[^\s,;。:!?、的是在]{1,10}?)(?:和|与|及|跟|、)(?P<other>[^\s,;。:!?、]{1,10}?)(?=都|均|各自|两者|二者)"
)
# Characters of a name whose end tells where the next one ends.
_LEAST = 3
_IN_TURN = re.compile(r"(?:分别|依次|顺次|各)(?:是|为|达到?|有|占|约)?[约近超逾]?")


def named_pair(text: str) -> tuple[str, str] | None:
    """Return the first two things that plain text names together; None where it names no pair.

    >>> named_pair("甲网和乙网都已建成:前者有3个站")
    ('甲网', '乙网')
    """
    pair = _PAIR.search(text)
    return (pair["one"], pair["other"]) if pair else None


def _of_next_clause(text: str, begins: int, stop: int, places: Sequence[Span]) -> dict[int, str]:
    """Return the things of the figures in the clause behind a list: 前三名依次是甲、乙和丙,份额为3%、2%和1%."""
    names = [name for name in _JOINED.split(text[begins:stop]) if name.strip()]
    end = _MARKS.search(text, stop + 1)
    mine = [n for n, span in enumerate(places) if stop < span.start < (end.start() if end else len(text))]
    if len(names) < 2 or len(names) != len(mine):
        return {}
    said = text[stop + 1 : places[mine[0]].start]
    return {n: f"{name}{said}" for n, name in zip(mine, names, strict=True)}


def _in_full(names: Sequence[str]) -> list[str]:
    """Return names with what the last of them says of all: 甲业务及乙业务收入, 第一产业和第二产业增加值占比."""
    last, one = names[-1], names[-2]
    if len(one) >= _LEAST and last[: len(one)].endswith(one[-2:]):
        tail = last[len(one) :]
        return [*(f"{name} {tail}" for name in names[:-1]), last]
    measure = pattern("lists measure").search(last)
    return [f"{name} {measure.group()}" if measure else name for name in names]


def turns(text: str, places: Sequence[Span], labels: Sequence[tuple[int, str]]) -> Mapping[int, str]:
    """Return for the numbers of figures that are handed out in turn the words of their own thing.

    ``places`` are where the figures stand, ``labels`` where each begins with the words before it. The things are
    listed in the same clause (甲、乙分别是1和2) or are what the figures before it are of (甲1,乙2,两者分别增长3%和4%).

    >>> turns("甲城、乙城分别有3家和5家", [Span(8, 10), Span(11, 13)], [(8, ""), (11, "")])
    {0: '甲城', 1: '乙城'}
    """
    found: dict[int, str] = {}
    for match in _IN_TURN.finditer(text):
        end = _MARKS.search(text, match.end())
        stop = end.start() if end else len(text)
        mine = [n for n, span in enumerate(places) if match.end() <= span.start < stop]
        if len(mine) < 2:
            found |= _of_next_clause(text, match.end(), stop, places)
            continue
        begins = max((m.end() for m in _MARKS.finditer(text, 0, match.start())), default=0)
        before = text[begins : match.start()]
        names = [name for name in _JOINED.split(before) if name.strip()]
        if len(names) == len(mine):
            found |= dict(zip(mine, _in_full(names), strict=True))
            continue
        earlier = [found.get(n, words) for n, (at, words) in enumerate(labels) if at < match.start()][
            -len(mine) :
        ]
        if len(earlier) == len(mine):
            found |= {n: f"{words} {before}" for n, words in zip(mine, earlier, strict=True)}
    return found
