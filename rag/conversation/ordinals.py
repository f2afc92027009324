"""第二个, 前者, the last one: replaced by what stands there in the last answer's list, or in the question's."""

from __future__ import annotations

import re

from rag.conversation.companies import company_spans
from rag.conversation.frame import low_of
from rag.conversation.refer import Before
from rag.conversation.subject import subject_of

_LISTED = re.compile(
    r"(?:依次|分[别別])?(?:是|为|為|有|包括|：|:)(?P<items>[^。；;：:，、]{1,20}(?:、[^。；;：:，、]{1,20}){1,20})"
)
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[）)]")
_LIST_MARK = re.compile(r"[、;；]|，(?=\S)|和|与|及|以及|, | and ")
_ORDINAL = re.compile(
    r"^(?:那|那么|上面的?|上述的?|其中|and |what about |the )*(?:第(?P<han>[一二三四五六七八九十\d]{1,2})(?:个|"
    r"条|项|款|种|家|位|点|名)|"
    r"(?P<former>前者|former)|(?P<latter>后者|latter)|(?P<last>最后(?:一)?(?:个|"
    r"条|项|款|种|家|位|名)|last one)|(?P<english>first|second|third|fourth|"
    r"fifth)(?: one)?)"
    r"(?:的)?(?P<rest>.*)$"
)
_HAN_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_ENGLISH_DIGITS = {w: i for i, w in enumerate(["first", "second", "third", "fourth", "fifth"], start=1)}


def is_ordinal(low: str) -> bool:
    """Tell whether folded words begin with 第二个, 前者 or the like."""
    return bool(_ORDINAL.match(low))


def ordinal_of(turn: str, before: Before) -> str | None:
    """Return the turn with 第二个, 前者 or 后者 replaced by what stands there in the last answer's or question's list.

    None when the turn has none, or the list is not that long.
    """
    match = _ORDINAL.match(low_of(turn))
    items = _items(before) if match else []
    if match is None or not items:
        return None
    if match["former"] or match["latter"]:
        place = 0 if match["former"] else 1
        if len(items) != 2:
            return None
    elif match["last"]:
        place = len(items) - 1
    else:
        word = match["han"] or match["english"]
        place = (int(word) if word.isdigit() else _HAN_DIGITS.get(word) or _ENGLISH_DIGITS.get(word, 0)) - 1
    if not 0 <= place < len(items):
        return None
    rest = turn[match.start("rest") : match.end("rest")]
    return f"{items[place]}{rest}" if not rest.isascii() else f"{items[place]} {rest}".strip()


def _items(before: Before) -> list[str]:
    """Return what the last short answer lists, else what the earlier question compares."""
    for said in (before.short, _compared(before), _cited_list(before)):
        items = [
            i.strip(" “”「」")
            for i in _LIST_MARK.split(_IN_BRACKETS.sub("", said or ""))
            if i.strip(" “”「」")
        ]
        if len(items) >= 2:
            return items
    return []


def _cited_list(before: Before) -> str | None:
    """Return the list that the first citation holds: 依次是甲（35%）、乙和丙."""
    answer = before.exchange.answer
    if answer is None or answer.abstained or not answer.citations:
        return None
    found = _LISTED.search(_IN_BRACKETS.sub("", answer.citations[0].quote))
    return found.group("items") if found else None


def _compared(before: Before) -> str | None:
    found = company_spans(before.topic.low, before.names)
    if len({name for *_, name in found}) == 2:
        return "、".join(before.topic.text[a:b] for a, b, _ in found[:2])
    return subject_of(before.topic)
