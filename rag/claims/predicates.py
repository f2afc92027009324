"""What a clause says that was done or befell: 爆炸, 收购, 退役. What it cites must say it; no question counts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from corpus.script import HAN
from index.segment import dictionary_frequency, word_borders
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
    """Words by what bears them out, English words by the same, and what makes a verb say little."""

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
        chinese, words, also = row.split("|")
        group = frozenset(f"{chinese} {also}".split())
        for word in chinese.split():
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
    """Return the first English word of an event that no row with it finds in the source, "" where all are said."""
    found = [(match, group) for said, group in _table().english if (match := said.search(clause))]
    # One word may be of two rows: retired people, retired stations.
    borne = {match.start() for match, group in found if _is_meant(match.group(), group, source)}
    return next((match.group() for match, _ in found if match.start() not in borne), "")


def _is_meant(word: str, group: frozenset[str], source: str) -> bool:
    return (
        word in source
        or any(len(other) < _TWO and other in source for other in group)
        or _says(source, group)
    )


def _events(words: Sequence[tuple[str, str]]) -> Iterator[str]:
    return (word for word, _ in words if word in _table().events and not is_sign(word, all_rows=False))


def _is_event_said(word: str, source: str) -> bool:
    return _says(source, (*_table().events[word], *synonyms(word)))


def _says(text: str, words: Iterable[str]) -> bool:
    """Tell whether plain text holds one of some words as a word of its own: 展开战略 says no 开战."""
    return any(_is_whole(text, at, at + len(word)) for word in words for at in _places(text, word))


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a place of a text is words, or stands within one word: 停用 in 已停用, 罚款 in 罚款金额."""
    borders = _borders(text)
    if end - start < _TWO:
        return start in borders and end in borders
    straddled = any(at in borders for at in range(start + 1, end))
    return not straddled or (start in borders and end in borders)


@lru_cache(maxsize=256)
def _borders(text: str) -> frozenset[int]:
    return word_borders(text)


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
