"""Which measure a question asks for (money, a share, a length of time, a size), and whether a sentence tells one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.script import fold
from rag.evidence import Candidate, cells_within
from rag.question import FIGURES, Reading, lowered

_NUMBER = r"\d ?(?:[百千万亿]){0,2} ?[余多]? ?"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure by name, what asks for it and what tells it: patterns over folded, lower-case text."""

    name: str
    asks: re.Pattern[str]
    tells: re.Pattern[str]


MEASURES = (
    Measure(
        "share",
        re.compile(r"百分之[几多]|几成|几趴|占比|比例|比重|percent|what share|proportion"),
        re.compile(r"\d ?[%％]|分之|百分点|\d ?pp|[一二三四五六七八九]成|[（(][%％]|一半|过半|倍"),
    ),
    Measure(
        "money",
        re.compile(
            r"(?:多少|几多|几|几万|几亿|多少[万亿])[钱元蚊税]|学费|工资|薪[水酬资]|[年月时]薪|票价|电费|售价|价格|价钱|奖金|月租|会费|月费|"
            r"资费|费用|总投资|投资额|投资总?金额|造价|中标价|市值|股价|营收|票房|经费|罚款|"
            r"how much (?:money|did .* (?:pay|cost|earn|invest|spend))|\b(?:price|salary|fee|revenue|profit)\b"
        ),
        re.compile(
            _NUMBER
            + r"(?:元|港元|美元|欧元|人民币|块钱|港币|日元|英镑)|元 ?[)）|]|[（(][^）)\n]{0,6}元|[:：][^\n\d]{0,8}元"
        ),
    ),
    Measure(
        "time",
        re.compile(r"多久|几耐|多长时间|(?:几|多少)个?(?:小时|钟头|分钟|秒|天|日|月|星期|周)|how long"),
        re.compile(
            _NUMBER
            + r"(?:年|个?月|天|日|小时|分钟|秒|毫秒|周)|[一二三四五六七八九十两半数几] ?(?:年|个月|天|周|小时|分钟)"
        ),
    ),
    Measure(
        "size",
        re.compile(
            r"(?:多少|几|几多|几万|多少万)(?:公里|里|米|吨|亩|公斤|斤|纳米|平方|公顷)|面积|多重|多高|多深|多远|全长|距离|身高|海拔|\btonnes?\b"
        ),
        re.compile(
            _NUMBER
            + r"(?:平方公里|公里|千米|米|纳米|吨|亩|公顷|平方米|公斤|千克|km)|[（(][^）)\n]{0,6}(?:吨|米|公里|亩)"
        ),
    ),
)
# A change is told as a share as well, whatever the thing is measured in; a rate may be as high as a tower.
_CHANGE = re.compile(
    r"(?:增长|增加|成长|下降|上升|提升|提高|减少|降低|减|省|节省|降|涨|升)[了咗]?(?:多少|几)(?![元钱万亿公米吨])|率"
)


def measure_asked(folded: str) -> Measure | None:
    """Return the measure that a folded, lower-case question asks for; None for counts and whatever is not sure.

    >>> [m and m.name for m in map(measure_asked, ("一张票要多少钱", "全长多少公里", "有多少用户", "识别率有多高"))]
    ['money', 'size', None, None]
    """
    share = MEASURES[0]
    if share.asks.search(folded):
        return share
    if _CHANGE.search(folded):
        return None
    return next((measure for measure in MEASURES[1:] if measure.asks.search(folded)), None)


def lacks_measure(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether a question asks for money, a share, a time or a size, and a sentence tells none of the kind.

    The units of a table's cells count as told in their row.
    """
    if reading.kind not in FIGURES:
        return False
    measure = measure_asked(lowered(fold(reading.text)))
    if measure is None:
        return False
    units = (fold(c.unit) for c in cells_within(candidate.hit.passage, candidate.span) if c.unit)
    return not measure.tells.search("\n".join((lowered(candidate.folded), *(f"1{unit}" for unit in units))))
