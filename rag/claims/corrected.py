"""A sentence that puts the question right: 并非独家 where the source has 联合, 不是2010年而是2007年."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from corpus.about import CompanyNames
from rag.claims.patterns import pattern
from rag.claims.plain import plain

# What a clause denies: 并非独家项目, 不是由甲独家建设, not exclusive.
_DENIED = re.compile(
    r"(?:并非|并不是|不是|并不|并未|并没有|没有|尚未|而非|绝非|不再|未|不|\bnot\b|n't\b|\brather than\b)"
    r"(?P<what>[^,;。:!?]{1,24})"
)

_NOT = re.compile(
    r"(?:而?并非|而非|并?不是|并?不为|\brather than )(?:是|在|由|于|属于|(?:in|by|on|at|from) )?"
    r"|\bnot (?P<kept>(?:[a-z]+ ){0,6}?)(?:(?:in|by|on|at|from) )?(?=\d)",
    re.IGNORECASE,
)
_CLAUSE, _MARKS = re.compile(r"[,;。:!?\n]"), re.compile(r"[\s“”\"「」『』《》()]")
_NUMBER = re.compile(
    r"(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}[日号])?|\d[\d,]*(?:\.\d+)?[万亿千百]*(?:%|[个家户人名位座项款大次年月日元条件台])?"
)


@cache
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    data: Mapping[str, list[list[str]]] = json.loads(
        resources.files("rag").joinpath("data/claim_corrected.json").read_text("utf-8")
    )
    return tuple((re.compile(one), re.compile(other)) for one, other in data["pairs"])


def without_put_right(clause: str, question: str, near: str) -> str:
    """Return a plain clause without what it denies, where the question takes that for granted.

    ``near``, the source's clause, must say the contrary. What stands between the denial and its word is kept.

    >>> without_put_right("该站并非独家建设", "由甲独家建设的站有多大?", "甲联合乙共同建设")
    '该站建设'
    >>> without_put_right("该站并非独家建设", "甲建的站有多大?", "甲独家建设")
    '该站并非独家建设'
    """
    for match in _DENIED.finditer(clause):
        for one, other in _pairs():
            said = one.search(match["what"])
            if said and one.search(question) and other.search(near) and not one.search(near):
                what = match["what"]
                kept = f"{what[: said.start()]}{what[said.end() :]}"
                return f"{clause[: match.start()]}{kept}{clause[match.end() :]}"
    return clause


def without_premise(text: str, question: str, whole: str, names: CompanyNames) -> str:
    """Return text without the figures, dates and companies of the question that it denies, naming others.

    ``question`` and ``whole``, the cited words, are plain. What is left must be borne out: 不是2010年加入,而是2007年.

    >>> from corpus.about import built_in
    >>> without_premise("不是2010年加入,而是2007年", "2010年加入后做了什么?", "自2007年加入", built_in())
    '加入,而是2007年'
    """
    for match in _NOT.finditer(text):
        found = _NUMBER.match(text, match.end()) or names.pattern.match(text, match.end())
        what = plain(found.group()) if found else ""
        if not found or not what or what not in question:
            continue
        rest = f"{text[: match.start()]}{match['kept'] or ''}{text[found.end() :]}"
        number = found.re is _NUMBER
        if number and (what in whole or not any(char.isdigit() for char in rest)):
            continue
        if not number and not _does_another(plain(text[: match.start()]), what, plain(rest), whole, names):
            continue
        return rest
    return text


def _does_another(subject: str, what: str, rest: str, whole: str, names: CompanyNames) -> bool:
    """Tell whether the cited words name, with a sentence's subject, a company of its rest and not the denied one."""
    others = set(names.found_in(rest)) - set(names.found_in(what))
    about = _MARKS.sub("", _CLAUSE.split(subject)[-1])
    parts = [_MARKS.sub("", part) for part in _CLAUSE.split(whole)]
    held = [part for part in parts if about in part] if len(about) > 1 else [_MARKS.sub("", whole)]
    named = {name for part in held for name in names.found_in(part)}
    return bool(others & named) and not set(names.found_in(what)) & named


def not_told(clause: str, words: list[str], whole: str) -> bool:
    """Tell whether a plain clause only says that the paragraphs do not tell of something, and they hold none of it.

    ``words`` are those of the clause that say something.
    """
    told = pattern("corrected not told").search(clause)
    if not told:
        return False
    what = [word for word in words if word not in told.group() and word in clause[told.end() :]]
    return bool(what) and not any(word in whole for word in what)
