"""Covers and colophons of glued publications: where a document begins before its first numbered page, and ends.

A cover is read backwards from the copyright notice, the preface or the contents behind it: publishers, date, serial
number and title in any order, glued to the words before. Whose names they are is said by the copyright notice.
All patterns match folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.types import Span

# What stands between a cover and page 1: 版权声明, 前言, 目录 with leaders (…….1).
COPYRIGHT = re.compile(r"(?:版权|著作权)(?:声明|说明|所有|公告)(?=[\u4e00-\u9fff（(©])")
CONTENTS = re.compile(r"目[录次](?=.{2,90}?(?:[.…·]{6}|…{2})[.…·]*\d)")
# A preface follows the end of the copyright notice or of the cover.
PREFACE = re.compile(
    r"(?<=[。；）)\d司院会学心所部盟书告])(?:前言|序言|引言|自序|编者按|致读者)(?=[\u4e00-\u9fff“《\d])"
)
_OWNERS = re.compile(r"(?:版权|著作权)(?:属于|归属?|为|属)([^。，]{2,200}?)(?:，|所有|共有|。)")
_BETWEEN_OWNERS = re.compile(r"[、]|(?<=[院会司学心所部盟])[和与及]")
# From the first page's header this far back, in characters: a preface and contents of ten pages.
_FRONT = 16000
_COVER = 400
_TOKENS = (
    re.compile(r"[Nn][Oo]\.?\s?\d{4,8}$"),
    re.compile(r"(?:编号|刊号|ISBN|ISSN|GPN)[：:]?\s?[\dA-Z-]{4,20}$"),
    re.compile(r"(?:20\d\d|民国\d{2,3}|[二][〇○零Ｏ一二][一二三四五六七八九〇○零]{2})年(?:[01]?\d|[一二三四五六七八九十]{1,2})月"
               r"(?:[0-3]?\d日|[一二三四五六七八九十]{1,3}日)?$"),
    re.compile(r"（[\u4e00-\u9fff]{2,10}）$"),
    # What extraction leaves on a cover: stray accents and quotes, lost bullets.
    re.compile(r"[`'\"·|\s\ue000-\uf8ff]+$"),
)  # fmt: skip
_SHORTEST_TITLE_PIECE = 4
_BRACKETS = str.maketrans("()", "（）")
# What ends the document before: a sentence, or the address of a web site.
_END_BEFORE = re.compile(r"[。！？；]|[a-z0-9-]+(?:\.[a-z0-9-]+){1,4}(?=[^a-z0-9.]|$)")
# `…研究院地址：…邮编：100191电话：…网址：www.…`; the organisation's name is glued to the text before.
_COLOPHON = re.compile(
    r"(?:(?:通讯|联系|公司|办公|会)?地址|地点)[：:][^：。]{4,60}(?:邮编|邮政编码|邮递区号|邮码|电话|联系电话)[：:]"
    r"[^。]{3,200}?(?:(?:https?://)?www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+|"
    r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)",
    re.ASCII,
)

# Without a copyright notice, the name is what Han text stands between a sentence's end and the address.
_ORGANISATION = re.compile(r"(?<![\u4e00-\u9fff（）])[\u4e00-\u9fff（）]{2,30}$")


def owners(folded: str, notice: int) -> tuple[str, ...]:
    """Return the publishers that the copyright notice at an offset names, longest first."""
    match = _OWNERS.search(folded, notice, notice + _COVER)
    names = _BETWEEN_OWNERS.split(match.group(1)) if match else []
    return tuple(sorted({n for n in names if 3 <= len(n) <= 40}, key=len, reverse=True))


def _title_piece(before: str, title: str) -> int:
    """Return how many characters at the end of ``before`` are the title, or its beginning or end (0: none)."""
    for length in range(len(title), _SHORTEST_TITLE_PIECE - 1, -1):
        if before.endswith((title[:length], title[-length:])):
            return length
    return 0


def _cover_from(folded: str, at: int, title: str, names: Sequence[str], low: int) -> int:
    """Return where the cover that ends at ``at`` begins: ``at`` itself when none of its tokens stands there."""
    title = title.translate(_BRACKETS)
    while at > low:
        before = folded[max(low, at - 120) : at].translate(_BRACKETS)
        taken = next((len(n) for n in names if before.endswith(n)), 0) or _title_piece(before, title)
        for token in _TOKENS:
            match = None if taken else token.search(before)
            taken = len(match.group(0)) if match else taken
        if not taken:
            return at
        at -= taken
    return at


def front(folded: str, page_one: int, title: str, low: int) -> tuple[int, list[int]]:
    """Return where a document begins whose first numbered page is at ``page_one``, and its front matter's sections.

    ``low`` is where it may begin at the earliest. The sections are the offsets of copyright notice, preface and
    contents, in order; empty when there are none, and then the document begins at its cover or at page one.
    """
    low = max(low, page_one - _FRONT)
    contents = list(CONTENTS.finditer(folded, low, page_one))
    sections = [m.start() for m in contents if folded[m.start() - 1 : m.start()] not in ("图", "表")]
    last = sections[0] if sections else page_one
    notices = [m.start() for m in COPYRIGHT.finditer(folded, low, last)]
    notice = notices[-1] if notices and (sections or last - notices[-1] < _FRONT // 2) else None
    prefaces = [m.start() for m in PREFACE.finditer(folded, last - 6000 if last - 6000 > low else low, last)]
    prefaces = [at for at in prefaces if notice is None or at > notice]
    sections = [*([notice] if notice is not None else []), *prefaces[:1], *sections]
    if notice is None and not contents:
        # Without front matter only a cover with the very title counts.
        start = _cover_from(folded, page_one, title, (), low)
        return (
            (start, [])
            if title.translate(_BRACKETS) in folded[start:page_one].translate(_BRACKETS)
            else (page_one, [])
        )
    names = owners(folded, notice) if notice is not None else ()
    start = _cover_from(folded, sections[0], title, names, low)
    if start == sections[0]:
        ends = [m.end() for m in _END_BEFORE.finditer(folded, max(low, start - _COVER // 2), start)]
        start = ends[-1] if ends else start
    return start, sections


def colophon(folded: str, place: Span, names: Sequence[str] = ()) -> Span | None:
    """Return the first colophon in a stretch: organisation, address, telephone, web site; None without one."""
    match = _COLOPHON.search(folded, place.start, place.end)
    if not match:
        return None
    start = match.start()
    before = folded[max(place.start, start - 40) : start]
    if name := next((n for n in names if before.endswith(n)), ""):
        return Span(start - len(name), match.end())
    own = _ORGANISATION.search(before)
    return Span(start - len(own.group(0)), match.end()) if own else Span(*match.span())
