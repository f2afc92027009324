"""Nouns of a sentence that nothing cited says in any word."""

from __future__ import annotations

import re

from corpus.script import HAN
from rag.claims.names import bare_name, cut_wrongly, holds, joins, may_name
from rag.claims.patterns import pattern
from rag.claims.quantities import is_unit
from rag.claims.signs import is_sign
from rag.claims.support import Case
from rag.claims.tags import is_empty, tagged
from rag.claims.types import Fault, Strike
from rag.claims.words import Said, listed, members, worth

# The least that a noun must count as said, and a name of an office or place.
_LEAST_NOUN, _LEAST_NAME = 0.29, 0.5
# 有份: a verb and its object that the dictionary takes for a noun.
_VERB_OBJECT = re.compile(r"[有无没].")
# 覆盖全国: no land of its own, for the cutting of words has no such name.
_WHOLE_LAND = re.compile(r"[全各本我该][部省厅市县州国会院]$")
_OFFICE = re.compile(r"[部委局院会署厅省市县州国]$")


def left_out(name: str, case: Case) -> bool:
    """Tell whether a sentence says only that a list lacks a name, and the cited paragraphs do: 名单里没有瑞士."""
    at = case.text.find(name)
    lacks = list(pattern("denials listed").finditer(case.text, 0, max(at, 0)))
    return bool(lacks) and not re.search(r"[,;。]", case.text[lacks[-1].end() : at])


def unsaid_noun(case: Case) -> Fault | None:
    """Return the fault of a noun that nothing cited says in any word."""
    if not HAN.search(case.text):
        return None
    labels = " ".join(rest.unit.labels for rest in case.all_units())
    said = Said(case.support, f"{case.whole} {labels}", case.question)
    without = case.names.pattern.sub(lambda m: "\n" * len(m.group()), case.text)
    without = pattern("name_fit about").sub(lambda m: " " * len(m.group()), without)
    for span, flag in tagged(without):
        word = span.of(without)
        least = _least(word, flag)
        if flag == "nr" and (joins(without, span) or holds(case.whole, bare_name(word))):
            continue
        if len(members(word)) > 1 and all(place in case.whole for place in members(word)):
            continue
        if cut_wrongly(without, span, case.whole):
            continue
        # 工信部 for 工业和信息化部.
        if least == _LEAST_NAME and holds(case.whole, word):
            continue
        if least and worth(word, said) < least and not left_out(word, case):
            return Fault(Strike.NAME if least == _LEAST_NAME else Strike.UNSAID, word)
    return None


def _least(word: str, flag: str) -> float:
    """Return what a word must count as said by its part of speech, 0 for words that need not be said."""
    if (
        len(word) < 2
        or not HAN.match(word)
        or is_empty(word)
        or word in listed("nouns")
        or word in listed("generic")
    ):
        return 0.0
    if is_sign(word) or is_unit(word) or _VERB_OBJECT.fullmatch(word):
        return 0.0
    office = _OFFICE.search(word) and not _WHOLE_LAND.search(word)
    if flag == "nr" and not may_name(word):
        return 0.0
    if word in listed("places") or flag in {"ns", "nt", "nr"}:
        return _LEAST_NAME
    if flag == "new":
        return _LEAST_NAME if office and len(word) > 2 else 0.0
    if not flag.startswith(("n", "j")):
        return 0.0
    return _LEAST_NAME if office else _LEAST_NOUN
