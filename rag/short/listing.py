"""Lists: the items of an enumeration, in one sentence or over numbered clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Span
from index.segment import labelled
from rag.evidence import Candidate
from rag.question import Reading
from rag.short.asked import Asked
from rag.short.types import Anchors, Found, anchors_of, closeness

_NUMBERS = {
    word: value
    for value, words in enumerate(("", "一", "二两", "三", "四", "五", "六", "七", "八", "九", "十"))
    for word in words
}
_COUNT = re.compile(
    r"哪([两二三四五六七八九十]|\d{1,2})(?![一二三四五六七八九十\d])|(?<![一二三四五六七八九十\d])([两二三四五六七八九十]|\d{1,2})(?:个|大|项|种|类|款|座|家|位|条|点|方面|环节|领域)"
)
_ENGLISH = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
# Items said one after another, and what joins the last.
_ITEM = r"[^，。；;、：:！？\n|]{1,26}?"
_NUMBERED = re.compile(
    r"(?:[①②③④⑤⑥⑦⑧⑨⑩]|[一二三四五六七八九十]是|第[一二三四五六七八九十](?:，|、|是)|[（(][一二三四五六七八九十\d]{1,2}[）)])"
)
_RUN = re.compile(r"[^，。；;：:！？\n|]+(?:、[^，。；;：:！？\n|]+)+")
_JOINT = re.compile(
    r"、(?:以?及|和|与)?|以及|和(?=[^、和与]{2,12}$)|及(?=[^、及]{2,12}$)|与(?=[^、和与]{2,12}$)"
)
# Items in quotation marks one behind the other: 「斷卡」「打貓」和「安心」.
_QUOTES = re.compile(
    r"[“「『《][^”」』》\n]{1,30}[”」』》](?: ?(?:、|，|和|与|及|以及|或)? ?[“「『《][^”」』》\n]{1,30}[”」』》])+"
)
_QUOTE = re.compile(r"[“「『《]([^”」』》\n]{1,30})[”」』》]")
# What stands before the first item and behind the last: 包括A, A等五款模型.
_LEAD = re.compile(
    r"^.*(?:包括了?|包含|分为|分成|分别(?:是|为|有)?|即|有|为|是|发布|推出|落地|涵盖|覆盖|聚焦|围绕|开展|实现|从|在|对|将|由|提供|建成|打造|投产)(?=[^、])"
)
_TAIL = re.compile(
    r"(?:等|这|共)?(?:[一二两三四五六七八九十]|\d{1,2})?(?:大|个|项|种|类|款|座|家|位|条|方面|多).*$|等.*$"
)


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one enumeration: their spans in a sentence, and how well they fit."""

    spans: tuple[Span, ...]
    fit: float


def count_asked(folded_question: str) -> int | None:
    """Return how many items a folded question asks for; None when it does not say.

    >>> count_asked("新加进哪两项议题"), count_asked("有哪些措施")
    (2, None)
    """
    match = _COUNT.search(folded_question)
    if match:
        word = next(filter(None, match.groups()))
        return int(word) if word.isdigit() else _NUMBERS[word]
    low = folded_question.lower()
    return next((n for word, n in _ENGLISH.items() if f" {word} " in f" {low} "), None)


def listing(reading: Reading, chosen: Sequence[Candidate], worth: Mapping[str, float]) -> Found | None:
    """Return the items of the enumeration that answers; None when no sentence enumerates, or not as many as asked."""
    question = fold(reading.text)
    wanted, head = count_asked(question), Asked.of(reading).head
    best: tuple[float, int, Items] | None = None
    for number, candidate in enumerate(chosen[:4]):
        anchors = anchors_of(candidate.folded, worth)
        for items in enumerations(candidate.folded, question, anchors, head):
            if wanted and len(items.spans) != wanted:
                continue
            fit = items.fit + (0.5 if wanted else 0.0) - 0.4 * number
            if best is None or fit > best[0]:
                best = (fit, number, items)
    if best is None:
        return None
    fit, number, items = best
    return Found(number, None, None, fit, tuple((number, span) for span in items.spans))


def enumerations(text: str, question: str, anchors: Anchors, head: str) -> list[Items]:
    """Return the enumerations of folded text: numbered clauses, and runs of items with 、 between them."""
    found = []
    for match in _QUOTES.finditer(text):
        quoted = tuple(
            Span(match.start() + m.start(1), match.start() + m.end(1))
            for m in _QUOTE.finditer(match.group(0))
        )
        if not any(span.of(text) in question for span in quoted):
            found.append(Items(quoted, 0.2 + closeness(Span(*match.span()), anchors)))
    if numbered := _numbered(text):
        found.append(Items(numbered, 0.5 + closeness(Span(numbered[0].start, numbered[-1].end), anchors)))
    for match in _RUN.finditer(text):
        spans = _items(text, Span(*match.span()))
        fresh = sum(span.of(text) not in question for span in spans)
        if len(spans) < 2 or fresh < len(spans):
            continue
        whole = Span(spans[0].start, spans[-1].end)
        named = 0.4 if head and head in text[whole.end : whole.end + 14] else 0.0
        found.append(Items(spans, closeness(whole, anchors) + named))
    return found + [
        Items(pair, closeness(Span(pair[0].start, pair[1].end), anchors)) for pair in _pairs(text, question)
    ]


def _pairs(text: str, question: str) -> list[tuple[Span, Span]]:
    """Return the pairs of names that 和 joins (呼和浩特和哈尔滨): words of one kind that the question does not hold."""
    if "和" not in text and "与" not in text:
        return []
    words = labelled(text)
    found = []
    for (one, first), (joint, _), (other, second) in zip(words, words[1:], words[2:], strict=False):
        alike = first[:2] == second[:2] and first[:1] == "n" and first != "n"
        if joint.of(text) in {"和", "与", "及", "跟"} and alike and one.of(text) not in question:
            found.append((one, other))
    return found


def _numbered(text: str) -> tuple[Span, ...]:
    """Return what stands behind each number of numbered clauses (一是…；二是…), to the first comma or stop."""
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2:
        return ()
    ends = [m.start() for m in marks[1:]] + [len(text)]
    spans = []
    for mark, end in zip(marks, ends, strict=True):
        said = re.split(r"[，。；;：:\n]", text[mark.end() : end].lstrip(" 、"))[0].strip()
        start = text.find(said, mark.end()) if said else -1
        if start >= 0 and 2 <= len(said) <= 40:
            spans.append(Span(start, start + len(said)))
    return tuple(spans) if len(spans) == len(marks) else ()


def _items(text: str, run: Span) -> tuple[Span, ...]:
    """Return the items of a run of text with 、, without what introduces the first and sums up the last."""
    cuts = [(run.start + m.start(), run.start + m.end()) for m in _JOINT.finditer(run.of(text))]
    starts = [run.start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), run.end]
    spans = [Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a]
    if len(spans) < 2:
        return ()
    first, last = _without_verb(text, spans), spans[-1]
    others = [s for s in spans[:-1] if "的" in s.of(text)]
    if not others and (at := last.of(text).find("的")) > 0:
        last = Span(last.start, last.start + at)
    if lead := _LEAD.match(first.of(text)):
        first = Span(first.start + lead.end(), first.end)
    if tail := _TAIL.search(last.of(text)):
        last = Span(last.start, last.start + tail.start()) if tail.start() else last
    if (at := max(first.of(text).rfind(mark) for mark in "“「『《")) >= 0 and not _QUOTE.search(
        first.of(text)
    ):
        first = Span(first.start + at + 1, first.end)
    trimmed = [_trimmed(text, s) for s in (first, *spans[1:-1], last)]
    return tuple(s for s in trimmed if len(s)) if all(1 <= len(s) <= 30 for s in trimmed) else ()


def _without_verb(text: str, spans: Sequence[Span]) -> Span:
    """Return the first item without the verb that leads in them all: 深化全方位、全过程."""
    first, second = labelled(spans[0].of(text)), labelled(spans[1].of(text))
    if len(first) < 2 or not second or second[0][1].startswith(("v", "p")):
        return spans[0]
    led = [
        i
        for i, (s, tag) in enumerate(first[:-1])
        if tag.startswith("v") or tag in {"p", "ul"} or s.of(spans[0].of(text)).endswith("化")
    ]
    return Span(spans[0].start + first[led[-1] + 1][0].start, spans[0].end) if led else spans[0]


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without white space and quotation marks that do not pair at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in ' “「『《"‘':
        start += 1
    while end > start and text[end - 1] in ' ”」』》"’':
        end -= 1
    return Span(start, end)
