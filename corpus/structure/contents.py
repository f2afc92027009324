"""Tables of contents, lists of figures, imprints: pages that answer nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.block import Block
from corpus.script import fold
from corpus.types import ParagraphKind

# So many entries make a table of contents by themselves; below a line that says so, fewer do.
_FEWEST, _FEWEST_UNDER_TITLE = 5, 2
# Share of the entries whose page is no smaller than that of the entry before.
_RISING = 0.9
_LONGEST_ENTRY = 90
_LEADER = re.compile(r"(?P<title>\S.*?) ?(?:…[… ]*|(?:[.．·・‥_-] ?){3,}) ?(?P<page>\d{1,4}|[ivxlIVXL]{1,6})")
# Without a leader the title holds no other figure, and the page no unit.
_SPACED = re.compile(r"(?P<title>[^\d|]*[^\d|\s.,，。；：%）)](?:\d[A-Za-z][^\d|]*)?) +(?P<page>\d{1,3})")
_NUMBERED = re.compile(r"(?:第\S{1,4}[章节篇编] ?|[\d.]{1,8} +|[一二三四五六七八九十]{1,3}、)")
# Written folded.
_TITLE = re.compile(
    r"(?:(?:内容|图|表|图表|插图|附图|附表)?(?:目录|目次|索引)"
    r"|(?:TABLEOF)?CONTENTS|LISTOF(?:FIGURES|TABLES))$",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"版权所有|翻印必究|侵权必究|ISBN|书号|印刷|印数|开本|定价|责任编辑|封面设计|排版|出版发行|版次|邮政编码|邮编|^地址|^电话|^传真|^网址"
)
_IMPRINT_SAYS = re.compile(r"版权所有|翻印必究|侵权必究|ISBN")
_FEWEST_IMPRINT = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    block: int
    page: int


def _page_of(line: str) -> int | None:
    """Return the page that a line of a table of contents names, None for any other line; roman ones count as 0."""
    if len(line) > _LONGEST_ENTRY or not line or line[-1] not in "0123456789ivxlIVXL":
        return None
    match = _LEADER.fullmatch(line)
    if not match:
        numbered = _NUMBERED.match(line)
        match = _SPACED.fullmatch(line, numbered.end() if numbered else 0)
    if not match:
        return None
    return int(match.group("page")) if match.group("page").isdigit() else 0


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[list[_Entry], bool]]:
    """Yield the runs of blocks all of whose lines name a page, and whether a title such as 目錄 stands above."""
    run: list[_Entry] = []
    titled = False
    for i, block in enumerate(blocks):
        pages = [_page_of(line) for line in block.text.split("\n")]
        if (
            block.kind in (ParagraphKind.TEXT, ParagraphKind.TABLE, ParagraphKind.HEADING)
            and None not in pages
        ):
            run += [_Entry(i, page) for page in pages if page is not None]
            continue
        if run:
            yield run, titled
        run, titled = [], len(block.text) <= 24 and bool(_TITLE.fullmatch(fold(block.text).replace(" ", "")))
    if run:
        yield run, titled


def _is_contents(entries: Sequence[_Entry], titled: bool) -> bool:
    """Tell whether the pages of a run rise as those of a table of contents do; figures in columns go up and down."""
    if len(entries) < (_FEWEST_UNDER_TITLE if titled else _FEWEST):
        return False
    steps = [b.page - a.page for a, b in pairwise(entries)]
    rising = sum(step >= 0 for step in steps) >= _RISING * len(steps)
    return rising and entries[-1].page > entries[0].page


def _imprint(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks of imprints: short neighbours, most of which say who printed and owns the work."""
    found: set[int] = set()
    run: list[int] = []
    for i, block in enumerate([*blocks, None]):
        if (
            block
            and block.kind is ParagraphKind.TEXT
            and len(block.text) <= 200
            and _IMPRINT.search(fold(block.text))
        ):
            run.append(i)
            continue
        words = "\n".join(fold(blocks[k].text) for k in run)
        if _IMPRINT_SAYS.search(words) and len(set(_IMPRINT.findall(words))) >= _FEWEST_IMPRINT:
            found.update(run)
        run = []
    return found


def name_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with contents pages marked as such."""
    found = _imprint(blocks)
    for entries, titled in _runs(blocks):
        if _is_contents(entries, titled):
            found.update(entry.block for entry in entries)
            if titled:
                found.add(entries[0].block - 1)
    return [
        replace(block, kind=ParagraphKind.CONTENTS, level=0, cells=()) if i in found else block
        for i, block in enumerate(blocks)
    ]
