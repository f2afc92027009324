"""How far a thing is: 已经建成 where the source says 加快建设, 正式商用 for 中试, 已出台 for 征求意见."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from corpus.script import HAN
from rag.claims.support import Case, Rest, aligned, parts_of
from rag.claims.words import shared

# The share of a clause that the source's clause must say for the two to speak of the same thing.
_SAME, _SAME_ELSEWHERE = 0.2, 0.3
# Words that do so too, and how like another clause must be that says it is done, of how like the nearest is.
_SAME_WORDS, _NEARLY, _AS_LIKE = 2, 0.8, 0.55
# What is told of a time behind its end says nothing of today: 建成后将覆盖.
_BEHIND, _AFTER = re.compile(r"[之以]?[后前时]|的(?:话|时候)"), re.compile(r"[后前时]|将|会|可")
# The verb that a clause says is past: 已经升级成.
_VERB = re.compile(
    r"(?:已经?|业已|早已)(?:全部|全面|正式|成功|顺利|在[^,;。]{1,12}?)?(?P<verb>[\u4e00-\u9fff]{2})"
)
_SENTENCE = re.compile(r"[。!?;\n]")
# Characters of a sentence that are read before one of its clauses.
_SENTENCE_LENGTH = 600


@cache
def _table() -> Mapping[str, re.Pattern[str]]:
    data: dict[str, str | list[str]] = json.loads(
        resources.files("rag").joinpath("data/claim_stages.json").read_text("utf-8")
    )
    return {
        name: re.compile(found if isinstance(found, str) else "|".join(found))
        for name, found in data.items()
        if name != "comment"
    }


def _says(name: str, text: str) -> bool:
    return bool(_table()[name].search(text))


def told_as_done(clause: str, case: Case) -> str:
    """Return the word by which a plain clause says that something is done that its source only plans, tries or begins.

    "" where the source says that it is done, and for a clause that claims no more than a beginning.
    """
    finished = _table()["done"].search(clause)
    said = finished or _table()["just done"].search(clause)
    if not said or _says("begun", clause):
        return ""
    bare = _table()["filler"].sub(" ", clause)
    near = aligned(clause, case.rests, case.vocabulary)
    if _BEHIND.match(clause, said.end()) and _AFTER.search(near + clause[said.end() + 2 :]):
        return ""
    if _is_said_done(bare, near, case):
        return ""
    if _all_ahead(clause, case):
        return said.group()
    if not _is_of_same(clause, near, case):
        return ""
    likely = [(part, before) for part, before in _parts(case) if _is_as_like(part, near, bare)]
    return said.group() if any(_is_open(*place, finished=bool(finished)) for place in likely) else ""


def still_open(clause: str, case: Case) -> str:
    """Return the words by which a plain clause says that something is still tried or prepared; "" where it may be.

    Its source must say something of the kind in the clause that is most like it, or in the same words anywhere.
    """
    said = _table()["not yet"].search(clause)
    if not said or said.group() in case.whole:
        return ""
    near = aligned(clause, case.rests, case.vocabulary)
    return said.group() if near and not _says("open", near) else ""


def _is_as_like(part: str, near: str, bare: str) -> bool:
    """Tell whether a clause of the source is the nearest one, or as like what is said."""
    return part == near or (shared(bare, part) >= max(_SAME_ELSEWHERE, shared(bare, near) * _AS_LIKE))


def _is_open(near: str, before: str, *, finished: bool) -> bool:
    """Tell whether a clause of the source says that something is still to come; of what is finished, also in work."""
    if _is_ahead(near, before):
        return True
    if not finished:
        return False
    if _says("tried", near) and not _says("in use", near):
        return True
    return _says("under way", near) and not _says("is done", _table()["object"].sub(" ", near))


def _before(part: str, rest: Rest) -> str:
    """Return what the sentence of a source's clause says before it."""
    at = rest.unit.text.find(part)
    return _SENTENCE.split(rest.unit.text[max(0, at - _SENTENCE_LENGTH) : at])[-1]


def _is_ahead(near: str, before: str) -> bool:
    """Tell whether a clause of the source, or what its sentence says before it, is of what is to come."""
    if _says("is past", near):
        return False
    return _says("ahead", near) or _says("lasting", before)


def _all_ahead(clause: str, case: Case) -> bool:
    """Tell whether the source says the verb that a clause says is past only of what is to come."""
    verb = _VERB.search(clause)
    if not verb:
        return False
    bare = clause.replace(verb.group(), " ")
    places = [(part, before) for part, before in _parts(case) if verb["verb"] in part]
    return any(shared(bare, part) > 0 for part, _ in places) and all(_is_ahead(*place) for place in places)


def _parts(case: Case) -> Iterator[tuple[str, str]]:
    for rest in case.all_units():
        yield from ((part, _before(part, rest)) for part in parts_of(rest.unit))


def _is_of_same(clause: str, near: str, case: Case) -> bool:
    """Tell whether the source's clause shares enough with a clause, in characters or in words, to be of the same."""
    if shared(clause, near) >= _SAME:
        return True
    if not HAN.search(clause):
        phrases = case.vocabulary.phrases(clause)
        return sum(any(word in near for word in meant) for _, meant in phrases) >= _SAME_WORDS
    return sum(word in near for word in set(case.vocabulary.content(clause))) >= _SAME_WORDS


def _is_said_done(bare: str, near: str, case: Case) -> bool:
    """Tell whether another clause of the cited paragraphs says of the same that it is done."""
    english = not HAN.search(bare)
    least = max(_SAME_ELSEWHERE, shared(bare, near) * _NEARLY)
    return any(
        _says("is done", part)
        and not any(_says(name, part) for name in ("ahead", "tried", "under way"))
        and not _is_ahead(part, before)
        and (shared(bare, part) >= least or (english and _is_of_same(bare, part, case)))
        for part, before in _parts(case)
    )
