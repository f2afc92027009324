"""Headings of glued reports that have no contents page: a number and the words that it heads, up to the text.

Where the heading ends is certain in two cases. The words are of the vocabulary that stock exchanges prescribe for
reports, or they end in a noun that names a section (…情况, …工作, …意见) right before words that begin a sentence
(报告期内, 2020年, 公司, another number). All else is left in the text. Folded text only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.run_together.chapters import Cut
from corpus.run_together.numbering import Numbering, levels, numbering_at
from corpus.run_together.report_terms import TERM
from corpus.types import ParagraphKind, Span

# A term goes on in `经营情况良好` or `财务报告的内部控制`: then it is no heading.
_GOES_ON = re.compile(r"[的和及与或等为是在有中较良持稳，、。；：）”》]")

_NUMBER = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:部分|编|篇|部|章|节)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|(?<!第)[一二三四五六七八九十]{1,3}(?:[、.．]|(?=公司|经营|重要|股东|主要|财务|债券))"
    r"|(?<![\d(（/])\d{1,2}[.．、）)]|\d{1,2}(?=公司|股东|债券|报告期|重要|经营|主要|财务|近|控股|未到期|截|前)"
)
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}(?=[\u4e00-\u9fff])")

_NOUNS = (
    "情况|事项|工作|意见|信息|(?<!，)说明|分析|概述|概况|回顾|展望|业绩|发展|数据|指标|变化|变动|监督|安排|简介|治理|责任|业务|收入|成本|费用"
    "|盈利|利润|开支|现金流|摊销|所得税|负债|水平|报告书?|原则|履职|结果|环境|风险|措施|计划|策略|战略|EBITDA|能力|升级|转型|成效|动能|基础"
)
_BEGINS = (
    r"(?:20\d\d|民国\d{2,3}|\d{3})年|报告期|本报告期|截至|截止|本公司|本集团|公司|集团|审计委员会|董事会|监事会|独立董事|根据|按照|依据|随着|面对|为(?:了|贯彻|落实|进一步|适应|加强|保障|确保|推动)"
    r"|上半年|下半年|年内|全年|单位[：:]|[□√]|过去|当前|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、）)](?!\d)"
)
_ENDING = re.compile(rf"(?:{_NOUNS})(?={_BEGINS})")
# With a comma in it, a heading has at most 40 characters.
_SHORTEST, _LONGEST, _LONGEST_PARTED = 2, 70, 40
# So many numbers may have been missed before the next; top sections may begin with any.
_SKIPPED = 4
_PRESCRIBED = frozenset({"section", "part", "bare han", "han"})
_SENTENCE = re.compile(r"[。！？；;：:\n]|[□√]")
# Behind these a heading may begin: a sentence's end, a ticked box, another heading, a page's beginning.
_BEFORE = tuple("。！？；”」）)")
_TICKED = ("适用", "元", "不适用")


@dataclass(frozen=True, slots=True)
class _Heading:
    span: Span
    kind: str
    value: int
    major: int = 0


def _number_at(folded: str, start: int, end: int) -> Numbering:
    """Return the number in a span; one without a mark behind it (`二公司`, `1公司`) counts as bare."""
    number = numbering_at(folded[start:end] + " ")
    if number and number.kind != "annex":
        return number
    words = folded[start:end]
    kind = "bare arabic" if words.isascii() else "bare han"
    probe = numbering_at(words + ("." if words.isascii() else "、") + " ")
    return Numbering(kind, probe.value if probe else 0, end - start)


def _starts(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand that may begin a heading: start and end of the number."""
    for match in _NUMBER.finditer(folded):
        yield match.span()
    for match in _DOTTED.finditer(folded):
        yield match.span()


def _termed(folded: str, at: int) -> int | None:
    """Return where a prescribed term that stands at ``at`` (behind an optional colon) ends."""
    at += folded[at : at + 1] in ("：", ":", " ")
    match = TERM.match(folded, at)
    return None if match is None or _GOES_ON.match(folded, match.end()) else match.end()


def _ended(folded: str, at: int) -> int | None:
    """Return where words that begin at ``at`` and end in a section's noun give way to a sentence."""
    stop = _SENTENCE.search(folded, at, at + _LONGEST)
    end = stop.start() if stop else min(len(folded), at + _LONGEST)
    ending = _ENDING.search(folded, at, min(len(folded), end + 12))
    if not ending or not at + _SHORTEST <= ending.end() <= end:
        return None
    words = folded[at : ending.end()]
    if words[0].isdigit() or words.count("，") > (len(words) <= _LONGEST_PARTED):
        return None
    return ending.end()


def _own_digits(folded: str, start: int, end: int) -> int:
    """Return where a dotted number begins that may be glued to a figure: `0.1783.2报告期` is 0.178 and 3.2."""
    if start and (folded[start - 1].isdigit() or folded[start - 1] in ".,"):
        dot = folded.rfind(".", start, end)
        return max(start, dot - 1)
    return start


def _certain(folded: str, page_starts: frozenset[int]) -> list[_Heading]:
    found: list[_Heading] = []
    behind = 0
    for start, end in sorted(_starts(folded)):
        if start < behind:
            continue
        term = _termed(folded, end)
        free = (
            start == 0
            or start == behind
            or start in page_starts
            or folded[start - 1] in _BEFORE
            or folded.endswith(_TICKED, 0, start)
        )
        close = term if term is not None else _ended(folded, end) if free else None
        if close is None:
            continue
        own = _own_digits(folded, start, end)
        number = _number_at(folded, own, end)
        if number.kind in ("bare arabic", "arabic)", "arabic") and own and folded[own - 1].isdigit():
            continue
        major = re.match(r"\d+", folded[own:end])
        found.append(_Heading(Span(own, close), number.kind, number.value, int(major[0]) if major else 0))
        behind = close
    return found


def _in_sequence(headings: list[_Heading]) -> list[_Heading]:
    """Return the headings whose numbers count up: 1 opens a level, others follow within a few of the one before.

    A dotted number (4.2) must continue the section 4 that is open: 13.46 before a heading is a figure's end.
    """
    last: dict[str, int] = {}
    kept = []
    for heading in headings:
        before = last.get(heading.kind, 0)
        fits = heading.value == 1 or before < heading.value <= before + _SKIPPED
        if heading.kind.startswith("dotted"):
            whole = {n for kind, n in last.items() if not kind.startswith("dotted")} | {last.get("major", 0)}
            again = heading.major != last.get("major")
            fits = heading.major in whole and (heading.value <= _SKIPPED if again else fits)
        if fits or heading.kind in _PRESCRIBED:
            last[heading.kind] = heading.value
            if heading.kind.startswith("dotted"):
                last["major"] = heading.major
            kept.append(heading)
    return kept


def find_headings(folded: str, page_starts: frozenset[int] = frozenset()) -> list[Cut]:
    """Return the headings of a report's folded text, in order, with their levels; only those that are certain.

    ``page_starts`` are the positions at which pages begin: a heading may stand there behind an unfinished sentence.
    """
    headings = _in_sequence(_certain(folded, page_starts))
    ranks = levels(heading.kind for heading in headings)
    return [
        Cut(heading.span, ParagraphKind.HEADING, level)
        for heading, level in zip(headings, ranks, strict=True)
    ]


# `1.数据流动规则不断完善一是…`: without a stop between, the enumeration begins where the heading ends.
_DEEPEST = 6
_MINOR = re.compile(r"(?<=[。！？；”」）])\d{1,2}[.．、](?!\d)[^。！？；：，,:]{4,40}?(?=一是(?!一))")


def find_minor(folded: str, chapters: Sequence[Cut]) -> list[Cut]:
    """Return the numbered headings below those that a contents page names, where an enumeration shows their end."""
    above = sorted((cut.span.end, cut.level) for cut in chapters if cut.level)
    found = []
    for match in _MINOR.finditer(folded):
        at = bisect_right(above, (match.start(), _DEEPEST)) - 1
        level = min(_DEEPEST, (above[at][1] if at >= 0 else 1) + 1)
        found.append(Cut(Span(*match.span()), ParagraphKind.HEADING, level))
    return found
