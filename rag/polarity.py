"""Yes or no: whether a sentence denies what a question claims, and whether it can answer it at all."""

from __future__ import annotations

import re

from corpus.types import Span
from rag.figures import figures

_NEGATION = re.compile(
    r"未(?:曾|能|发生|发现|有|出现|予|纳入|包括|包含)|没有|并无|均无|尚无|无法|从不|并非|"
    r"不(?:能|会|得|可|含|包括|包含|涉及|适用|因|予|再|是|属|允许|存在|支持)|严禁|禁止|杜绝|零(?=发生|事故)"
)
# What moves one way and what moves the other; the same thing cannot do both.
_UP = re.compile(r"增长|增加|上升|提升|提高|上涨|扩大|高于|多于|超过|大于|回升|改善|加快")
_DOWN = re.compile(r"下降|减少|降低|缩短|缩小|下滑|低于|少于|不及|小于|回落|恶化|放缓|收窄")
_MORE = re.compile(r"(?:变|更)?(?:多|高|大|快|好)(?:了|于)?|涨")
_LESS = re.compile(r"(?:变|更)?(?:少|低|小|慢|差)(?:了|于)?|跌|降")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[类批级期届层梯阶档组]")
_CLAUSE = re.compile(r"[^，。；;,：]+")
_QUESTION_DENIES = re.compile(
    r"(?:是不是|是否|会不会)?(?:没有?(?!有)|未|不(?=是|会|能|可|得|需|支持|包括|允许|属于|存在))"
)
_CHOOSES = re.compile(r"有没有|([是能会可要准许肯该用对])不\1以?")


def negation(folded: str, start: int = 0, end: int | None = None) -> Span | None:
    """Return where folded text first denies something, None when it does not.

    >>> negation("公司严禁使用童工"), negation("公司不断提升质量")
    (Span(start=2, end=4), None)
    """
    match = _NEGATION.search(folded, start, len(folded) if end is None else end)
    return Span(*match.span()) if match else None


def decides(folded_question: str, folded_sentence: str) -> bool:
    """Tell whether a sentence can say yes or no to a question: every figure that is asked about stands in it.

    >>> decides("建成了500万个基站吗", "建成基站240万个"), decides("建成了240万个基站吗", "建成基站240万个")
    (False, True)
    """
    said = {f.number.replace(",", "") for f in figures(folded_sentence)}
    asked = {f.number.replace(",", "") for f in figures(folded_question) if not f.is_year and not f.in_words}
    return asked <= said


def denies(folded_question: str, folded_sentence: str) -> bool:
    """Tell whether a sentence says no to what a question claims: by a negation, the other direction, another class.

    A question that itself denies is turned round.

    >>> denies("收入是不是下降了", "收入同比增长3%"), denies("收入下降了吗", "收入同比下降3%")
    (True, False)
    """
    claim = _CHOOSES.sub("", folded_question)
    no = bool(_NEGATION.search(folded_sentence))
    if not no:
        no = _turned(claim, folded_sentence) or _of_other_class(claim, folded_sentence)
    return no != bool(_QUESTION_DENIES.search(claim))


def _turned(claim: str, sentence: str) -> bool:
    """Tell whether a sentence speaks only of the direction opposite to the claimed one."""
    up, down = bool(_UP.search(sentence)), bool(_DOWN.search(sentence))
    if up == down:
        return False
    asked_up = bool(_UP.search(claim) or _MORE.search(claim))
    asked_down = bool(_DOWN.search(claim) or _LESS.search(claim))
    return asked_up != asked_down and asked_up != up


def _of_other_class(claim: str, sentence: str) -> bool:
    """Tell whether a sentence puts what the claim names in another class (第二类) than the claimed one (第一类)."""
    classes = set(_ORDINAL.findall(claim))
    if not classes:
        return False
    rest = _ORDINAL.sub("", claim)
    for match in _CLAUSE.finditer(sentence):
        clause = match.group(0)
        named = set(_ORDINAL.findall(clause))
        if named and not named & classes and shared(rest, _ORDINAL.sub("", clause)):
            return True
    return False


def shared(one: str, other: str, length: int = 3) -> bool:
    """Tell whether two texts share a run of characters."""
    runs = {one[i : i + length] for i in range(len(one) - length + 1)}
    return any(other[i : i + length] in runs for i in range(len(other) - length + 1))
