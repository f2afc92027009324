"""How much of a clause its source says, by words: the same, alike in characters, or of one meaning in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.script import HAN
from index.expand import synonym_pairs
from index.glossary import Glossary, content_phrases
from index.segment import Segmenter
from index.sound import sound
from rag.claims.signs import is_sign

_FIGURE = re.compile(r"^[\d.]+[万亿千百]?[个家户人名位座项种款大次年月日元]?$|^[一二三四五六七八九十百千万亿零两]+[个家户人名位座项种款大岁次天年月日]?$")
# Words of no content beside those of grammar: how an answer speaks of what it reads, counters, degree.
_GENERIC = frozenset(
    """
    公司 该公司 它会 另 更 这个 那个 因为 率 只有 比 较 由此 以前 有余 余 左右 这里 那里 前者 后者 当中 突破 连同 此前 目前 现在 当时 其中 以及 已经 已 方面 情况 根据 依据 显示 提到 指出 说明 表示 报告 文件 资料 文中 段落 内容 进行 实现
    达到 达 约 大约 左右 超过 超 逾 近 共 总共 一共 总计 合计 共计 则 该 这 那 此 它 他 她 们 其 可以 能够 能 会 将 还 又 而且 并且 同时
    另外 此外 因此 所以 以上 以下 之中 之间 分别 各 每 个 家 户 人 名 位 次 座 站 万 亿 项 款 种 年 月 日 底 末 初 度 年度 截至 截止 期间 年底
    年末 年内 全年 当年 是的 对 没有 不 并 未 不是 属于 作为 成为 包括 包含 有关 相关 关于 对于 通过 按照 按 以 来 去 于 为了 用于 一 二 三 两
    多 余 多少 数量 数字 数 总数 规模 水平 问题 答案 上述 如下 即 也就是 换言之 用 指 里 内 外 前 后 时 时候 地 得 着 过 嘅 系 咗 喺 同 唔
    """.split()
)
_ALWAYS = frozenset(
    """
    达 达到 有 为 共 约 大约 左右 超过 超 逾 近 突破 已 已经 则 还 又 也 其中 分别 截至 截止 年底 底 末 是 占 只有 比 较 个 家 户 人 名 次 共有 计
    总共 一共 合共 左右 可 能 会 成 的 了 在 到 与 和 及 于 由 从 等 约为 多 余 以上 以下 公司 该公司 它 其 这 那 连同 目前
    """.split()
)
_GENERIC_ENGLISH = frozenset(
    """
    million billion trillion thousand hundred percent percentage point points one two three four five six seven eight nine ten eleven twelve
    yes no stood stand runs run amount amounted total totalled altogether also while whereas respectively same other than more less up down
    ago later however among including included according said stated reached reach there these those which it they we company report number
    figure over under about around nearly almost roughly approximately only first last end start year years month months day days made make
    """.split()
)
# What an English phrase weighs: half a clause may be of words that no dictionary gives the right Chinese for.
_PHRASE = 1.2
# An English word of at least so many letters may be a Chinese name by its sound.
_LEAST_SOUND = 5
# A count of anything says nothing that the check of quantities does not: 一份, 百分之九十.
_COUNT = re.compile(rf"{_FIGURE.pattern}|^百分之|^[一二三四五六七八九十百千万亿零两几][\u4e00-\u9fff]$")
# What a word counts that the source says in like characters only, or that stands elsewhere in the passage.
_ALIKE, _MEANT, _ELSEWHERE, _ASKED = 0.6, 0.8, 0.9, 0.6


@dataclass(frozen=True)
class Vocabulary:
    """The words of one index, by what they mean in English."""

    segmenter: Segmenter
    glossary: Glossary = field(default_factory=dict)
    _meanings: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for english, words in self.glossary.items():
            for word in words:
                self._meanings.setdefault(word, set()).add(english)
        for one, other in synonym_pairs():
            self._meanings.setdefault(one, set()).add(f"={one}")
            self._meanings.setdefault(other, set()).add(f"={one}")

    def content(self, text: str) -> list[str]:
        """Return the words of plain Chinese text that say something, figures and directions apart, repeats kept."""
        return [
            word
            for word in self.segmenter.words(text)
            if word not in _GENERIC and not _COUNT.match(word) and any(c.isalnum() for c in word) and not is_sign(word)
        ]

    def beside(self, text: str) -> list[str]:
        """Return the words that tell one figure from another: all but figures, directions and what always stands there."""
        return [
            word
            for word in self.segmenter.words(text)
            if word not in _ALWAYS and not _FIGURE.match(word) and any(c.isalnum() for c in word) and not is_sign(word)
        ]

    def meanings(self, word: str) -> set[str]:
        """Return the English meanings of a word of the index, and marks of its synonyms."""
        return self._meanings.get(word, set())


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says: ``text`` in plain words that bears a clause out, ``around`` it, and what was ``asked``."""

    text: str
    around: str = ""
    asked: str = ""


def coverage(clause: str, said: Said, vocabulary: Vocabulary) -> tuple[float, float, str]:
    """Return the share of a plain clause's content that is said, 0 to 1, its weight, and the first word that is not.

    The weight is the number of content characters (of Latin words, of phrases times two), 0 for none.
    """
    if HAN.search(clause):
        parts = [(word, float(min(len(word), 4)), _chinese(word, said, vocabulary)) for word in vocabulary.content(clause)]
    else:
        parts = [
            (phrase, _PHRASE, _english(phrase, meant, said))
            for phrase, meant in content_phrases(clause, vocabulary.glossary)
            if phrase not in _GENERIC_ENGLISH and not is_sign(phrase)
        ]
    weight = sum(part[1] for part in parts)
    if not weight:
        return 1.0, 0.0, ""
    missing = next((word for word, _, share in parts if share == 0), "")
    return sum(size * share for _, size, share in parts) / weight, weight, missing


def _chinese(word: str, said: Said, vocabulary: Vocabulary) -> float:
    if word in said.text:
        return 1.0
    if word in said.around:
        return _ELSEWHERE
    own = vocabulary.meanings(word)
    if own and any(own & vocabulary.meanings(other) for other in vocabulary.content(said.text)):
        return _MEANT
    found = max(_alike(word, said.text), _ELSEWHERE * _alike(word, said.around))
    if word in said.asked:
        found = max(found, _ASKED)
    return found


def _alike(word: str, text: str) -> float:
    """Return what a word counts that only shares characters with the text: each must stand there in a pair or alone."""
    if word.isascii() or len(word) < 2:
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    if len(word) > 2 and any(pair in text for pair in pairs):
        return _ALIKE * max(sum(pair in text for pair in pairs) / len(pairs), 0.7)
    share = sum(char in text for char in word) / len(word)
    return _ALIKE * share if share >= 0.5 else 0.0


@lru_cache(maxsize=64)
def _spoken(text: str) -> str:
    return sound("".join(HAN.findall(text))).replace("'", "")


def _english(phrase: str, meant: Iterable[str], said: Said) -> float:
    words = [*meant, phrase]
    # A place or person in letters: Shenzhen.
    if not meant and len(phrase) >= _LEAST_SOUND and phrase in _spoken(said.text + said.around):
        return 1.0
    if any(word in said.text for word in words):
        return 1.0
    if any(word in said.around for word in words):
        return _ELSEWHERE
    return _ASKED if phrase in said.asked else 0.0


def shared(one: str, other: str) -> float:
    """Return the share of one plain text's pairs of characters that another holds, 0 to 1; 0 for texts too short."""
    pairs = {one[i : i + 2] for i in range(len(one) - 1) if one[i : i + 2].strip().isalnum() and " " not in one[i : i + 2]}
    return sum(pair in other for pair in pairs) / len(pairs) if pairs else 0.0


Meanings = Mapping[str, frozenset[str]]
