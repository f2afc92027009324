"""How a turn stands to those before it: it starts anew, is no question, stands alone, or leans on them."""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.about import CompanyNames
from corpus.script import HAN
from rag.conversation.alone import of_another
from rag.conversation.frame import low_of, part_of
from rag.conversation.times import time_spans
from rag.question import AnswerKind, companies_of, content_of, kind_of
from rag.question.unfit import unfit


class Stance(StrEnum):
    """How a turn stands to those before it."""

    ANEW = "anew"
    TALK = "talk"
    ALONE = "alone"
    LEANS = "leans"


# Another conversation begins. Folded, lower case; what follows is its first question.
_ANEW = re.compile(
    r"(?:我?们?(?:来)?(?:换|换一|换个|转|转个)(?:个|一个)?(?:话题|问题|题目|"
    r"主题)(?:吧|了)?|(?:下一个|新的?|另一个|问个新的?)(?:问题|话题)|重新(?:开始|"
    r"来过|提问)|"
    r"从头(?:开始|来)|另外问(?:一下|你)?|(?:问|讲|说)(?:点|啲|些)?别的|"
    r"(?:let'?s )?(?:change|switch) (?:the )?(?:topic|subject)|new (?:question|"
    r"topic|conversation)|start (?:over|again)|different (?:question|topic))"
    r"[ ,，。.！!：:、~～]*"
)
# Courtesies, comments and orders: nothing is asked of the documents.
_TALK = re.compile(
    r"^(?:(?:非常|太|多)?(?:谢谢|感谢|多谢|唔该|谢了|谢啦)(?:你|您|你们|大家|"
    r"晒|啦|了|哦|喔)?|好的?(?:吧|啊|呀|呢|嘞|喔|了)?|行(?:吧|了)?|可以了?|"
    r"嗯+|哦+|噢+|"
    r"(?:我)?(?:明白|知道|了解|懂|清楚|收到)(?:了|啦|咗)?|没(?:事|问题|关系)了?|"
    r"不用了?|算了|再见|拜拜|你好|您好|哈+|呵+|"
    r"(?:真|太|很)?(?:不错|厉害|棒|好笑|差劲|离谱)(?:了|啊)?|对(?:的|了)?|不对|错了|胡说|"
    r"thanks?(?: you)?(?: so much| a lot| very much)?|thx|ok(?:ay)?|got it|"
    r"i see|great|nice|cool|good|bye|hello|hi|hey|yes|no|wrong)"
    r"(?:[ ,，。.！!~～、?？]+(?:谢谢|多谢|再见|thanks?(?: you)?|bye))?[ ,，。.！!~～…?？]*$|"
    r"^(?:你|您|佢)(?:真|好|太|很|是(?:谁|什么|不是|傻|个|机器人|ai)|这个?|"
    r"系边个|叫什么|在说|有病|会|能(?:不能|做|帮)|可以|觉得|认为)|"
    r"^(?:请)?(?:忽略|无视|忘记|忘掉|不要理会?|扮演|假装)|^(?:please )?(?:ignore|"
    r"forget|disregard|pretend|you are|act as)\b|(?:系统|system) ?(?:提示|prompt)|"
    r""
    r"^(?:笨|蠢|傻|垃圾|废物|白痴|去死|滚|stupid|idiot|shut up)"
)
# A turn that opens so leans on what was asked before.
_LEANS = re.compile(
    r"^(?:那|这|它|他|她|佢|其(?!他|它)|该|此|后来|之后|接着|再|还|又|也|同比|"
    r"环比|同期|当年|当时|那时|同年|为什么|为何|为啥|点解|"
    r"怎么(?!样)|几|多少|连了|库存|前者|后者|两(?:家|者|个|年|边)|三者|上面|"
    r"上述|刚才|刚刚|分别|各(?:是|有|占)|具体|其中|里面|"
    r"and\b|but\b|so\b|then\b|what (?:was|is|were|are|did|does) (?:its|that|"
    r"it|they|their|this)\b|its?\b|they\b|their\b|"
    r"why\b|how come\b|(?:and )?(?:by )?how much more\b|(?:which|the) (?:former|"
    r"latter|first|second|third) one\b|"
    r"(?:who|when|where|how|what|why) (?:did|does|do|is|was|were|are|has|had) (?:it|"
    r"they|that|this|he|she|there)\b|who (?:developed|built|made|runs|owns) it\b)"
)
# A question this short, in characters, Han characters of its own, or English words, leans too.
_SHORT, _FEW_HAN, _FEW_WORDS = 14, 8, 8
# 开了站, 建了: a verb and the word it counts by name no thing.
_NO_THING = re.compile(
    r"(?:[\u4e00-\u9fff]{1,2}(?:了|过|咗))?[ ]*[个座家户名位台套件项款种条支站次间所人]?[ ？?。的]*"
)


def reset_of(turn: str) -> str | None:
    """Return what a turn asks once it has said that the subject changes (maybe nothing); None when it does not say so.

    >>> reset_of("換個話題，聯通2022年的收入是多少？"), reset_of("那2023年呢？")
    ('聯通2022年的收入是多少？', None)
    """
    match = _ANEW.match(low_of(turn.strip()))
    return turn.strip()[match.end() :] if match else None


def stance_of(turn: str, names: CompanyNames) -> Stance:
    """Tell how a turn stands to the ones before it.

    >>> from corpus.about import built_in
    >>> turns = ("换个话题", "谢谢！", "这是谁研发的？", "中国联通2022年的收入是多少？")
    >>> [stance_of(turn, built_in()).value for turn in turns]
    ['anew', 'talk', 'leans', 'alone']
    """
    low = low_of(turn.strip())
    if _ANEW.match(low):
        return Stance.ANEW
    if _TALK.search(low) or unfit(turn):
        return Stance.TALK
    return Stance.LEANS if _leans(turn.strip(), low, names) else Stance.ALONE


def _leans(turn: str, low: str, names: CompanyNames) -> bool:
    if _LEANS.match(low) or part_of(turn).ended:
        return True
    if companies_of(low, names):
        return names_no_thing(turn, names)
    if kind_of(low) is AnswerKind.DEFINITION and not of_another(low):
        return False
    if turn.isascii():
        return len(turn.split()) <= _FEW_WORDS and not time_spans(low)
    own = HAN.findall(content_of(turn))
    return len(low) <= _SHORT and len(own) <= _FEW_HAN


def names_no_thing(turn: str, names: CompanyNames) -> bool:
    """Tell whether a question names who and when but no thing, as 中国移动2024年开了多少站 does."""
    low = low_of(turn)
    if not HAN.search(low):
        return False
    cut = {i for span in time_spans(low) for i in range(*span)}
    cut |= {i for m in names.pattern.finditer(low) for i in range(*m.span())}
    rest = "".join(" " if i in cut else c for i, c in enumerate(low))
    return bool(_NO_THING.fullmatch("".join(content_of(rest).split())))
