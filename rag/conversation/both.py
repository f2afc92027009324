"""A comparison of what the last questions asked, such as 两家差多少, 三年里哪年最多, 增长多少."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from corpus.script import HAN, detect, to_script
from rag.conversation.companies import company_spans
from rag.conversation.frame import borders_of, low_of
from rag.conversation.state import Conversation
from rag.conversation.subject import Topic, statement_of
from rag.conversation.times import replace_time, time_spans, years_in

# Two questions of two things share this many characters, and the things are no longer than this.
_ALIKE, _LONGEST_THING = 4, 12
_LEAD = r"^(?:那|那么|所以|这|它们?|他们|前后|咁)*"
_THINGS = r"(?:家|者|个|年|边|间|地|种)(?:公司|年份|数字)?"
_AMONG = r"(?:之间|相比|比较|里面?|当中|之中|中)?"
_HOW_MUCH = r"(?:多少|几多|几\S?|多大)"
_ASKING = (
    rf"(?:(?:相?差|争)(?:了|咗)?{_HOW_MUCH}|"
    r"(?:哪(?:一)?|边)(?:个|家|间|边|年|种)[^，,？?]{0,6}|谁(?:的)?[^，,？?]{0,6}|"
    rf"多(?:了|咗|出)?(?:多少|几\S?)|[少高低大小快慢贵](?:了|咗|出){_HOW_MUCH}|"
    r"(?:一共|合计|加起来|总共)(?:是|有)?(?:多少|几\S?)|比(?:较)?(?:一下)?(?:呢|如何)?)(?:呢|啊|了)?[？?。 ]*$"
)
_BOTH = re.compile(rf"{_LEAD}(?:(?:两|二|2){_THINGS}{_AMONG}|相)?[，, ]*{_ASKING}")
_THREE = re.compile(rf"{_LEAD}(?:三|3){_THINGS}{_AMONG}[，, ]*{_ASKING}")
# What each of them is: 两年呢, 两家分别是多少.
_EACH = re.compile(
    rf"{_LEAD}(?P<number>两|二|2|三|3){_THINGS}(?:的)?(?:都|各|分别|一起)?"
    r"(?:呢|(?:是|有)?(?:多少|几多)(?:呢)?)[？?。 ]*$"
)
# A growth of which no earlier year is said: it is that from one year asked to the other.
_GROWTH = re.compile(
    r"^(?:那|那么|这|咁|一共|总共|大概|大约|期间)*"
    r"(?P<asked>(?:增长|成长|增加|上升|上涨|提高|提升|下降|减少|降低|下滑|变化|涨|升|跌|降|增)(?:了|咗)?"
    r"(?:百分之|大约|大概)?(?:多少|几多|几成|几趴|几))(?:呢|啊)?[？?。 ]*$"
)
_BOTH_IN_ENGLISH = re.compile(
    r"^(?:and |so )*(?:what(?:'s| is) the difference(?: between (?:them|the two|"
    r"both))?|how (?:do|did) (?:they|the two) compare|which (?:one )?(?:is|"
    r"was) (?:more|higher|larger|bigger|lower)|"
    r"how much more(?: is that)?)[ ?.]*$"
)
_GROWTH_IN_ENGLISH = re.compile(
    r"^(?:and |so )*(?:(?:by )?how much (?:did|has) (?:it|that) (?:grow|grown|rise|risen|increase|increased|"
    r"fall|fallen|change|changed|drop|dropped)|what (?:is|was) the (?:growth|increase|change))[ ?.]*$"
)
_A_COMPANY = re.compile(r"[家间]|公司|企业|运营商")
# A growth as it was completed: the later year's thing, than the earlier year, and the asking.
_THAN = re.compile(
    rf"^(?P<what>.+比.{{2,12}}年.{{0,2}}?){_GROWTH.pattern[_GROWTH.pattern.index('(?P<asked>') :]}"
)
_EACH_ASKED = "，分别是多少？"


def both_compared(turn: str, conversation: Conversation) -> str | None:
    """Return the comparison of the last questions that a turn asks for; None when it asks for none.

    They must be one question asked of several companies, times or things; two companies asked of in two years are
    compared in the last one.

    >>> asked = Conversation.of(["聯通2020年有多少5G套餐用戶？", "中國移動2020年有多少5G套餐用戶？"])
    >>> both_compared("兩家差多少？", asked)
    '聯通和中國移動2020年5G套餐用戶，兩家差多少？'
    """
    turn = turn.strip()
    low = low_of(turn)
    topics = [Topic.of(e.question, conversation.names) for e in conversation.exchanges[-3:]]
    if each := _EACH.match(low):
        number = 2 if each["number"] in "两二2" else 3
        asked = to_script(_EACH_ASKED, detect(topics[-1].text)) if topics else ""
        return _asked_of_all(topics, number, asked)
    if _GROWTH.match(low) or _GROWTH_IN_ENGLISH.match(low):
        return _grown(turn, topics)
    if _THREE.match(low):
        return _asked_of_all(topics, 3, f"，{turn}")
    if not (_BOTH.match(low) or _BOTH_IN_ENGLISH.match(low)):
        return None
    full = _asked_again(turn, topics) or (_asked_of_all(topics, 3, f"，{turn}") if "最" in low else None)
    return full or _asked_of_all(topics, 2, f"，{turn}") or _which_company(turn, topics)


def _asked_of_all(topics: Sequence[Topic], number: int, asked: str) -> str | None:
    """Return what the last questions share, asked of all that they name; None when they differ otherwise."""
    together = _together(topics, number)
    if together is None:
        return None
    if HAN.search(together):
        return f"{statement_of(Topic.of(together, topics[-1].names))}{asked}"
    return f"{together} {asked.lstrip('，')}"


def _together(
    topics: Sequence[Topic], number: int, ways: Sequence[Callable[[Topic, Topic], _Spans]] = ()
) -> str | None:
    """Return the first of the last questions asked of what all of them name: 2020年、2021年和2022年收入是多少."""
    if len(topics) < number:
        return None
    last = topics[-1]
    own = [*(_of_one_year(topic, last) for topic in topics[-number:-1]), last]
    for spans in ways or (_companies, _times, _rest):
        pairs = [_differing(first, second, spans) for first, second in pairwise(own)]
        named = [pairs[0][0], *(second for _, second in pairs)]
        said = [topic.text[span[0] : span[1]] for topic, span in zip(own, named, strict=True) if span]
        if len(said) == number == len(set(map(low_of, said))) and named[0]:
            start, end = named[0]
            both, english = own[0].text, own[0].text.isascii()
            listed = (", " if english else "、").join(said[:-1]) + (" and " if english else "和") + said[-1]
            return both[:start] + listed + both[end:]
    return None


def _grown(turn: str, topics: Sequence[Topic]) -> str | None:
    """Return the growth from the earlier to the later of the last two questions, which ask of two years only."""
    both = _together(topics, 2, (_times,))
    if both is None:
        return None
    if not HAN.search(both):
        return f"{both} {turn}"
    early, late = sorted(topics[-2:], key=lambda topic: years_in(topic.text)[:1])
    match, span = _GROWTH.match(low_of(turn)), _times(early, late)[0]
    if years_in(early.text)[:1] == years_in(late.text)[:1] or match is None or span is None:
        return None
    return f"{statement_of(late)}比{early.text[slice(*span)]}{turn[match.start('asked') :]}"


def _asked_again(turn: str, topics: Sequence[Topic]) -> str | None:
    """Return the comparison that the last question already was, asked in another way: 哪家高… 差多少."""
    if not topics:
        return None
    last = topics[-1]
    if than := _THAN.match(last.low):
        return f"{last.text[: than.end('what')]}{turn}"
    what, comma, asked = last.text.rpartition("，")
    several = len(time_spans(low_of(what))) > 1 or len(company_spans(low_of(what), last.names)) > 1
    again = several and any(pattern.match(low_of(asked)) for pattern in (_BOTH, _THREE))
    return f"{what}{comma}{turn}" if again else None


def _which_company(turn: str, topics: Sequence[Topic]) -> str | None:
    """Return the last question asked of its company and of the one before it, where a turn asks which company."""
    if len(topics) < 2 or not _A_COMPANY.search(low_of(turn)):
        return None
    before, last = (company_spans(t.low, t.names) for t in topics[-2:])
    if len(before) != 1 or len(last) != 1 or before[0][2] == last[0][2] or not HAN.search(topics[-1].low):
        return None
    name = topics[-2].text[before[0][0] : before[0][1]]
    both = f"{topics[-1].text[: last[0][0]]}{name}和{topics[-1].text[last[0][0] :]}"
    return f"{statement_of(Topic.of(both, topics[-1].names))}，{turn}"


_Span = tuple[int, int]
_Spans = tuple[_Span | None, _Span | None]


def _of_one_year(first: Topic, second: Topic) -> Topic:
    """Return the first question asked of the time of the second where each names another company.

    Two companies in two years compare nothing; the question as understood says the year.
    """
    one, other = ({name for *_, name in company_spans(t.low, t.names)} for t in (first, second))
    times = [second.text[a:b] for a, b in time_spans(second.low)]
    if len(one) != 1 or len(other) != 1 or one == other or len(times) != 1:
        return first
    moved = replace_time(first.text, times[0])
    return Topic.of(moved, first.names) if moved else first


def _differing(first: Topic, second: Topic, spans: Callable[[Topic, Topic], _Spans]) -> _Spans:
    """Return where two questions differ, when that is in one place only; else None twice."""
    one, other = spans(first, second)
    if not one or not other or first.low[slice(*one)] == second.low[slice(*other)]:
        return None, None
    same = _without(first.low, one) == _without(second.low, other)
    return (one, other) if same else (None, None)


def _companies(first: Topic, second: Topic) -> _Spans:
    one, other = (next(((a, b) for a, b, _ in company_spans(t.low, t.names)), None) for t in (first, second))
    return one, other


def _times(first: Topic, second: Topic) -> _Spans:
    one, other = (next(iter(time_spans(t.low)), None) for t in (first, second))
    return _bare(first, one), _bare(second, other)


def _bare(topic: Topic, span: _Span | None) -> _Span | None:
    """Return a time without the 的 behind it."""
    return (span[0], span[1] - 1) if span and topic.low[span[1] - 1] == "的" else span


def _rest(first: Topic, second: Topic) -> _Spans:
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
