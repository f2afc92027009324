"""Heads of flattened tables: column names glued to each other, and the title and unit that stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.tables.bars import JOINED
from corpus.tables.units import stated_unit
from corpus.types import Span


class ColumnKind(StrEnum):
    """What the values of a column are: amounts of a period, their growth over another, or a measure such as a share."""

    PERIOD = "period"
    GROWTH = "growth"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class FlatHead:
    """A head: where it stands with its title (``span``) and alone (``names`` begin at ``start``), what it names."""

    span: Span
    start: int
    names: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    unit: str | None
    remark: bool

    @property
    def base(self) -> dict[int, tuple[int, int]]:
        """For every growth column, the columns of the later and the earlier amount that it compares."""
        found = {}
        for i, kind in enumerate(self.kinds):
            if kind is ColumnKind.GROWTH and i >= 2 and set(self.kinds[i - 2 : i]) == {ColumnKind.PERIOD}:
                found[i] = (i - 2, i - 1)
        return found


_BRACKET = r"(?:[（(][^（）()]{1,14}[）)])?"
_PERCENT = r"(?:[（(][%％][）)])?"
_DASH = "[-–—－~至]{1,2}"
_GROWTH = (
    r"(?:本报告期末?|本期|本年度?|年初至报告期末)?(?:比|较)(?:上年|去年|期初|年初)(?:同期|度末|末)?"
    rf"(?:增减|变动|增长)(?:变动)?(?:幅度|比例|率)?{_PERCENT}"
    rf"|同比(?:增减|变动|增长)?(?:幅度|率)?{_PERCENT}|(?:增减|变动)(?:幅度|比例|率)?[（(][%％][）)]"
)
_PERIOD = (
    rf"(?:20|19)\d\d年(?:\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}{_DASH}\d{{1,2}}月|第?[一二三四]季度?|前[一二三]季度?"
    rf"|[上下]半年度?|全年|度|末|底)?{_BRACKET}"
    r"|(?:民国)?1\d\d年(?:\d{1,2}月\d{1,2}日|度|[上下]半年度?|第?[一二三四]季)"
    rf"|第[一二三四]季度?{_BRACKET}|本报告期(?:末|金额)?|上年度末|上年同期"
    rf"|年初至报告期末(?:金额)?{_BRACKET}|上年初至上年报告期末{_BRACKET}"
    rf"|(?:上年|本期|上期)?(?:期末|期初|年初|年末)(?:余额|金额|数){_BRACKET}|[上本]年末数?"
    rf"|(?:本期|上期|本年|上年)(?:发生额|金额|数|累计)?{_BRACKET}"
)
_MEASURE = (
    r"累计(?:完成|发生|支出)(?:额|数)?"
    rf"|所?占[^\d，。：；%（）()]{{0,10}}(?:百分比|比重|比例){_PERCENT}|占比{_PERCENT}|金额{_BRACKET}|比例[（(][%％][）)]"
)
# In this order: a growth begins with words that name a period too.
_PATTERNS = ((ColumnKind.GROWTH, _GROWTH), (ColumnKind.PERIOD, _PERIOD), (ColumnKind.MEASURE, _MEASURE))
_TOKEN = "|".join(pattern for _, pattern in _PATTERNS)
_LABEL_NAME = r"(?:项目名称|项目|主要指标|指标名称|主要会计数据|科目)"
_HEAD = re.compile(rf"(?P<label>{_LABEL_NAME})?(?P<names>(?:{_TOKEN}){{1,9}})(?P<remark>说明|备注)?")
_TOKENS = re.compile("|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in _PATTERNS))
_UNIT_SAID = re.compile(r"[（(]?单位[:：][^。；]{1,12}?(?:币种[:：](?:人民币|港币|美元|新台币))?[）)]?")
_TITLE = re.compile(
    r"(?:合并|母公司|公司)?(?:综合)?(?:资产负债表|利润表|损益表|现金流量表|所有者权益变动表|权益变动表)"
    r"|(?:(?<![\d.,%])\d{1,2}(?:\.\d{1,2}){0,2}(?=[\u4e00-\u9fff])|[（(][一二三四五六七八九十]{1,2}[）)])?"
    r"(?:近\d年|[\u4e00-\u9fff、]){2,30}(?:数据|指标|项目和金额|情况表?)$"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]、|[（(][一二三四五六七八九十]{1,2}[）)]")
# A title and unit stand this near before the head, in characters: company, currency and audit lines may be between.
_BEFORE = 110


def _tokens(folded: str, start: int, end: int) -> list[tuple[ColumnKind, Span]]:
    return [(ColumnKind(str(m.lastgroup)), Span(*m.span())) for m in _TOKENS.finditer(folded, start, end)]


def _names(
    text: str, tokens: list[tuple[ColumnKind, Span]]
) -> tuple[tuple[str, ...], tuple[ColumnKind, ...]] | None:
    """Return the columns: measures behind periods stand under these, each period over as many; None for a mixture."""
    words, kinds = [span.of(text) for _, span in tokens], [kind for kind, _ in tokens]
    outer = next((i for i, kind in enumerate(kinds) if kind is ColumnKind.MEASURE), len(kinds))
    inner = kinds[outer:]
    if not inner:
        return tuple(words), tuple(kinds)
    if any(kind is not ColumnKind.MEASURE for kind in inner) or ColumnKind.GROWTH in kinds:
        return None
    if not outer:
        return tuple(words), tuple(kinds)
    each, left = divmod(len(inner), outer)
    if left or any(words[outer + i] != words[outer + i % each] for i in range(len(inner))):
        return None
    names = [JOINED.join((words[i // each], words[outer + i])) for i in range(len(inner))]
    return tuple(names), tuple(inner)


def flat_heads(text: str, folded: str) -> Iterator[FlatHead]:
    """Yield the places of a text that read as the head of a flattened table; only rows behind it prove one."""
    floor = 0
    for match in _HEAD.finditer(folded):
        tokens = _tokens(folded, match.start("names"), match.end("names"))
        if len(tokens) < 2 and not match["label"]:
            continue
        columns = _names(text, tokens)
        if columns is None:
            continue
        start, unit = _before(text, folded, match.start(), floor)
        yield FlatHead(Span(start, match.end()), match.start(), *columns, unit, bool(match["remark"]))
        floor = match.end()


def _before(text: str, folded: str, at: int, floor: int) -> tuple[int, str | None]:
    """Return where the title above a head begins, and the unit that is stated between it and the head."""
    low = max(floor, at - _BEFORE)
    low = max(low, *(folded.rfind(stop, low, at) + 1 for stop in "。；！？√□"))
    said = list(_UNIT_SAID.finditer(folded, low, at))
    if not said:
        return at, None
    first = said[-1].start()
    unit = stated_unit(text[first : said[-1].end() + 4])
    before = folded[low:first]
    title = _TITLE.search(before)
    if title is None:
        return first, unit
    numbered = [m.start() for m in _NUMBERED.finditer(before, title.start()) if len(before) - m.end() >= 4]
    return low + (numbered[-1] if numbered else title.start()), unit
