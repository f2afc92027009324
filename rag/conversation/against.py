"""The earlier question compared with another year or company that a turn names: 同2023年比多咗幾多, 和联通比高吗."""

from __future__ import annotations

import re

from corpus.script import HAN, detect, to_script
from rag.comparison.asked import CHANGE, HIGH, LOW, MUCH
from rag.conversation.companies import company_spans, named_alone
from rag.conversation.frame import low_of
from rag.conversation.subject import Topic
from rag.conversation.times import is_time, replace_time, time_spans, years_in
from rag.question import AnswerKind, kind_of

_LEAD = r"(?:那么?|咁|噉|这|它|佢|所以|又|请问|[，, ])*"
_WITH = r"(?:和|跟|与|同|对比|比较|比起|比|较|相比于?|相较于?|相对于?)"
_THAN = r"(?:的?(?:相比(?:较)?|比起来|比较起来|作?对比|相较|比较|比))?(?:来说|来讲|嚟讲|之下)?[，, ]*"
_HOW = r"(?:是不是|是否|系咪|系唔系|有没有|有冇|有无|会不会|又|是|系|会|就|大概|大约|一共|总共)*"
_MOVED = rf"(?:更加?|还要?|仲)?(?:相?差|争|变化|变动|{HIGH}|{LOW}|{CHANGE})(?:了|咗|出|过)?(?:大约|大概|约)?"
_AMOUNT = rf"(?:{MUCH}(?:[百千万亿]+|个?百分点|倍|成|趴|%|[\u4e00-\u9fff]{{0,2}})|百分之(?:几|多少)|多少)"
_CHOICE = rf"(?:(?:还是|定系|定|抑或)(?:{_MOVED}))?"
_END = r"(?:吗|么|嘛|呢|啊|呀|吖|㗎|咧)*[？?。！! ]*$"
# 多过2023年几多 says the word before the year, 同2023年比多咗几多 behind it.
_TURN = re.compile(
    rf"^{_LEAD}{_WITH}(?P<other>.{{2,14}}?){_THAN}(?P<asked>{_HOW}{_MOVED}(?:{_AMOUNT}|{_CHOICE}))?{_END}"
    rf"|^{_LEAD}(?P<moved>{_HOW}(?:{HIGH}|{LOW}))[过于](?P<behind>.{{2,14}}?)(?P<much>{_AMOUNT})?{_END}"
)
_IN_ENGLISH = re.compile(
    r"^(?:and |so )*how (?:much|many) (?P<word>more|fewer|less|higher|lower|larger|smaller)"
    r"(?: (?:is|was|were) (?:that|it))? than (?P<other>(?:in )?\w[\w ]{2,24}?)[ ?.]*$"
)
_ASKED_MUCH = re.compile(r"\bhow (?:much|many)\b")
# What a question ends in and what a comparison says anew: its asking, without the counter.
_ASKING = re.compile(
    rf"(?:的)?(?:一共|总共)?(?:是|有|为|达到?|系)?{MUCH}(?=[呢啊呀？?。 ]*$)|[呢啊呀？?。！! ]+$"
)
_YES_NO = re.compile(r"(?:吗|么|嘛|㗎|咩)[？?。 ]*$")
# A question that was completed so: what it asks of, the year, and what it asks.
_AGAIN = re.compile(rf"^(?P<core>.{{4,80}})比(?:19|20)\d\d年(?P<asked>{_HOW}{_MOVED}.{{0,8}})$")
_APART = "差多少"


def against_another(turn: str, topic: Topic, year: int | None = None) -> str | None:
    """Return the earlier question compared with the year or company that a turn names; None where it compares nothing.

    ``year`` is the year that a relative one is counted from where the question names none. The question must ask for a
    figure and name one time or one company, and the turn another.

    >>> from corpus.about import built_in
    >>> asked = Topic.of("雲山書店2024年請咗幾多人？", built_in())
    >>> against_another("同2023年比多咗幾多？", asked)
    '雲山書店2024年請咗幾多人比2023年多咗幾多？'
    """
    low = low_of(turn)
    if not HAN.search(low):
        return _in_english(turn, low, topic)
    match = _TURN.match(low)
    if match is None or not HAN.search(topic.low):
        return None
    core, before = _core(topic)
    if not before and kind_of(topic.low) is AnswerKind.COMPARISON:
        return None
    named = "other" if match["other"] else "behind"
    other = _another(turn[match.start(named) : match.end(named)], Topic.of(core, topic.names), year)
    if other is None:
        return None
    told = "".join(turn[a:b] for a, b in (match.span(name) for name in ("asked", "moved", "much")) if a >= 0)
    ending = to_script("吗", detect(topic.text)) if _YES_NO.search(low) and told else ""
    return f"{core}比{other}{told or before or to_script(_APART, detect(topic.text))}{ending}？"


def _core(topic: Topic) -> tuple[str, str]:
    """Return what the earlier question asks of, and how it compared that with a year already; else nothing."""
    again = _AGAIN.match(topic.low)
    if again is None:
        return topic.text[: len(_ASKING.sub("", topic.low))], ""
    return topic.text[: again.end("core")], topic.text[again.start("asked") :].rstrip("？? ")


def _another(said: str, topic: Topic, year: int | None) -> str | None:
    """Return the other year or company as a comparison names it; None where it is none or the one asked before."""
    if is_time(low_of(said)):
        moved = replace_time(topic.text, said, year) if time_spans(topic.low) else None
        now, then = years_in(topic.text), years_in(moved or "")
        if len(set(now)) != 1 or len(set(then)) != 1 or now[0] == then[0]:
            return None
        return said if years_in(said) else f"{then[0]}年"
    own, other = {name for *_, name in company_spans(topic.low, topic.names)}, named_alone(said, topic.names)
    return other[0] if other and len(own) == 1 and other[1] not in own else None


def _in_english(turn: str, low: str, topic: Topic) -> str | None:
    """Return an English question with the other year or company behind it: how many more … than in 2023."""
    match, asked = _IN_ENGLISH.match(low), _ASKED_MUCH.search(topic.low)
    if match is None or asked is None or HAN.search(topic.low):
        return None
    said = turn[match.start("other") : match.end("other")]
    if _another(re.sub(r"^in ", "", said), topic, None) is None:
        return None
    rest = topic.text[asked.end() :].rstrip(" ?.")
    return f"{topic.text[: asked.end()]} {match['word']}{rest} than {said}?"
