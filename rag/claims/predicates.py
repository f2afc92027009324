"""What a clause says that was done or befell: 爆炸, 收购, 退役. What it cites must say it; no question counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from corpus.script import HAN
from index.segment import dictionary_frequency
from rag.claims.signs import denials, is_sign
from rag.claims.support import Case
from rag.claims.tags import ORDINARY, tagged
from rag.claims.words import glossed, listed, synonyms

# How often the dictionary must have counted a verb that any source may say in another: of 47 verbs that true sentences
# put in the place of the source's 25 are counted as often, of 56 that invent something 2 (2026-11-21).
_COMMON = 5000
# Characters of a clause that says one thing, and of a verb; words of a clause that says what something is: its verbs
# say of what kind.
_SHORT, _TWO, _IS = 12, 2, frozenset("是有为属")
# The parts of speech of what may be a predicate.
_VERBS = ("v", ORDINARY)


@dataclass(frozen=True, slots=True)
class _Table:
    """Words by the row's others, English words by the row's Chinese, and what makes a verb say little."""

    events: Mapping[str, frozenset[str]]
    english: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    light: frozenset[str]
    before: str
    behind: str


@cache
def _table() -> _Table:
    data = json.loads(resources.files("rag").joinpath("data/claim_predicates.json").read_text("utf-8"))
    events: dict[str, frozenset[str]] = {}
    english = []
    for row in (row for rows in data["events"].values() for row in rows):
        chinese, _, words = row.partition("|")
        group = frozenset(chinese.split())
        for word in group:
            events[word] = events.get(word, frozenset()) | group
        if words:
            english.append((re.compile(rf"\b(?:{words.replace(',', '|')})"), group))
    light = frozenset(word for line in data["light"] for word in line.split())
    return _Table(events, tuple(english), light, data["before"], data["behind"])


def invented(clause: str, case: Case) -> str:
    """Return what a plain clause says that was done, and no cited paragraph does; "" where all is said.

    What a clause denies is for the check of denials.
    """
    if denials(clause):
        return ""
    if not HAN.search(clause):
        return _invented_english(clause, case.whole)
    words = [(span.of(clause), flag) for span, flag in tagged(clause)]
    unsaid = next((word for word in _events(words) if not _is_event_said(word, case.whole)), "")
    return unsaid or (_unsaid_verb(words, case) if _is_bare(words) else "")


def _is_bare(words: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a clause is short and says what was done without a figure, and not what something is."""
    return sum(len(word) for word, _ in words) <= _SHORT and not any(
        word in _IS or flag.startswith("m") for word, flag in words
    )


def _invented_english(clause: str, source: str) -> str:
    for said, group in _table().english:
        match = said.search(clause)
        if match and match.group() not in source and not any(word in source for word in group):
            return match.group()
    return ""


def _events(words: Sequence[tuple[str, str]]) -> Iterator[str]:
    return (word for word, _ in words if word in _table().events and not is_sign(word, all_rows=False))


def _is_event_said(word: str, source: str) -> bool:
    return any(other in source for other in (*_table().events[word], *synonyms(word)))


def _unsaid_verb(words: Sequence[tuple[str, str]], case: Case) -> str:
    """Return the first verb of a clause of whose verbs the cited paragraphs say none; "" for any other clause."""
    verbs = [word for word, flag in words if _says_something(word, flag)]
    if not verbs or any(_is_verb_said(verb, case) for verb in verbs):
        return ""
    return verbs[0]


@lru_cache(maxsize=8192)
def _says_something(word: str, flag: str) -> bool:
    """Tell whether a word is a verb that says more than that something is, has, or is somewhere."""
    table = _table()
    # Of three characters the dictionary has phrases: 有助于, 居首位.
    if flag == "vn" or not flag.startswith(_VERBS) or len(word) != _TWO or is_sign(word):
        return False
    if word in table.light or word in listed("generic") or word in listed("nouns"):
        return False
    if word[0] in table.before or word[1] in table.behind:
        return False
    return word in table.events or dictionary_frequency(word) < _COMMON


def _is_verb_said(verb: str, case: Case) -> bool:
    """Tell whether the cited paragraphs say a verb, or a character of it where they bear the clause out."""
    others = _table().events.get(verb, frozenset())
    if any(other in case.whole for other in (verb, *others, *synonyms(verb), *glossed(verb))):
        return True
    return any(not set(verb).isdisjoint(rest.unit.text) for rest in case.rests)
