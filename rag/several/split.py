"""A text that asks several things to its questions, each as it was typed; one question stays whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates.periods import narrow
from corpus.script import HAN, fold
from rag.conversation.companies import company_spans
from rag.conversation.times import time_spans
from rag.question import AnswerKind, Reading, content_of, kind_of, lowered, unfit
from rag.several.why import split_why

# More questions than this are a list of questions, which no one line answers.
MOST_PARTS = 4
# A part says at least so many characters beside what only asks.
_LEAST_OWN = 2
# Where one question may end and the next begin; inside quotations and brackets nothing ends.
_CLOSED = re.compile(
    r"“[^”]{0,300}”|「[^」]{0,300}」|『[^』]{0,300}』|《[^》]{0,300}》|（[^）]{0,300}）|\([^)]{0,300}\)|\"[^\"]{0,300}\""
)
_ASKER = r"(?:多少|几(?!乎|何|率)|谁|哪|什么|何时|多[大高长久远]|边(?:个|间|度)|咩)"
_BORDER = re.compile(
    r"[？?！!。；;\n]+ ?|"
    rf"[，,] ?(?=(?:又|以及|并且|同时|还有|另外|而|同埋|跟住)[^，,。？?；;]{{0,24}}{_ASKER})|"
    rf"[，,] ?(?=[^，,。？?；;]{{0,20}}又[^，,。？?；;]{{0,10}}{_ASKER})|"
    # Without a word that joins: 收入是多少，同比增长多少？
    rf"(?<!不对)(?<!不是)[，,] ?(?=[^，,。？?；;]{{0,20}}(?:{_ASKER}|为什么|为何|点解|如何|怎么))|"
    r",? (?=and (?:how|which|who|what|when|where|why)\b)"
)
_HAN_ASKS = re.compile(
    rf"(?<![没沒])(?<!没有){_ASKER}|何(?:处|地|人|种|年|日)|为何|为什么|为啥|如何|怎么|怎样|点解|点样|乜|几多|百分之几|多[快深宽重]"
)
_ENGLISH_ASKS = re.compile(
    r"^(?:(?:and|but|so|then|also|please)[ ,]+)*(?:[^,]{1,60}, )?"
    r"(?:(?:in|at|on|by|for|from|to|under|with|of) )?(?:how|what|which|who|whom|whose|when|where|why)\b"
)
# Who speaks, and what of: 我在整理几家公司的数据 asks nothing.
_PREAMBLE = re.compile(
    r"^(?:我们?|本人)?(?:正?在|想|要)?(?:整理|比较|研究|分析|准备|对比|写|做|看|查)(?!的|到)|^(?:同事|朋友|老板|有人|别人|听人?|我?听)说"
)
# Not questions of their own: alternatives, corrections, what is asked of the answer before or of where it stands.
_LEANS_WHOLLY = re.compile(
    r"^(?:还是|抑或|或者?|亦或|定系|or\b|"
    r"不对|不是|我是说|我的意思|意思是|换句话说|换言之|也就是说?|或者说|即(?=是|[，,])|i mean\b|that is\b|"
    r"(?:它们|两者|三者|又|都)?(?:分别|各(?!地|省|类)|各自)|"
    r"(?:多少|几多?)[万亿百千]*(?:人次|[台个家户人名元座站次辆吨倍条件项款种本所])?$|"
    r"(?:多|少|高|低|大|小|快|慢|早|晚|涨|跌|增|减|升|降|差|相差|一共|总共|合计|加起来)(?:了|咗|出)?"
    rf"(?:{_ASKER}|百分之)|(?:哪|谁|边)[^，,]{{0,8}}(?:更|最|比较)|"
    r"(?:那|这)?(?:是)?(?:为什么|为何|为啥|点解|怎么回事|怎么说|怎么样|怎样|如何)(?:呢|啊)?$|"
    r"which (?:one |of them )?(?:is|was|has|had) (?:more|higher|larger|lower)|by how|why$|how so$)|"
    r"(?:报告|白皮书|年报|文件|文中|资料|新闻|公告)[^，,。？?]{0,10}(?:写|说|讲|提|记|给)(?:的|到)?(?:分别)?"
    r"(?:是|有|为)?(?:多少|几|什么)"
)
# What stands before a question and asks nothing of documents.
_OPENING = re.compile(
    r"^(?:又|以及|并且|同时|还有|另外|而|同埋|跟住|and |also |then )+[，, ]*(?=.{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a question between two borders."""

    text: str
    low: str
    asks: bool


def parts_of(reading: Reading) -> tuple[str, ...]:
    """Return the questions that a text asks, in order and as typed; nothing for a text that asks one.

    What stands before the first question and asks nothing belongs to it, what stands behind a question to that; 为什么
    at the end is a question of its own.

    >>> from rag.question import read_question
    >>> parts_of(read_question("山海郵局有幾個網點？雲山書店的董事長又是誰？"))
    ('山海郵局有幾個網點？', '雲山書店的董事長又是誰？')
    >>> parts_of(read_question("山海邮局有几个网点？不要把代办点算进去。"))
    ()
    """
    if (behind := split_why(reading.text)) and len(parts := _before_why(behind[0], reading)) < MOST_PARTS:
        return (*parts, behind[1]) if parts else ()
    return _parts(reading.text, reading)


def _before_why(text: str, reading: Reading) -> tuple[str, ...]:
    """Return the questions before a bare 为什么; none where nothing is asked, or a reason already."""
    low = lowered(narrow(fold(text))).strip()
    kind = kind_of(low)
    if kind is AnswerKind.REASON or not (kind is AnswerKind.YES_NO or _asks(low)):
        return ()
    return _parts(text, reading) or (text,)


def _parts(text: str, reading: Reading) -> tuple[str, ...]:
    pieces = _pieces(text)
    if sum(piece.asks for piece in pieces) < 2:
        return ()
    parts: list[str] = []
    heads: list[_Piece] = []
    open_head = False
    for piece in pieces:
        if piece.asks and not open_head:
            parts.append(piece.text)
            heads.append(piece)
        elif not parts or open_head:
            # A preamble joins the first question.
            parts = [(parts[0] if parts else "") + piece.text]
            open_head = not piece.asks
            heads = [piece] if piece.asks else []
        else:
            parts[-1] += piece.text
    if not 2 <= len(parts) <= MOST_PARTS or not _all_ask(heads, reading):
        return ()
    return tuple(part.strip(" ，,；;") for part in (parts[0], *(_OPENING.sub("", p) for p in parts[1:])))


def _pieces(text: str) -> list[_Piece]:
    """Return a text cut at its borders, with whether each piece asks something."""
    low = lowered(narrow(fold(text)))
    if len(low) != len(text):
        return []
    open_text = _CLOSED.sub(lambda m: "\x00" * len(m[0]), low)
    cuts = [match.end() for match in _BORDER.finditer(open_text)]
    places = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return [
        _Piece(text[a:b], low[a:b].strip(), _asks(open_text[a:b].strip()))
        for a, b in places
        if low[a:b].strip()
    ]


def _asks(low: str) -> bool:
    """Tell whether folded text asks for something by name, with more than asking words."""
    if not HAN.search(low):
        return bool(_ENGLISH_ASKS.match(low)) and len(low.split()) > _LEAST_OWN
    own = re.sub(r"[^\w]|[的了是有为]", "", content_of(low))
    return bool(_HAN_ASKS.search(low)) and len(own) >= _LEAST_OWN and not _PREAMBLE.match(low)


def _all_ask(heads: list[_Piece], reading: Reading) -> bool:
    """Tell whether every question stands for itself: none is a yes or no, an order, a correction or said before."""
    if any(kind_of(p.low) is AnswerKind.YES_NO or unfit(p.text) for p in heads):
        return False
    if any(_LEANS_WHOLLY.search(_OPENING.sub("", p.low).rstrip("？?。！!；; ")) for p in heads[1:]):
        return False
    return not any(_says_again(a, b, reading) for n, b in enumerate(heads) for a in heads[:n])


def _says_again(first: _Piece, second: _Piece, reading: Reading) -> bool:
    """Tell whether a question asks once more what another asked, in no new words."""
    news = {*HAN.findall(content_of(second.low))} - {*HAN.findall(first.low)} - {*"的了是有为在"}
    names = [{name for *_, name in company_spans(p.low, reading.names)} for p in (first, second)]
    times = [[p.low[a:b] for a, b in time_spans(p.low)] for p in (first, second)]
    same = (not names[1] or names[0] == names[1]) and (not times[1] or times[0] == times[1])
    words = {*re.findall(r"[a-z0-9]+", second.low)} - {*re.findall(r"[a-z0-9]+", first.low)}
    return bool(HAN.search(second.low)) and same and not news and not words
