"""Words that point back (它, 该公司, 这个项目, 那里, 当年, 其中, 第二个, 前者, it), replaced by what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.about import CompanyNames
from corpus.script import HAN, detect
from rag.conversation.companies import company_spans
from rag.conversation.frame import low_of
from rag.conversation.nouns import entity_of
from rag.conversation.state import Conversation, Exchange
from rag.conversation.subject import Topic, subject_of
from rag.conversation.times import years_in
from rag.question import AnswerKind, kind_of
from rag.wording import quoted

_NAMES = frozenset({AnswerKind.NAME, AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.DEFINITION})
# A short answer that names something: no figure with its unit, no yes or no, and short.
_A_NAME = re.compile(r"^(?!是$|yes$)(?=.*[^\d\s.,%年月日])[^\n。]{2,24}$", re.IGNORECASE)
_A_FIGURE = re.compile(r"^[\d.,]+ ?\S{0,4}$")
_DATE = re.compile(r"(?:19|20)\d\d ?年(?: ?\d{1,2} ?月)?")
# A subject up to the first place in it: 雷神山医院[的首个基站].
_A_PLACE = re.compile(
    r"^.{1,20}?(?:医院|[省市县区国港镇乡村](?!有|民|级|内)|机场|工厂|学校|中心|"
    r"园区?|矿|基地|港口|地区)(?=的|$)"
)
# Turns whose subject is looked at: a conversation keeps to one for a few turns.
_REMEMBERED = 6
_LISTED = re.compile(
    r"(?:依次|分[别別])?(?:是|为|為|有|包括|：|:)(?P<items>[^。；;：:，、]{1,20}(?:、[^。；;：:，、]{1,20}){1,20})"
)
_IN_BRACKETS = re.compile(r"[（(][^（）()]{0,40}[）)]")
_LIST_MARK = re.compile(r"[、;；]|，(?=\S)|和|与|及|以及|, | and ")


@dataclass(frozen=True, slots=True)
class Before:
    """What words can point back to: the last exchange, read once; ``earlier`` are the questions before it."""

    exchange: Exchange
    topic: Topic
    names: CompanyNames
    earlier: tuple[str, ...] = ()

    @classmethod
    def of(cls, conversation: Conversation) -> Before | None:
        """Return what the last exchange holds; None when nothing was asked."""
        last = conversation.last
        if last is None:
            return None
        earlier = tuple(e.question for e in conversation.exchanges[-_REMEMBERED:-1])
        return cls(last, Topic.of(last.question, conversation.names), conversation.names, earlier)

    @property
    def short(self) -> str | None:
        """The earlier short answer; None where there is none."""
        answer = self.exchange.answer
        return answer.short_answer if answer and not answer.abstained else None

    @property
    def named(self) -> str | None:
        """The name that the earlier short answer gave; None when it gave a figure or nothing."""
        short = self.short
        if short is None or _A_FIGURE.match(short) or not _A_NAME.match(short):
            return None
        return short if kind_of(self.topic.low) in _NAMES else None

    @property
    def subject(self) -> str | None:
        """What the earlier question is about; what it answered where its subject was asked for."""
        return subject_of(self.topic) or self.named

    @property
    def entity(self) -> str:
        """The subject without what was measured of it, as earlier turns named it; may be empty."""
        about = entity_of(self.subject or "", self.names)
        for question in reversed(self.earlier):
            before = subject_of(Topic.of(question, self.names)) or ""
            shorter = entity_of(before, self.names)
            if not shorter or not about.startswith(shorter):
                break
            about = shorter
        return about

    @property
    def company_asked(self) -> str | None:
        """The one company that the earlier question names, as typed; None when it names none or several."""
        found = company_spans(self.topic.low, self.names)
        return self.topic.text[found[0][0] : found[0][1]] if len({name for *_, name in found}) == 1 else None

    @property
    def company(self) -> str | None:
        """The one company of the earlier question, or of what its answer cites where it names none."""
        if company_spans(self.topic.low, self.names):
            return self.company_asked
        answer = self.exchange.answer
        return answer.citations[0].company if answer and not answer.abstained and answer.citations else None

    @property
    def year(self) -> int | None:
        """The year of the earlier question, of its answer where that is a date, else of what the answer cites."""
        if years := years_in(self.topic.text):
            return years[0]
        if self.short and (date := _DATE.search(self.short)):
            return int(date.group(0)[:4])
        answer = self.exchange.answer
        return answer.citations[0].year if answer and not answer.abstained and answer.citations else None

    def of_noun(self, noun: str) -> str | None:
        """Return what 这个模型 means: the earlier name or subject that ends so, or holds the noun."""
        for said in (self.named, self.subject):
            if said and low_of(noun) in low_of(said):
                return said
        return None


def _year(before: Before, _: str) -> str | None:
    return f"{before.year}年" if before.year else None


def _company(before: Before, _: str) -> str | None:
    return before.company


def _person(before: Before, _: str) -> str | None:
    return before.named if kind_of(before.topic.low) is AnswerKind.PERSON and before.named else before.subject


def _place(before: Before, _: str) -> str | None:
    if kind_of(before.topic.low) is AnswerKind.PLACE and before.named:
        return before.named
    about = before.subject
    place = _A_PLACE.match(low_of(about)) if about else None
    return about[: place.end()] if about and place else about


def _thing(before: Before, _: str) -> str | None:
    return before.entity or before.subject


def _they(before: Before, _: str) -> str | None:
    return before.company_asked or _thing(before, "")


def _noun(before: Before, noun: str) -> str | None:
    """Return what 这个模型 means; one that was only asked for goes by what it is of: 助理的模型."""
    if said := before.of_noun(noun):
        return said
    if kind_of(before.topic.low) is AnswerKind.PERSON:
        return None
    about = before.entity
    return f"{about}的{noun}" if about and low_of(noun) in before.topic.low else about or None


def _among(before: Before, _: str) -> str | None:
    return f"{before.subject}其中" if before.subject else None


def _name(before: Before, _: str) -> str | None:
    return quoted(before.named, detect(before.topic.text)) if before.named else before.subject


# First match wins at a place; patterns run over folded, lower-case text. ``noun`` is what 这个 points with.
_REFERENCES: tuple[tuple[re.Pattern[str], Callable[[Before, str], str | None]], ...] = tuple(
    (re.compile(pattern), resolve)
    for pattern, resolve in (
        (r"(?:那|同|该)一?年(?:度)?|(?<![\u4e00-\u9fff])当年", _year),
        ((
            r"(?:该|这家|那家|这间|那间|本|贵)(?:公司|企业|集团|运营商)|(?:the|"
            r"that|this) company"
        ), _company),
        (r"(?:这|那)(?:个)?名(?:字|称)", _name),
        ((
            r"(?:这|那|该)(?:一)?(?:个|款|项|种|座|条|部|套|家|间|张|颗|份|次)?(?P<noun>项目|产品|服务|平台|系统|模型|技术|"
            r"网络|网|行动|计划|工程|品牌|活动|协议|中心|基站|芯片|机构|组织|奖|标准|指标|数字|城市|地区|工厂|医院|学校|白皮书|政策|设备|方案)"
        ), _noun),
        (r"他们|她们", _they),
        (r"(?:他|她)(?!们|山|乡|国)|(?:这|那|此|该)(?:个|位)?人(?!口|员|数)|\b(?:he|she)\b", _person),
        ((
            r"(?:那里|那边|那儿|嗰度|当地|该地|那个地方)|\bthere(?= (?:is|are|was|"
            r"were)\b|[?.! ]*$)"
        ), _place),
        (r"^其中|(?<=[，,。？?])其中", _among),
        ((
            r"它们?|佢(?:哋)?|^(?:这|那)(?=是|由|叫|有|用|在|会|能|属)|^其(?!他|"
            r"它|中|实|余)|\b(?:it|they|this)\b(?! is\b)"
        ), _thing),
        (r"\b(?:its|their)\b", lambda b, _: f"{b.subject}'s" if b.subject and b.subject.isascii() else b.subject),
    )
)  # fmt: skip


def resolved(turn: str, before: Before) -> str | None:
    """Return the turn with its pointing words replaced by what they mean; None when it has none that are clear.

    >>> from rag.conversation.state import Conversation
    >>> resolved("它是谁研发的？", Before.of(Conversation.of(["破风芯片是哪天发布的？"])))
    '破风芯片是谁研发的？'
    """
    low, told, changed = low_of(turn), turn, False
    if not HAN.search(before.topic.low) and HAN.search(low):
        return None
    taken: list[tuple[int, int, str]] = []
    for pattern, resolve in _REFERENCES:
        for match in pattern.finditer(low):
            noun = match.groupdict().get("noun") or ""
            free = all(match.end() <= a or b <= match.start() for a, b, _ in taken)
            meant = resolve(before, noun) if free else None
            if meant:
                taken.append((*match.span(), meant))
    for start, end, meant in sorted(taken, reverse=True):
        told, changed = told[:start] + meant + told[end:], True
    return told if changed else None


_ORDINAL = re.compile(
    r"^(?:那|那么|上面的?|上述的?|其中|and |what about |the )*(?:第(?P<han>[一二三四五六七八九十\d]{1,2})(?:个|"
    r"条|项|款|种|家|位|点|名)|"
    r"(?P<former>前者|former)|(?P<latter>后者|latter)|(?P<last>最后(?:一)?(?:个|"
    r"条|项|款|种|家|位|名)|last one)|(?P<english>first|second|third|fourth|"
    r"fifth)(?: one)?)"
    r"(?:的)?(?P<rest>.*)$"
)
_HAN_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_ENGLISH_DIGITS = {w: i for i, w in enumerate(["first", "second", "third", "fourth", "fifth"], start=1)}


def is_ordinal(low: str) -> bool:
    """Tell whether folded words begin with 第二个, 前者 or the like."""
    return bool(_ORDINAL.match(low))


def ordinal_of(turn: str, before: Before) -> str | None:
    """Return the turn with 第二个, 前者 or 后者 replaced by what stands there in the last answer's or question's list.

    None when the turn has none, or the list is not that long.
    """
    match = _ORDINAL.match(low_of(turn))
    items = _items(before) if match else []
    if match is None or not items:
        return None
    if match["former"] or match["latter"]:
        place = 0 if match["former"] else 1
        if len(items) != 2:
            return None
    elif match["last"]:
        place = len(items) - 1
    else:
        word = match["han"] or match["english"]
        place = (int(word) if word.isdigit() else _HAN_DIGITS.get(word) or _ENGLISH_DIGITS.get(word, 0)) - 1
    if not 0 <= place < len(items):
        return None
    rest = turn[match.start("rest") : match.end("rest")]
    return f"{items[place]}{rest}" if not rest.isascii() else f"{items[place]} {rest}".strip()


def _items(before: Before) -> list[str]:
    """Return what the last short answer lists, else what the earlier question compares."""
    for said in (before.short, _compared(before), _cited_list(before)):
        items = [i.strip(" “”「」") for i in _LIST_MARK.split(said or "") if i.strip(" “”「」")]
        if len(items) >= 2:
            return items
    return []


def _cited_list(before: Before) -> str | None:
    """Return the list that the first citation holds: 依次是甲（35%）、乙和丙."""
    answer = before.exchange.answer
    if answer is None or answer.abstained or not answer.citations:
        return None
    found = _LISTED.search(_IN_BRACKETS.sub("", answer.citations[0].quote))
    return found.group("items") if found else None


def _compared(before: Before) -> str | None:
    found = company_spans(before.topic.low, before.names)
    if len({name for *_, name in found}) == 2:
        return "、".join(before.topic.text[a:b] for a, b, _ in found[:2])
    return subject_of(before.topic)
