"""The thing whose figure a question asks (多少宗洗錢案: 洗錢案), and how much of it is said, by any of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from corpus.about import company_pattern
from corpus.script import fold
from index.expand import mainland_wording, mainland_words, regional_pairs, synonym_pairs
from index.glossary import Glossary, content_phrases
from index.segment import STOP_WORDS, is_word, labelled
from rag.question import FIGURES, Reading, lowered

# Counters of one character, which stand between the asking word and the thing.
_COUNTERS = frozenset(
    "个家站户名位人座台套件项款种条支队册份封张所处次回倍岁级层类部辆省市县村城国片只头架亩股笔场环期则通篇间本趟艘顶"
    "宗起粒棵枚颗尾匹桩例门幅枝盏把双对批组单道首盒块瓶箱桶袋车隻节句段样"
)
_ASKS = re.compile(r"(?:多少|几多|几)(?:[百千万亿]{1,3})?")
_CLAUSE = re.compile(r"[，。？?、；：,;:「」“”\n]")
_NOUNS = ("n", "vn", "l", "i", "j", "eng", "new", "s", "a", "b")
# What money is called behind the asking word: what it is asked for stands before it.
_MONEY = frozenset("钱元蚊")
# Pieces of nouns that the dictionary has by themselves: 币 of 比特币.
_PIECES = ("zg", "ng", "g", "k", "h")
# What the segmenter glues to words that its dictionary lacks.
_GLUED = re.compile(r"[了的有是让要到在里发比给被把于和与占达共总付各打后得盖建买卖年吗呢]+")
_NUMBER = re.compile(r"\d|[年月日]|季度")
# Words for things and figures of every sort, folded: that they are unsaid tells nothing.
_ANYTHING = """
    人家 朋友 群众 民众 百姓 老百姓 大家 人们 人员 个人 客人 人口 东西 地方 部分 内容 问题 情况 程度
    水平 规模 活动 单位 项目 公司 集团 国家 全国 中国 国内 国外 数量 总数 数字 数目 人数 分数 金额
    总额 费用 比例 比重 占比 指标 总量 总计 合计 累计 总共 左右 以上 分别 具体 不同 平均 新增 全年
    每年 一年 同期 变化 结果 报告 时候 时间 一共 共计 百分之 百强 手上 代号
    people total number numbers amount share percentage percent rate ratio figure times time kinds
    kind types type units other whole all different new first chinese national value size level per
    average sum name count titles
"""
_GENERIC = frozenset(_ANYTHING.split())
# English: the noun phrase between how many and the verb, or between what is and of.
_ENGLISH = (
    re.compile(
        r"\bhow (?:many|much) (.{2,60}?) (?:do|does|did|are|were|is|was|has|have|had|can|could|will|would|in|of|on|at|"
        r"by|that|which|with|from)\b"
    ),
    re.compile(
        r"\bwhat (?:is|was|were|are) (?:the |its |their )?(?:total |average )?(.{2,60}?) (?:of|in|at|by|for|on)\b"
    ),
)
# From this length on a word of two halves is said where both halves are: 平均工资.
_TWO_HALVES = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """What a question asks the figure of: its ``words`` in order, each by all its names, folded and lower-case.

    ``said`` are the words as the question has them, folded. No words where none is named, or no figure asked.
    """

    words: tuple[frozenset[str], ...] = ()
    said: tuple[str, ...] = ()

    def unsaid(self, texts: Iterable[str]) -> float:
        """Return the share of the words that stand in none of some texts (``plain``), 0 to 1; 0 without words."""
        return len(self.missing(texts)) / len(self.words) if self.words else 0.0

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the words, as the question has them, that stand in none of some texts (``plain``)."""
        known = list(texts)
        return tuple(
            word
            for word, names in zip(self.said, self.words, strict=True)
            if not any(_stands(name, text) for text in known for name in names)
        )


def plain(text: str) -> str:
    """Return text as words are sought in it: folded, lower-case, without spaces."""
    return lowered(fold(text)).replace(" ", "")


def thing_of(reading: Reading, glossary: Glossary) -> Thing:
    """Return the thing whose figure a question asks.

    ``glossary`` gives the Chinese of English words. What is no word of the dictionary, a misspelling as likely as not,
    is left out.

    >>> from rag.question import read_question
    >>> thing_of(read_question("警方破获了多少宗洗钱案？"), {}).said
    ('洗钱',)
    """
    if reading.kind not in FIGURES:
        return Thing()
    named = (
        _in_english(reading, glossary) if reading.foreign else {w: _names(w) for w in _in_chinese(reading)}
    )
    return Thing(tuple(named.values()), tuple(named))


def _stands(name: str, text: str) -> bool:
    if name in text:
        return True
    halves = len(name) >= _TWO_HALVES and not name.isascii()
    return halves and name[:2] in text and name[2:4] in text


@lru_cache(maxsize=512)
def _names(word: str) -> frozenset[str]:
    """Return the words that a folded word may be called, itself among them."""
    found = {word, lowered(mainland_wording(word))}
    for pair in (*regional_pairs(), *synonym_pairs()):
        one, other = pair[0].lower(), pair[1].lower()
        found |= {word.replace(a, b) for a, b in ((one, other), (other, one)) if a in word}
    return frozenset(found)


def _in_chinese(reading: Reading) -> list[str]:
    """Return the words of the noun phrase behind the asking word, else of the one before it."""
    question = mainland_words(lowered(fold(reading.text)))
    question = company_pattern().sub("，", question)
    asks = _ASKS.search(question)
    if asks is None:
        return []
    behind = _words(_CLAUSE.split(question[asks.end() :])[0])
    if behind and _with_counter(behind[0][0]):
        return []
    if behind and behind[0][0] in _COUNTERS:
        del behind[0]
    phrase = [(word, tag) for word, tag in _run(behind) if word not in _MONEY]
    if phrase:
        return _nouns_of(phrase)
    before = _words(_CLAUSE.split(question[: asks.start()])[-1])
    while before and not (before[-1][1].startswith(_NOUNS) and _nouns_of(before[-1:])):
        before.pop()
    nearest = takewhile(lambda pair: pair[0] not in "的之", reversed(before))
    return _nouns_of(_run(list(nearest))[::-1])


def _with_counter(word: str) -> bool:
    """Tell whether the segmenter may have taken a counter and a thing for one word: 架车 of 几架车, as in 人员."""
    return len(word) == 2 and word[0] in _COUNTERS


def _words(text: str) -> list[tuple[str, str]]:
    return [(word, tag) for span, tag in labelled(text) if (word := span.of(text).strip())]


def _run(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the words that go on as a noun phrase from the first on; 洗钱案 is one, though 洗钱 alone is a verb."""
    found: list[tuple[str, str]] = []
    for number, (word, tag) in enumerate(words):
        behind = words[number + 1] if number + 1 < len(words) else ("", "")
        compound = tag.startswith("v") and len(behind[0]) == 1 and behind[1].startswith(("n", "g"))
        if tag.startswith(_NOUNS) or compound:
            found.append((word, tag))
        elif not (found and (word in "的之" or tag in _PIECES)):
            break
    return found


def _nouns_of(words: Sequence[tuple[str, str]]) -> list[str]:
    """Return the words that name something; of what the dictionary lacks only what is surely a word."""
    found: list[str] = []
    for word, tag in words:
        parts = [p for p in _GLUED.split(word) if is_word(p)] if tag == "new" else [word]
        found += [p for p in parts if len(p) > 1 and not _NUMBER.search(p)]
    return [w for w in found if w not in STOP_WORDS and w not in _GENERIC]


def _in_english(reading: Reading, glossary: Glossary) -> dict[str, frozenset[str]]:
    """Return the words of the English noun phrase that is asked, with their Chinese; names without any are left out."""
    text = company_pattern().sub(" ", reading.text)
    match = next((m for p in _ENGLISH if (m := p.search(text.lower()))), None)
    if match is None:
        return {}
    phrase = text[match.start(1) : match.end(1)]
    found: dict[str, frozenset[str]] = {}
    for word, meant in content_phrases(phrase.lower(), glossary):
        at = phrase.lower().find(word)
        is_name = phrase[at : at + 1].isupper() and at > 0
        if word not in _GENERIC and (meant or not is_name):
            found[word] = frozenset((word.replace(" ", ""), *meant))
    return found
