"""Claims of rank (第一大股东, 首家) and of one thing over another (营收超过移动), as one sentence says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.polarity import shared
from rag.short.claimed import Claimed, Word

_NUMBER = r"[一二三四五六七八九十\d]+"
_RANK = re.compile(
    rf"第{_NUMBER}(?![季年期届次章节条款代])|最[\u4e00-\u9fff]|头一[\u4e00-\u9fff]|首(?:[家个位次款例座颗创]|屈一指)|唯一|独家|榜首|冠军|居首|"
    r"\b(?:first|second|third|largest|biggest|highest|most|only|best|fastest|leading)\b"
)
# Ranks that are one, folded.
_FIRST = re.compile(r"第[一1]|头一.|首.+|居首|榜首|冠军|first|leading")
_MOST = {
    "largest": "最大",
    "biggest": "最大",
    "highest": "最高",
    "most": "最多",
    "best": "最好",
    "fastest": "最快",
    "only": "唯一",
}
# Of a claim so many characters in a row name what is put in a class; more than the last tell no more.
_LEAST_RUN, _MOST_RUN = 3, 24
# So far behind a rank stands the thing that has it.
_HEAD = 12
_CLASS = re.compile(rf"第{_NUMBER}[类批级期届层梯阶档组]")
_CLAUSE = re.compile(r"[^，。；;！？\n|]+")
_PART = re.compile(r"[^，。；;！？\n|、]+")
# One over the other; the word and the other way round.
_OVER = re.compile(
    r"超过|超越|高于|多于|大于|高过|多过|大过|快于|早于|优于|领先于?|赢过|\b(?:more|higher|larger|greater|bigger|"
    r"better|faster) than\b|"
    r"\b(?:exceed|surpass|overt)\w*"
)
_BELOW = re.compile(
    r"低于|少于|小于|不及|低过|少过|慢于|晚于|落后于?|\b(?:less|lower|fewer|smaller|slower) than\b"
)
_THAN = re.compile(
    r"比(?!例|重|率|如|较|分|上年|去年|同期|上一年|前一年)[^，。]{1,24}(?:多|少|高|低|大|小|快|慢|早|晚|强|弱|好|差|长|短)"
)


def ranks_in(text: str) -> frozenset[str]:
    """Return the ranks that folded, lower-case text names; all words for the first are one.

    >>> sorted(ranks_in("首家上市的公司，也是最大的"))
    ['最大', '第一']
    """
    return frozenset(_rank(m[0]) for m in _RANK.finditer(text))


def ranked(claim: Claimed, sentence: str) -> bool | None:
    """Tell whether a sentence gives the rank that is claimed beside the same name; None where it does not say.

    Another name's rank is not taken for a denial: two may share one.
    """
    wanted = ranks_in(claim.text)
    ranks = [m.span() for m in _RANK.finditer(claim.text)]
    words = [
        w for w in claim.words if not any(w.span.start < end and start < w.span.end for start, end in ranks)
    ]
    names = [c for c in claim.reading.companies if c in sentence]
    if not wanted or not (words or names):
        return None
    for part in _PART.finditer(sentence):
        said = part.group(0)
        if (
            wanted <= ranks_in(said)
            and all(n in said for n in names)
            and _most(words, said)
            and _heads(claim, said)
            and not _denied(said)
        ):
            return True
    return None


def classed(claim: Claimed, sentence: str) -> bool | None:
    """Tell whether a sentence puts what is claimed in the claimed class (第一类), or (False) in another."""
    wanted = {m[0] for m in _CLASS.finditer(claim.text)}
    rest, best, told = _CLASS.sub("", claim.text), _LEAST_RUN - 1, set[bool]()
    for clause in _CLAUSE.finditer(sentence):
        said = clause.group(0)
        classes = {m[0] for m in _CLASS.finditer(said)}
        run = _longest_run(rest, _CLASS.sub("", said)) if classes else 0
        if run > best:
            best, told = run, set()
        if run and run == best:
            told.add(classes == wanted)
    return told.pop() if len(told) == 1 else None


def _longest_run(one: str, other: str) -> int:
    """Return how many characters the longest run has that two texts share, as far as it counts."""
    length = _LEAST_RUN - 1
    while length < _MOST_RUN and shared(one, other, length + 1):
        length += 1
    return length


def is_classed(text: str) -> bool:
    """Tell whether folded text names a class that things are put in."""
    return bool(_CLASS.search(text))


def compares(text: str) -> bool:
    """Tell whether folded, lower-case text puts one thing over or below another."""
    return bool(_OVER.search(text) or _BELOW.search(text) or _THAN.search(text))


def compared(claim: Claimed, sentence: str) -> bool | None:
    """Tell whether a sentence itself puts one claimed thing over the other, or below it; None where it does not say."""
    word = _OVER.search(claim.text) or _BELOW.search(claim.text)
    if word is None:
        return None
    one = [w for w in claim.words if w.noun and w.span.end <= word.start()]
    other = [w for w in claim.words if w.noun and w.span.start >= word.end()]
    if not one or not other or len(claim.reading.companies) > 1:
        return None
    if not all(w.stands_in(sentence) for w in (*one, *other)):
        return None
    over = bool(_OVER.search(claim.text))
    for pattern, same in ((_OVER, over), (_BELOW, not over)):
        for match in pattern.finditer(sentence):
            clause = re.split(r"[，。；]", sentence[match.end() :], maxsplit=1)[0]
            if all(w.stands_in(clause) for w in other) and any(
                w.stands_in(sentence[: match.start()]) for w in one
            ):
                return same
    return None


def _rank(word: str) -> str:
    return "第一" if _FIRST.fullmatch(word) else _MOST.get(word, word)


def _most(words: Sequence[Word], said: str) -> bool:
    """Tell whether a part of a sentence holds every thing that a claim names and most of its other words."""
    nouns = [w for w in words if w.noun]
    held = sum(w.stands_in(said) for w in words)
    return all(w.stands_in(said) for w in nouns) or (len(words) >= 3 and held >= 0.75 * len(words))


def _heads(claim: Claimed, said: str) -> bool:
    """Tell whether the rank stands in front of the same thing as in the claim: 最大的书店 is not 最大的商场."""
    rank = _RANK.search(claim.text)
    head = next((w for w in claim.words if w.noun and rank is not None and w.span.start >= rank.end()), None)
    return head is None or any(head.stands_in(said[m.end() : m.end() + _HEAD]) for m in _RANK.finditer(said))


def _denied(said: str) -> bool:
    return bool(re.search(r"不是|并非|非(?=第|最)|之一|未", said))
