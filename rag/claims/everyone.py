"""All for some: 全体用户 for 近百万名用户, 全国 where six provinces are named, 全部省公司 where none is."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.claims.patterns import pattern
from rag.claims.signs import is_sign
from rag.claims.support import Case, aligned
from rag.claims.tags import ORDINARY, tagged
from rag.claims.words import listed, shared, synonyms

# The share of a clause that the source's clause, or its unit, must say for the two to speak of the same thing.
_SAME, _SAME_AROUND = 0.3, 0.4
# How words for people end, and how people are counted.
_PEOPLE, _HEADS = tuple("员生者人民工师"), frozenset("名位人")
# What may follow who all are: 全体员工都参加.
_ENDS = re.compile(r"(?<=..)[都均也已可能会将在的被]")
_NOUN = ("n", "j", "vn", "new", "eng", ORDINARY)


def all_for_some(clause: str, case: Case) -> str:
    """Return the words by which a plain clause says of all what its source's clause says of some; "" else."""
    said = pattern("everyone all").search(clause)
    if not said:
        return ""
    near = aligned(clause, case.rests, case.vocabulary)
    if not near or pattern("everyone all").search(near) or pattern("everyone like all").search(near):
        return ""
    about = next((rest.unit.text for rest in case.rests if near in rest.unit.text), near)
    if max(shared(clause, near), shared(clause, about) * _SAME / _SAME_AROUND) < _SAME:
        return ""
    limited = pattern("everyone some").search(near) or _number(said["of"] or "", about, case.sentence)
    return said.group() if limited else ""


def _number(noun: str, about: str, sentence: str) -> bool:
    """Tell whether plain source text says a number of a noun that a sentence does not."""
    names = _names(noun)
    people = bool(names) and names[0].endswith(_PEOPLE)
    return any(
        match["number"] not in sentence
        and (match["of"].startswith(names) or (people and match["by"] in _HEADS))
        for match in pattern("everyone number").finditer(about)
        if names
    )


@lru_cache(maxsize=512)
def _names(text: str) -> tuple[str, ...]:
    """Return the noun with which plain text begins, and what may stand for it."""
    noun = _ENDS.split(text)[0]
    for span, flag in tagged(noun):
        word = span.of(noun)
        if flag.startswith(_NOUN) and len(word) > 1:
            return (word, *synonyms(word))
    return ()


@lru_cache(maxsize=512)
def _phrase(text: str) -> tuple[str, ...]:
    """Return the nouns with which plain text begins, one of a character with the next: 省公司 of 省公司上线."""
    found, held, end = [], "", 0
    for span, flag in tagged(text):
        if span.start != end or not flag.startswith(_NOUN):
            break
        held, end = held + span.of(text), span.end
        if span.end - span.start > 1:
            found.append(held)
            held = ""
    return tuple(found)


def nowhere_all(clause: str, case: Case) -> str:
    """Return what a plain clause says all of, and no word of the cited paragraphs names; "" else: 全部省公司."""
    around = f"{case.whole} {case.question}"
    for said in pattern("everyone every").finditer(clause):
        for noun in _phrase(said["of"]):
            if noun in listed("generic") or noun in listed("nouns") or is_sign(noun):
                continue
            if not any(name in around for name in (noun, *synonyms(noun))):
                return f"{said['all']}{noun}"
    return ""


def each_one(clause: str, case: Case) -> str:
    """Return the words by which a plain clause gives an amount to everyone where no cited paragraph does; "" else."""
    said = pattern("everyone each").search(clause)
    return said.group() if said and not pattern("everyone like each").search(case.whole) else ""


def wider(clause: str, case: Case) -> str:
    """Return a word of a plain clause for a whole land or the world that its source does not bear out; "" else.

    No cited paragraph names it, or the source's clause names a part of it instead.
    """
    for name in ("nation", "world"):
        said = pattern(f"everyone {name}").search(clause)
        if not said:
            continue
        near = aligned(clause, case.rests, case.vocabulary)
        # China Mobile is no land.
        bare, whole = (case.names.pattern.sub(" ", text) for text in (near, case.whole))
        like = pattern(f"everyone like {name}")
        if not like.search(whole):
            return said.group()
        part = pattern("everyone part").search(bare)
        apart = part and part.group() not in case.sentence and not like.search(bare)
        if apart and shared(clause.replace(said.group(), ""), near) >= _SAME:
            return said.group()
    return ""
