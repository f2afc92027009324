"""Follow-ups: a question that leans on the ones before it is completed, visibly, before it is searched."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.about import companies_in
from corpus.script import HAN, fold
from rag.question import LONGEST, AnswerKind, companies_of, content_of, kind_of, lowered

# 那2023年呢？ 聯通呢？: only the part that changes is said.
_ONLY_A_PART = re.compile(
    r"^(?:那|那么|然后|和|跟|还有|and|what about|how about)?[ ,，]*(?P<part>.{1,16}?)(?:的)?(?:呢|怎么样)?[？?。!！]*$",
    re.IGNORECASE,
)
_ENDS_IN_NE = re.compile(r"呢[？?。]*$")
_YEAR = re.compile(r"20\d\d(?: ?年)?(?:底|末)?")
_ONLY_YEAR = re.compile(
    r"^(?:那|那么|and|what about)?[ ,，]*(?:in )?(?P<year>20\d\d) ?年?(?:底|末)?(?:的)?(?:呢)?[？?]*$",
    re.IGNORECASE,
)
_RELATIVE_YEAR = (
    (re.compile(r"^(?:那)?(?:前一年|上一年|上年|去年)(?:的)?(?:呢)?[？?]*$"), -1),
    (re.compile(r"^(?:那)?(?:隔年|次年|第二年|后一年|下一年)(?:的)?(?:呢)?[？?]*$"), 1),
)
# A question this short, or opening with such a word, leans on what was asked before.
_SHORT, _FEW_HAN, _FEW_WORDS = 14, 8, 8
_LEANS = re.compile(
    r"^(?:那|这|它|他|她|其|该|后来|再|还|又|同比|为什么|几|多少|连了|库存|"
    r"and|what (?:was|is|did|does) (?:its|that|it)|its|it)",
    re.IGNORECASE,
)


def _replace_company(previous: str, company: str) -> str:
    """Return the earlier question asked of another company, named where the first one stood, else in front."""
    folded = fold(previous)
    for alias in sorted(_aliases_in(folded), key=len, reverse=True):
        at = lowered(folded).find(alias)
        if at >= 0:
            return previous[:at] + company + previous[at + len(alias) :]
    return company + previous


def _aliases_in(folded: str) -> list[str]:
    from corpus.about import company_pattern

    return [m.group(0) for m in company_pattern().finditer(lowered(folded))]


def complete(turn: str, earlier: Sequence[str]) -> str:
    """Return the turn as a question that stands alone; unchanged when nothing was asked before or it needs no help.

    ``earlier`` are the completed questions so far. A bare year or company replaces the one asked before; any other
    short or leaning turn is read together with the last question, as long as both together are no longer than a
    question may be.

    >>> complete("那2023年呢？", ["中国移动2024年有多少5G基站？"])
    '中国移动2023年有多少5G基站？'
    >>> complete("聯通呢？", ["中國移動2024年有多少5G基站？"])
    '聯通2024年有多少5G基站？'
    """
    if not earlier:
        return turn
    turn = turn.strip()
    previous, folded = earlier[-1], fold(turn)
    if match := _ONLY_YEAR.match(folded):
        return _with_year(previous, int(match["year"]))
    for pattern, step in _RELATIVE_YEAR:
        last = _YEAR.search(previous)
        if pattern.match(folded) and last:
            return _with_year(previous, int(last.group(0)[:4]) + step)
    part = _ONLY_A_PART.match(folded)
    if part and _ENDS_IN_NE.search(folded):
        named = companies_in(part["part"]) or companies_of(part["part"])
        if named and len(part["part"]) <= len(named[0]) + 2:
            return _replace_company(previous, turn[part.start("part") : part.end("part")])
    if _leans(turn, folded):
        together = f"{previous} {turn}"
        return together if len(together) <= LONGEST else turn
    return turn


def _leans(turn: str, folded: str) -> bool:
    """Tell whether a turn needs the one before: it says so, or it is short and names no company or subject itself."""
    if _LEANS.match(folded) or _ENDS_IN_NE.search(folded):
        return True
    if companies_of(folded) or kind_of(folded) is AnswerKind.DEFINITION:
        return False
    if turn.isascii():
        return len(turn.split()) <= _FEW_WORDS
    own = HAN.findall(content_of(turn))
    return len(folded) <= _SHORT and len(own) <= _FEW_HAN


def _with_year(previous: str, year: int) -> str:
    replaced, count = _YEAR.subn(lambda m: f"{year}{m.group(0)[4:]}", previous, count=1)
    return replaced if count else f"{year}年{previous}"
