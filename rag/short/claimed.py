"""What a yes/no question claims: its words without those that only ask, and whether it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.about import company_pattern
from corpus.script import fold
from corpus.types import Span
from index.expand import mainland_wording, regional_pairs, synonym_pairs
from index.glossary import translations
from index.segment import labelled, word_borders
from rag.question import Reading, content_of, lowered

_TAIL = re.compile(
    r"[，, ]*(?:对吗|对不对|是吗|是么|是不是|对吧|没错吧|啱唔啱|right|correct|is that (?:right|true)|"
    r"(?:is|are|was|were|did|does|do|has|have)(?:n['’]t| not)? (?:it|they|he|she|there)) *[？?。 ]*$"
)
_ASKS = re.compile(
    r"[是能会可要有该]不[是能会可要该]以?|(?:有没有|有否|有无|有冇|系咪)|[是能会可]否|(?<=[过了])没有?[？?]*$|"
    r"[吗么嘛呢吧][？?。！ ]*$|^(?:根?据|依照?|按照?)[^，,]{1,30}[，,]|"
    r"^[^，,]{0,16}(?:确认|请问|请教|问|知道|了解|查)(?:一?下)?[，,]"
)
_RHETORICAL = re.compile(r"(?:不是|难道|岂)|^(?:did|does|do|is|are|was|were|has|have)n['’]t\b")
_DENIES = re.compile(
    r"没有?|未(?!来|成年|必)|并非|非(?=常)?$|无(?=需|法|须|意)|冇|唔(?=系|会|可)|"
    r"不(?=是|会|能|可|得|需|支持|包括|包含|含|允许|属于|存在|再|用|曾|在)|\bnot\b|n['’]t\b|\bnever\b|\bno\b"
)
# 不到一半 is no denial but a bound.
_BOUND = re.compile(
    r"不(?:到|足|够|超过|高于|多于|低于|少于|小于|大于|及|止)|[没未](?:有?(?:到|达|超过|满))|"
    r"\b(?:no|not) (?:more|less|fewer)\b"
)
# Words of so many characters stand across the edge of two others often.
_SHORT = 2
# Words that every sentence about anything may say or leave out.
_LIGHT_WORDS = """
    有 没有 没 是 不是 在 会 能 可以 能够 可 要 应 该 应该 进行 发生 期间 时候 目前 现在 已经 已 还 就 也 都 又 再 曾
    曾经 过 了 着 公司 年 年度 年底 年末 之后 以后 以前 之前 跟 和 与 对 把 被 给 让 使 由 从 向 当 说 到 去 来 成
    那份 份 中 里 上 下 内 为 因 因为 所以 他 她 它 他们 自己家 情况 报告 数据 真 真的 去年 今年 前年 全年
    当年 成为 属于
    本 该公司 那个 这个 继续 还有 任何 一些 曾有
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_CONTENT = ("n", "v", "a", "j", "l", "i", "eng", "x", "new", "b", "s", "f", "d")
_NOUN = ("n", "j", "l", "i", "eng", "new", "s", "vn", "b")
_HAN_OR_LATIN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NAME = re.compile(r"(?<![a-z\d.,])(?=[a-z\d]*[a-z])(?=[a-z]*\d)[a-z\d]+")
# English words that say little, and what else must be known for a claim to be understood.
_LITTLE_WORDS = """
    a an the any some of in on at to for by with from as and or did do does has have had is are was were be been
    will would can could may might there it its their this that these those case cases such whether ever also year
    years during end by join joins joined use uses used company company's work workplace than more less over under
    not no
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_MEANT = {
    "build": "建", "built": "建", "builds": "建", "international": "国际", "major": "重大", "safety": "安全",
    "accident": "事故", "accidents": "事故", "pool": "池", "pools": "池", "serious": "重大",
    "launch": "推出", "launched": "推出",
}  # fmt: skip
_ENGLISH = re.compile(r"[a-z][a-z'’-]+")
# Who does it himself is what is asked: 自己评的.
_OWN = re.compile(r"自己|自行|自家")
_TIME = re.compile(r"(?:19|20)\d\d ?年?(?:[度底末初])?|[一二三四1-4]季度|[上下]半年")
# Other words for the same in what is claimed, folded.
_ALIKE: tuple[tuple[str, ...], ...] = (
    ("同业", "同行", "行业"), ("营收", "营业收入", "收入"), ("外泄", "泄露", "泄漏", "外洩"), ("隐私", "私隐"),
    ("员工", "职工", "雇员"), ("客户", "用户"), ("建", "建成", "建设", "开通"), ("解约", "解除劳动合同", "解除"),
    ("变更", "变化", "变动"),
    ("算进去", "包括", "纳入", "计入"), ("死于", "死亡"), ("死", "死亡"), ("装进", "集成", "装入"), ("加入", "参加"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a claim: its place, what it may be said by, and whether it names a thing."""

    span: Span
    said: tuple[str, ...]
    noun: bool

    def stands_in(self, text: str) -> bool:
        """Tell whether folded, lower-case text holds the word or another for it."""
        return any(_stands(word, text) for word in self.said)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a question claims. ``reading`` is that of its ``text`` (folded, lower case, asking words blank).

    ``denied`` says that the claim itself denies (没有建, 对吗), ``unclear``
    that yes could mean either (Did it not close?).
    """

    reading: Reading
    text: str
    words: tuple[Word, ...]
    denied: bool
    unclear: bool = False

    @classmethod
    def of(cls, reading: Reading) -> Claimed:
        """Read the claim of a yes/no question."""
        text = lowered(fold(reading.text) if reading.foreign else mainland_wording(reading.text)).strip()
        tail = _TAIL.search(text)
        text = _blank(_TAIL, text)
        if tail is None and _RHETORICAL.search(text) and reading.text.strip()[-1:] in "吗嗎么麼？?":
            text = _RHETORICAL.sub(lambda m: "，" * len(m.group(0)), text, count=1)
        text = _blank(_ASKS, text)
        if not reading.foreign:
            text = lowered(fold(content_of(text)))
        kept = _BOUND.sub(lambda m: "0" * len(m[0]), text)
        denied = bool(_DENIES.search(kept))
        blank = {i for m in _DENIES.finditer(kept) for i in range(*m.span())}
        text = "".join("，" if i in blank else c for i, c in enumerate(text))
        own = replace(reading, text=text)
        unclear = denied and reading.foreign and tail is None
        return cls(own, text, _words(own, text), denied, unclear)


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in text, not only across the edge of two others: 国企 in 中国企业."""
    if len(word) != _SHORT or word.isascii():
        return word in text
    at = text.find(word)
    while at >= 0:
        around = text[max(0, at - _SHORT) : at + 2 * _SHORT]
        edges, start = word_borders(around, guess=False), at - max(0, at - _SHORT)
        if start + 1 not in edges or start in edges or start + _SHORT in edges:
            return True
        at = text.find(word, at + 1)
    return False


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: "，" * len(m.group(0)), text)


def _words(reading: Reading, text: str) -> tuple[Word, ...]:
    bare = _blank(_TIME, text)
    bare = _blank(company_pattern(), bare)
    if reading.foreign:
        told = ((bare.find(words), words, meant) for words, meant in translations(bare, {}))
        found = [
            Word(Span(at, at + len(w)), (w, *meant), False)
            for at, w, meant in told
            if at >= 0 and w not in _LITTLE
        ]
        held = {i for word in found for i in range(word.span.start, word.span.end)}
        # What no table translates must stand in the text as it is: Mars.
        found += [
            Word(Span(*m.span()), (m[0], _MEANT.get(m[0], m[0])), True)
            for m in _ENGLISH.finditer(bare)
            if m.start() not in held and m[0] not in _LITTLE
        ]
        return tuple(found)
    found = []
    for span, tag in labelled(bare):
        word = span.of(bare)
        if not tag.startswith(_CONTENT) or word in _LIGHT or not _HAN_OR_LATIN.search(word):
            continue
        if tag.startswith(("d", "f")) and len(word) < 2:
            continue
        found.append(Word(span, _others(word), tag.startswith(_NOUN)))
    found += [Word(Span(*m.span()), (m[0],), True) for m in _OWN.finditer(bare)]
    held = {i for word in found for i in range(word.span.start, word.span.end)}
    # Names that the segmenter parts or takes for figures: 5g, b2b.
    found += [Word(Span(*m.span()), (m[0],), True) for m in _NAME.finditer(bare) if m.start() not in held]
    return tuple(sorted(found, key=lambda word: word.span))


def _others(word: str) -> tuple[str, ...]:
    """Return a folded word with other words for the same."""
    said = [word]
    for one, other in (*regional_pairs(), *synonym_pairs()):
        said += [b for a, b in ((one, other), (other, one)) if a == word]
    for alike in _ALIKE:
        said += [w for w in alike if word in alike]
    return tuple(dict.fromkeys(said))
