"""What an earlier question is about: its subject, its statement without the asking, and the noun it asks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.about import CompanyNames, built_in
from corpus.script import HAN
from rag.conversation.companies import company_spans
from rag.conversation.frame import TELL, borders_of, low_of
from rag.conversation.places import PLACES
from rag.conversation.times import time_spans

# Words that stand before the subject and are not of it. Folded, lower case.
_OPENING = re.compile(
    r"(?:请问|请教|我?想(?:知道|了解|问)(?:一?下)?|麻烦(?:问)?|帮我?(?:查|看)一?下|"
    rf"{TELL}|你?知道|到底|究竟|听说|"
    r"关于|至于|根据[^，,]{2,20}[，,])[ ,，]*"
)
# Words that begin what is said or asked of a subject. They count where the segmenter begins a word.
PREDICATE = re.compile(
    r"是|有(?!线|限)|在|叫|为什么|为何|为啥|为|会|能|可以|可|已经?|累计|一共|"
    r"总共|合计|共|全年|当年|目前|现在|现时|迄今|预计|"
    r"实际|主要|分别|平均|大概|大约|约|达到?|占(?!比|有率)|多少|多大|多高|多快|多深|"
    r"多长|多久|多远|几|什么|啥|咩|乜|哪|谁|边|"
    r"怎么?样?|如何|何时|点样|点解|系(?!统|列|数)|用(?!户|量|途|电|水|能)|由|"
    r"被|从|(?<!占)比(?!例|重|率)|和谁|跟谁|与谁|同比|环比|"
    r"铺到|惠及|受惠|推出|发布|公布|成立|建立|设立|上线|投产|投入|投运|启动|开通|开始|"
    r"建成|建设了|新建|新增|净增|增长|成长|下降|增加|减少|提高|提升|降低|"
    r"获得|获|得到|得了|入选|排名?|覆盖(?!率|面|范围)|支持|采用|包括|包含|属于|"
    r"拥有|实现|完成|到(?=底)|要|想|说|讲|做|卖|花|拿|收到|"
    r"[\u4e00-\u9fff]{1,2}(?:了|过|到了|出了)(?!解|程|渡|去)"
)
# Asking words with what they count, taken out of a statement.
ASKED = re.compile(
    r"(?:(?:一共|总共|到底|究竟|大概|大约)?(?:是|有|为|达|达到|占)?(?:多少|"
    r"几多|几(?!乎|何)|多(?:大|高|快|深|长|久|远|重))"
    r"(?:亿|万|百万)?(?:个|座|家|户|名|位|人次|次|台|套|件|项|款|种|条|支|站|"
    r"吨|元|辆|所|天|年|倍|成|趴|人)?|"
    r"(?:是)?(?:在)?(?:什么时候|何时|几时|哪里|哪儿|边度|哪(?=[，,？?的]|$))|"
    r"(?:是|叫|有)?(?:什么|啥|哪些|哪(?:一)?(?:个|家|款|项|种|条|位|年|天|座)|"
    r"谁|咩)|为什么|为何|为啥|点解|"
    r"怎么样?|怎样|如何|百分之几|是否|是不是|有没有|呢|吗|吧|么(?=[？?]|$))|[？?。！!]"
)
_COUNTED = re.compile(
    r"(?:多少|几多|几)(?:亿|万|百万)?(?:个|座|家|户|名|位|人次|次|台|套|件|项|款|"
    r"种|条|支|站|吨|元|辆|所|部)?"
)
# Words for the one that a document is about: what is asked of it is the subject.
_OWNERS = frozenset(["公司", "集团", "本公司", "该公司", "企业", "中国公司"])
# Keywords longer than this are a sentence.
_LONGEST_KEYWORDS = 24
_EDGES = " ，,、：:；;的地得"


@dataclass(frozen=True, slots=True)
class Topic:
    """An earlier question with what stands fixed in it: ``fixed`` are the spans of its companies and times."""

    text: str
    low: str
    fixed: tuple[tuple[int, int], ...]
    names: CompanyNames = field(default_factory=built_in, compare=False, repr=False)

    @classmethod
    def of(cls, question: str, names: CompanyNames) -> Topic:
        """Read a question."""
        low = low_of(question)
        spans = [(start, end) for start, end, _ in company_spans(low, names)]
        return cls(question, low, tuple(sorted(spans + time_spans(low))), names)

    def free(self, start: int, end: int) -> bool:
        """Tell whether a span touches no company and no time."""
        return all(end <= a or b <= start for a, b in self.fixed)

    @property
    def begins(self) -> int:
        """Where the question begins behind its opening words."""
        opening = _OPENING.match(self.low)
        return opening.end() if opening else 0

    def things(self, start: int, end: int) -> str:
        """Return what a part names beside companies and times, with the small words that join them left out."""
        kept = "".join(c for i, c in enumerate(self.low[start:end], start) if self.free(i, i + 1))
        return re.sub(r"^[的在于截至到，, ]+|[的在于，, ]+$", "", kept.strip(_EDGES))


# Small words and verbs that stay behind when what is said of a subject is cut off.
_LEFTOVER = re.compile(
    r"(?:真正|实际|全年|原来|现在|各自?|各?有|都|打算|发生|建|装|等于|占|里头|"
    r"当中|平均|当场|现场|同时|[在于到是有共]|这)+$"
)
# What a definition asks for stands behind the asking words.
_DEFINED = re.compile(r"(?:什么(?:叫做?|是)|何谓|啥(?:叫|是))(?P<noun>[^？?。，,]{2,24})")
_STARTS_ASKING = re.compile(r"(?:什么|啥|哪|谁|几|多少|为什么|为何|为啥|点解|怎么|如何|边)")


def subject_of(topic: Topic) -> str | None:
    """Return what a question is about, with its company and year, in its own script; None when it cannot be told.

    >>> from corpus.about import built_in
    >>> asked = ("山海郵局的新系統是什麼時候上線的？", "中国移动2024年有多少5G基站？")
    >>> [subject_of(Topic.of(question, built_in())) for question in asked]
    ['山海郵局的新系統', '中国移动2024年5G基站']
    """
    if not HAN.search(topic.low):
        return None
    if defined := _DEFINED.match(topic.low, topic.begins):
        return topic.text[defined.start("noun") : defined.end("noun")].strip(_EDGES)
    if _STARTS_ASKING.match(topic.low, topic.begins):
        return None
    start, borders = topic.begins, borders_of(topic.low)
    for match in predicates(topic, borders, start):
        things = topic.things(start, match.start())
        if (things in PLACES or things in _OWNERS) and (asked := _asked_noun(topic, start)):
            return topic.text[start : match.start()].strip(_EDGES) + asked
        if len(things) >= 2:
            end = _without_verb(topic, start, match.start(), borders)
            return topic.text[start:end].strip(_EDGES)
        if asked := _asked_noun(topic, start):
            fixed = "".join(topic.text[a:b] for a, b in topic.fixed if a >= start)
            return fixed + asked
        if _STARTS_ASKING.match(match.group(0)):
            return None
    return _keywords(topic, start)


def _keywords(topic: Topic, start: int) -> str | None:
    """Return a question of keywords, which is all subject (联通2020年的资本开支？); None for a sentence that asks."""
    said = topic.text[start:].strip(f"{_EDGES}？?。！!")
    asks = ASKED.search(low_of(said)) or len(said) > _LONGEST_KEYWORDS
    return said if said and not asks and HAN.search(said) else None


def predicates(topic: Topic, borders: frozenset[int], start: int = 0) -> Iterator[re.Match[str]]:
    """Yield where something is said or asked of a subject, in order; ``borders`` are those of the words."""
    for at in sorted(border for border in borders if border >= start):
        match = PREDICATE.match(topic.low, at)
        if match and topic.free(*match.span()):
            yield match


def _without_verb(topic: Topic, start: int, end: int, borders: frozenset[int]) -> int:
    """Return where a subject ends when the verb behind it (拦了, 管着) and other leftovers are cut off it."""
    cut = end
    if re.search(r"[了过着咗]$", topic.low[start:end]):
        cut = max((b for b in borders if start < b < end - 1), default=end)
    left = _LEFTOVER.search(topic.low[start:cut])
    if left and topic.free(start + left.start(), cut):
        cut = start + left.start()
    return cut if len(topic.things(start, cut)) >= 2 else end


def _asked_noun(topic: Topic, start: int) -> str | None:
    """Return the noun that stands behind the asking words: 有多少[5G基站], 建成了多少个[充电站]."""
    span = counted_noun(topic, start)
    return topic.text[span[0] : span[1]] if span else None


def counted_noun(topic: Topic, start: int = 0) -> tuple[int, int] | None:
    """Return where the noun stands that a question counts, behind the asking words; None when nothing does."""
    match = _COUNTED.search(topic.low, start)
    if match is None:
        return None
    rest = re.match(r"[^，,。？?！!的呢吗]{2,16}", topic.low[match.end() :])
    if rest is None or not topic.free(match.end(), match.end() + rest.end()):
        return None
    return match.end(), match.end() + rest.end()


def statement_of(topic: Topic) -> str:
    """Return what a question takes for granted: all but its asking words.

    >>> from corpus.about import built_in
    >>> statement_of(Topic.of("請問聯通2022年的利潤增長了多少？", built_in()))
    '聯通2022年的利潤增長了'
    """
    start = topic.begins
    drop = {i for m in ASKED.finditer(topic.low, start) for i in range(*m.span()) if topic.free(i, i + 1)}
    said = "".join(c for i, c in enumerate(topic.text) if i >= start and i not in drop)
    return " ".join(said.split()).strip(_EDGES)
