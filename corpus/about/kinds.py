"""Kinds of documents by their titles and openings, as tables over folded, lower-case text with narrow signs."""

from __future__ import annotations

import re
from itertools import islice

from corpus.about.facts import Fact, fact
from corpus.dates.periods import narrow
from corpus.subject import DocumentKind, Period

_QUARTER = r"第?[一二三四1-4]季度?"
# First match wins: a committee's annual report is no annual report, an announcement of results no report.
_TITLES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (DocumentKind.LAW,
         (r"^(?:中华人民共和国|关于修改)?\S{2,40}(?:条例|(?:管理|实施|暂行|试行)(?:办法|规定|细则))(?:[(《].{0,30})?$|"
         r"^中华人民共和国\S{2,24}法(?:[(].{0,30})?$")),
        (DocumentKind.ANNOUNCEMENT, r"公告|\bannouncement\b|重大讯息|通函"),
        (DocumentKind.COMMITTEE_REPORT,
         (r"(?:审计|审核|薪酬|提名|战略|风险管理)\S{0,6}委员会.{0,16}(?:履职|工作|述职)\S{0,8}报告|独立董事.{0,16}述职报告|"
         r"(?:监事会|审计委员会)\S{0,8}报告书?$|committee report")),
        (DocumentKind.SUSTAINABILITY_REPORT,
         (r"可持续(?:发展)?报告|社会责任(?:暨\S{2,12})?报告|永续(?:发展|经营)?报告|企业公民报告|(?:esg|csr)\s?报告|"
         r"环境[、,]\s?社会(?:及|和|与)(?:公司|企业)?(?:管治|治理)\S{0,6}报告|"
         r"(?:sustainability|sustainable development|social responsibility|esg|csr|integrated esg) report")),
        (DocumentKind.HALF_YEAR_REPORT,
         r"半年度?(?:财务)?报告|半年报|中期(?:业绩)?(?:财务)?报告|中报(?:摘要)?$|(?:interim|half-year(?:ly)?) report"),
        (DocumentKind.QUARTERLY_REPORT,
         (rf"{_QUARTER}.{{0,10}}(?:报告|财报|季报)|季度(?:财务)?报告|季报|quarterly report|"
         r"(?:first|second|third|fourth)[ -]quarter.{0,12} report")),
        (DocumentKind.ANNUAL_REPORT, r"年度?(?:财务)?报告|年报|annual report"),
        (DocumentKind.WHITE_PAPER,
         r"(?:白|蓝|绿|红)皮书|(?:发展|研究|调查|调研|指数|趋势|洞察)报告|white ?paper"),
        (DocumentKind.INTERVIEW, r"^(?:专访|对话)|[|丨:]\s?专访|访谈(?:录|实录)?$|答记者问"),
        (DocumentKind.SPEECH, (r"(?:致辞|讲话|演讲|发言)(?:稿|全文|实录|摘要)?$|"
         r"^在.{2,40}(?:上|时)的(?:致辞|讲话|演讲|发言)")),
    )
)  # fmt: skip
# Titles of texts about a report, not of the report: 发布《…白皮书》, …年報解讀. Announcements may well be about one.
_ABOUT_ONE = re.compile(r"发布|解读|出炉|读书?笔记|摘编|读后|书评|亮相|印发|通知$")
# Behind the word for a report they make it the subject: 年报编制指南, 年報點評; before it, too: 一图读懂…年报.
_ABOUT_REPORTS = re.compile(
    r"(?:报告书?|年报|季报|中报|皮书|report(?:ing|s)?)(?:的|\s)?.{0,6}?(?:指南|指引|手册|模板|范本|点评|评析|分析|透视|前瞻|预告|预约|写作|问询|"
    r"说明会|评审|征求意见|工作总结|审计|季来临|(?:编制|披露|管理)?(?:制度|办法|准则|规则|规范|要求|要点)|guide(?:lines?)?|template)"
    r"|^(?:图解|一图|三分钟|读懂|看懂|看)"
)
# How press text opens: its agency, its reporter.
_NEWS = re.compile(
    r"^.{0,60}?(?:本报讯|本刊讯|本网讯|新华社.{1,14}电|中新社.{1,14}电|中央社.{1,14}电|\S{2,6}(?:报|网|社)\S{0,8}讯[\s(]|"
    r"[(](?:\S{0,8}(?:记者|通讯员)).{1,30}?[)])",
    re.DOTALL,
)
_OPENING = 120
# A report names itself: 本可持续发展报告, 本报告为第十八份社会责任报告.
_SELF = re.compile(
    r"本(?!报告)(?P<own>[^\s,。;:、()]{0,12}报告)|本报告(?:是|为|系)(?P<said>[^。;]{0,60}?报告)"
)
_NAMED = re.compile(r"[《「『“\"](?P<title>[^《》「」『』“”\"\n]{4,60}报告)[》」』”\"]")
_MOST_NAMINGS = 300
# Announcements and laws may well be about reports.
_OF_ANYTHING = frozenset({DocumentKind.ANNOUNCEMENT, DocumentKind.LAW})
PRESS = frozenset({DocumentKind.NEWS, DocumentKind.SPEECH, DocumentKind.PROFILE, DocumentKind.INTERVIEW})
# What these are about is a subject, not the company that they name most: often that of their authors.
STUDIES = frozenset({DocumentKind.WHITE_PAPER, DocumentKind.LAW})
PERIODIC = frozenset(
    {DocumentKind.ANNUAL_REPORT, DocumentKind.HALF_YEAR_REPORT, DocumentKind.QUARTERLY_REPORT,
     DocumentKind.SUSTAINABILITY_REPORT}
)  # fmt: skip


def kind_of_title(title: str) -> Fact[DocumentKind] | None:
    """Return the kind of document that a title, in either script or English, names.

    >>> kind_of_title("山海郵遞2024年中期報告").value.value
    'half-year report'
    """
    narrowed = " ".join(narrow(title).split())
    match, kind = next(((m, k) for k, pattern in _TITLES if (m := pattern.search(narrowed))), (None, None))
    if (
        match is None
        or kind is None
        or (kind is not DocumentKind.ANNOUNCEMENT and _ABOUT_ONE.search(narrowed))
        or (kind not in _OF_ANYTHING and _ABOUT_REPORTS.search(narrowed))
    ):
        return None
    return Fact(kind, match.group(0))


def kind_of_opening(text: str) -> Fact[DocumentKind] | None:
    """Return NEWS for a text that opens as agencies and reporters do."""
    opening = text[:_OPENING]
    match = _NEWS.match(narrow(opening))
    return fact(DocumentKind.NEWS, opening, *match.span()) if match else None


def kind_of_itself(text: str, narrowed: str) -> Fact[DocumentKind] | None:
    """Return the one kind of report that a text calls itself; None when it does not, or names several."""
    found: dict[DocumentKind, Fact[DocumentKind]] = {}
    for match in islice(_SELF.finditer(narrowed), _MOST_NAMINGS):
        # 本报告为年度报告 says how often it appears.
        kind = None if match["said"] == "年度报告" else kind_of_title(match["own"] or match["said"])
        if kind and kind.value in PERIODIC:
            found.setdefault(kind.value, fact(kind.value, text, *match.span()))
    return found.popitem()[1] if len(found) == 1 else None


def kind_of_named(text: str, narrowed: str, company: str, period: Period) -> Fact[DocumentKind] | None:
    """Return the one kind of the reports that a text names in marks by its own company and period.

    An assurance statement or a rating bound with a report names it so: 《山海邮递有限公司2020可持续发展报告》.
    """
    found: dict[DocumentKind, Fact[DocumentKind]] = {}
    for match in islice(_NAMED.finditer(narrowed), _MOST_NAMINGS):
        title = match["title"]
        kind = kind_of_title(title)
        if (
            kind
            and kind.value in PERIODIC
            and company in title.replace(" ", "")
            and str(period.year) in title
        ):
            found.setdefault(kind.value, fact(kind.value, text, *match.span()))
    return found.popitem()[1] if len(found) == 1 else None
