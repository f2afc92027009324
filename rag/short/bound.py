"""A claim that sets a figure (超过300万个, 不到一半, 是100%), and what a sentence gives for the same thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.types import Span
from rag.figures import PART, SCALES, Figure, figures
from rag.premise import beside
from rag.scope import Kind, kind_asked, scope_of
from rag.short.claimed import Claimed, Word

_DIGITS = "零一二三四五六七八九"
_CLAUSE = re.compile(r"[，。；;！？\n|：]|,(?!\d)|(?<=[\d%％万亿个户人家站元]) (?=[\u4e00-\u9fffa-z])")


class Relation(Enum):
    """How the figure that is told must stand to the one that is claimed."""

    MORE = "more"
    AT_LEAST = "at least"
    LESS = "less"
    AT_MOST = "at most"
    EQUAL = "equal"


# In front of the claimed figure; the first that matches counts.
_FRONT: tuple[tuple[Relation, re.Pattern[str]], ...] = tuple(
    (relation, re.compile(rf"(?:{pattern})(?:了|过|咗)?(?:大约|约)? ?$"))
    for relation, pattern in (
        (Relation.AT_MOST, (r"(?:不|没有?|未)(?:超过|超|高于|多于|大于|多过)|最多|至多|"
         r"\b(?:at most|no more than|not more than) ")),
        (Relation.AT_LEAST, r"不(?:低于|少于|小于|下于)|至少|最少|\bat least |\bno (?:less|fewer) than "),
        (Relation.LESS, (r"不到|不足|不够|不及|未到|未达到?|未满|没有?(?:达到?|到|满)|低于|少于|小于|少过|低过|"
         r"\b(?:less|fewer|lower|smaller) than |\b(?:under|below) ")),
        (Relation.MORE, (r"超过|超出|突破|高于|多于|大于|多过|高过|大过|逾|破|超|"
         r"\b(?:more|higher|greater|larger) than |"
         r"\b(?:over|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped)?) ")),
        (Relation.AT_LEAST, r"达到?|到|有|满|\b(?:reach(?:es|ed|ing)?|hit) "),
        (Relation.EQUAL, r"是|为|等于|系|占|\b(?:is|was|are|were|equals?) "),
    )
)  # fmt: skip
_BEHIND: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (Relation.AT_LEAST, re.compile(r" ?(?:以上|或以上)")),
    (Relation.LESS, re.compile(r" ?(?:以下|以内)")),
)
# What a sentence says its own figure to be nearly, or more or less than.
_OVER = re.compile(r"(?:超过|突破|超|逾|多达|高于|不低于|不少于)(?:了)? ?$")
_UNDER = re.compile(r"(?:不足|不到|近|将近|接近|低于|少于|不超过) ?$")
_ABOUT = re.compile(r"(?:约|大约|大概|左右) ?$")
_MORE_BEHIND = re.compile(r"[余多]|以上")
# How far a figure that is only near (超过, 近, 约) may be off.
_ROOM = 0.1
_SAME_UNITS = tuple(
    frozenset(units.split())
    for units in (
        "人 名 位 户",
        "个 座 站 家 间 所 处 款 种 项",
        "% ％ 分之",
        "元 人民币",
        "次 人次 场 场次",
        "天 日",
        "条 则 封",
        "台 部 套",
    )
)
_COUNTERS = frozenset([*"个座站家间所处款种项人名户台部次条", ""])
_STANDS = frozenset(["占", "占比", "达", "达到", "超过", "不到", "率", "比例", "比重", "有", "为"]) - {"率"}
_ENGLISH = re.compile(
    r"(?<![a-z\d.,])(?P<number>\d[\d,]*(?:\.\d+)?) (?:(?P<scale>thousand|million|billion) )?(?=[a-z])"
)
_ENGLISH_SCALES = {"thousand": "千", "million": "百万", "billion": "十亿"}
_YEAR = re.compile(r"(?:19|20)\d\d")
# Between a thing and its figure what tells of a change, or of a share of it.
_CHANGE = re.compile(r"增|提升|提高|降|减|同比|环比|较|(?<!占)比(?!例|重|率)|占(?!比)|投资|其中|由|从")
_PART_OF = re.compile(r"占比|比例|比重|比率")
_NAME = re.compile(r"(?=[a-z\d]*[a-z])[a-z\d]{2,}")
_NOTHING = re.compile(r"(?!)")
# What may stand in front of a thing that is spoken of as a whole.
_OPENS = re.compile(
    r"累计|截至|目前|公司|集团|我们|本?公司|已经?|建成|开通|建设|拥有|共有|共|总|全部|全国|完成|达到?|超过?|实现|年|月|日|底|末|全年|的|在|和|[\d.,%％\s（）()]|"
    r"[万亿千百]|[个户家人座站]|为|是|有|其|亦|也|均"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """The figure that a claim sets: how the told one must stand to it, its value and unit, where it stands.

    ``start`` is where the words begin that say how.
    """

    relation: Relation
    value: float
    unit: str
    span: Span
    start: int

    @classmethod
    def of(cls, text: str) -> Bound | None:
        """Return the one figure that a folded, lower-case claim sets; None for none, or for several.

        >>> Bound.of("基站超过300万个").relation, Bound.of("女性不到一半").value
        (<Relation.MORE: 'more'>, 50.0)
        """
        set_ = [f for f in figures(text) if not f.is_year and amount(f) is not None] or _english(text)
        if len(set_) != 1:
            return None
        figure, value = set_[0], amount(set_[0])
        relation, start = _relation(text, figure.span)
        if relation is None or value is None:
            return None
        return cls(relation, value, _unit(figure, text), figure.span, start)

    def holds(self, told: float, *, over: bool, under: bool, about: bool) -> bool | None:
        """Tell whether what is told keeps to the bound; None where it is too near to say."""
        if self.relation is Relation.EQUAL:
            if told == self.value:
                return None if under else True
            return None if self._near(told) and (over or under or about) else False
        if (about and self._near(told)) or (over and told < self.value and self._near(told)):
            return None
        if under and told > self.value and self._near(told):
            return None
        if told == self.value:
            if self.relation in {Relation.AT_LEAST, Relation.LESS}:
                return (self.relation is Relation.LESS) == under
            return (self.relation is Relation.MORE) == over
        return (told > self.value) == (self.relation in {Relation.MORE, Relation.AT_LEAST})

    def _near(self, told: float) -> bool:
        return abs(told - self.value) <= _ROOM * abs(self.value)


def amount(figure: Figure) -> float | None:
    """Return a figure's value, a share in hundredths; None for what cannot be read.

    >>> amount(figures("占三分之一")[0]), amount(figures("七成半")[0]), amount(figures("2.5亿元")[0])
    (33.333333333333336, 75.0, 250000000.0)
    """
    if figure.unit != PART:
        if not figure.in_words:
            return figure.value
        number = _whole(figure.number.replace("两", "二"))
        return number * SCALES.get(figure.scale, 1.0) if number is not None else None
    said = figure.number
    if said.endswith("半") and said[0] in "一过":
        return 50.0
    if "成" in said:
        tenths = _whole(said[0])
        rest = said[2:]
        more = 5 if rest == "半" else _whole(rest) if rest else 0
        return None if tenths is None or more is None else 10.0 * tenths + more
    below, _, above = said.partition("分之")
    low, high = _whole(below), _whole(above)
    return 100.0 * high / low if low and high is not None else None


def _whole(said: str) -> float | None:
    if said.replace(".", "", 1).isdigit():
        return float(said)
    if said == "百":
        return 100.0
    if len(said) == 1 and said in _DIGITS:
        return float(_DIGITS.index(said))
    tens, ten, ones = said.partition("十")
    if not ten or any(c not in _DIGITS for c in tens + ones) or len(tens) > 1 or len(ones) > 1:
        return None
    return 10.0 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def verdict(claim: Claimed, bound: Bound, sentence: str, around: str = "") -> bool | None:
    """Tell whether folded, lower-case text keeps a claim's bound: by the figures that it gives for what is claimed.

    The thing must be named whole (女性员工 is not 员工), its figure beside it in a fitting unit, of the whole, not
    only added; figures that disagree decide nothing. ``around`` stands over the
    text and before it: it may name the rest.
    """
    things = [w for w in claim.words if _thing(w, bound)]
    if not things:
        return None
    nearest = min(things, key=lambda w: abs(bound.span.start - w.span.end))
    if not all(w.stands_in(sentence) or (w is not nearest and w.stands_in(around)) for w in things):
        return None
    found = set()
    for figure in figures(sentence):
        told = amount(figure)
        if told is None or figure.is_year or not _same_unit(bound.unit, _unit(figure, sentence)):
            continue
        if not _of_thing(claim, nearest, sentence, figure.span) or not _of_whole(
            claim, sentence, figure.span
        ):
            continue
        before, behind = sentence[: figure.span.start], sentence[figure.span.start : figure.span.end + 2]
        over = bool(_OVER.search(before) or _MORE_BEHIND.search(behind) or figure.number == "过半")
        found.add(
            bound.holds(
                told,
                over=over,
                under=bool(_UNDER.search(before)),
                about=bool(_ABOUT.search(before) or "左右" in behind),
            )
        )
    return found.pop() if len(found) == 1 else None


def _english(text: str) -> list[Figure]:
    """Return the figures in front of English words: 300 base stations, 3 million users."""
    return [
        Figure(Span(*m.span()), m["number"], _ENGLISH_SCALES.get(m["scale"] or "", ""), "")
        for m in _ENGLISH.finditer(text)
        if not _YEAR.fullmatch(m["number"])
    ]


def _relation(text: str, span: Span) -> tuple[Relation | None, int]:
    """Return how the told figure must stand to the claimed one, None where nothing says, and where that is said."""
    before = text[: span.start]
    front = next(
        ((r, m.start()) for r, pattern in _FRONT if (m := pattern.search(before))), (None, span.start)
    )
    back = next((relation for relation, pattern in _BEHIND if pattern.match(text, span.end)), None)
    return back or front[0], front[1]


def _unit(figure: Figure, text: str) -> str:
    """Return a figure's unit; of a bare one the word right behind it, which may be none of the table's."""
    behind = text[figure.span.end : figure.span.end + 1]
    return figure.unit or (behind if "\u4e00" <= behind <= "\u9fff" else "")


def _same_unit(one: str, other: str) -> bool:
    if not one:
        return other in _COUNTERS
    return one == other or any(one in units and other in units for units in _SAME_UNITS)


def _thing(word: Word, bound: Bound) -> bool:
    """Tell whether a word of a claim names what is measured: not the figure nor how it stands to it."""
    return word.said[0] not in _STANDS and not (
        word.span.start < bound.span.end and bound.start < word.span.end
    )


def _of_thing(claim: Claimed, thing: Word, sentence: str, figure: Span) -> bool:
    """Tell whether a figure stands beside the thing that is claimed of, which the clause names whole."""
    for said in thing.said:
        at = sentence.rfind(said, max(0, figure.start - 40), figure.start)
        if at >= 0:
            between = sentence[at + len(said) : figure.start]
            if (
                beside(_PART_OF.sub("", between))
                and not _CHANGE.search(between)
                and not figures(between)
                and _whole_thing(claim, sentence, at)
            ):
                return True
        behind = sentence[figure.end : figure.end + 8 + len(said)]
        if said in behind:
            between = behind[: behind.index(said)]
            rest = "".join(c for c in between if c not in claim.text and c not in "个座的 ")
            if not rest and not _CLAUSE.search(between) and _whole_thing(claim, sentence, figure.start):
                return True
    return False


def _whole_thing(claim: Claimed, sentence: str, at: int) -> bool:
    """Tell whether nothing in front of a thing, in its clause, narrows it to a part that the claim does not name."""
    cuts = [m.end() for m in _CLAUSE.finditer(sentence, 0, at)]
    before = _OPENS.sub("", _own(claim).sub("", sentence[cuts[-1] if cuts else 0 : at]))
    unsaid = [c for c in before if c not in claim.text and "\u4e00" <= c <= "\u9fff"]
    return not unsaid and all(name[0] in claim.text for name in _NAME.finditer(before))


def _own(claim: Claimed) -> re.Pattern[str]:
    """Return a pattern of the companies that are asked about."""
    names = "|".join(map(re.escape, claim.reading.companies))
    return re.compile(names) if names else _NOTHING


def _of_whole(claim: Claimed, sentence: str, figure: Span) -> bool:
    scope, asked = scope_of(sentence, figure, claim.text, claim.reading.companies), kind_asked(claim.text)
    return not scope.parts and not (scope.kind is Kind.FLOW and asked is not Kind.FLOW)
