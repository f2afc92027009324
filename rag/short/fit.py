"""How well a figure fits what is asked: its unit, what it counts, what is done with it, how near the words stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Span
from index.expand import mainland_wording
from index.segment import labelled, normalise
from rag.figures import Figure, asked_units, has_unit, of_another_sort
from rag.question import Reading
from rag.short.asked import Asked
from rag.short.thing import NO_THING
from rag.short.types import Anchors
from rag.short.verbs import asked_verbs
from rag.short.when import timed

# How far the question's words count, in characters; what one counts behind another figure, that it belongs to.
_NEAR, _BLOCKED = 48, 0.45
# What the thing behind a figure adds when it is the asked one, and takes when it is another.
_SAME_THING, _OTHER_THING = 0.5, -0.35
# What a figure loses right behind another noun: 智慧农业项目863个.
_ANOTHERS = -0.8
# What the asked verb adds to the figure that it is said of, and takes from the others.
_DONE = 0.9
# What the asked counter itself adds.
_COUNTER = 0.15
# Kinds of measures: a share is never an amount of money, nor a duration a count.
_MEASURES = (
    frozenset(["%", "％", "个百分点", "百分点", "pp", "分之"]),
    frozenset(["元", "人民币", "港元", "美元", "欧元"]),
    frozenset(["年", "个月", "天", "日", "小时", "分钟", "秒", "毫秒"]),
    frozenset(["兆瓦", "吉瓦", "千瓦", "瓦", "MW", "GW", "kW"]),
    frozenset(["EFLOPS", "MHz", "GHz", "Gbps", "Mbps", "Tbps", "PB", "TB", "GB", "dB"]),
    frozenset(["平方公里", "公里", "千米", "米", "公斤", "吨", "千瓦时", "度", "亩"]),
)
_SHARES = frozenset(["%", "％", "个百分点", "百分点", "pp", "分之"])
_BREAK = re.compile(r"[，。；、,;（(|\n\d]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What figure a question wants: its folded words, its units, the thing it counts, its own figures, its verb.

    ``timed`` are its words with the parts of years as the columns of tables say them.
    """

    question: str
    units: frozenset[str]
    asked: Asked
    said: frozenset[str]
    verbs: frozenset[str]
    timed: str

    @classmethod
    def of(cls, reading: Reading) -> Wanted:
        """Read what figure is wanted."""
        question = fold(reading.text)
        said = frozenset(re.findall(r"\d+(?:\.\d+)?", normalise(question)))
        return cls(
            question, asked_units(question), Asked.of(reading), said, asked_verbs(question), timed(reading)
        )


def unit_fit(wanted: Wanted, number: Figure, text: str, labelled_unit: bool) -> float | None:
    """Return how well a figure's unit fits, None when it measures something else."""
    if wanted.asked.kind == "count" and not labelled_unit and _is_version(number):
        return None
    if of_another_sort(number.unit, wanted.units):
        return None
    if not wanted.units:
        return 0.5 if (number.unit or number.scale) and not number.in_words else 0.2
    if has_unit(number, text, wanted.units):
        return 1.0 + _COUNTER * (wanted.asked.right[:1] == (number.unit,))
    if number.in_words:
        return None
    own, asked = measure_of(frozenset([number.unit])), measure_of(wanted.units)
    if number.unit and own != asked:
        return None
    if not number.unit:
        return 0.35 if labelled_unit or number.scale else 0.0
    return 0.0


def _is_version(number: Figure) -> bool:
    """Tell whether a figure is a bare decimal that counts nothing: 转型1.0."""
    return "." in number.number and not number.unit and not number.scale


def measure_of(units: frozenset[str]) -> int:
    """Return the number of the kind of measure that units belong to; -1 for counts."""
    return next((i for i, known in enumerate(_MEASURES) if units & known), -1)


def thing_fit(wanted: Wanted, number: Figure, text: str) -> float:
    """Return what the thing around a figure says: 135余座城市 and 城市135座 count 城市, 30个省份 does not."""
    head = wanted.asked.head
    if len(head) < 2 or head in wanted.units or wanted.asked.kind != "count":
        return 0.0
    behind = _BREAK.split(text[number.span.end : number.span.end + 14])[0].lstrip("余多 以上")
    before = _BREAK.split(text[max(0, number.span.start - 14) : number.span.start])[-1]
    if head in behind or head in before:
        return _SAME_THING
    first = next(iter(labelled(behind)), None)
    named = first is not None and first[1].startswith("n") and len(first[0]) > 1
    if named and first is not None and first[0].of(behind) not in wanted.question:
        return _OTHER_THING
    return _ANOTHERS if _is_of_another(before, behind, number, head) else 0.0


def _is_of_another(before: str, behind: str, number: Figure, head: str) -> bool:
    """Tell whether a figure counts the noun right in front of it (智慧农业项目863个), and that is not the asked one."""
    words = labelled(before.rstrip())
    if not words or behind.strip() or number.unit in _SHARES:
        return False
    noun, tag = words[-1][0].of(before), words[-1][1]
    return (
        tag == "n"
        and len(noun) > 1
        and noun not in NO_THING
        and mainland_wording(noun) != mainland_wording(head)
    )


def verb_fit(done: frozenset[Span], span: Span, thing: float) -> float:
    """Return what the asked verb says of a figure, where it is said of one of its sentence and not of another thing."""
    if not done:
        return 0.0
    return _DONE if span in done and thing >= 0 else -_DONE


def closeness_among(span: Span, text: str, anchors: Anchors, every: Sequence[Figure]) -> float:
    """Return how near a figure stands to the question's words, each by worth over distance, where it stands nearest.

    Words in front, where Chinese puts what is counted, count in full, words behind half; beyond another figure less.
    """
    nearest: dict[str, float] = {}
    for start, end, weight in anchors:
        before, after = span.start - end, start - span.end
        if 0 <= before <= _NEAR:
            between = sum(end <= f.span.start and f.span.end <= span.start for f in every)
            near = weight * _BLOCKED ** min(2, between) / (1 + before / 6)
        elif 0 <= after <= _NEAR // 2:
            between = sum(span.end <= f.span.start and f.span.end <= start for f in every)
            near = 0.5 * weight * _BLOCKED ** min(2, between) / (1 + after / 6)
        else:
            continue
        word = text[start:end]
        nearest[word] = max(near, nearest.get(word, 0.0))
    return sum(nearest.values())
