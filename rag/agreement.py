"""Whether cited places agree: two that give the asked figure differently are shown side by side.

Precise rather than complete: both must be of the same year and company, count the same thing in the same way, and
differ by more than what they are rounded to. Anything that one says and the other does not (a region, 新增, 其中)
makes them figures of two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.about import company_pattern
from corpus.dates.periods import narrow, other_years, phrases_in
from corpus.script import fold
from corpus.types import Passage, Span
from index.segment import STOP_WORDS, labelled, latin_tokens, place_names
from rag.bounds import Bounded, bounded_at, conflict
from rag.comparison.quantity import comparable, parse
from rag.compose import Claim, ShortAnswer
from rag.constraints import company_fit
from rag.figures import figures_in
from rag.question import FIGURES, Reading, content_of, lowered
from rag.units import cells_within

# Of many figures in a sentence so many are read.
_FIGURES_READ = 16
# How far before a figure its thing is named, and how far behind, in characters.
_BEFORE, _BEHIND = 28, 10
_STOP, _CLAUSE_END = re.compile(r"[。；;！？!?\n|]"), re.compile(r"[，,。；;、！？!?\n|（(]|\d")
# How something is counted: where one figure has such a word and the other has not, they count differently.
_QUALIFIERS = tuple(
    re.compile(words)
    for words in (
        "累计|历年|自.{0,6}以来", "新增|新建|净增|新开通|新设|新发展", "其中",
        "平均|人均|户均|均值|单个|每",
        "同比|环比|增长|提升|提高|上升|下降|减少|降低|增幅|降幅|增加|较上年|比上年", "男|女",
        "计划|预计|目标|力争|将|拟|规划",
        "自有|自建|合作|共享|共建", "全国|全网|全省|全球|境内|境外|国内|国际|海外",
        "月活|日均|月均|活跃|在网|签约|注册|付费",
        "第一|首批|第二|第三|二期|一期",
        "税前|税后|归母|归属|扣非|合并|母公司|名义|实际", "最高|最低|最大|峰值|上限|不低于",
    )
)  # fmt: skip
# Words beside a figure that name no thing of their own; between others they join words (公司员工).
_NEUTRAL = re.compile(
    r"(?<![子分母限份])公司|集团|总?数量|总?人数|总?户数|总数|总量|总?规模"
    r"|数(?=[为达是有超约近]|\b|$)|(?:截至|截止|到)|(?:年|月|期)[末底]|全年|年度"
    r"|本?报告期|本年|目前|已经?|总?金额|总额|人民币|达到?|共有?|情况|水平|(?<![a-z\d.\-])\d[\d.,]*(?![a-z\d.,])[年月日个家户人名万亿元%]*"
)
# Things that the dictionary calls verbs.
_THINGS = frozenset(
    {"收入", "支出", "投诉", "投资", "投入", "贷款", "借款", "捐款", "捐赠", "培训"}
    | {"耗电", "排放", "纳税", "出口", "进口", "销售", "覆盖"}
)
_CHANGED_FROM = re.compile(r"(?:由|从)[^，。；]{0,12}$")
# A part of a year, also where no year stands with it: the column of a table.
_PART = re.compile(r"[一二三四]季|[上下]半年|(?<!\d)(?!12)\d{1,2} ?月")
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure in claim number ``claim`` (from 0), with the words that bound it, at ``span`` of its passage's text."""

    claim: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with its bounds, and the words around it that say what it counts.

    ``column`` is the folded heading of its column in a table.
    """

    place: Place
    figure: Bounded
    around: str
    column: str = ""


def disagreement(
    reading: Reading, claims: Sequence[Claim], short: ShortAnswer | None
) -> tuple[Place, Place] | None:
    """Return the short answer's figure and another cited one that says otherwise of the same thing; None otherwise."""
    if short is None or short.span is None or reading.kind not in FIGURES or len(claims) < 2:
        return None
    said = next(
        (t for t in _figures(short.claim, claims[short.claim]) if _overlap(t.place.span, short.span)), None
    )
    if said is None:
        return None
    nouns = frozenset() if reading.foreign else _asked_nouns(reading)
    for number, claim in enumerate(claims):
        if number == short.claim or not _alike(reading, claims[short.claim], claim):
            continue
        others = [
            t
            for t in _figures(number, claim)
            if _same_time(reading, (said, claims[short.claim]), (t, claim)) and _same_thing(nouns, said, t)
        ]
        # Where one figure of a sentence agrees, the others are of something else.
        if others and all(conflict(said.figure, other.figure) for other in others):
            return said.place, others[0].place
    return None


def _asked_nouns(reading: Reading) -> frozenset[str]:
    """Return the nouns of a question, without its companies and what it only counts in."""
    text = company_pattern().sub(" ", lowered(fold(content_of(reading.text))))
    return frozenset(word for word in _nouns(text) if len(word) > 1)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _figures(number: int, claim: Claim) -> Iterator[_Told]:
    """Yield the figures of a claim that are quantities, with what bounds them."""
    text = claim.passage.text
    folded = fold(text)
    start, end = claim.span.start, claim.span.end
    cells = cells_within(claim.passage, claim.span)
    units = [(c.value, fold(c.unit) if c.unit else None) for c in cells]
    for figure in figures_in(folded[start:end], units)[:_FIGURES_READ]:
        span = Span(start + figure.span.start, start + figure.span.end)
        cell = next((c for c in cells if c.value.start <= figure.span.start < c.value.end), None)
        words = f"{figure.number}{figure.scale}{figure.unit}" if cell else span.of(folded)
        quantity = parse(words)
        before = folded[max(start, span.start - _BEFORE) : span.start]
        if quantity is None or figure.is_year or figure.in_words or not (quantity.unit or quantity.scale):
            continue
        if _CHANGED_FROM.search(before):
            continue
        bounded, whole = bounded_at(quantity, folded, span, claim.span)
        around = f"{cell.row} {cell.column}" if cell else _around(folded, span, claim.span)
        yield _Told(Place(number, whole), bounded, lowered(fold(around)), fold(cell.column) if cell else "")


def _around(folded: str, span: Span, sentence: Span) -> str:
    """Return the words of a sentence that say what a figure counts: before it, and right behind it."""
    before = _STOP.split(folded[max(sentence.start, span.start - _BEFORE) : span.start])[-1]
    behind = _CLAUSE_END.split(folded[span.end : min(sentence.end, span.end + _BEHIND)])[0]
    return f"{before} {behind}"


def _alike(reading: Reading, one: Claim, other: Claim) -> bool:
    """Tell whether two claims stand in different places and are of one company, one time and the same regions."""
    if one.passage.id == other.passage.id or (one.passage.file == other.passage.file and other.passage.also):
        return False
    first, second = (fold(c.span.of(c.passage.text)) for c in (one, other))
    if second in first or first in second:
        return False
    for asked in reading.companies[:1]:
        if any(
            company_fit((asked,), s, c.passage, s, reading.names) <= 0
            for s, c in ((first, one), (second, other))
        ):
            return False
    if _companies(reading, first, one.passage) != _companies(reading, second, other.passage):
        return False
    return _places(first) == _places(second)


def _companies(reading: Reading, sentence: str, passage: Passage) -> frozenset[str]:
    return frozenset(reading.names.found_in(sentence)) or frozenset(filter(None, [passage.company]))


def _places(folded: str) -> frozenset[str]:
    return frozenset(span.of(folded) for span in place_names(folded))


def _same_time(reading: Reading, one: tuple[_Told, Claim], other: tuple[_Told, Claim]) -> bool:
    """Tell whether two figures are of one year, an asked one, and of the same part of it."""
    first, second = (
        _when(told.column or fold(claim.span.of(claim.passage.text)), claim.passage)
        for told, claim in (one, other)
    )
    return first is not None and first == second and (not reading.years or first[0] in reading.years)


def _when(sentence: str, passage: Passage) -> tuple[int, frozenset[str]] | None:
    """Return the one year that a folded sentence is of and the parts of years that it names; None where unsure."""
    years = set(map(int, _YEAR.findall(sentence))) | set(other_years(sentence))
    own = passage.subject.period
    if len(years) > 1 or not (years or own):
        return None
    parts = {str(p.date or p.period) for p in phrases_in(narrow(sentence)) if p.date or p.period}
    parts = {p for p in parts if len(p) > 4 and not p.endswith(("-12", "-12-31"))}
    parts |= set(_PART.findall(sentence))
    if not parts and not years and own is not None and own.number:
        parts = {str(own)}
    return (next(iter(years)) if years else own.year if own else 0), frozenset(parts)


def _same_thing(asked: frozenset[str], said: _Told, other: _Told) -> bool:
    """Tell whether two figures count the same: a kind of unit, the asked nouns around both, no word that parts them."""
    first, second = said.figure.quantity, other.figure.quantity
    if not comparable(first, second) or bool(first.unit) != bool(second.unit):
        return False
    if any(bool(q.search(said.around)) != bool(q.search(other.around)) for q in _QUALIFIERS):
        return False
    one, two = _nouns(said.around), _nouns(other.around)
    # An English question shares no words with what answers it.
    return bool(one) and one == two and (bool(one & asked) or not asked)


def _nouns(text: str) -> frozenset[str]:
    """Return the words of a text that name things, folded and in lower case."""
    folded = _NEUTRAL.sub(" ", lowered(fold(text)))
    models = frozenset(token for token in latin_tokens(folded) if re.search("[a-z]", token))
    return models | frozenset(
        word
        for span, tag in labelled(folded)
        if (word := span.of(folded).strip())
        and (tag.startswith(("n", "eng", "j", "l", "i", "b", "vn", "s")) or word in _THINGS)
        and word not in STOP_WORDS
    )
