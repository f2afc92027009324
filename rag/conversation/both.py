"""A comparison of what the last two questions asked, such as 两家差多少."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.script import HAN
from rag.conversation.companies import company_spans
from rag.conversation.frame import borders_of, low_of
from rag.conversation.state import Conversation
from rag.conversation.subject import Topic, statement_of
from rag.conversation.times import time_spans

# Two questions of two things share this many characters, and the things are no longer than this.
_ALIKE, _LONGEST_THING = 4, 12
_BOTH = re.compile(
    r"^(?:那|那么|所以|这|它们?|他们|前后|咁)*"
    r"(?:(?:两|二|2)(?:家|者|个|年|边|间|地|种)(?:公司|年份|数字)?(?:之间|相比|比较)?|相)?[，, ]*"
    r"(?:相?差(?:了)?(?:多少|几多|几\S|多大)|哪(?:一)?(?:个|家|边|年|种)[^，,？?]{0,6}|"
    r"谁(?:的)?[^，,？?]{0,6}|多(?:了|出)?(?:多少|几\S?)|"
    r"(?:一共|合计|加起来|总共)(?:是|有)?(?:多少|几\S?)|比(?:较)?(?:一下)?(?:呢|如何)?)(?:呢|啊|了)?[？?。 ]*$"
)
_BOTH_IN_ENGLISH = re.compile(
    r"^(?:and |so )*(?:what(?:'s| is) the difference(?: between (?:them|the two|"
    r"both))?|how (?:do|did) (?:they|the two) compare|which (?:one )?(?:is|"
    r"was) (?:more|higher|larger|bigger|lower)|"
    r"how much more(?: is that)?)[ ?.]*$"
)


def both_compared(turn: str, conversation: Conversation) -> str | None:
    """Return the comparison of the last two questions that a turn asks for; None when it asks for none.

    The two must be one question asked of two companies or of two times.

    >>> asked = Conversation.of(["聯通2020年有多少5G套餐用戶？", "中國移動2020年有多少5G套餐用戶？"])
    >>> both_compared("兩家差多少？", asked)
    '聯通和中國移動2020年5G套餐用戶，兩家差多少？'
    """
    low = low_of(turn.strip())
    if len(conversation.exchanges) < 2 or not (_BOTH.match(low) or _BOTH_IN_ENGLISH.match(low)):
        return None
    first, second = (Topic.of(e.question, conversation.names) for e in conversation.exchanges[-2:])
    joint = " and " if first.text.isascii() else "和"
    for one, other in (_differing(first, second, spans) for spans in (_companies, _times, _rest)):
        if one and other:
            (_, b), (c, d) = one, other
            both = f"{first.text[:b]}{joint}{second.text[c:d]}{first.text[b:]}"
            said = statement_of(Topic.of(both, conversation.names)) if HAN.search(both) else both
            return f"{said}{' ' if first.text.isascii() else '，'}{turn.strip()}"
    return None


_Span = tuple[int, int]


def _differing(
    first: Topic, second: Topic, spans: Callable[[Topic, Topic], tuple[_Span | None, _Span | None]]
) -> tuple[_Span | None, _Span | None]:
    """Return where two questions differ, when that is in one place only; else None twice."""
    one, other = spans(first, second)
    if not one or not other or first.low[slice(*one)] == second.low[slice(*other)]:
        return None, None
    same = _without(first.low, one) == _without(second.low, other)
    return (one, other) if same else (None, None)


def _companies(first: Topic, second: Topic) -> tuple[_Span | None, _Span | None]:
    one, other = (next(((a, b) for a, b, _ in company_spans(t.low, t.names)), None) for t in (first, second))
    return one, other


def _times(first: Topic, second: Topic) -> tuple[_Span | None, _Span | None]:
    one, other = (next(iter(time_spans(t.low)), None) for t in (first, second))
    return one, other


def _rest(first: Topic, second: Topic) -> tuple[_Span | None, _Span | None]:
    """Return what stands between the words that two questions begin and end with alike; None when that is too much."""
    start = max(b for b in borders_of(first.low) & borders_of(second.low) if first.low[:b] == second.low[:b])
    ends = {len(first.low) - b for b in borders_of(first.low) if b >= start}
    ends &= {len(second.low) - b for b in borders_of(second.low) if b >= start}
    alike = [n for n in ends if first.low[len(first.low) - n :] == second.low[len(second.low) - n :]]
    shared = max(alike, default=0)
    # 公有云, 私有云: a single character behind is of the name.
    tail = first.low[len(first.low) - shared :]
    if shared - 1 in alike and HAN.match(tail) and tail[0] not in "的有是在共各":
        shared -= 1
    one, other = (start, len(first.low) - shared), (start, len(second.low) - shared)
    short = all(0 < b - a <= _LONGEST_THING for a, b in (one, other))
    return (one, other) if short and start + shared >= _ALIKE else (None, None)


def _without(low: str, span: _Span) -> str:
    return low[: span[0]] + low[span[1] :]
