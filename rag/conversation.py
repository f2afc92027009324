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
# A half or a quarter; with a year before it in a turn that replaces both.
_PART_OF_YEAR = (
    r"单?第[一二三四1-4]季度?|[一二三四1-4]季度|首季度?|(?:前|首)[三3]个?季度?|(?:前|首)[九9]个月|[上下]半年|全年|整年|"
    r"\bq[1-4]\b|\b(?:first|second|third|fourth) quarter\b|\b(?:first|second) half\b"
)
_A_PART_OF_YEAR = re.compile(_PART_OF_YEAR, re.IGNORECASE)
_ONLY_PART_OF_YEAR = re.compile(
    rf"^(?:那|那么|and|what about|how about)?[ ,，]*(?:in )?(?:the )?(?:(?P<year>20\d\d) ?年?(?:的)?)?"
    rf"(?P<part>{_PART_OF_YEAR})(?:的)?(?:呢|怎么样)?[？?。]*$",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(r"(?<!\d)20\d\d ?年(?:度)?(?![底末\d])(?! ?\d{1,2} ?月)")
# Words of one kind, of which a follow-up may name another: 4G… 5G呢？ Folded, in lower case.
_ALTERNATIVES = (
    ("2g", "3g", "4g", "5g", "6g"),
    ("ipv4", "ipv6"),
    ("上行", "下行"),
    ("城市", "农村"),
    ("男性", "女性"),
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


def _replace_alternative(previous: str, asked: str) -> str | None:
    """Return the earlier question with its one term of the kind of ``asked`` replaced; None when there is no such."""
    kind = next((terms for terms in _ALTERNATIVES if lowered(fold(asked)) in terms), None)
    if kind is None:
        return None
    found = list(re.finditer(rf"(?<![a-z\d])(?:{'|'.join(kind)})(?![a-z\d])", lowered(fold(previous))))
    if len({m.group(0) for m in found}) != 1:
        return None
    for match in reversed(found):
        previous = previous[: match.start()] + asked + previous[match.end() :]
    return previous


def _replace_part_of_year(previous: str, part: str) -> str | None:
    """Return the earlier question asked of another half or quarter, None when it names several or no year at all."""
    folded = fold(previous)
    found = list(_A_PART_OF_YEAR.finditer(folded))
    if len(found) == 1:
        return previous[: found[0].start()] + part + previous[found[0].end() :]
    years = list(_WHOLE_YEAR.finditer(folded))
    if found or len(years) != 1:
        return None
    return previous[: years[0].end()] + part + previous[years[0].end() :]


def _replace_time(previous: str, turn: str, folded: str) -> str | None:
    """Return the earlier question asked of the year, or the part of a year, that a turn is; None for other turns."""
    if match := _ONLY_YEAR.match(folded):
        return _with_year(previous, int(match["year"]))
    for pattern, step in _RELATIVE_YEAR:
        last = _YEAR.search(previous)
        if pattern.match(folded) and last:
            return _with_year(previous, int(last.group(0)[:4]) + step)
    match = _ONLY_PART_OF_YEAR.match(folded)
    if match is None:
        return None
    dated = _with_year(previous, int(match["year"])) if match["year"] else previous
    return _replace_part_of_year(dated, turn[match.start("part") : match.end("part")])


def _aliases_in(folded: str) -> list[str]:
    from corpus.about import company_pattern

    return [m.group(0) for m in company_pattern().finditer(lowered(folded))]


def complete(turn: str, earlier: Sequence[str]) -> str:
    """Return the turn as a question that stands alone; unchanged when nothing was asked before or it needs no help.

    ``earlier`` are the completed questions so far. A bare year, part of a year or company, or a term of the same kind
    (4G, 5G) replaces the one asked before; any other short or leaning turn is read together with the last question,
    as long as both together are no longer than a question may be.

    >>> complete("那2023年呢？", ["中国移动2024年有多少5G基站？"])
    '中国移动2023年有多少5G基站？'
    >>> complete("聯通呢？", ["中國移動2024年有多少5G基站？"])
    '聯通2024年有多少5G基站？'
    """
    if not earlier:
        return turn
    turn = turn.strip()
    previous, folded = earlier[-1], fold(turn)
    if replaced := _replace_time(previous, turn, folded):
        return replaced
    part = _ONLY_A_PART.match(folded)
    if part and _ENDS_IN_NE.search(folded):
        named = companies_in(part["part"]) or companies_of(part["part"])
        if named and len(part["part"]) <= len(named[0]) + 2:
            return _replace_company(previous, turn[part.start("part") : part.end("part")])
        if replaced := _replace_alternative(previous, turn[part.start("part") : part.end("part")]):
            return replaced
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
