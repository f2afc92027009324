"""Which figure of a source a sentence means: the one with the same words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.counters import same_unit, soft
from rag.claims.figures import NAMING, Figure, leans
from rag.claims.patterns import pattern
from rag.claims.quantities import SHARE, Quantity, same_value
from rag.claims.words import listed

# Words farther off than this say nothing of the figure (a nearness), and counts that anything may have.
_NEAR, _FEW = 0.2, 3
# Characters over which a word's nearness to its figure falls to a half; an English word has more of them.
_HALF, _HALF_ENGLISH = 8.0, 24.0
# How much nearer, in words, a figure of another value may be to what is said before the words are taken to be its.
MARGIN = 0.16
# The same for a figure whose own words the sentence says, every one.
MARGIN_EXPLAINED = 0.7
# What a word is worth that names the thing of the figure before, that stands in an earlier clause, in the same clause
# but farther off, or only in an earlier part of the sentence.
_CARRIED, _EARLIER, _FARTHER, _LEAD = 0.4, 1.0, 0.5, 0.5
# What a word counts that any figure may have: 规模, 数量.
_MEASURE = 0.5
# What a word of the heading counts.
_COMMON = 0.5
# What a word of one character counts: it may be a piece of another. Those of people tell much.
_SINGLE, _PEOPLE = 0.5, "男女"
# What it counts that a figure is counted in the very unit that is said, and the one chosen is not.
_UNIT = 0.4
# What it counts that a figure is the whole of which the one chosen is but a part.
_OF_PART = 0.3
# What a word counts that only stands in the clause of a figure.
_IN_CLAUSE = 0.35
# Characters behind a figure that name its own thing.
_NOUN = 4
# How far a clause between two figures is said of the first one.
_GOES_ON = 0.8
_NEXT = re.compile(r"\s*[约近超逾]?\d")
# A share of a hundred that is told without its sign is no more than this.
_MOST_SHARE = 100


@dataclass(frozen=True, slots=True)
class Beside:
    """The words beside a figure in a sentence, each with what may stand for it and its nearness, 0 to 1.

    ``loose`` are those that only its clause holds: they tell of which sentence it is.
    """

    words: tuple[tuple[tuple[str, ...], float], ...]
    loose: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, figure: Figure, words: Sequence[tuple[str, ...]], common: Sequence[str] = ()) -> Beside:
        """Weigh those of ``words`` that stand beside the figure; ``common`` are those of the heading: they say less."""
        found: list[tuple[tuple[str, ...], float]] = []
        loose: list[tuple[str, ...]] = []
        before = f"{figure.carried} {figure.before}"
        place = figure.clause.find(figure.before.strip()) if figure.before.strip() else -1
        head = figure.clause[: max(place, 0)]
        # What the figure before is of is said of a figure with no words of its own as well.
        weak = 1.0 if leans(figure.before, coordinate=False) else _CARRIED
        for alternatives in dict.fromkeys(words):
            word = alternatives[0]
            half = _HALF_ENGLISH if word.isascii() else _HALF
            ahead, behind = before.rfind(word), figure.behind.find(word)
            gaps = [len(before) - ahead - len(word)] if ahead >= 0 else []
            gaps += [behind] if behind >= 0 and not _nearer_the_next(figure, behind, len(word)) else []
            if gaps and (near := 0.5 ** (min(gaps) / half)) >= _NEAR:
                found.append(
                    (
                        alternatives,
                        near
                        * (_MEASURE if word in listed("generic") or word in listed("nouns") else 1)
                        * (_COMMON if word in common else 1)
                        * (_SINGLE if len(word) == 1 and word not in _PEOPLE else 1)
                        * (1 if word in figure.own else weak),
                    )
                )
            elif len(word) > 1 and not word.isdigit() and word in head and word not in common:
                loose.append(alternatives)
        return cls(tuple(found), tuple(loose))

    def shared(self, figure: Figure) -> float:
        """Return the nearness of the words that stand beside a source's figure, summed."""
        return sum(near * held(alternatives, figure) for alternatives, near in self.words)

    def rather(self, other: Figure, best: Figure) -> float:
        """Return by how much the words stand rather beside one figure than beside another."""
        total = 0.0
        for alternatives, near in self.words:
            theirs, own = held(alternatives, other), held(alternatives, best)
            own, theirs = (
                max(own, theirs * _also(alternatives, other, best)),
                max(theirs, own * _also(alternatives, best, other)),
            )
            # What names another figure of the clause names not this one.
            total += near * (theirs - (0.0 if theirs == 1.0 and own == _FARTHER else own))
        return total + _IN_CLAUSE * sum(_about(word, other) - _about(word, best) for word in self.loose)


def _also(alternatives: Sequence[str], other: Figure, best: Figure) -> float:
    """Return how far a word beside another figure is said of the one before it too, 0 to 1.

    What ends a list is of all its members (90%的甲、80%的乙实行), and clauses between two figures may go on with the
    first one (11%的报告提及渠道,面向公众,仅4%).
    """
    if other.quantity.span.start < best.quantity.span.end:
        return 0.0
    if best.clause == other.clause:
        rest = best.clause.rpartition(best.behind)[2] if best.behind.strip() else ""
        return float(rest.startswith("、") and any(word in other.behind[_NOUN:] for word in alternatives))
    _, mine, between = other.lead.rpartition(best.clause)
    goes_on = mine and not any(word in other.clause for word in alternatives)
    return _GOES_ON if goes_on and any(word in between for word in alternatives) else 0.0


def _about(alternatives: Sequence[str], figure: Figure) -> bool:
    """Tell whether the sentence about a figure holds a word up to its clause's end."""
    text = f"{figure.carried} {figure.lead} {figure.before} {figure.clause}"
    return any(word in text for word in alternatives)


def _nearer_the_next(figure: Figure, at: int, length: int) -> bool:
    """Tell whether a word behind a figure stands nearer to the figure that follows: 为19家组织募集243万元."""
    left = len(figure.behind.rstrip()) - at - length
    place = figure.clause.find(figure.behind)
    follows = place >= 0 and _NEXT.match(figure.clause, place + len(figure.behind))
    return bool(follows) and left < at


def held(alternatives: Sequence[str], figure: Figure) -> float:
    """Return how well a word, or what may stand for it, stands beside a figure, 0 to 1."""
    near = figure.clause or figure.own
    if figure.quantity.unit in alternatives:
        return 1.0
    if any(word in figure.own for word in alternatives):
        return 1.0 if any(word in near for word in alternatives) else _EARLIER
    if any(word in figure.carried for word in alternatives) and not pattern("figure_fit within").fullmatch(
        alternatives[0]
    ):
        bare = figure.goes_on or leans(figure.before, coordinate=False)
        kept = figure.carried if bare else figure.carried[:-NAMING]
        return _EARLIER if any(word in kept for word in alternatives) else _CARRIED
    if any(word in figure.clause for word in alternatives):
        return _FARTHER
    return _LEAD if any(word in figure.lead for word in alternatives) else 0.0


def rivals(said: Figure, best: Figure, others: Sequence[Figure]) -> list[Figure]:
    """Return the figures of another value that could be meant instead: of the same unit, and no small counts."""
    return [
        other
        for other in others
        if _same_count(said.quantity, other.quantity.unit, unsigned=not best.quantity.unit)
        and not same_value(said.quantity, other.quantity)
        and not (said.quantity.unit == "第" and _ranks_otherwise(said, other))
        and not (other.quantity.in_words and other.quantity.value <= _FEW and said.quantity.value > _FEW)
    ]


def _ranks_otherwise(said: Figure, other: Figure) -> bool:
    """Tell whether two ordinals count different things: 第18年, 第32位."""
    one, its = said.behind.strip()[:1], other.behind.strip()[:1]
    return bool(one and its and one != its) and "年" in one + its


def _same_count(quantity: Quantity, other: str, *, unsigned: bool) -> bool:
    """Tell whether two figures may count the same: 38万 and 38万座; in a column of shares none bears a sign."""
    said = quantity.unit
    if not said:
        return not other or soft(other) or (not quantity.in_words and other not in {"%", "百分点"})
    if said == SHARE and not other:
        return unsigned and abs(quantity.value) <= _MOST_SHARE
    if "个" in (said, other) and soft(said) and soft(other):
        return True
    return (not other and (soft(said) or said == "第")) or same_unit(said, other)


def _counted_alike(said: Figure, other: Figure, best: Figure) -> float:
    unit = said.quantity.unit
    return (
        _UNIT
        if unit not in {"", "个"} and best.quantity.unit and other.quantity.unit == unit != best.quantity.unit
        else 0.0
    )


def _whole(other: Figure, best: Figure, explained: bool) -> float:
    """Return what it counts that a figure is the whole of which the one chosen is a part with a name of its own."""
    part = "其中" in best.before and not explained and other.before.strip()
    return _OF_PART if part and other.before.strip() in best.carried else 0.0


def is_meant(
    beside: Beside, said: Figure, best: Figure, others: Sequence[Figure], *, explained: bool = False
) -> bool:
    """Tell whether a figure of the same value is the one a sentence speaks of, and not one of another value.

    Of a figure without words of its own the one before it in the source, whose words are carried on, is none that
    could be meant. Of one whose own words the sentence says (``explained``) another must have far more.
    """
    margin = MARGIN_EXPLAINED if explained else MARGIN
    bare = leans(said.before, coordinate=False) and leans(best.before, coordinate=False)
    led = best.carried if bare else ""
    return not any(
        beside.rather(other, best) + _counted_alike(said, other, best) + _whole(other, best, explained)
        > margin
        for other in others
        if not (other.before.strip() and other.before.strip() in led)
    )
