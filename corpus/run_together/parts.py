"""The reports and white papers that a run-together text holds: from cover to colophon, with title and kind.

Three signs begin one: pages under a running header that count from 1, with the cover before them; the securities code
that listed companies' reports open with; the title of a committee's report, which has no running header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.about.kinds import kind_of_title
from corpus.run_together.covers import colophon, front, owners
from corpus.run_together.pages import Page, find_bare_pages, find_pages
from corpus.run_together.press.articles import first_story
from corpus.script import fold
from corpus.subject import DocumentKind
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A document within a text: its span, title and kind, its pages, and the sections before page one.

    ``front`` are the offsets at which copyright notice, preface and contents begin, empty where there are none;
    ``colophon`` is the span of the address at its end; ``title_at`` where its title stands as a line of its own.
    """

    span: Span
    title: str
    kind: DocumentKind | None
    pages: tuple[Page, ...] = ()
    front: tuple[int, ...] = ()
    colophon: Span | None = None
    title_at: Span | None = None


_HAN = "\u4e00-\u9fff"
_CODE = re.compile(
    r"(?:公司|证券|股票|股份)(?:代码|代号)[：:]\s?\d{4,6}(?:[，,、/]\s?\d{4,6})*\s?(?:[（(][^（）()]{1,12}[）)])?"
    r"\s?(?:(?:公司|证券|股票|股份)?(?:简称|名称)[：:])?"
)
# `…股份有限公司2022年第三季度报告`: the title behind the code, up to its last word.
_REPORT_TITLE = re.compile(
    rf"[{_HAN}（）()]{{2,30}}?(?:公司|集团|银行)(?:20\d\d|二[〇○零][一二]?[一二三四五六七八九〇○零]{{1,2}})(?:年|财年|/\d\d)"
    rf"[{_HAN}、]{{0,10}}?(?:报告书?(?:摘要|正文|全文)?|年报|业绩公[告布])"
)
_TITLE_BEHIND = 120
# Short names of listed companies have four characters.
_SHORT_NAME = 4
_COMMITTEE = re.compile(
    rf"(?P<company>[{_HAN}（）()]{{3,30}}?(?:公司|集团|银行))"
    rf"(?P<body>(?:董事会)?[{_HAN}]{{0,8}}委员会|独立(?:非执行)?董事|监事会|董事会)(?:关于)?"
    rf"20\d\d年(?:度)?(?P<what>(?:述职|履职|工作)(?:情况)?(?:的)?报告)"
    rf"(?=[一壹]、|第一|根据|按照|依据|为|作为|20\d\d年|报告期|各位|（一）|1[.、]|\d?[一壹]、)"
)
# Titles that a sentence names stand in quotation marks or behind a word that leads to them.
_NAMED = re.compile(
    r"(?:[《「『“]|关于|审议|通过|听取|披露|发布|公布|刊登|详见|参见|请见|见|了|的|和|及|与|、)$"
)
_LEADS_TO = re.compile(r"[详参请可][见阅]|审议|听取|披露了?|刊登了?")
# A report's last words, behind which other texts may follow in the same breath.
_SIGNED = re.compile(
    r"(?:特此公告|此公告|特此报告)[。.]?.{0,40}?(?:董事会|委员会|公司)20\d\d年\d{1,2}月\d{1,2}日|法定代表人[：:]?.{2,8}?日期[：:]?20\d\d年\d{1,2}月\d{1,2}日"
)
_COMMITTEE_SIGNED = re.compile(
    r"[。！].{0,30}?公司董事会[^，。；]{0,8}委员会(?:20\d\d年\d{1,2}月\d{1,2}日)?|[。！]独立董事[：:].{2,30}?20\d\d年\d{1,2}月\d{1,2}日"
)
# After its end a document may go on this far before what follows counts as another text.
_TAIL = 200
# Page one is no longer than this where page two bears the first header.
_FIRST_PAGE = 4000


@lru_cache(maxsize=256)
def kind_of(title: str) -> DocumentKind | None:
    """Return the kind of document that a title names, None when it names none.

    >>> kind_of("山海邮局2020年第三季度报告").value, kind_of("绿色运输白皮书（2023年）").value
    ('quarterly report', 'white paper')
    """
    told = kind_of_title(title)
    return told.value if told else None


def _is_mention(folded: str, title: Span) -> bool:
    """Tell whether a title is only named, by the words before it or by those that its company's name has caught."""
    before = folded[max(0, title.start - 3) : title.start]
    return bool(_NAMED.search(before) or _LEADS_TO.search(title.of(folded)))


def _is_inside(at: int, paged: Sequence[Found]) -> bool:
    """Tell whether an offset stands on a page that is not the last of its document: there nothing else begins."""
    return any(f.span.start < at < f.pages[-1].header.end for f in paged)


def _runs(pages: Sequence[Page]) -> list[list[Page]]:
    """Part pages into runs of one title whose numbers rise."""
    runs: list[list[Page]] = []
    for page in pages:
        if runs and runs[-1][0].title == page.title and page.number > runs[-1][-1].number:
            runs[-1].append(page)
        else:
            runs.append([page])
    return runs


def _cover_title(text: str, folded: str, run: Sequence[Page]) -> str:
    """Return the title as the cover has it where it says more than the header: …年度报告 + 摘要."""
    header = run[0].title
    at = text.find(header, run[0].body.start, run[0].body.start + _TITLE_BEHIND + len(header))
    more = "摘要" if at >= 0 and folded.startswith("摘要", at + len(header)) else ""
    return header + text[at + len(header) : at + len(header) + len(more)]


def _publications(text: str, folded: str, pages: Sequence[Page]) -> list[Found]:
    """Return the documents that have running headers, each up to the next one."""
    found: list[Found] = []
    low = 0
    for run in _runs(pages):
        page_one = run[0].header.start
        name = fold(run[0].title)
        start, sections = front(folded, page_one, name, low) if run[0].number <= 2 else (page_one, [])
        title = _cover_title(text, folded, run)
        names = owners(folded, sections[0]) if sections else ()
        end = colophon(folded, run[-1].body, names)
        span = Span(start, end.end if end else run[-1].body.end)
        found.append(Found(span, title, kind_of(title), tuple(run), tuple(sections), end))
        low = run[-1].header.end
    return found


def _committees(text: str, folded: str, paged: Sequence[Found]) -> list[Found]:
    """Return the reports of committees and directors, which their titles begin; they end with a signature."""
    found = []
    for match in _COMMITTEE.finditer(folded):
        start = match.start()
        if _is_mention(folded, Span(*match.span())) or _is_inside(start, paged):
            continue
        first = start - 1 if folded[start - 1 : start] == "1" else start
        end = min(len(text), start + 30000)
        title = text[start : match.end()]
        found.append(
            Found(Span(first, end), title, DocumentKind.COMMITTEE_REPORT, title_at=Span(start, match.end()))
        )
    return found


def _coded(text: str, folded: str, taken: Sequence[Found]) -> list[Found]:
    """Return reports that begin with a securities code and have too few pages for a running header to show."""
    found = []
    starts = [p.header.end for f in taken for p in f.pages]
    for match in _CODE.finditer(folded):
        if any(abs(match.start() - at) < 12 for at in starts) or _is_inside(match.start(), taken):
            continue
        title = _REPORT_TITLE.search(folded, match.end(), match.end() + _TITLE_BEHIND)
        if title:
            span = Span(_name_start(folded, Span(*title.span())), title.end())
            kind = kind_of(span.of(folded))
            found.append(Found(Span(match.start(), len(text)), span.of(text), kind, title_at=span))
    return found


def _name_start(folded: str, title: Span) -> int:
    """Return where a title begins that the short name of the line before is glued to: at the name that recurs."""
    behind = folded[title.end : title.end + 30000]
    company = re.split(r"(?=20\d\d|二[〇○零])", title.of(folded), maxsplit=1)[0]
    starts = (i for i in range(min(9, len(company) - 4)) if company[i:] in behind)
    return title.start + next(starts, _SHORT_NAME if len(company) > _SHORT_NAME + 6 else 0)


def _ended(found: Found, following: int, text: str, folded: str) -> Found:
    """Return a document cut where the next begins, at its colophon or at its signature, with its bare pages."""
    end = min(found.span.end, following)
    if found.colophon is None:
        signed = _COMMITTEE_SIGNED if found.kind is DocumentKind.COMMITTEE_REPORT else _SIGNED
        begin = found.pages[-1].body.start if found.pages else found.span.start
        last = [m.end() for m in signed.finditer(folded, begin, end)]
        if last and (end - last[-1] > _TAIL or found.kind is DocumentKind.COMMITTEE_REPORT):
            end = last[-1]
        elif not last and not found.pages and (story := first_story(text[begin + _TAIL : end])) is not None:
            end = begin + _TAIL + story
    span = Span(found.span.start, max(end, found.span.start))
    pages = found.pages or tuple(find_bare_pages(folded, found.title, span))
    clipped = [
        replace(p, body=Span(p.body.start, max(p.body.start, min(p.body.end, span.end)))) for p in pages
    ]
    return replace(found, span=span, pages=tuple(clipped))


def _joined(ordered: Sequence[Found]) -> list[Found]:
    """Return the documents with each opening (code and title, no page yet) joined to the pages of the same title."""
    joined: list[Found] = []
    for found in ordered:
        last = joined[-1] if joined else None
        opening = last.title_at if last and not last.pages and last.title == found.title else None
        # Page one bears no header where the title opens it: what stands between is at most that page.
        least = _FIRST_PAGE if found.pages and found.pages[0].number == 2 else _TAIL
        if last and opening and found.pages and found.span.start - opening.end <= least:
            joined[-1] = replace(found, span=Span(last.span.start, found.span.end), title_at=opening)
            continue
        joined.append(found)
    return joined


def find_documents(text: str, folded: str) -> list[Found]:
    """Return the reports and white papers in a run-together text, in order; they do not overlap.

    ``folded`` is the fold of ``text``. What stands between them is other text: news, speeches, or nothing known.
    """
    paged = _publications(text, folded, find_pages(text, folded))
    known = [span for f in paged for span in (p.header for p in f.pages)]
    headed = {span.start for span in known} | {span.start + 1 for span in known}
    others = [f for f in _committees(text, folded, paged) if f.title_at and f.title_at.start not in headed]
    others += _coded(text, folded, paged)
    ordered = _joined(sorted([*paged, *others], key=lambda f: f.span.start))
    done: list[Found] = []
    for i, found in enumerate(ordered):
        following = ordered[i + 1].span.start if i + 1 < len(ordered) else len(text)
        done.append(_ended(found, following, text, folded))
    return done
