"""A follow-up made a question that stands alone. The rules in their order; the first that applies decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.about import CompanyNames, built_in
from corpus.script import HAN, detect, to_script
from rag.conversation.against import against_another
from rag.conversation.alone import stands_alone
from rag.conversation.both import both_compared
from rag.conversation.companies import company_spans, named_alone, replace_company, replace_named
from rag.conversation.english import replace_in_english
from rag.conversation.frame import LONGEST_PART, Part, low_of, part_of
from rag.conversation.kinds import without_kind
from rag.conversation.nouns import qualified, replace_noun
from rag.conversation.ordinals import is_ordinal, ordinal_of
from rag.conversation.refer import Before, resolved
from rag.conversation.stance import Stance, names_no_thing, reset_of, stance_of
from rag.conversation.state import Conversation, Exchange
from rag.conversation.subject import ASKED, Topic, statement_of
from rag.conversation.times import is_time, replace_time, time_spans
from rag.question import LONGEST

# Another asking of the same statement: it keeps all that was asked of, and asks this instead.
_ASKS_ANEW = re.compile(
    r"^(?:那|又|是|这是|咁|and |but |so )*(?:"
    r"(?P<reason>(?:为什么|为何|为啥|点解)(?:呢|会这样|会咁|会?(?:这么|那么|咁)\S{1,4})?|什么原因|原因(?:是什么|"
    r"呢)?|怎么会(?:这样)?|why(?: is that| so)?|how come)|"
    r"(?P<manner>(?:是)?怎么(?:做到|实现|做|算|来|得出|办到)的?|如何(?:做到|"
    r"实现|做)的?|点样做到|how(?: so| was (?:it|that) done| did they do it)?)|"
    r""
    r"(?P<date>(?:是)?(?:什么时候|何时|哪一?年|几时|哪一?天|when)(?:的)?)|"
    r"(?P<place>(?:是)?(?:在)?(?:哪里|哪儿|哪|边度|什么地方|where)(?:的)?)|"
    r"(?P<person>(?:是)?(?:谁|边个|哪位|什么人|who)(?:的)?)|"
    r"(?P<share>(?:它)?(?:的)?(?:占比|比例|比重|占多少|占(?:总|全部)\S{0,6}(?:多少|"
    r"几成))(?:是多少|有多少|多少|呢)?)|"
    r"(?P<growth>(?:较|比)?(?:上年|去年|前一年|上一年)?(?:同比|环比|年增|按年)?(?:增长|"
    r"上升|增加|下降|减少|涨|升|跌|降|变化|成长|增)?(?:了|咗)?(?:多少|几多|"
    r"几趴|率|呢|怎么样|幅度)+)|"
    r"(?P<items>(?:具体|分别|都)?(?:有|是|包括)?哪(?:些|几\S{0,2})(?:呢)?)|"
    r"(?P<name>(?:是|叫)(?:什么|啥|咩)(?:名字|名)?|哪(?:个|家|一个|一家|款))"
    r")(?:呢|啊|呀|了|吗)?[ ？?。.!！]*$"
)
_JOINED = {"reason": "，", "manner": "，", "place": "，", "person": "，", "date": "，", "name": "，"}
_IN_CHINESE = {
    "reason": "为什么？",
    "manner": "怎么做到的？",
    "date": "什么时候？",
    "place": "在哪里？",
    "person": "是谁？",
}
_POINTING = re.compile(r"^(?:它们?|其|他们?|她们?|该公司|这个|那个|这些|那些)的?(?=.{2})")
_AMONG = re.compile(r"^其中(?:的|有)?(?=.{2})")
_SHORTEST_NOUN = 2
# A follow-up leans on the last few turns; talk among them is passed over.
_REMEMBERED = 12
# A time alone is asked of: 2022年又是多少.
_TIME_ASKED = re.compile(
    r"^(?P<time>.{2,12}?)(?:的)?(?:又|则|就|呢，?)?(?:是|系|有|为|达)?(?:多少|几多)(?:呢)?[？?。 ]*$"
)
_TIME_AND_THING = re.compile(r"^(?P<time>.{2,12}?年(?:底|度)?)的?(?P<noun>.{2,})$")
_TWO_CLAUSES = re.compile(
    r"^(?:(?P<first>[^，,？?]{1,16}?)(?:呢|咧)[？?，, ]+|(?:换成|换做|换作|"
    r"改成|改问|如果是|要是)(?P<other>[^，,？?]{2,12})[，, ]+)(?P<second>.{3,})$"
)


def complete(turn: str, earlier: Sequence[str], names: CompanyNames | None = None) -> str:
    """Return the turn as a question that stands alone; unchanged when nothing was asked before or it needs no help.

    ``earlier`` are the completed questions so far; ``completed`` also knows their answers.

    >>> complete("那2023年呢？", ["中国移动2024年有多少5G基站？"])
    '中国移动2023年有多少5G基站？'
    >>> complete("聯通呢？", ["中國移動2024年有多少5G基站？"])
    '聯通2024年有多少5G基站？'
    """
    asked: list[str] = []
    for question in earlier[-_REMEMBERED:]:
        stance = stance_of(question, names or built_in())
        asked = [] if stance is Stance.ANEW else asked
        if stance is not Stance.TALK and reset_of(question) != "":
            asked.append(question)
    return completed(turn, Conversation.of(asked, names))


def completed(turn: str, conversation: Conversation) -> str:
    """Return the turn as a question that stands alone, of what was asked and answered before.

    A year, a part of one, a company or another thing takes the place of the one of its kind; a question of the same
    subject is asked of it by name; what points back is named. What cannot be placed is read together with the
    question before it, as long as both together are no longer than a question may be.
    """
    turn = turn.strip()
    anew = reset_of(turn)
    if anew is not None:
        return anew or turn
    before = Before.of(conversation)
    if before is None or stance_of(turn, conversation.names) is Stance.TALK:
        return turn
    if stands_alone(turn, before.topic.text):
        return turn
    full = against_another(turn, before.topic, before.year) or both_compared(turn, conversation)
    full = full or _two_clauses(turn, before) or _replaced(turn, before)
    full = full or _referring(turn, before) or _leaning(turn, before)
    return full if full is not None and len(full) <= LONGEST else turn


def _replaced(turn: str, before: Before) -> str | None:
    """Return the earlier question with one part replaced; None for turns that are more than a part."""
    if (named := ordinal_of(turn, before)) is not None:
        item = part_of(named)
        bare = _other_constraints(item.text, before) or f"{before.topic.text} {named}"
        return bare if item.ended else named
    part = part_of(turn)
    if not part.text or len(part.text) > LONGEST_PART:
        return None
    if replaced := _other_constraints(part.text, before):
        return replaced
    if is_time(part.low) or named_alone(part.text, before.names):
        return None
    return _asked_anew(turn, before) or (_other_noun(part, before) if part.framed else None)


def _other_noun(part: Part, before: Before) -> str | None:
    """Return the earlier question with the thing replaced that it asks of."""
    if before.topic.text.isascii() or part.text.isascii():
        replaced = replace_in_english(before.topic.text, part.text)
        if replaced:
            return replaced
    if both := _other_time_and_thing(part, before) or _other_company_and_thing(part, before):
        return both
    if is_ordinal(part.low):
        return None
    if among := _AMONG.match(part.low):
        named = part.text[among.end() :]
        return qualified(before.topic, named, low_of(named))
    noun = part.text[pointing.end() :] if (pointing := _POINTING.match(part.low)) else part.text
    return replace_noun(before.topic, noun, low_of(noun), of=part.of)


def _other_company_and_thing(part: Part, before: Before) -> str | None:
    """Return the earlier question asked of another thing of another company: 那聯通的員工呢."""
    found = company_spans(part.low, before.names)[:1]
    if not found or found[0][0] != 0:
        return None
    _, end, usual = found[0]
    noun = re.sub(r"^的", "", part.text[end:])
    moved = replace_company(before.topic.text, part.text[:end], usual, before.names)
    if moved is None or len(noun) < _SHORTEST_NOUN:
        return None
    if low_of(noun) in low_of(moved):
        return moved
    return replace_noun(Topic.of(moved, before.names), noun, low_of(noun))


def _other_time_and_thing(part: Part, before: Before) -> str | None:
    """Return the earlier question asked of another thing at another time: 那2023年的收入呢."""
    match = _TIME_AND_THING.match(part.low)
    if match is None or not is_time(match["time"]):
        return None
    moved = replace_time(before.topic.text, part.text[: match.end("time")], before.year)
    if moved is None:
        return None
    noun = part.text[match.start("noun") :]
    return replace_noun(Topic.of(moved, before.names), noun, low_of(noun)) or f"{moved} {noun}"


def _other_constraints(part: str, before: Before) -> str | None:
    """Return the earlier question with its time, its company, or both replaced; None when the part is not just that."""
    previous, low = before.topic.text, low_of(part)
    asked = _TIME_ASKED.match(low)
    if is_time(low) or (asked and is_time(asked["time"])):
        return replace_time(previous, part[: asked.end("time")] if asked else part, before.year)
    if replaced := replace_named(previous, part, before.names):
        return replaced
    if named := named_alone(part, before.names):
        return replace_company(previous, *named, before.names)
    for start, end, usual in company_spans(low, before.names) or _bare_mobile(low):
        rest = part[:start] + part[end:]
        rest = re.sub(r"^[的在, ]+|[的在, ]+$", "", rest)
        if is_time(low_of(rest)):
            typed = (named_alone(part[start:end], before.names) or (part[start:end], usual))[0]
            replaced = replace_company(previous, typed, usual, before.names)
            return replace_time(replaced, rest, before.year) if replaced else None
    return None


def _bare_mobile(low: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), "中国移动") for m in re.finditer("移动", low)][:1]


def _asked_anew(turn: str, before: Before) -> str | None:
    """Return the statement of the earlier question with another asking, such as 為什麼 or 占比呢."""
    match = _ASKS_ANEW.match(low_of(turn))
    if match is None or not HAN.search(before.topic.low):
        return None
    statement = statement_of(before.topic)
    if not statement:
        return None
    kind = next(name for name, said in match.groupdict().items() if said)
    asked = turn[match.start(kind) :]
    if asked.isascii():
        asked = to_script(_IN_CHINESE.get(kind, asked), detect(before.topic.text))
    return f"{statement}{_JOINED.get(kind, '')}{asked}"


def _referring(turn: str, before: Before) -> str | None:
    """Return the turn with what points back named; with the earlier subject where it still names no thing."""
    told = resolved(turn, before)
    if told is None:
        return None
    if before.subject is None or before.subject in told:
        return told
    own = company_spans(low_of(told), before.names)
    company = before.company
    if re.search(r"(?:那|同|该|当)一?年", low_of(turn)) and company and not own:
        return f"{company}{told}" if low_of(company) not in low_of(told) else told
    return told


def _leaning(turn: str, before: Before) -> str | None:
    """Return the turn asked of the earlier subject, or behind the earlier question where that is not clear."""
    names, low = before.names, low_of(turn)
    if stance_of(turn, names) is not Stance.LEANS:
        return None
    if names_no_thing(turn, names) and company_spans(low, names):
        return f"{before.entity} {turn}" if before.subject else None
    previous = before.topic.text
    if not HAN.search(before.topic.low) or not HAN.search(turn):
        # Each turn of an English conversation leans on its first sentence; those between would only be in the way.
        first = previous.partition("?")[0] + "?" if previous.isascii() else previous
        return f"{first} {turn}"
    if before.subject and (not part_of(turn).ended or ASKED.search(low.rstrip("呢咧？? "))):
        return _of_subject(turn, low, before)
    return f"{previous} {turn}"


def _of_subject(turn: str, low: str, before: Before) -> str:
    """Return a clause asked of the earlier subject, in the earlier year unless it names one."""
    about = before.entity
    part = part_of(turn)
    if part.led and not part.ended:
        turn = turn[turn.index(part.text) :] if part.text in turn else turn
    about = without_kind(about, low_of(about), low)
    if low[:2] in low_of(about):
        return turn
    times = [before.topic.text[a:b] for a, b in time_spans(before.topic.low)]
    if times and not time_spans(low) and not any(time in about for time in times):
        about = f"{times[0]}{about}"
    company = before.company_asked
    if company and not company_spans(low, before.names) and company not in about:
        about = f"{company}{about}"
    joint = " " if about[-1:].isascii() and turn[:1].isascii() else ""
    return f"{about}{joint}{turn}"


def _two_clauses(turn: str, before: Before) -> str | None:
    """Return the second clause of a turn, asked of what the first one names: 雷神山呢？几天建好的."""
    match = _TWO_CLAUSES.match(low_of(turn))
    if match is None:
        return None
    named = "first" if match["first"] else "other"
    first = _replaced(f"{turn[match.start(named) : match.end(named)]}呢", before)
    if first is None:
        return None
    moved = Before.of(Conversation((Exchange(first),), before.names)) or before
    second = turn[match.start("second") :]
    return _replaced(second, moved) or _referring(second, moved) or _of_subject(second, low_of(second), moved)
