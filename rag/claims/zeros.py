"""What a source says there was none of, by a zero: 泄露事件为零, 零投诉. It may not be said to have happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rag.claims.signs import absences, denials
from rag.claims.words import synonyms

_ZERO = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,24}?)(?:事件|事故|个案|案件|宗数|件数|次数|数量|数)?(?:目标)?"
    r"(?:[都均已皆]|全年|保持|维持|始终|继续)*(?:为|是|归)(?:零|0(?![.\d%]))"
    r"|(?<![\d一二三四五六七八九十百千万])零(?P<none>泄[露漏]|外泄|投诉|事故|伤亡|死亡|差错|故障|中断|违规|违法|延误|失误|腐败|火灾|感染)"
)
# 零 and 免 say without a denial that there is none: 零投诉, 免停机. 避免 and 免疫 do not; 免费
# denies a price only.
NONE = re.compile(
    r"(?<![\d.])0(?![\d.])|零(?!售|部件|件|散|星|钱|花|食)|(?<![避以难不未罢幸])免(?!疫|职|税|去|得)"
)
_SPARED = re.compile(r"(?<![避以难不未罢幸])免(?P<what>(?!疫|职|税|去|得|于|除)[\u4e00-\u9fff]{2})")
_PRICES = {"收费", "付费", "缴费", "付钱", "花钱", "收钱"}
_HAPPENED = re.compile(r"发生|出现|受到|收到|接到|遭|爆[发出]|曝出|酿成|曾有|有过|被")
_DONE = re.compile(r"[了过](?:$|[^\u4e00-\u9fff])")


@lru_cache(maxsize=512)
def zeros(source: str) -> frozenset[str]:
    """Return what plain text says there is none of, by its last two characters.

    >>> zeros("目标是资料泄露事件为零,全年零投诉") == {"泄露", "投诉"}
    True
    """
    return frozenset((match["what"] or match["none"])[-2:] for match in _ZERO.finditer(source))


def spared(source: str) -> frozenset[str]:
    """Return what plain text says that nobody has to bear.

    >>> sorted(spared("提供免停机服务,以免出错"))
    ['停机']
    """
    found = {match["what"] for match in _SPARED.finditer(source)}
    return frozenset(found | _PRICES if "免费" in source else found)


def happened(clause: str, parts: Iterable[str]) -> str:
    """Return what a plain clause says happened and plain parts of its source say there was none of; "" else.

    What another part says without a zero or a denial may have happened.

    >>> happened("发生了资料泄露事件", ["目标是资料泄露事件为零"]), happened("目标是防止泄露", ["泄露事件为零"])
    ('泄露', '')
    """
    if denials(clause) or absences(clause) or NONE.search(clause):
        return ""
    parts = list(parts)
    for none in sorted({none for part in parts for none in zeros(part)}):
        if any(none in part and not (zeros(part) or denials(part) or absences(part)) for part in parts):
            continue
        for word in (none, *synonyms(none)):
            at = clause.find(word)
            if at >= 0 and (_HAPPENED.search(clause, 0, at) or _DONE.match(clause, at + len(word))):
                return word
    return ""
