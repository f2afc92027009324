"""Words that point back (它, 该公司, 这个项目, 那里, 当年, 其中, 第二个, 前者, it), replaced by what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.about import CompanyNames
from corpus.script import HAN, detect
from corpus.types import Script
from rag.conversation.companies import company_spans
from rag.conversation.frame import low_of
from rag.conversation.nouns import entity_of
from rag.conversation.state import Conversation, Exchange
from rag.conversation.subject import Topic, counted_noun, subject_of
from rag.conversation.times import time_spans, years_in
from rag.conversation.within import company_within, thing_within, time_within
from rag.question import AnswerKind, kind_of
from rag.question.companies import said_in
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
# What only a company has, and what also what it sells may have; looked for so many characters behind 它 or its.
_OF_A_COMPANY = re.compile(
    r"员工|雇员|职工|人手|股东|董事|总裁|总经理|首席执行|总部|市值|股价|股息|分红|派息|子公司|资本开支|负债|上市|"
    r"\b(?:employ|staff|workforce|shareholder|director|chair|ceo\b|president|headquarter|market value|share price|"
    r"dividend|subsidiar|capital expenditure|capex|debt|listed\b)"
)
_MONEY = re.compile(r"收入|营收|利润|净利|资产|\b(?:revenue|profit|income|earnings|assets)\b")
_ASKED_WITHIN = 24
_POINTS_TOO = re.compile(r"\b(?:that|this|those|these|there|them|ones?)\b")
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:year|quarter|q[1-4]|now|today)\b")


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


def _its(before: Before, _: str) -> str | None:
    return f"{before.subject}'s" if before.subject and before.subject.isascii() else before.subject


def _among(before: Before, _: str) -> str | None:
    return f"{before.subject}其中" if before.subject else None


def _name(before: Before, _: str) -> str | None:
    return quoted(before.named, detect(before.topic.text)) if before.named else before.subject


_Resolve = Callable[[Before, str], str | None]
# First match wins at a place; patterns run over folded, lower-case text. ``noun`` is what 这个 points with.
_REFERENCES: tuple[tuple[re.Pattern[str], _Resolve], ...] = tuple(
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
        (r"\b(?:its|their)\b", _its),
    )
)  # fmt: skip


def _owner(before: Before, low: str, match: re.Match[str], resolve: _Resolve) -> str | None:
    """Return the earlier company where 它 or its stands for one: before what only a company has (它的员工, its staff).

    The thing that was asked of may have a revenue of its own; what was only counted has none.
    """
    if resolve not in (_thing, _its) or match.group(0) in {"they", "their", "this"}:
        return None
    asked, company = low[match.end() : match.end() + _ASKED_WITHIN], before.company_asked
    counted = resolve is _its or counted_noun(before.topic) is not None
    if company is None or not (_OF_A_COMPANY.search(asked) or (counted and _MONEY.search(asked))):
        return None
    if _POINTS_TOO.search(low):
        # What did that make it: the whole question before it is meant.
        return None
    if HAN.search(low):
        times = [before.topic.text[a:b] for a, b in time_spans(before.topic.low)]
        return company + times[0] if len(times) == 1 and not time_spans(low) else company
    usual = company_spans(before.topic.low, before.names)[0][2]
    return said_in(Script.NONE, usual, before.names) + ("'s" if resolve is _its else "")


def _within(resolve: _Resolve, low: str, match: re.Match[str], names: CompanyNames) -> bool:
    """Tell whether what a word points to stands before it in its own turn."""
    if resolve is _year:
        return time_within(low, match.start())
    if resolve is _company:
        return company_within(low, match.start(), names)
    return thing_within(low, *match.span(), names)


def resolved(turn: str, before: Before) -> str | None:
    """Return the turn with its pointing words replaced by what they mean; None when it has none that are clear.

    A word that points to what stands before it in the turn stays.

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
            free = free and not _within(resolve, low, match, before.names)
            owner = _owner(before, low, match, resolve) if free else None
            meant = owner or (resolve(before, noun) if free else None)
            if (
                owner
                and owner.isascii()
                and not _A_YEAR.search(low)
                and (years := years_in(before.topic.text))
            ):
                told = f"{told.rstrip(' ?.')} in {years[0]}?"
            if meant:
                taken.append((*match.span(), meant))
    for start, end, meant in sorted(taken, reverse=True):
        told, changed = told[:start] + meant + told[end:], True
    return told if changed else None
