"""Two or three things of one kind that a question compares by their names: 男性和女性谁更多, 4G跟5G, 东部还是西部."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.types import Span
from rag.comparison.asked import CHANGE, HIGH, LOW, MUCH, WHICH

_LONGEST = 24
_JOINS = re.compile(
    r"，?(?:还是|抑或|或者|或是|定系)(?:是|系)?|、|以及|比起|和(?!谐|睦|解)|跟(?!踪|进|随)|与(?!会|时)|同(?![比期时年行业步样类])|及(?!时|格)|(?<![同环占对相之正反百])比|"
    r"是(?=[^，。？?]{1,16}倍)|,? (?:and|or|vs\.?|than) "
)
_QUALITY = rf"(?:更加?|最|比较|较|来得)?(?:{HIGH}|{LOW}|早|晚|先)"
# What may follow the second thing.
_BEHIND = re.compile(
    rf"(?:的)?(?:相比|比较|比起来|对比|相差|差(?:多少|几)|之间|之中|当中|两者|两个|两种|二者|三者|三[层种类个]|两[层种类家]|谁|{WHICH}|"
    rf"区别|差别|差异|有何|有什么|有咩|异同|不同|相同|共同|合计|加起来|总共|一共|相加|分别|各(?:是|有|占|为)|(?:几|多少)倍)|"
    rf"{_QUALITY}(?:[？?。，,、]|$|的是|{MUCH}|[了出些吗么嘛㗎])|"
    rf"{CHANGE}(?:了|出)?{MUCH}|[？?]?$|[，,；;。] ?(?:谁|{WHICH})|"
    r",? (?:in|at|during|by|for|differ|in total|combined|altogether|together|respectively)\b|,"
)
_BREAK = re.compile(
    r"[，,。？?；;：:！!（(「『“\"]|请问|想问|帮我|比较|对比|相比|(?:between|of|in|compare|from|,) "
)
# What stands before a thing and is not of its name: 在中国移动的, 2020年底, 用户里.
_HEAD = re.compile(r"(?:在|从|以|按|是|系|拿|把|将|就|论|看)|20\d\d ?年?(?:底|末|度)?(?:的)?")
_CUTS = re.compile(r"[的里中上于在按是]|时候|年(?:底|末)?")
_STOP = re.compile(rf"[？?。！!]$|^{CHANGE}")
_ASCII = re.compile(r"[a-z\d][a-z\d.+-]*")


@dataclass(frozen=True, slots=True)
class Items:
    """The places of the things in the question, in order, and how well the two fit together (higher is better)."""

    spans: tuple[Span, ...]
    fit: float


def items_in(folded: str) -> Items | None:
    """Return the things that a folded, lower-case question compares by their names, None when it names none surely."""
    best: Items | None = None
    for match in _JOINS.finditer(folded):
        found = _around(folded, match.start(), match.end())
        if found and (best is None or found.fit > best.fit):
            best = found
    return best


def _around(folded: str, left_end: int, right_start: int) -> Items | None:
    """Return the things on both sides of a joining word."""
    right = _right(folded, right_start)
    if right is None:
        return None
    right = _before_shared(folded, left_end, right)
    word = bool(_ASCII.fullmatch(right.of(folded)))
    left = _left(folded, left_end, len(right), word=word)
    if left is None:
        return None
    right = _without_head(folded, left, right)
    if folded[left_end:right_start] == "比":
        left = _without_tail(folded, left, right)
    if left.of(folded) == right.of(folded):
        return None
    spans = [left, right]
    # 甲、乙、丙三层: what stands before the first, parted by a comma of lists.
    while folded[: spans[0].start].endswith("、") and len(spans) < 4:
        further = _left(folded, spans[0].start - 1, len(right), word=word)
        if further is None:
            break
        spans.insert(0, further)
    return Items(tuple(spans), _likeness(left.of(folded), right.of(folded)))


def _before_shared(folded: str, left_end: int, right: Span) -> Span:
    """Return the second thing without what both are asked for: 北美洲和欧洲的占比."""
    clause = _BREAK.split(folded[max(0, left_end - _LONGEST) : left_end])[-1]
    at = right.of(folded).find("的")
    return right if at < 1 or "的" in clause else Span(right.start, right.start + at)


def _without_head(folded: str, left: Span, right: Span) -> Span:
    """Return the second thing without the noun that both share: 男性和女性员工, 4G跟5G基站, 东部还是西部的覆盖率."""
    size = len(left)
    if len(right) <= size or folded[left.end - 1] != folded[right.start + size - 1]:
        return right
    rest = folded[right.start + size : right.end]
    return right if rest.isascii() or _JOINS.match(rest) else Span(right.start, right.start + size)


def _without_tail(folded: str, left: Span, right: Span) -> Span:
    """Return the first of two things without what is asked of both: 公有云规模比私有云大."""
    at = folded.find(folded[right.end - 1], left.start + 1, left.end - 1) + 1 - left.start
    named = at > 1 and len(right) > 2 and abs(at - len(right)) <= 1
    return Span(left.start, left.start + at) if named else left


def _right(folded: str, start: int) -> Span | None:
    """Return the thing behind a joining word: up to what may follow a thing compared."""
    for end in range(start + 1, min(len(folded), start + _LONGEST) + 1):
        if end - start >= 1 and _BEHIND.match(folded, end):
            text = folded[start:end]
            if _BREAK.search(text) or _STOP.search(text):
                return None
            # 聯通元景2.0發布時和…相比: what ends in 的 is cut before it.
            return Span(start, end)
        if folded[end - 1 : end] in {"，", "。", "？", "?"}:
            return None
    return None


def _left(folded: str, end: int, wanted: int, *, word: bool) -> Span | None:
    """Return the thing before a joining word, about as long as the other one (``wanted`` characters).

    ``word`` says that the other one is a word of Latin letters: this one is, too, where it ends in such a word.
    """
    end -= len(folded[:end]) - len(folded[:end].rstrip(" ，,"))
    if (tail := re.search(rf"{_QUALITY}$", folded[:end])) and end - tail.start() < end:
        end = tail.start()
    if word and (match := re.search(rf"{_ASCII.pattern}$", folded[:end])):
        return Span(match.start(), end)
    first = max(0, end - _LONGEST)
    breaks = [m.end() for m in _BREAK.finditer(folded, first, end) if m.end() < end]
    joins = [m.end() for m in re.finditer("、", folded[first:end])]
    start = max([first, *breaks, *(first + j for j in joins)])
    while match := _HEAD.match(folded, start, end):
        start = match.end()
    cuts = [start, *(m.end() for m in _CUTS.finditer(folded, start, end) if end - m.end() >= 2)]
    if end <= start:
        return None
    # 三大区域，东部还是西部的覆盖率: a name that begins a clause is whole.
    start = start if end - start <= wanted else min(cuts, key=lambda cut: (abs(end - cut - wanted), cut))
    return Span(start, end) if end > start else None


def _likeness(left: str, right: str) -> float:
    """Return how alike two names are: ends in common count, a difference in length is taken off."""
    tail = next((i for i in range(min(len(left), len(right))) if left[-1 - i] != right[-1 - i]), 0)
    head = next((i for i in range(min(len(left), len(right))) if left[i] != right[i]), 0)
    return 2 * tail + head - 0.5 * abs(len(left) - len(right))
