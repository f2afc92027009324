"""Whether a clause denies, turns round or widens what its source says, and how much of it is said there."""

from __future__ import annotations

import re

from corpus.script import HAN
from rag.claims.comparisons import compared
from rag.claims.computed import is_difference
from rag.claims.contraries import contrary, other_degree
from rag.claims.converse import acts_turned, turned_round
from rag.claims.corrected import without_put_right
from rag.claims.denials import denial_fault, without_kept_on
from rag.claims.everyone import all_for_some, each_one, nowhere_all, wider
from rag.claims.figures import figures_of
from rag.claims.moved import moved_otherwise
from rag.claims.names import kinds
from rag.claims.own_counts import is_placed
from rag.claims.patterns import pattern
from rag.claims.predicates import invented
from rag.claims.quantities import quantities, same_unit, same_value
from rag.claims.rows import change_of
from rag.claims.shares import other_whole
from rag.claims.signs import contradicted, other_extent, part_for_all, turned_order, unsaid, went
from rag.claims.stages import still_open, told_as_done
from rag.claims.support import Case, aligned, best_unit, parts_of
from rag.claims.times import blanked
from rag.claims.types import Fault, Strike
from rag.claims.words import Said, coverage, shared

# The least share of a clause's content that its source must say, and the content from which on a clause is weighed.
LEAST_SAID, LEAST_CONTENT = 0.5, 4.0
# An English clause: many of its verbs no dictionary gives the right Chinese for.
LEAST_SAID_ENGLISH = 0.4
# A clause with a figure: that it is of the same is checked by itself.
LEAST_SAID_OF_FIGURE = 0.35
# 与装雷达的做法相比: such a clause claims little by itself.
_ADVERBIAL = re.compile(r"(?:相比|比起来|来说|而言|来看)(?:之下)?$")
# What a clause says that something is: 主任是总经理.
LEAST_COMPLEMENT = 0.3
# A name must stand there nearly as written: 叫国际合作环.
_NAMED = re.compile(r"(?:叫做?|名为|名叫|称为|取名|命名为)([^,;。]{2,12})$")
LEAST_NAMED = 0.7
_TOP, _GREAT = re.compile(r"最([多高大少低小])"), "多高大"
_HALF = re.compile(r"多数|大多|大部分|过半|超半数|多半|大半|most|majority")


# Characters of a clause that says something by itself, and the marks about one.
_LEAST_QUOTED, _MARKS = 8, " ,;:。!?\n."


def clause_fault(clause: str, case: Case) -> Fault | None:
    """Return the first fault of a clause of a sentence; a condition says nothing that could be wrong by itself."""
    if pattern("clause_fit condition").search(clause) and clause != case.text.strip("。. "):
        return _too_little(clause, case)
    if _is_quoted(clause, case):
        return None
    if (rest := _without_denied(clause, case)) == clause and (fault := denial_fault(clause, case)):
        return fault
    return _beside_denials(rest, case)


def _beside_denials(clause: str, case: Case) -> Fault | None:
    """Return the first fault of a clause that has nothing to do with what it denies."""
    return (
        _turned(clause, case)
        or _widened(clause, case)
        or _ahead_of_time(clause, case)
        or _of_another_whole(clause, case)
        or _invented(clause, case)
        or _too_little(clause, case)
    )


def _without_denied(clause: str, case: Case) -> str:
    """Return a clause without what it rightly denies; the rest must be borne out as any other."""
    near = aligned(clause, case.rests, case.vocabulary)
    return without_kept_on(without_put_right(clause, case.question, near), case)


def _ahead_of_time(clause: str, case: Case) -> Fault | None:
    word = told_as_done(clause, case) or still_open(clause, case)
    return Fault(Strike.DIRECTION, word) if word else None


def _of_another_whole(clause: str, case: Case) -> Fault | None:
    word = other_whole(clause, case)
    return Fault(Strike.FIGURE, word) if word else None


def _invented(clause: str, case: Case) -> Fault | None:
    word = invented(clause, case)
    return Fault(Strike.UNSAID, word) if word else None


def _is_quoted(clause: str, case: Case) -> bool:
    """Tell whether a clause stands word for word in a cited paragraph, from one mark to the next."""
    return len(clause) >= _LEAST_QUOTED and any(
        clause == part.strip(_MARKS) for rest in case.all_units() for part in parts_of(rest.unit)
    )


def _turned(clause: str, case: Case) -> Fault | None:
    """Return the fault of a clause that says the contrary, or compares wrongly or where nothing is compared."""
    if moved := moved_otherwise(clause, case):
        return Fault(Strike.DIRECTION, moved)
    same = _of_same_names(clause, case)
    if round_ := turned_round(clause, same) or acts_turned(clause, same):
        return Fault(Strike.DIRECTION, round_)
    found = compared(clause, case)
    if found.fault:
        return found.fault
    best = best_unit(clause, case.rests)
    near = aligned(clause, case.rests, case.vocabulary) or case.support
    if found.right:
        return None
    if (top := _TOP.search(clause)) and _is_top(top.group(1), case):
        return None
    if pattern("own_lists first").search(clause) and is_placed(clause, case):
        return None
    if not figures_of(clause) and any(went(clause)) and (change := change_of(clause, case)):
        wrong = contradicted(clause, change)
        return Fault(Strike.DIRECTION, wrong) if wrong else None
    bare = _without_right_bounds(clause, case)
    word = contradicted(bare, near, best.unit.text if best else "") or unsaid(
        bare, case.whole if len(case.sources) > 1 else case.support
    )
    word = word or contrary(clause, near) or other_degree(clause, near)
    word = word or turned_order(clause, best.unit.text if best else "")
    return Fault(Strike.DIRECTION, word) if word else None


def _of_same_names(clause: str, case: Case) -> str:
    """Return the source's clause that shares most with a clause, of those with its places and companies if any."""
    names = [name for name, kind in kinds(clause, case.names) if kind in {"ns", "company"}]
    parts = [part for rest in case.all_units() for part in parts_of(rest.unit)]
    named = [part for part in parts if names and all(name in part for name in names)]
    if not named:
        return aligned(clause, case.rests, case.vocabulary)
    return max(named, key=lambda part: shared(clause, part))


def _without_right_bounds(clause: str, case: Case) -> str:
    """Return a clause without 超过, 不足 and the like where the source's figure is more, or less, than the one said."""
    if any(is_difference(figure, case) for figure in figures_of(clause)):
        return ""
    given = [f.quantity for rest in case.all_units() for f in rest.unit.figures]
    for said in quantities(blanked(clause)):
        for name, way in (("clause_fit above", 1), ("clause_fit below", -1)):
            if any(same_value(said, q) and (abs(q.value) - abs(said.value)) * way > 0 for q in given):
                clause = pattern(name).sub(lambda m: " " * len(m.group()), clause)
    return clause


def _widened(clause: str, case: Case) -> Fault | None:
    word = (
        other_extent(clause, case.support)
        or part_for_all(clause, aligned(clause, case.rests, case.vocabulary))
        or all_for_some(clause, case)
        or nowhere_all(clause, case)
        or each_one(clause, case)
        or wider(clause, case)
    )
    if not word or (_HALF.fullmatch(word) and _is_most(clause, case)):
        return None
    if word == "will" and "将" in case.whole:
        # What an English sentence repeats, Chinese says once, ahead.
        return None
    return Fault(Strike.EXTENT, word)


def _is_top(most: str, case: Case) -> bool:
    """Tell whether the figure of a sentence is the greatest (or least) of those that the source gives in its unit."""
    said = [q for q in quantities(blanked(case.text)) if q.unit]
    given = [f.quantity for rest in case.all_units() for f in rest.unit.figures]
    best = max if most in _GREAT else min
    alike = [(q.value, [other.value for other in given if same_unit(q.unit, other.unit)]) for q in said]
    return any(values and value == best(values) for value, values in alike)


def _is_most(clause: str, case: Case) -> bool:
    """Tell whether a figure of the sentence is more than half of every other that the source gives in its unit."""
    said = quantities(blanked(case.text))
    given = [f.quantity for rest in case.rests for f in rest.unit.figures]
    return any(
        all(q.value * 2 > other.value for other in given if same_unit(q.unit, other.unit)) and q.unit
        for q in said
    )


def _too_little(clause: str, case: Case) -> Fault | None:
    around = " ".join(f"{rest.source.header} {rest.source.whole}" for rest in case.rests)
    said = Said(case.support, around, case.question)
    share, weight, word = coverage(clause, said, case.vocabulary)
    least = LEAST_SAID if HAN.search(clause) else LEAST_SAID_ENGLISH
    if any(not q.in_words for q in quantities(blanked(clause))) or _ADVERBIAL.search(clause):
        least = LEAST_SAID_OF_FIGURE
    if weight >= LEAST_CONTENT and share < least:
        return Fault(Strike.UNSAID, word or clause)
    named = _NAMED.search(clause)
    if named and shared(named.group(1), case.whole) < LEAST_NAMED:
        return Fault(Strike.NAME, named.group(1))
    complement = pattern("clause_fit complement").search(clause)
    if complement and complement.group(1):
        share, weight, word = coverage(complement.group(1), said, case.vocabulary)
        if weight >= 2 and share < LEAST_COMPLEMENT:
            return Fault(Strike.UNSAID, word or clause)
    return None
