"""Notes of glued text that say what they are (`附注1：…`), wherever they stand, and the marks that name them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.run_together.notes import GLUED, LONE, LONGEST, SHORTEST, Note
from corpus.types import Span

# The mark of a note that names itself stands behind a word; no figure, plus sign or heading follows it.
_BEARER = re.compile(r"[\u4e00-\u9fffA-Za-z）)”》]")
_NO_MARK = re.compile(r"[+＋'’“‘\"×x*/~—-]|[\u4e00-\u9fff]{2,10}20\d\d年")
# So many places bear the same mark at most; it stands so many characters before its note, `（注1）` nearer.
_MOST_BEARERS, _FARTHEST, _NEAR = 3, 6000, 2500
_LABEL = re.compile(r"(附注|备注|注释|脚注|注)\s?(\d{1,2})\s?[：:]")
_NAMED_MARK = re.compile(r"[（(](附注|备注|注释|脚注|注)\s?(\d{1,2})[）)]")

_Places = Mapping[str, Sequence[Span]]


def _by_label(found: Iterable[tuple[str, Span]]) -> _Places:
    """Map every label to its places, in order."""
    places: dict[str, list[Span]] = {}
    for label, span in found:
        places.setdefault(label, []).append(span)
    return {label: sorted(spans) for label, spans in places.items()}


def _bearers(folded: str) -> Iterator[tuple[str, Span]]:
    """Yield the digits between words that may be a note's mark: label, place."""
    for pattern in (LONE, GLUED):
        for match in pattern.finditer(folded):
            behind = folded[match.end() : match.end() + 16]
            if _BEARER.match(folded[match.start() - 1 : match.start()]) and not _NO_MARK.match(behind):
                yield match.group(1), Span(*match.span(1))


def _between(places: Sequence[Span], low: int, high: int) -> Sequence[Span]:
    begin, end = (bisect_left(places, at, key=lambda span: span.start) for at in (low, high))
    return places[begin:end]


def _marks(label: re.Match[str], low: int, named: _Places, bare: _Places) -> tuple[Span, ...]:
    """Return the marks of the note with this label, from ``low`` on: （注1） near it, else a few lone digits."""
    name, at = label.group(1) + label.group(2), label.start()
    if near := _between(named.get(name, ()), max(low, at - _NEAR), at):
        return tuple(near)
    digits = _between(bare.get(label.group(2), ()), max(low, at - _FARTHEST), at)
    return tuple(digits) if len(digits) <= _MOST_BEARERS else ()


def find_named(folded: str, borders: Sequence[int]) -> list[Note]:
    """Return the notes that name themselves, each up to its sentence's end, the next note or a border.

    ``borders`` are sorted positions that no note reaches over: page ends, headings. Marks are looked for a few pages
    back at most, and not behind an earlier note with the same label: a group of notes begins with 1 again.
    """
    labels = list(_LABEL.finditer(folded))
    if not labels:
        return []
    bare = _by_label(_bearers(folded))
    named = _by_label((m.group(1) + m.group(2), Span(*m.span())) for m in _NAMED_MARK.finditer(folded))
    found: list[Note] = []
    behind: dict[str, int] = {}
    nexts = [*(label.start() for label in labels[1:]), len(folded)]
    for label, following in zip(labels, nexts, strict=True):
        border = bisect_left(borders, label.end() + 1)
        ends = (following, borders[border] if border < len(borders) else len(folded), label.end() + LONGEST)
        stop = folded.find("。", label.end(), min(ends))
        end = stop + 1 if stop >= 0 else min(ends)
        if end - label.end() >= SHORTEST:
            name = label.group(1) + label.group(2)
            marks = _marks(label, behind.get(name, 0), named, bare)
            at, body = Span(*label.span()), Span(label.end(), end)
            found.append(Note(label.group(2), body, at, marks, named=True))
            behind[name] = end
    return found
