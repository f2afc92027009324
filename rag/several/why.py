"""为什么 behind another question: a question of its own, answered only by a sentence that tells a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.script import HAN, fold
from rag.compose import Claim
from rag.question import lowered
from rag.several.reason import tells_reason

# A reason asked of what was asked before, in no more words. Folded, lower case, without the mark at its end.
_WHY = (
    r"(?:又|那|而|这|咁|都)?(?:是|系)?(?:为什么|为何|为啥|点解|做乜|什么原因|何故|原因(?:是什么|为何|何在|呢)?|怎么会(?:这样)?)"
    r"(?:会?(?:这样|咁|这么多|这么少))?(?:呢|啊|呀|嘅)?|"
    r"(?:and |but )?(?:why(?: is that| so| was that)?|how come|for what reason)"
)
_BARE = re.compile(rf"^(?:{_WHY})[？?。！! ]*$")
_AT_THE_END = re.compile(rf"(?:[，,。？?；;]+ ?| (?=and why|but why))(?P<why>{_WHY})[？?。！! ]*$")
_AND = re.compile(r"^(?:and|but) ", re.IGNORECASE)
_ASKS_IN_ENGLISH = re.compile(
    r"^(?:and |so )?(?:how(?: (?:much|many|fast|far|large|high|big|quickly|well))?|what|when|where) "
    r"(?=(?:did|does|do|has|have|had|is|was|were|are)\b)",
    re.IGNORECASE,
)


def bare_why(typed: str) -> bool:
    """Tell whether a question asks for a reason and names nothing.

    >>> bare_why("為什麼？"), bare_why("and why?"), bare_why("为什么增长？")
    (True, True, False)
    """
    return bool(_BARE.match(lowered(fold(typed)).strip()))


def split_why(text: str) -> tuple[str, str] | None:
    """Return what a text asks before a bare 为什么 at its end, and that; None for a text without one.

    >>> split_why("收入是多少，為什麼？"), split_why("为什么？")
    (('收入是多少', '為什麼？'), None)
    """
    match = _AT_THE_END.search(lowered(fold(text)))
    if match is None or not match.start():
        return None
    mark = match.start() + (text[match.start()] in "？?。")
    why = text[match.start("why") :].strip()
    return text[:mark].strip(" ，,；;"), _AND.sub("", why)


def why_of(first: str) -> str | None:
    """Return the question that asks for the reason of what an English question asks; None for one in Chinese.

    >>> why_of("How much did the fee rise in 2023?")
    'Why did the fee rise in 2023?'
    """
    if HAN.search(first):
        return None
    asked = _ASKS_IN_ENGLISH.sub("", first)
    return f"Why {asked}" if asked != first else f"{first.rstrip(' ?.')}: why?"


def telling(claims: Sequence[Claim]) -> list[int]:
    """Return which of a draft's claims tell a reason: the best, or the second where it stands in the same passage."""
    near = [n for n, c in enumerate(claims[:2]) if n == 0 or c.passage.id == claims[0].passage.id]
    return [n for n in near if tells_reason(fold(claims[n].span.of(claims[n].passage.text)))]
