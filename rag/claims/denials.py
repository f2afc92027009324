"""Denials: a clause may deny only what its source denies, and may not say what it denies."""

from __future__ import annotations

import re

from corpus.script import HAN
from index.glossary import content_phrases
from rag.claims.corrected import not_told
from rag.claims.patterns import pattern
from rag.claims.polarity import affirmed, allowed_otherwise, hidden_denial, undenied
from rag.claims.signs import absences, denials, denied, denied_parts
from rag.claims.support import Case, aligned, parts_of
from rag.claims.times import times_by_kind
from rag.claims.types import Fault, Strike
from rag.claims.words import shared
from rag.claims.zeros import NONE, happened, spared, zeros

# The share of a source's clause that a clause must say for the two to say the same of the same.
_SAME, _SAME_ELSEWHERE = 0.25, 0.5
# The share of an English clause's phrases that the source's clause must mean.
_SAME_MEANT = 0.5
# Characters of a clause that says too little to be found by itself: 不再交易.
_SHORT = 7
# An answer that only says no.
_BARE = re.compile(r"(?:不|没|没有|不是|不能|不会|不可以|不行|并非如此|并没有|no|not)")
_QUOTED = re.compile(r"[“\"「『][^“”\"「」『』]{1,20}[”\"」』]")
# Who denies twice denies nothing.
_DOUBLE = re.compile(r"(?:不是|并非)(?:不|没|未)")
# What is no more has changed: 以往一律关停, 改为限制.
_CHANGED = re.compile(r"以往|过去|从前|原本|原来|改[为成用由]|转[为而]|取代|替代|代替|告别|摆脱")


def denial_fault(clause: str, case: Case) -> Fault | None:
    """Return the fault of a clause that denies what its source says, or says what it denies."""
    if _BARE.fullmatch(clause):
        return None
    near = _QUOTED.sub(" ", aligned(clause, case.rests, case.vocabulary) or case.support)
    parts = [part for rest in case.all_units() for part in parts_of(rest.unit)]
    if turned := _other_polarity(clause, near, case) or happened(clause, parts):
        return Fault(Strike.DENIAL, turned)
    if no := denials(clause):
        right = _not_there(clause, near, case) or _denies_too(clause, near, case)
        return None if right else Fault(Strike.DENIAL, no[0])
    if denials(case.sentence):
        return None
    return Fault(Strike.DENIAL, clause) if _says_denied(clause, near, case) else None


def _says_denied(clause: str, near: str, case: Case) -> bool:
    """Tell whether a clause that denies nothing says what its source denies."""
    if HAN.search(clause):
        mine = {id(rest.unit) for rest in case.rests}
        parts = [(near, _SAME)]
        for rest in case.all_units():
            least = _SAME if id(rest.unit) in mine else _SAME_ELSEWHERE
            parts += [(_QUOTED.sub(" ", part), least) for part in parts_of(rest.unit)]
        for part, least in parts:
            tails = [tail for no_ in denied(part) for tail in ((no_, no_[0]) if part is near else (no_,))]
            if max(shared(part, clause), shared(clause, part)) >= least and any(
                tail in clause for tail in tails
            ):
                return True
        return False
    if absences(clause):
        return False
    return bool(denials(near) and _means(clause, near, case) >= _SAME_MEANT) or _only_denied(clause, case)


def _other_polarity(clause: str, near: str, case: Case) -> str:
    """Return what a clause denies, affirms or allows other than its source does; "" where it agrees."""
    whole = case.whole
    turned = undenied(clause, f"{near} {case.support}")
    return (
        ("" if _is_spared(turned, whole) else turned)
        or affirmed(clause, whole)
        or allowed_otherwise(clause, whole)
        or _hidden(clause, near, whole)
    )


def _is_spared(word: str, whole: str) -> bool:
    """Tell whether the source says by a zero or a 免 that there is none of what a word says: 不会停机, 免停机."""
    return bool(word) and any(none in word or word in none for none in (*zeros(whole), *spared(whole)))


def _hidden(clause: str, near: str, whole: str) -> str:
    """Return a word that denies without a denial; 难以覆盖 does not where the source says in any word that it so."""
    found = hidden_denial(clause, near)
    return "" if "难" in found and "难" in whole else found


def _only_denied(clause: str, case: Case) -> bool:
    """Tell whether an English clause says something that its source names only where it denies it."""
    whole = " ".join(source.whole for source in case.sources)
    tails = [*denied_parts(whole, 10), *zeros(whole)]
    meanings = [meant for _, meant in content_phrases(clause, case.vocabulary.glossary) if meant]
    for meant in meanings:
        word = next((w for w in meant if w in whole), "")
        if len(word) > 1 and whole.count(word) == sum(tail.count(word) for tail in tails):
            return True
    return any(sum(any(word in tail for word in meant) for meant in meanings) > 1 for tail in tails)


def _denies_too(clause: str, near: str, case: Case) -> bool:
    """Tell whether what bears a denying clause out denies too: beside it, or of something that the clause names."""
    twice = any(absences(part) for part in denied_parts(clause, 4))
    years = times_by_kind(clause).get("year", set())
    if years and HAN.search(clause):
        parts = [part for rest in case.rests for part in parts_of(rest.unit)]
        same_year = [part for part in parts if years & times_by_kind(part).get("year", set())]
        if same_year and any(times_by_kind(p).get("year", years) != years for p in parts):
            return any(denials(part) or absences(part) or NONE.search(part) for part in same_year)
    support = f"{_QUOTED.sub(' ', case.support)} {' '.join(rest.source.header for rest in case.rests)}"
    if twice:
        tails = denied(clause)
        return any(tail in denied(support) for tail in tails)
    if pattern("denials of figure").search(clause) or _DOUBLE.search(clause):
        return bool(denials(aligned(clause, case.rests, case.vocabulary)))
    if denials(near) or _is_no_more(clause, case):
        return True
    if not pattern("denials is not").search(clause) and (absences(near) or NONE.search(near)):
        return True
    if pattern("denials harm").search(clause) and pattern("denials well").search(f"{near} {case.support}"):
        return True
    about = aligned(case.text, case.rests, case.vocabulary)
    if len(clause) < _SHORT and (denials(about) or absences(about)):
        return True
    if pattern("denials may").search(clause) and _forbidden_beside(case):
        return True
    words = case.vocabulary.content(clause)
    return any(word in behind for behind in denied_parts(support, 14) for word in words)


def _not_there(clause: str, near: str, case: Case) -> bool:
    """Tell whether a clause only says that something is not told of, or not yet done where it is still to come."""
    if pattern("denials yet").search(clause) and pattern("polarity to come").search(near):
        return True
    return not_told(clause, case.vocabulary.content(clause), case.whole)


def without_kept_on(clause: str, case: Case) -> str:
    """Return a clause without a stop that it denies (没有放弃) where its source's clause says that it goes on (坚持).

    Where a cited paragraph tells of any stop, it may be this one: then nothing is taken for granted.
    """
    kept_on = pattern("denials kept on")
    if not kept_on.search(clause):
        return clause
    near = aligned(clause, case.rests, case.vocabulary)
    stopped = pattern("denials stopped").search(case.whole) or absences(case.whole)
    return clause if stopped or not pattern("denials goes on").search(near) else kept_on.sub("", clause)


def _is_no_more(clause: str, case: Case) -> bool:
    """Tell whether the source tells of what a clause denies by a zero or a 免, or of a change for its 不再."""
    if "免" not in clause and any(none in clause for none in (*zeros(case.whole), *spared(case.whole))):
        return True
    return "不再" in clause and bool(_CHANGED.search(case.support))


def _forbidden_beside(case: Case) -> bool:
    """Tell whether a unit that a sentence rests on, or its neighbour, says that something may not be done."""
    for rest in case.rests:
        at = rest.source.units.index(rest.unit)
        near = rest.source.units[max(at - 1, 0) : at + 2]
        if any(pattern("denials may").search(unit.text) for unit in near):
            return True
    return False


def _means(clause: str, part: str, case: Case) -> float:
    phrases = case.vocabulary.phrases(clause)
    held = sum(any(word in part for word in (*meant, phrase)) for phrase, meant in phrases)
    return held / len(phrases) if phrases else 0.0
