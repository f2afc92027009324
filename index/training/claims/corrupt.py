"""Lies made of true claims, one word of them changed: all texts are folded."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.segment import labelled, word_borders
from index.training.claims.words import words

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?=年)")
_LIKE_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DENIAL = re.compile(r"不|没|未|无|非")
# Share of lies with a figure or a year of the same text, where there is one: the neighbour's is the lie that is told.
_NEIGHBOURS = 0.65
# Share of true claims with a denial that are turned into claims without one; the others get another lie.
_FREED = 0.7
_NAMED = ("nr", "ns", "nt", "nz")

Names = Mapping[str, Sequence[str]]
"""Names in a text by their part of speech: nr people, ns places, nt and nz bodies and things."""


@dataclass(frozen=True, slots=True)
class Lie:
    """A claim that its text does not bear out, and what is wrong in it."""

    words: str
    kind: str


def names_in(folded: str) -> dict[str, list[str]]:
    """Return the names in a folded text by part of speech, each once, in order."""
    found: dict[str, list[str]] = {}
    for span, tag in labelled(folded):
        word = span.of(folded)
        if len(word) > 1 and tag[:2] in _NAMED and word not in found.setdefault(tag[:2], []):
            found[tag[:2]].append(word)
    return found


def corrupted(claim: str, text: str, names: Names, chance: random.Random) -> Lie | None:
    """Return a lie of a true claim over a text, of a kind drawn among those that can be told; None where none can.

    A lie is never the claim itself and never empty.
    """
    for kind in chance.sample(KINDS, len(KINDS)):
        told = _WAYS[kind](claim, text, names, chance)
        if told and told.strip() and told != claim:
            return Lie(told, kind)
    return None


def _figure(claim: str, text: str, names: Names, chance: random.Random) -> str | None:
    found = list(_NUMBER.finditer(claim))
    if not found:
        return None
    match = chance.choice(found)
    own = match.group()
    others = sorted({o for o in _NUMBER.findall(text) if o not in claim and _alike(o, own)})
    other = chance.choice(others) if others and chance.random() < _NEIGHBOURS else _misread(own, chance)
    return claim[: match.start()] + other + claim[match.end() :]


def _alike(figure: str, own: str) -> bool:
    """Tell whether two figures may be taken for each other: like in length, no year for what is none."""
    years = [bool(_LIKE_A_YEAR.fullmatch(one)) for one in (figure, own)]
    return abs(len(figure) - len(own)) <= 2 and years[0] == years[1]


def _misread(figure: str, chance: random.Random) -> str:
    """Return a year near it, or a figure with one of its first two digits changed or those two in the other order."""
    if _LIKE_A_YEAR.fullmatch(figure):
        return str(int(figure) + chance.choice([-2, -1, 1, 2]))
    places = [n for n, digit in enumerate(figure) if digit.isdigit()][:2]
    digits = list(figure)
    if len(places) == 2 and chance.random() < 0.3 and digits[places[1]] not in {"0", digits[places[0]]}:
        first, second = places
        digits[first], digits[second] = digits[second], digits[first]
    else:
        place = chance.choice(places)
        digits[place] = chance.choice([digit for digit in "123456789" if digit != digits[place]])
    return "".join(digits)


def _year(claim: str, text: str, names: Names, chance: random.Random) -> str | None:
    match = _YEAR.search(claim)
    if not match:
        return None
    others = sorted({year for year in _YEAR.findall(text) if year not in claim})
    drawn = others and chance.random() < _NEIGHBOURS
    other = chance.choice(others) if drawn else _misread(match.group(), chance)
    return claim[: match.start()] + other + claim[match.end() :]


def _named(claim: str, text: str, names: Names, chance: random.Random) -> str | None:
    own = [(word, tag) for tag, found in names_in(claim).items() for word in found]
    chance.shuffle(own)
    for word, tag in own:
        others = [o for o in names.get(tag, ()) if o not in claim and word not in o]
        if others:
            return claim.replace(word, chance.choice(others), 1)
    return None


def _denied(claim: str, text: str, names: Names, chance: random.Random) -> str | None:
    if not _DENIAL.search(claim):
        return _instead("denials", claim, chance)
    return _instead("affirmations", claim, chance) if chance.random() < _FREED else None


def _by_table(name: str) -> Callable[[str, str, Names, random.Random], str | None]:
    return lambda claim, text, names, chance: _instead(name, claim, chance)


def _instead(name: str, claim: str, chance: random.Random) -> str | None:
    """Put another word of a table in the place of one that stands in the claim; 有 in 有限公司 is none."""
    table, borders = words(name), word_borders(claim)
    found = [m for m in table.found.finditer(claim) if name == "units" or {m.start(), m.end()} <= borders]
    if not found:
        return None
    match = chance.choice(found)
    return claim[: match.start()] + chance.choice(table.instead[match.group()]) + claim[match.end() :]


_WAYS: Mapping[str, Callable[[str, str, Names, random.Random], str | None]] = {
    "figure": _figure,
    "year": _year,
    "unit": _by_table("units"),
    "direction": _by_table("contraries"),
    "negation": _denied,
    "name": _named,
    "extent": _by_table("extents"),
    "plan": _by_table("plans"),
}
KINDS = tuple(_WAYS)
"""The kinds of lies that rules tell."""
