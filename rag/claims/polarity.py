"""What is denied: 没有完成 where the source says 完成, 面临风险 where it says 不存在风险, 可以转让 for 不得转让."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.claims.patterns import pattern
from rag.claims.signs import denials
from rag.claims.words import shared

# The share of what is denied that a clause must say.
_OBJECT = 0.75
_LEAST_OBJECT = 4
_REACH = 16


def _cut(text: str) -> str:
    return re.split(r"[,;。!?:|\n]", text)[0]


def undenied(clause: str, near: str) -> str:
    """Return what a plain clause denies and the plain clause of its source says without denying it; "" else.

    >>> undenied("年度目标没有完成", "未发生事故,完成年度目标"), undenied("没有完成目标", "目标未能完成")
    ('完成', '')
    """
    for match in pattern("polarity denied").finditer(clause):
        if not denials(match.group()):
            # 不到两个 is a bound.
            continue
        word = match["what"]
        places = [m.start() for m in re.finditer(re.escape(word), near)]
        if places and not any(_is_denied(near, at) for at in places):
            return word
    return ""


def _is_denied(text: str, at: int) -> bool:
    """Tell whether something stands before a place of plain text, in its clause, that denies it or has it to come."""
    before = re.split(r"[,;。!?]", text[max(0, at - _REACH) : at])[-1]
    return bool(
        denials(before)
        or pattern("polarity kept").search(before)
        or pattern("polarity to come").search(before)
    )


@lru_cache(maxsize=512)
def _absent(source: str) -> tuple[str, ...]:
    """Return what plain text says that there is none of."""
    found = (_cut(match["what"]) for match in pattern("polarity absent").finditer(source))
    return tuple(what for what in found if len(what) >= _LEAST_OBJECT)


def affirmed(clause: str, source: str) -> str:
    """Return what a plain clause says there is and plain source text says there is not; "" else.

    >>> affirmed("日常用水面临水资源风险", "不存在水资源风险"), affirmed("没有用水风险", "不存在用水风险")
    ('水资源风险', '')
    """
    if denials(clause) or pattern("polarity kept").search(clause):
        return ""
    for what in _absent(source):
        if what[-2:] in clause and shared(what, clause) >= _OBJECT:
            return what
    return ""


@lru_cache(maxsize=512)
def _verbs(text: str, name: str) -> tuple[str, ...]:
    return tuple(match["what"] for match in pattern(name).finditer(text))


def allowed_otherwise(clause: str, source: str) -> str:
    """Return a verb that a plain clause says may be done and plain source text that it may not, or the other way.

    "" where the source says both of it, or neither.

    >>> allowed_otherwise("股份可以随时转让", "3年内不得直接或间接转让股份")
    '转让'
    >>> allowed_otherwise("不得转让", "不得转让"), allowed_otherwise("员工不得携带", "员工可以携带")
    ('', '携带')
    """
    for here, there in (("polarity may", "polarity may not"), ("polarity may not", "polarity may")):
        given, turned = _verbs(source, here), _verbs(source, there)
        for verb in _verbs(clause, here):
            if verb in turned and verb not in given:
                return verb
    return ""


def hidden_denial(clause: str, near: str) -> str:
    """Return a word that denies without a denial (无关, 落空, 难以) where the source's clause denies nothing; "" else.

    >>> hidden_denial("与减排无关", "是减排的生动实践"), hidden_denial("申请被驳回", "申请没有通过")
    ('无关', '')
    """
    found = pattern("polarity hidden").search(clause)
    if not found or found.group() in near or denials(near) or pattern("polarity like hidden").search(near):
        return ""
    return found.group()
