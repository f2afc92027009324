"""What is done with what a figure counts: of 把838萬個列入紅牌，關停130萬個 only one figure was closed (關停)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.types import Span
from index.segment import labelled

_ASKS = re.compile(r"多少|几")
_ASPECT = frozenset(
    ["了", "过", "咗", "着", "到", "起", "下", "出", "共", "一共", "总共", "约", "大约", "的"]
)
# Verbs that say no more than that there is a figure.
_PLAIN = frozenset("有是为达占能会要系喺在做涨降").union(
    [
        "达到",
        "共有",
        "拥有",
        "超过",
        "可能",
        "需要",
        "请问",
        "知道",
        "告诉",
        "等于",
        "累计",
        "总计",
        "合计",
        "共计",
    ],
    ["增长", "增加", "提高", "提升", "下降", "减少", "上升", "降低"],
)
_PASSIVE = re.compile(r"(?:被|遭到?|受到|获|畀)([\u4e00-\u9fff]{2})")
# Verbs that stand for each other, folded.
_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "关停 停 停用 停机 关闭 关 封停",
        "拘捕 逮捕 抓获 抓捕 抓 捉 拉 抓到 捉到 捕获 落网",
        "标记 标注 标为 标示 列入 列为 标上",
        "捣毁 捣破 打掉 端掉 破获",
        "缴获 查获 查扣 收缴 扣押",
        "拦截 截 拦下 截获 阻断 封堵",
        "新建 兴建 建设 建 盖 增建 新设",
        "派出 派 派驻 选派",
        "修复 抢修 抢通 恢复",
        "销售 售出 卖出 卖 卖掉",
        "捐赠 捐 捐出 捐款",
        "招聘 招 聘用 招收",
    )
)
# Of a sentence so many characters are read.
_READ = 1200
_CLAUSE = re.compile(r"[^，。；;！？\n|：]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def asked_verbs(question: str) -> frozenset[str]:
    """Return the verb of a folded question whose figure is asked, with those that stand for it; empty without one.

    >>> "关停" in asked_verbs("当地停了多少个号码？"), asked_verbs("有多少个号码？")
    (True, frozenset())
    """
    found = _asking(question)
    if found is None:
        return frozenset()
    before, behind = found
    verb = _in_front(before) or next((m[1] for m in _PASSIVE.finditer(behind)), "")
    if not verb or verb in _PLAIN:
        return frozenset()
    return frozenset([verb]).union(*(alike for alike in _ALIKE if verb in alike))


def _asking(question: str) -> tuple[str, str] | None:
    match = _ASKS.search(question)
    return (question[: match.start()], question[match.end() :]) if match else None


def _in_front(before: str) -> str:
    """Return the verb at the end of what stands in front of the asking word."""
    words = [(span.of(before), tag) for span, tag in labelled(before)]
    done = False
    while words and words[-1][0] in _ASPECT:
        done = words.pop()[0] in {"了", "过", "咗"} or done
    if not words or not _HAN.fullmatch(words[-1][0]):
        return ""
    end = "".join(word for word, _ in words)
    if known := max((v for alike in _ALIKE for v in alike if end.endswith(v)), key=len, default=""):
        return known
    word, tag = words[-1]
    return word if done or tag.startswith(("v", "l")) else ""


def governed(text: str, verbs: frozenset[str], figures: Sequence[Span]) -> frozenset[Span]:
    """Return the figures of folded text that one of the verbs is said of.

    A verb has the first figure behind it in its clause; without one, the last in front of it (把838萬個列入紅牌).
    """
    long = [verb for verb in verbs if len(verb) > 1]
    text = text[:_READ]
    found = set()
    for clause in _CLAUSE.finditer(text):
        inside = [f for f in figures if clause.start() <= f.start < clause.end()]
        for start, end in _places(clause[0], long) if inside else ():
            behind = [f for f in inside if f.start >= clause.start() + end]
            before = [f for f in inside if f.end <= clause.start() + start]
            found.update(behind[:1] or before[-1:])
    return frozenset(found)


def _places(clause: str, verbs: Sequence[str]) -> Iterator[tuple[int, int]]:
    for verb in verbs:
        at = clause.find(verb)
        while at >= 0:
            yield at, at + len(verb)
            at = clause.find(verb, at + 1)
