"""When a document was published: as it says beside its title or behind its end."""

from __future__ import annotations

import re

from corpus.about.facts import Fact, fact
from corpus.about.kinds import PRESS
from corpus.dates.periods import phrases_in
from corpus.subject import DocumentKind

# Publication is said within this many characters of the text's beginning or end.
HEAD, TAIL = 400, 160
# Before these words stands what follows the date: 发布时间：, 中央社記者…日.
_SAID = re.compile(
    r"(?:(?:发布|发表|发稿|刊登|刊发|公布|公告|出版|上线|签发|印发|更新)(?:时间|日期|日)|出版年月|日期|"
    r"(?<![a-z])(?:release date|published(?: on)?|date))"
    r"\s{0,3}(?::|\s)\s{0,3}"
)
# 《求是》2022年第13期 dates a text by its issue.
_ISSUE = re.compile(
    r"(?:刊载|刊登|刊发|发表|原载|载)(?:于|在)?\s?《[^》]{1,20}》\s?(?P<year>20\d\d)\s?年(?:第|\d{1,2}月)"
)
_BRACKETED = re.compile(r"[(（][^()（）]{0,60}[)）]")
_REPORTER = re.compile(r"记者|通讯员|来源|摄|本报|讯|电")
_WIRE = re.compile(r"(?:本报|本刊|本网|本社|新华社|中新社|中央社)[^。]{0,12}?(?:讯|电)[\s(]{0,2}")
_COVER_ENDS = re.compile(r"版权声明|版权所有|前言|序言|目录|目次|摘要|引言|contents")
# A signature ends a report: 董事会 2022年10月28日.
_SIGNED = re.compile(
    r"(?:董事会|监事会|委员会|公司|法定代表人\S{0,6}日期|特此公告。?|敬上|谨启|日期:?)\s{0,4}$"
)


def _iso(narrowed: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Return the date that begins at ``start``, up to two characters on, with its place; None for another."""
    for phrase in phrases_in(narrowed[start:end]):
        if phrase.span.start <= 2 and phrase.date:
            return phrase.date, start + phrase.span.start, start + phrase.span.end
        break
    return None


def _after_label(text: str, narrowed: str, start: int, end: int) -> Fact[str] | None:
    for match in _SAID.finditer(narrowed, start, end):
        if found := _iso(narrowed, match.end(), min(len(narrowed), match.end() + 24)):
            return fact(found[0], text, match.start(), found[2])
    return None


def _wire(text: str, narrowed: str) -> Fact[str] | None:
    for match in _WIRE.finditer(narrowed, 0, HEAD):
        if found := _iso(narrowed, match.end(), match.end() + 24):
            return fact(found[0], text, match.start(), found[2])
    return None


def _in_brackets(text: str, narrowed: str, start: int, end: int) -> Fact[str] | None:
    """Return the date in brackets that name a reporter or a source: （记者王五 2024年3月5日）."""
    for match in _BRACKETED.finditer(narrowed, start, end):
        inside = match.group(0)
        dates = [p.date for p in phrases_in(inside) if p.date]
        if len(dates) == 1 and _REPORTER.search(inside):
            return fact(dates[0], text, *match.span())
    return None


def _on_cover(text: str, narrowed: str) -> Fact[str] | None:
    """Return the one date of a cover: what stands above the copyright notice, the preface, the contents."""
    cover = _COVER_ENDS.search(narrowed, 0, HEAD)
    if cover is None:
        return None
    dated = [p for p in phrases_in(narrowed[: cover.start()]) if p.date]
    if len({p.date for p in dated}) != 1 or dated[0].date is None or dated[0].as_at:
        return None
    return fact(dated[0].date, text, dated[0].span.start, dated[0].span.end)


def _signature(text: str, narrowed: str, start: int) -> Fact[str] | None:
    last = next(reversed(list(phrases_in(narrowed[start:]))), None)
    if last is None or last.date is None or len(last.date) < len("2024-01-01"):
        return None
    at, end = start + last.span.start, start + last.span.end
    if narrowed[end:].strip(" \n\t。)") or not _SIGNED.search(narrowed, start, at):
        return None
    return fact(last.date, text, at, end)


def publication(text: str, narrowed: str, kind: DocumentKind | None) -> Fact[str] | None:
    """Return the ISO date on which a text, and the same narrowed, says that it was published; None when it does not.

    A cover's date counts for documents that have covers, a reporter's for press.
    """
    tail = max(0, len(narrowed) - TAIL)
    found = _after_label(text, narrowed, 0, HEAD) or _after_label(text, narrowed, tail, len(narrowed))
    if found is None and (kind in PRESS or kind is None):
        found = _wire(text, narrowed) or _in_brackets(text, narrowed, 0, HEAD)
        found = found or _in_brackets(text, narrowed, tail, len(narrowed))
    if found is None and (issue := _ISSUE.search(narrowed, tail) or _ISSUE.search(narrowed, 0, HEAD)):
        found = fact(issue["year"], text, *issue.span())
    if found is None and kind not in PRESS and kind is not None:
        found = _on_cover(text, narrowed) or _signature(text, narrowed, tail)
    return found
