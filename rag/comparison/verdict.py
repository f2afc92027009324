"""Yes or no to one side being more or less than the other: 2024年比2023年多吗, 高还是低, is it higher than."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.script import to_script
from corpus.types import Script
from rag.comparison.asked import FALL, MUCH, WHICH
from rag.comparison.quantity import plain
from rag.comparison.types import Asked
from rag.short.yes_no import DENIALS, denial
from rag.wording import wording

# 快 is no more of what is counted: a faster start takes fewer minutes.
_HIGH = r"(?:(?<!几)多(?!少|种|个|家)|高|大|长|久|贵|重)"
_LOW = r"(?:低|(?<!多)少(?!数)|小|短|便宜|轻)"
_RISE = r"(?:增加|增长|成长|增多|上升|上涨|提升|提高|扩大|升|涨)"
_DONE = r"(?:了|咗|些|一些|一点|来)*"
_PARTICLE = r"(?:吗|么|嘛|㗎|咩|没有|冇|否)"
_WHETHER = r"(?:是否|是不是|有没有|有无|有冇|系咪|系唔系|会不会)"
_UP, _DOWN = rf"(?:{_HIGH}|{_RISE})", rf"(?:{_LOW}|{FALL})"
_END = r"[？?。 ]*$"
_BESIDE = (
    r"(?:(?:比|较|相比|对比|比起)[^，。？?；;]{2,30}?|"
    r"(?:同|和|跟|与)[^，。？?；;]{2,30}?(?:相比|对比|比较|比)(?=[是系更有多少高低大小]))"
)
_PAST = r"超过|超出|超越"
_ENGLISH = r"^(?:and |so )?(?:is|was|were|are|did|does|do|has|had|have)\b(?!.{0,200}\bor\b).{3,160}\b"
_WHO = r"(?:that|those|the one|the number)?"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is asked of the first side against the second, and what is answered when it is so, and when not.

    The words are folded; empty ones stand for yes and no.
    """

    asked: Asked
    words: tuple[str, str] = ("", "")


_ASKING = re.compile(
    rf"{_PARTICLE}{_END}|{_WHETHER}|^(?:and |so )?(?:is|was|were|are|did|does|do|has|had|have)\b"
)
_CHOICE = re.compile(
    rf"{_BESIDE}(?:是|系|更|又)*(?P<one>{_UP}|{_DOWN}){_DONE}(?:还是|定系|定|抑或|或)(?:是|系|更)*(?P<other>{_UP}|{_DOWN}){_DONE}(?:呢|啊|呀)?{_END}"
)
_TABLE: tuple[tuple[Asked, re.Pattern[str]], ...] = tuple(
    (asked, re.compile(pattern))
    for asked, pattern in (
        (
            Asked.IS_GREATER,
            (rf"{_BESIDE}{_UP}{_DONE}(?:{_PARTICLE})?{_END}|(?:{_HIGH}[过于出]|{_PAST})[^，。？?；;]{{2,30}}{_END}|"
             rf"{_ENGLISH}(?:more|higher|larger|greater|bigger|longer)\b.{{0,120}}\bthan\b|"
             rf"{_ENGLISH}(?:exceed(?:ed|s)?|surpass(?:ed|es)?)\b"),
        ),
        (
            Asked.IS_LESSER,
            (rf"{_BESIDE}{_DOWN}{_DONE}(?:{_PARTICLE})?{_END}|{_LOW}[过于]|"
             rf"{_ENGLISH}(?:fewer|less|lower|smaller|shorter)\b.{{0,120}}\bthan\b"),
        ),
    )
)  # fmt: skip
# What asks for more than yes or no, denies, or names a figure: 比2023年的240万个多吗 is a claim of another kind. A 多少
# before 比 is of the question that was gone on from.
_ELSE = re.compile(
    rf"(?:比|较|超过|[过于]).{{0,40}}{MUCH}|{WHICH}|为什么|为何|为啥|点解|怎|如何|何时|不比|倍|百分|"
    r"\d[\d,.]* ?(?:万|亿|千|%|成)"
)
_CUT = re.compile(
    r"^(?:和|跟|与|同|对比|相比于?|比起?|较)(?=\x00)|(?<=\x00)的?(?:相比|比较|对比|相较|比(?!例|重|率))[，, ]*|"
    rf"{_WHETHER}(?:有所|会|有)?|(?:{_HIGH}|{_LOW})[过于出]|{_PAST}|"
    rf"(?:相比|比较|对比|比)?[，, ]*(?:是|系)?(?:有所|还要?|更加?|更|也|都|又|要|有(?=[增减升降]))*"
    rf"(?:{_UP}|{_DOWN}){_DONE}"
    rf"(?:(?:还是|定系|定|抑或|或)(?:是|系|更)*(?:{_UP}|{_DOWN}){_DONE})?(?:{_PARTICLE}|呢|啊|呀)*(?=[\x00？?。 ]*$)|"
    rf"{_PARTICLE}(?=[？?。 ]*$)|"
    r"\b(?:exceed(?:ed|s)?|surpass(?:ed|es)?)\b(?: (?:that|those)(?: (?:in|of|at))?)?|"
    r"\b(?:more|fewer|less|higher|lower|larger|greater|bigger|smaller|longer|shorter)\b(?: than)?"
)
# The side measured against stands behind these, or before those.
BASE_BEFORE = re.compile(
    rf"(?:{_HIGH}|{_LOW})[过于出] ?$|(?:{_PAST}) ?$|"
    rf"(?:than|exceed(?:ed|s)?|surpass(?:ed|es)?) (?:{_WHO} ?(?:in|of|at)?) ?$"
)
BASE_BEHIND = re.compile(r"^ ?(?:的?(?:相比|比较|对比|相较)|比(?!例|重|率|[0-9]))")
_UPS, _DOWNS = re.compile(rf"{_UP}{_DONE}"), re.compile(rf"{_DOWN}{_DONE}")


def verdict_of(folded: str) -> Verdict | None:
    """Return what a folded, lower-case question asks of two sides by yes or no, None when it asks something else.

    >>> verdict_of("2024年的收入比2023年高吗？"), verdict_of("2024年比2023年高多少？")
    (Verdict(asked=<Asked.IS_GREATER: 'is_greater'>, words=('', '')), None)
    >>> verdict_of("2024年的收入比2023年低了还是高了？").words
    ('高', '低')
    """
    if choice := _CHOICE.search(folded):
        ups = [bool(_UPS.fullmatch(choice[name])) for name in ("one", "other")]
        high, low = (choice["one"], choice["other"]) if ups[0] else (choice["other"], choice["one"])
        return Verdict(Asked.IS_GREATER, (high, low)) if ups[0] != ups[1] else None
    if _ELSE.search(folded) or not _ASKING.search(folded):
        return None
    return next((Verdict(asked) for asked, pattern in _TABLE if pattern.search(folded)), None)


def without_verdict(folded: str) -> list[tuple[int, int]]:
    """Return where a folded question says what only asks for the verdict: 是否, 多吗, 高过."""
    return [match.span() for match in _CUT.finditer(folded)]


def said_by(verdict: Verdict, folded: str, script: Script) -> tuple[str, str]:
    """Return the words that answer a question, as it is asked and in its script: when it is so, and when not."""
    if verdict.words[0]:
        return to_script(verdict.words[0], script), to_script(verdict.words[1], script)
    words = wording(script)
    return words.yes, words.no if script is Script.NONE else to_script(denial(folded), script)


def is_verdict(asked: Asked, short: str, *, so: bool) -> bool:
    """Tell whether a short answer says that the first side is (``so``) or is not what is asked of it."""
    said = plain(short)
    ups, downs = (_DOWNS, _UPS) if asked is Asked.IS_LESSER else (_UPS, _DOWNS)
    if so:
        return said in {"是", "Yes"} or bool(ups.fullmatch(said))
    return said in DENIALS or bool(downs.fullmatch(said))
