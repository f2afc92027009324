"""What a figure in a sentence covers: the whole or a place, the stock or the additions, the nation or the company."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.types import Span
from index.segment import place_names

# Parts of the whole that no dictionary of places has.
_REGIONS = re.compile(
    r"大?湾区|长三角|珠三角|京津冀|成渝|雄安|华[东南北中]|东北|西[南北]|中西部|[东西中]部地区|农村|农牧区|乡村|乡镇|偏远|边疆|边境|"
    r"海岛|山区|县域|城区|境外|海外|港澳台?|自治区|(?<![全各分本我该])[省市县](?=内|公司|累计|共)|本省|本市|全省|全市|"
    r"bay area|rural|overseas|province"
)
# Sorts of a thing that stand right before it (超级基站, 共享的5G基站): where no sort is asked they are a part.
_SORTS = re.compile(
    r"(共建共享|共享|合建|\d+(?:\.\d+)? ?[mg]hz|(?<![a-z\d])\d{3}m|通感一?体?|超级|背包|便携|卫星|试点|示范|样板|"
    r"中频|低频|高频|室内|室分|专网|虚拟|redcap|自有|自建|租用|活跃|付费|政企|集团|企业|校园|农业|工业)"
    r"[^，。；、\d]{0,3}?(?:5g|4g)?[^，。；、\d]{0,2}?$"
)
# What is done to some of what there is: 修复基站15,274站 is not how many there are.
_EVENTS = re.compile(
    r"修复|抢修|抢通|恢复|升级|改造|巡检|检修|退服|退出服务|受损|损坏|中断|拆除|搬迁|迁移|替换|更换|关停|关闭|验收|送检|repaired|upgraded"
)
_NATION = re.compile(
    r"全国|我国|全行业|行业(?:内|总|累计|共)|三家|三大(?:基础)?(?:电信)?(?:运营商|企业)|全球|全世界|各国|nationwide|worldwide|"
    r"industry-wide|(?:the )?industry(?: as a whole)?"
)
_AMONG = re.compile(r"其中(?:包括|含|有|的)?[，：:]?")
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z\d][a-z\d.+-]*[a-z][a-z\d.+-]*|\d+[a-z]+")
_CUSTOMERS = re.compile(r"客户|使用者|客戶")
# Words between 其中 and a figure that tell no part.
_PLAIN = re.compile(
    r"累计|已|共有?|总数|总量|达到?|超过?|突破|约|近|为|有|是|了|新增|新建|建成|开通|建设|完成|个|年|月|底|末|的|只|仅"
)
_FLOW = re.compile(
    r"新增|净增|新建|新设|新?开[设张]|新开通?|增设|增开|新发展|年内建|\b(?:new|added|additions?)\b"
)
_STOCK = re.compile(r"累计|总数|总量|总规模|总计|总共|共有|合计|\b(?:total|cumulative)")
_ASKS_FLOW = re.compile(
    r"新[建增开设添盖发]|净增|增加|增设|多了|增长|一年里|全年|当年|年内|起咗|起了|盖了|建了|"
    r"\bnew\b|\badd(?:ed|s)?\b|a year|in the year"
)
# 年底有多少 asks for what there is then, where nothing asks for additions.
_ASKS_THERE = re.compile(
    r"(?<!新)有(?:多少|几)|[年月][底末]|一共|数量|数目|几多个|how many .{1,40}\b(?:are there|does|do|have|has)\b"
)
# One of the payments of a year.
_PAYMENT = re.compile(r"[中末]期(?:派发|派)?(?:每股|股息|派息|分红)|\b(?:interim|final) dividends?\b")
# What is told of a shorter time, or of one of many: 平均每月被调用600亿次 is not how often in the year.
_RATE = re.compile(
    r"每(?:个|一)?(?:月|周|星期|天|日|晚|小时|分钟|秒|人|户|家|名|位)|(?<![平年])[月周日户人]均|\b(?:per|each|every|monthly|daily)\b"
)
# Each so many of those a rate may be asked for: 每万人有多少.
_ASKS_EACH = re.compile(
    r"每 ?(?:一|1)?[百千万亿]{0,2}(?:人|户|家|名|位)|平均每|[人户]均|\bper (?:capita|person|head|household)\b"
)
_ASKS_RATE = re.compile(r"每|均|\b(?:per|each|every|average|monthly|daily)\b")
_CLAUSE = re.compile(r"[，。；;！？\n|]|,(?!\d)")
_SENTENCE = re.compile(r"[。；;！？\n|]")
# Behind a place it makes a house's name of it: 山海公司, 山海邮局.
_FIRM = re.compile(
    r"公司|集团|股份|邮局|邮政|银行|证券|保险|大学|学院|医院|学校|书店|巴士|公交|铁路|航空|电网|石油|日报|晚报|电视台"
)
_IN = re.compile(r"(?:其中，?)?(?:在|于)|in (?:the )?")
# Over so many characters an opening (2024年，在大湾区，) says where the rest is.
_OPENING = 24


class Kind(StrEnum):
    """Whether a figure is what there is in all, what was added, or neither is said."""

    STOCK = "stock"
    FLOW = "flow"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure covers: the ``parts`` that are named at it (folded; a place, 全国), and whether it is a stock.

    ``each`` tells that it is of each month, each customer and the like.
    """

    parts: frozenset[str] = frozenset()
    kind: Kind = Kind.UNSAID
    each: bool = False

    @property
    def national(self) -> bool:
        """Whether the nation, the world or all companies are named."""
        return any(_NATION.fullmatch(part) for part in self.parts)


def scope_of(text: str, figure: Span, question: str, owners: Collection[str] = ()) -> Scope:
    """Return what a figure of folded, lower-case text covers; without places where the folded question names one.

    ``owners`` are the companies asked for: of one of them, what is the nation's is not the company's. A place counts in
    the figure's own clause in front of it, and in the opening of its sentence.

    >>> text = "2024年，在大湾区建成基站23万个，全部基站累计240万个。"
    >>> sorted(scope_of(text, Span(15, 19), "建成多少基站").parts), scope_of(text, Span(28, 32), "多少基站").kind
    (['大湾区'], <Kind.STOCK: 'stock'>)
    """
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, figure.start)), default=0)
    cuts = [m.end() for m in _CLAUSE.finditer(text, start, figure.start)]
    own = text[cuts[-1] if cuts else start : figure.start]
    opening = text[start : cuts[0]] if cuts and cuts[0] - start <= _OPENING else ""
    if cuts and not re.search(r"\d[\d,.]*(?! ?年| ?月| ?日|[\d,.])", own) and own.strip() == "":
        own = text[(cuts[-2] if len(cuts) > 1 else start) : figure.start]
    parts = (
        _regions(own)
        | _placed(text, start, cuts)
        | (_regions(opening) if _leads(text, start, cuts, figure) else set())
    )
    if owners:
        parts |= set(_NATION.findall(own)) | set(_NATION.findall(opening))
    asked = question.lower()
    if parts and (asks_part(asked) or any(part[:2] in asked for part in parts)):
        parts = set()
    if among := _among(own, asked):
        parts.add(among)
    return Scope(frozenset(parts), _kind(own), bool(_RATE.search(own)))


def sorts_in(text: str, thing: str, question: str) -> list[str]:
    """Return the sorts of a thing that folded, lower-case text names right before it, "" where it names none there.

    A sort that the folded question names is none.

    >>> sorts_in("新增共享基站11.9万个，基站累计240万个", "基站", "有多少基站")
    ['共享', '']
    """
    found = []
    at = text.find(thing) if thing else -1
    while at >= 0:
        sort = _SORTS.search(text[max(0, at - 14) : at])
        found.append(sort[1] if sort and sort[1][:2] not in question.lower() else "")
        at = text.find(thing, at + len(thing))
    return found


def is_done_to_some(text: str, question: str) -> bool:
    """Tell whether folded text in front of a figure tells what was done to some of the things, unasked.

    >>> is_done_to_some("一个月内修复基站", "有多少基站"), is_done_to_some("一个月内修复基站", "修复了多少基站")
    (True, False)
    """
    return any(m[0] not in question for m in _EVENTS.finditer(text))


def is_rate(text: str, question: str) -> bool:
    """Tell whether folded, lower-case text in front of a figure tells of each month, each one or one payment, unasked.

    >>> is_rate("平均每月被调用", "被调用多少次"), is_rate("平均每月被调用", "月均多少次")
    (True, False)
    """
    paid = _PAYMENT.search(text) and not re.search(r"[中末]期|\b(?:interim|final)\b", question)
    return bool(paid or (_RATE.search(text) and not _ASKS_RATE.search(question)))


def lacks_rate(text: str, question: str) -> bool:
    """Tell whether folded, lower-case text about a figure tells of none where the question asks for one of each.

    >>> lacks_rate("基站累计321万个", "每万人有多少基站"), lacks_rate("每一万人拥有22.8个", "每万人有多少基站")
    (True, False)
    """
    return bool(_ASKS_EACH.search(question)) and not _ASKS_RATE.search(text)


def asks_part(question: str) -> bool:
    """Tell whether a folded, lower-case question asks for a place, a part or the nation itself."""
    places = [span for span in place_names(question) if not _FIRM.match(question, span.end)]
    return bool(_REGIONS.search(question) or _NATION.search(question) or places)


def regions_in(text: str) -> list[str]:
    """Return the places and regions that folded, lower-case text names, in order of their names."""
    return sorted(_regions(text))


def _regions(clause: str) -> set[str]:
    found = {m.group(0) for m in _REGIONS.finditer(clause) if not _listed(clause, *m.span())}
    places = {
        span.of(clause)
        for span in place_names(clause)
        if not _listed(clause, span.start, span.end) and not _FIRM.match(clause, span.end)
    }
    return found | {place for place in places if not any(place in one for one in found)}


def _listed(clause: str, start: int, end: int) -> bool:
    """Tell whether a word stands in a list, which limits nothing: 进社区、农村、学校."""
    return clause[:start].endswith(("、", "进")) or clause.startswith("、", end)


def _placed(text: str, start: int, cuts: list[int]) -> set[str]:
    """Return the places that the last clause of a sentence to begin with one (在大湾区) sets for those behind it."""
    for begin, end in reversed(list(pairwise([start, *cuts]))):
        clause = text[begin:end].strip()
        if _IN.match(clause) and (found := _regions(clause[:_OPENING])):
            return found
    return set()


def _leads(text: str, start: int, cuts: list[int], figure: Span) -> bool:
    """Tell whether a sentence's opening holds for a figure: no figure of its own stands in it but a date."""
    opening = text[start : cuts[0]] if cuts else ""
    return not re.search(r"\d(?![\d年月日gG ])(?:[\d,.]*) ?[万亿个家户人元%]", opening)


def _among(own: str, asked: str) -> str:
    """Return the word that names a part behind 其中 which the question does not say, "" without one."""
    led = list(_AMONG.finditer(own))
    if not led:
        return ""
    asked = _CUSTOMERS.sub("用户", asked)
    for run in _RUN.findall(_PLAIN.sub(" ", _CUSTOMERS.sub("用户", own[led[-1].end() :]))):
        han = "\u4e00" <= run[0] <= "\u9fff"
        unsaid = (
            [run[i : i + 2] for i in range(len(run) - 1) if run[i : i + 2] not in asked]
            if han
            else [run] * (run not in asked)
        )
        if unsaid and (not han or len(unsaid) > 1):
            return str(run)
    return ""


def _kind(own: str) -> Kind:
    """Return whether the words in front of a figure tell of a stock or of additions, by the last that tells."""
    flow = max((m.start() for m in _FLOW.finditer(own)), default=-1)
    stock = max((m.start() for m in _STOCK.finditer(own)), default=-1)
    if flow == stock:
        return Kind.UNSAID
    return Kind.FLOW if flow > stock else Kind.STOCK


def adds(text: str) -> bool:
    """Tell whether folded, lower-case text counts additions and no stock."""
    return bool(_FLOW.search(text)) and not _STOCK.search(text)


def kind_asked(question: str) -> Kind:
    """Return whether a folded question asks for a stock or for additions.

    >>> kind_asked("累计建成多少基站"), kind_asked("新建了多少基站"), kind_asked("年底有多少基站")
    (<Kind.STOCK: 'stock'>, <Kind.FLOW: 'flow'>, <Kind.STOCK: 'stock'>)
    """
    low = question.lower()
    if _STOCK.search(low):
        return Kind.STOCK
    if _ASKS_FLOW.search(low):
        return Kind.FLOW
    return Kind.STOCK if _ASKS_THERE.search(low) else Kind.UNSAID
