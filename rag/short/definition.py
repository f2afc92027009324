"""Definitions: what a sentence says that a word means (X是指…, 所谓X即…, X（指…）, Y（X）)."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.types import Span
from index.segment import labelled
from rag.question import lowered
from rag.short.types import Picked

# The word that a folded question asks about.
_TERMS = tuple(
    re.compile(p)
    for p in (
        r"[「“『《\"]([^」”』》\"]{1,20})[」”』》\"]",
        r"什么(?:是|叫做?)([^，。？?、]{2,20})",
        r"(?:^|，|里的?|中的?|说的|所谓的?|请问)([^，。？?、]{2,20}?)(?:到底|究竟)?(?:是|指的?是?|代表|意味着?|有)(?:什么|啥|哪种)",
        r"(?:^|，|里的?|中的?)([^，。？?、]{2,20}?)(?:的)?(?:定义|含义|含意|意思|全称|由来)",
        r"what (?:is|are|does) (?:the |an? )?[\"']?([\w+\- ]{2,30}?)[\"']?(?: stand for| mean|\?|$)",
    )
)
# What a clause of definition ends with.
_END = r"[^。；;）)」』\n]{2,60}"
_MEANS = "是指|指的是|即为?|意为|意味着|寓意|是一种|定义为|代表|表示|指"
_CLAUSE, _IS = re.compile(r"[，。；;！？\n|]"), re.compile(r"是|为|属于|作为")
# A name of letters and figures may stand between the words of the name that it shortens.
_NAME = "[^，。；、（()）“「《 ]"
_OPEN, _CLOSE = r"[“「『《\"（(]?", r"[”」』》\"）)]?"


def terms(folded_question: str) -> list[str]:
    """Return the words whose meaning a folded question asks for, the last quoted one first.

    >>> terms("“长肥”网络是啥？")
    ['“长肥”网络', '长肥']
    """
    low = lowered(folded_question)
    found = [m.group(1).strip() for p in _TERMS for m in p.finditer(low)]
    return list(dict.fromkeys(reversed([f for f in found if f])))


def definition(folded_question: str, text: str) -> Picked:
    """Return what folded text says that the asked word means; None when it defines nothing."""
    low = lowered(text)
    for term in terms(folded_question):
        for find in _FORMS:
            span = find(re.escape(term), low)
            if span:
                return (_name_only(text, span) if find is _ABBREVIATED else span), 2.0
    return None


def is_told_of(folded_question: str, text: str, run: Span) -> bool:
    """Tell whether a run of folded text may be what an asked word means: it stands behind the word, not before 是.

    算力底层技术是算力网络的要素 tells what the technology is, not what 算力网络 is. A name may stand before the
    word that shortens it in brackets. Questions that ask for no word's meaning allow any run.
    """
    low = lowered(text)
    asked = [term for term in terms(folded_question) if term in low]
    if not asked:
        return not terms(folded_question)
    for term in asked:
        start = low.find(term)
        subject = _CLAUSE.split(low[:start])[-1]
        if start < run.start and not _IS.search(subject):
            return True
        if re.search(rf"^ ?[（(“「]{re.escape(term)}", low[run.end :]):
            return True
    return False


def _name_only(text: str, span: Span) -> Span:
    """Return the name at the end of a span, without the words up to the last verb: 公司推出智能公交平台."""
    words = labelled(span.of(text))
    led = [i for i, (_, tag) in enumerate(words[:-1]) if tag in {"v", "p", "c", "d", "ul", "uj"}]
    return Span(span.start + words[led[-1] + 1][0].start, span.end) if led else span


def _form(pattern: str) -> Callable[[str, str], Span | None]:
    def find(term: str, low: str) -> Span | None:
        match = re.search(pattern.replace("TERM", f"{_OPEN}{term}{_CLOSE}"), low)
        if not match:
            return None
        start, end = match.span("is")
        told = low[start:end]
        return Span(start + len(told) - len(told.lstrip(" ，,：:")), start + len(told.rstrip(" ，,、")))

    return find


# 5G轻量化（RedCap）: the name that an abbreviation stands for.
_ABBREVIATED = _form(
    rf"(?:^|[，。；、“「《 ])(?P<is>{_NAME}{{0,6}} ?{_NAME}{{2,16}}?) ?[（(]TERM(?=[，,、）)])"
)
_FORMS = (
    _ABBREVIATED,
    *map(_form, (
        # X网络（指传输距离远的网络）
        rf"TERM[^，。；（(]{{0,8}}[（(](?:是?指|即|也就是)(?:的是)?[：:]?(?P<is>{_END})",
        # 所谓X，即…
        rf"所谓(?:的)?TERM，?(?:即|就是|是指|指的?是?|是)(?P<is>{_END})",
        # X是指…, X指的是…, X即…, X意为…, X寓意…
        rf"TERM[^，。；]{{0,6}}，?(?:{_MEANS})(?:着|的是|：|:)?(?P<is>{_END})",
        # 1：“X”为…, X：…
        rf"TERM(?:：|:|为)(?P<is>{_END})",
        # X是…
        rf"(?:^|[，。；：:、\n（(]|所谓|即|的是)TERM[”」』》\"]?(?:，|本质上|实际上|其实|就)?是(?!否|不|指)(?P<is>{_END})",
    )),
)  # fmt: skip
