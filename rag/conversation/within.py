"""Words that point back within their own turn: 云收入是多少，它增长了多少? What stands before them there is meant."""

from __future__ import annotations

import re

from corpus.about import CompanyNames
from corpus.script import HAN
from rag.conversation.companies import company_spans
from rag.conversation.places import PLACES
from rag.conversation.subject import ASKED, PREDICATE
from rag.conversation.times import time_spans
from rag.question import AnswerKind, kind_of

_CLAUSE = re.compile(r"[，,。？?；;：:！!]| (?:and|but|when|while|then|so) ")
# What only stands beside the thing that is asked of, and is not it: 跟联通相比，它…; compared with Unicom, it …
_BESIDE = re.compile(
    r"相比|比起|相较|对比|比较|除了?|不同于|不像|关于|至于|说到|提到|根据|按照|在(?:此|这|那)|不算|"
    r"\b(?:compared|unlike|besides|apart from|other than|according to|versus|except|regarding|as for)\b"
)
# What leads a turn in and names nothing.
_TALK = re.compile(
    r"请问|请教|我?想(?:知道|了解|问)(?:一?下)?|麻烦(?:问)?|帮我?(?:查|看)一?下|告诉我|那么?|所以|现在|目前|现时|究竟|到底|你?知道|谢谢|多谢|唔该|好的?"
)
_WHERE = re.compile(r" *(?:[在从自于对以按])")
_POINTING = re.compile(r"它们?|佢哋?|他们?|她们?|该公司|其(?!他|它|中|实|余)")
_ENGLISH_SMALL_WORDS = """
    the a an of in on at to is are was were be been and or for by with from as that this it its they their them he she
    what which who how when where why whose did does do has have had can will would many much tell me please i want
    know thanks thank you ok so then but there
"""
_ENGLISH_SMALL = frozenset(_ENGLISH_SMALL_WORDS.split())
_OWN = frozenset(["其", "its", "their"])
# 联通和它共建: what is joined to a name is another thing.
_JOINED = re.compile(r"(?:[和与跟同及]|with|and) ?$")


def time_within(low: str, start: int) -> bool:
    """Tell whether a folded turn names or asks a time before a place in it, which 当年 there then means.

    >>> time_within("云山书店哪一年上市，当年收入多少", 10), time_within("那一年收入多少", 0)
    (True, False)
    """
    before = low[:start]
    return bool(time_spans(before)) or (bool(before) and kind_of(before) is AnswerKind.DATE)


def company_within(low: str, start: int, names: CompanyNames) -> bool:
    """Tell whether a folded turn names a company before a place in it, which 该公司 there then means."""
    return any(_means(clause) and company_spans(clause, names) for clause in _CLAUSE.split(low[:start]))


def thing_within(low: str, start: int, end: int, names: CompanyNames) -> bool:
    """Tell whether a folded turn names, before a pointing word in it, the thing that the word means.

    Another clause before it that says or asks something of a thing does; in its own clause only a company does, of
    which 它的 or its tells what belongs to it.

    >>> from corpus.about import built_in
    >>> thing_within("云收入是多少，它增长了多少", 7, 8, built_in()), thing_within("它增长了多少", 0, 1, built_in())
    (True, False)
    """
    *earlier, own = _CLAUSE.split(low[:start])
    if any(_means(clause) and _says(clause, names) for clause in earlier):
        return True
    belongs = low[start:end] in _OWN or low[end : end + 1] in {"的", "嘅"}
    return belongs and _means(own) and not _JOINED.search(own) and bool(company_spans(own, names))


def _means(clause: str) -> bool:
    return not _BESIDE.search(clause)


def _says(clause: str, names: CompanyNames) -> bool:
    """Tell whether a folded clause says or asks something of a thing that it names."""
    if company_spans(clause, names):
        return True
    cut = {i for span in time_spans(clause) for i in range(*span)}
    rest = "".join(" " if i in cut else c for i, c in enumerate(clause))
    if not HAN.search(rest):
        return any(w not in _ENGLISH_SMALL for w in re.findall(r"[a-z][a-z\-']+", rest))
    rest = _TALK.sub(" ", rest)
    said = ASKED.search(rest) or (PREDICATE.search(rest) and not _WHERE.match(rest))
    thing = ASKED.sub(" ", _POINTING.sub(" ", rest))
    named = "".join(HAN.findall(thing)) + "".join(re.findall(r"[a-z\d]{2,}", thing))
    return bool(said) and len(named) > 1 and named not in PLACES
