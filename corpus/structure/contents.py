"""Tables of contents, lists of figures, imprints: pages that answer nothing.

A price list reads like one (dots, then rising figures): what its entries name must stand again below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.block import Block
from corpus.script import fold
from corpus.types import ParagraphKind

# So many entries make a table of contents by themselves; below a line that says so, fewer do.
_FEWEST, _FEWEST_UNDER_TITLE = 5, 2
# Without such a line, so large a share of the entries must stand again below, and dots lead to every page.
_RECURRING = 0.5
_FEWEST_DOTS = 4
# Share of the entries whose page is no smaller than that of the entry before.
_RISING = 0.9
_LONGEST_ENTRY = 90
_LEADER = re.compile(
    r"(?P<title>\S.*?) ?(?P<dots>…[… ]*|(?:[.．·・‥_-] ?){3,}) ?(?P<page>\d{1,4}|[ivxlIVXL]{1,6})"
)
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
# One paragraph that names price and number is said of the work, in the text.
_FEWEST_IMPRINT_BLOCKS = 2
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry: its block, the page that it names (roman ones count as 0), its title bare, and if dots lead on."""

    block: int
    page: int
    title: str
    dotted: bool


def _bare_title(words: str) -> str:
    """Return folded words without their number and without signs, as they compare."""
    numbered = _NUMBERED.match(words)
    return _SIGNS.sub("", words[numbered.end() :] if numbered else words)


def _entry(line: str, block: int) -> _Entry | None:
    """Return the entry of a table of contents that a line is, None for any other line."""
    if len(line) > _LONGEST_ENTRY or not line or line[-1] not in "0123456789ivxlIVXL":
        return None
    leader = _LEADER.fullmatch(line)
    numbered = _NUMBERED.match(line)
    match = leader or _SPACED.fullmatch(line, numbered.end() if numbered else 0)
    if not match:
        return None
    dots = leader.group("dots") if leader else ""
    page = int(match.group("page")) if match.group("page").isdigit() else 0
    count = 3 * dots.count("…") + len(re.sub(r"[… ]", "", dots))
    return _Entry(block, page, _bare_title(fold(match.group("title"))), count >= _FEWEST_DOTS)


def _last_lines(blocks: Sequence[Block]) -> Mapping[str, int]:
    """Return by the bare words of a line the last block that it stands in."""
    return {
        _bare_title(fold(line)): i
        for i, block in enumerate(blocks)
        for line in block.text.split("\n")
        if len(line) <= _LONGEST_ENTRY
    }


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[list[_Entry], bool]]:
    """Yield the runs of blocks all of whose lines name a page, and whether a title such as 目錄 stands above."""
    run: list[_Entry] = []
    titled = False
    for i, block in enumerate(blocks):
        entries = [_entry(line, i) for line in block.text.split("\n")]
        if (
            block.kind in (ParagraphKind.TEXT, ParagraphKind.TABLE, ParagraphKind.HEADING)
            and None not in entries
        ):
            run += filter(None, entries)
            continue
        if run:
            yield run, titled
        run, titled = [], len(block.text) <= 24 and bool(_TITLE.fullmatch(fold(block.text).replace(" ", "")))
    if run:
        yield run, titled


def _is_contents(entries: Sequence[_Entry], titled: bool, last: Mapping[str, int]) -> bool:
    """Tell whether the pages of a run rise as those of contents do, and its entries stand again in ``last`` below."""
    if len(entries) < (_FEWEST_UNDER_TITLE if titled else _FEWEST):
        return False
    steps = [b.page - a.page for a, b in pairwise(entries)]
    rising = sum(step >= 0 for step in steps) >= _RISING * len(steps)
    if not rising or entries[-1].page <= entries[0].page:
        return False
    again = sum(last.get(entry.title, -1) > entries[-1].block for entry in entries if entry.title)
    if titled:
        return again > 0
    return again >= _RECURRING * len(entries) and all(entry.dotted for entry in entries)


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
        enough = len(run) >= _FEWEST_IMPRINT_BLOCKS and len(set(_IMPRINT.findall(words))) >= _FEWEST_IMPRINT
        if enough and _IMPRINT_SAYS.search(words):
            found.update(run)
        run = []
    return found


def name_contents(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with contents pages marked as such."""
    found = _imprint(blocks)
    last = _last_lines(blocks)
    for entries, titled in _runs(blocks):
        if _is_contents(entries, titled, last):
            found.update(entry.block for entry in entries)
            if titled:
                found.add(entries[0].block - 1)
    return [
        replace(block, kind=ParagraphKind.CONTENTS, level=0, cells=()) if i in found else block
        for i, block in enumerate(blocks)
    ]
