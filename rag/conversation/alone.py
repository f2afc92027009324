"""Turns that stand alone though they are short: a topic to be told of, an English question with its own subject."""

from __future__ import annotations

import re

from rag.conversation.frame import TELL, low_of, part_of
from rag.conversation.nouns import is_measure
from rag.conversation.times import is_time, time_spans

_TELL = re.compile(
    rf"^{TELL}[ ，,：:]*(?P<topic>[^，,。；;]{{2,24}}?)(?:吧|吗|呢|啦|好吗|嘅?情况)?[ ？?。.!！]*$"
)
# What is told of something else is no topic of its own.
_OF_ANOTHER = re.compile(
    r"^(?:它|其|这|那|该|此|他|她|佢|呢|嗰|上面|上述|刚才|前者|后者|第.个|为什么|为何|点解|怎么|"
    r"如何|具体|详细|主要|更多)|^(?:的)?(?:原因|理由|细节|背景|经过|过程|意义|作用|影响|优势|优点|缺点|特点|区别|差别|结果|内容|情况|"
    r"例子|好处|问题|进展|历史|用途|功能|数字|数据|重点)+$"
)
_TELL_IN_ENGLISH = re.compile(
    r"^(?:please |can you |could you )*(?:tell me (?:more )?about|explain|describe|introduce|talk about) "
    r"(?P<topic>[\w\- '’]{3,60})[ ?.!]*$"
)
_POINTS = re.compile(
    r"\b(?:its?|they|their|them|he|she|his|her|this|that|these|those|there|ones?|same|former|latter|both|two|"
    r"else|more|other|others|another)\b"
)
# What one asks of something else: the cost, the reason.
_RELATION = re.compile(
    r"\b(?:the|an?) (?:\w+ )?(?:reasons?|causes?|costs?|price|totals?|amount|number|figure|result|growth|rate|"
    r"share|speed|size|length|increase|decrease|change|difference|date|name|unit|source|percentage|proportion|target|goal|"
    r"purpose|effect|benefits?|background|details?|history|"
    r"main \w+|year|year before|previous year)\b(?! (?:of|in|for|behind|at)\b)"
)
# A question word, a verb, and a thing with an article or a name.
_FULL = re.compile(
    r"^(?:[Ww]ho|[Ww]hat|[Ww]hich|[Ww]hen|[Ww]here|[Ww]hy|[Hh]ow)\b.*? "
    r"(?:(?<! in )(?<! at )(?<! by )(?<!from )(?:(?:the|an?) [\w\-]+|[A-Z][a-z]+)|[a-z]+ (?:of|for) [\w\-]{3,})"
)
_ENGLISH_NOUN = re.compile(
    r"\b(?:the|an?) ([a-z][\w\- ]*?)(?= (?:of|in|at|by|for|to|was|is|were|are|built)\b|[?.]|$)"
)


def of_another(low: str) -> bool:
    """Tell whether an English question asks what only something else has: the cost, the reason."""
    return bool(_RELATION.search(low))


def stands_alone(turn: str, previous: str) -> bool:
    """Tell whether a turn asks of a thing that it names itself; ``previous`` is the question before it.

    >>> stands_alone("講下攔截詐騙電話", "聯通有多少用戶？"), stands_alone("講下原因", "聯通有多少用戶？")
    (True, False)
    >>> stands_alone("Who chairs the board?", "What was the revenue?"), stands_alone("Who chairs it?", "The board?")
    (True, False)
    """
    turn = turn.strip()
    low = low_of(turn)
    if told := _TELL.match(low):
        topic = told["topic"]
        own = not _OF_ANOTHER.match(topic) and not is_measure(topic) and not is_time(topic)
        return own and not time_spans(topic)
    if not turn.isascii() or _POINTS.search(low):
        return False
    if told := _TELL_IN_ENGLISH.match(low):
        return not _RELATION.search(f"the {told['topic'].removeprefix('the ')}")
    if not _FULL.match(turn) or part_of(turn).led or of_another(low):
        return False
    # The hospital, once a hospital was asked of, is that one.
    heads = [noun.split()[-1] for noun in _ENGLISH_NOUN.findall(low) if noun.split()]
    return not any(re.search(rf"\b{re.escape(head)}", previous.lower()) for head in heads)
