"""Whether cited places agree: two that give the asked figure differently are shown side by side.

Precise rather than complete: both must be of the same year and company, count the same thing in the same way, and
differ by more than what they are rounded to. Anything that one says and the other does not (a region, 新增, 其中)
makes them figures of two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.dates.periods import narrow, other_years, phrases_in
from corpus.script import fold
from corpus.types import Passage, Span
from index.segment import STOP_WORDS, labelled, place_names
from rag.comparison.quantity import Quantity, comparable, parse
from rag.compose import Claim, ShortAnswer
from rag.constraints import company_fit
from rag.figures import figures_in
from rag.question import FIGURES, Reading, content_of, lowered
from rag.units import cells_within

# How far before a figure its thing is named, and how far behind, in characters.
_BEFORE, _BEHIND = 28, 10
# The least share of the question's nouns that must stand around both figures.
_LEAST_ASKED = 0.5
_STOP, _CLAUSE_END = re.compile(r"[。；;！？!?\n|]"), re.compile(r"[，,。；;、！？!?\n|（(]|\d")
# Words before or behind a figure that bound it from below, from above, or say that it is rough.
_HEDGES: tuple[tuple[int, re.Pattern[str], re.Pattern[str]], ...] = (
    (1, re.compile(r"(?:超过|超逾|超|逾|突破|多于|高于|大于|至少|不少于|不低于|[>≥])达? ?$"), re.compile(r" ?(?:余|多(?!的)|以上|\+)")),
    (-1, re.compile(r"(?:近|接近|将近|不足|不到|少于|低于|小于|至多|不超过|[<≤])达? ?$"), re.compile(r" ?以下")),
    (0, re.compile(r"(?:约|大约|约为|大概|~|～)达? ?$"), re.compile(r" ?(?:左右|上下)")),
)  # fmt: skip
# How far beyond a bound, or beside a rough figure, the exact one may lie: 超240万 and 248万 agree.
_BOUND, _ROUGH = Decimal("0.25"), Decimal("0.1")
# How something is counted: where one figure has such a word and the other has not, they count differently.
_QUALIFIERS = tuple(
    re.compile(words)
    for words in (
        "累计|历年|自.{0,6}以来", "新增|新建|净增|新开通|新设|新发展", "其中", "平均|人均|户均|均值|单个|每",
        "同比|环比|增长|提升|提高|上升|下降|减少|降低|增幅|降幅|增加|较上年|比上年", "计划|预计|目标|力争|将|拟|规划",
        "自有|自建|合作|共享|共建", "全国|全网|全省|全球|境内|境外|国内|国际|海外", "月活|日均|月均|活跃|在网|签约|注册|付费",
        "第一|首批|第二|第三|二期|一期", "税前|税后|归母|归属|扣非|合并|母公司|名义|实际", "男|女", "最高|最低|最大|峰值|上限|不低于",
    )
)  # fmt: skip
# Nouns that name no thing of their own beside a figure.
_NEUTRAL = frozenset(
    "公司 集团 数 数量 总数 总量 规模 总规模 人数 户数 年 年末 年底 月 日 期末 全年 年度 报告期 本年 截至 目前 已 金额 总额"
    " 人民币 个 家 户 人 名 万 亿 元 总 共 情况 单位 以上 左右 水平 方面 余".split()
)
_CHANGED_FROM = re.compile(r"(?:由|从)[^，。；]{0,12}$")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in claim number ``claim`` (from 0), with the words that bound it, at ``span`` of its passage's text."""

    claim: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, what it is, how it is bound (1 from below, -1 from above, 0 rough, None exact), and the words around."""

    place: Place
    quantity: Quantity
    bound: int | None
    around: str


def disagreement(
    reading: Reading, claims: Sequence[Claim], short: ShortAnswer | None
) -> tuple[Place, Place] | None:
    """Return the short answer's figure and another cited one that says otherwise of the same thing; None otherwise."""
    if short is None or short.span is None or reading.kind not in FIGURES or len(claims) < 2:
        return None
    said = next((t for t in _figures(short.claim, claims[short.claim]) if _overlap(t.place.span, short.span)), None)
    if said is None:
        return None
    nouns = _nouns(content_of(reading.text))
    for number, claim in enumerate(claims):
        if number == short.claim or not _alike(reading, claims[short.claim], claim):
            continue
        others = [t for t in _figures(number, claim) if _same_thing(nouns, said, t)]
        # Where one figure of a sentence agrees, the others are of something else.
        if others and all(_conflict(said, other) for other in others):
            return said.place, others[0].place
    return None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _figures(number: int, claim: Claim) -> Iterator[_Told]:
    """Yield the figures of a claim that are quantities, with what bounds them."""
    text = claim.passage.text
    folded = fold(text)
    start, end = claim.span.start, claim.span.end
    cells = cells_within(claim.passage, claim.span)
    units = [(c.value, fold(c.unit) if c.unit else None) for c in cells]
    for figure in figures_in(folded[start:end], units):
        span = Span(start + figure.span.start, start + figure.span.end)
        cell = next((c for c in cells if c.value.start <= figure.span.start < c.value.end), None)
        words = f"{figure.number}{figure.scale}{figure.unit}" if cell else span.of(folded)
        quantity = parse(words)
        before = folded[max(start, span.start - _BEFORE) : span.start]
        if quantity is None or figure.is_year or figure.in_words or not (quantity.unit or quantity.scale):
            continue
        if _CHANGED_FROM.search(before):
            continue
        bound, whole = _bounded(folded, span, claim.span)
        around = f"{cell.row} {cell.column}" if cell else _around(folded, span, claim.span)
        yield _Told(Place(number, whole), quantity, bound, lowered(fold(around)))


def _around(folded: str, span: Span, sentence: Span) -> str:
    """Return the words of a sentence that say what a figure counts: before it, and right behind it."""
    before = _STOP.split(folded[max(sentence.start, span.start - _BEFORE) : span.start])[-1]
    behind = _CLAUSE_END.split(folded[span.end : min(sentence.end, span.end + _BEHIND)])[0]
    return f"{before} {behind}"


def _bounded(folded: str, span: Span, sentence: Span) -> tuple[int | None, Span]:
    """Return how a figure is bound and its span with the words that bind it."""
    before = folded[max(sentence.start, span.start - 6) : span.start]
    inner, behind = span.of(folded), folded[span.end : min(sentence.end, span.end + 3)]
    for bound, ahead, after in _HEDGES:
        first, last = ahead.search(before), after.match(behind)
        if first or last or (bound == 1 and re.search("[余多]", inner)):
            start = span.start - (len(before) - first.start() if first else 0)
            return bound, Span(start, span.end + (last.end() if last else 0))
    return None, span


def _alike(reading: Reading, one: Claim, other: Claim) -> bool:
    """Tell whether two claims stand in different places and are of one company, one time and the same regions."""
    if one.passage.id == other.passage.id or one.passage.file == other.passage.file and other.passage.also:
        return False
    first, second = (fold(c.span.of(c.passage.text)) for c in (one, other))
    if second in first or first in second:
        return False
    for asked in reading.companies[:1]:
        if any(company_fit((asked,), s, c.passage, s, reading.names) <= 0 for s, c in ((first, one), (second, other))):
            return False
    if _companies(reading, first, one.passage) != _companies(reading, second, other.passage):
        return False
    when = _when(first, one.passage)
    if when is None or when != _when(second, other.passage):
        return False
    if reading.years and when[0] not in reading.years:
        return False
    return _places(first) == _places(second)


def _companies(reading: Reading, sentence: str, passage: Passage) -> frozenset[str]:
    return frozenset(reading.names.found_in(sentence)) or frozenset(filter(None, [passage.company]))


def _places(folded: str) -> frozenset[str]:
    return frozenset(span.of(folded) for span in place_names(folded))


def _when(sentence: str, passage: Passage) -> tuple[int, frozenset[str]] | None:
    """Return the one year that a folded sentence is of and the parts of years that it names; None where unsure."""
    years = set(map(int, _YEAR.findall(sentence))) | set(other_years(sentence))
    own = passage.subject.period
    if len(years) > 1 or not (years or own):
        return None
    parts = {str(p.date or p.period) for p in phrases_in(narrow(sentence)) if p.date or p.period}
    parts = {p for p in parts if len(p) > 4 and not p.endswith(("-12", "-12-31"))}
    if not parts and not years and own is not None and own.number:
        parts = {str(own)}
    return (next(iter(years)) if years else own.year if own else 0), frozenset(parts)


def _same_thing(asked: frozenset[str], said: _Told, other: _Told) -> bool:
    """Tell whether two figures count the same: one kind of unit, the asked nouns around both, no word that parts them."""
    if not comparable(said.quantity, other.quantity) or bool(said.quantity.unit) != bool(other.quantity.unit):
        return False
    if any(bool(q.search(said.around)) != bool(q.search(other.around)) for q in _QUALIFIERS):
        return False
    one, two = _nouns(said.around), _nouns(other.around)
    named = one & asked
    return named == two & asked and len(named) >= max(1, _LEAST_ASKED * len(asked)) and one - asked == two - asked


def _nouns(text: str) -> frozenset[str]:
    """Return the words of a text that name things, folded and in lower case."""
    folded = lowered(fold(text))
    return frozenset(
        word
        for span, tag in labelled(folded)
        if (word := span.of(folded).strip())
        and tag.startswith(("n", "eng", "j", "l", "i", "b", "vn", "s"))
        and word not in _NEUTRAL
        and word not in STOP_WORDS
    )


def _conflict(one: _Told, other: _Told) -> bool:
    """Tell whether two figures cannot both be right: apart by more than their last digits, outside of their bounds."""
    if one.bound is None and other.bound is None:
        return abs(one.quantity.base - other.quantity.base) >= max(_step(one.quantity), _step(other.quantity))
    return not (_allows(one, other) or _allows(other, one))


def _allows(bounded: _Told, other: _Told) -> bool:
    """Tell whether what one figure leaves open holds the other."""
    value, step = bounded.quantity.base, _step(bounded.quantity)
    apart = other.quantity.base - value
    room = {1: (-step, value * _BOUND), -1: (-value * _BOUND, step), 0: (-value * _ROUGH, value * _ROUGH)}
    low, high = room.get(bounded.bound, (-step, step)) if bounded.bound is not None else (-step, step)
    return low <= apart <= high


def _step(quantity: Quantity) -> Decimal:
    """Return the worth of a figure's last telling digit; zeros at the end of a whole number beyond two digits are none.

    240万 is right to 1万, 295.4 to 0.1, 7,000 to 100.
    """
    number = abs(quantity.number)
    exponent = number.as_tuple().exponent
    last = exponent if isinstance(exponent, int) else 0
    if last >= 0:
        digits = str(int(number))
        last = min(len(digits) - len(digits.rstrip("0")), max(0, len(digits) - 2))
    unit = quantity.base / quantity.number if quantity.number else Decimal(1)
    return Decimal(10) ** last * unit
