"""Whether the cited words name what a sentence names, and say of it what the sentence says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.claims.bounds import counts_by, other_per, other_rank
from rag.claims.brands import is_called, unnamed_brand
from rag.claims.names import (
    companies,
    english_names,
    holds,
    kinds,
    named,
    quoted_as_written,
)
from rag.claims.nouns import left_out, unsaid_noun
from rag.claims.own_counts import is_placed
from rag.claims.pairings import other_holder_of_title, other_house, other_partner, other_sign, tops
from rag.claims.patterns import pattern
from rag.claims.plain import plain
from rag.claims.quantities import quantities
from rag.claims.roles import other_holder
from rag.claims.support import Case, aligned, best_unit, clauses, gives, parts_of, raw_clauses
from rag.claims.swaps import swapped
from rag.claims.types import Fault, Strike
from rag.claims.words import Said, in_letters, members, synonyms, worth
from rag.claims.written import AROUND_THE_CLOCK

_IN_ORDER = re.compile(r"依次|排名|位居|前[一二三四五六七八九十\d]+")
_IN_TURN = re.compile(r"分别|分別|各自|依次|依序")
# Characters on both sides of 24小时 in which the days may stand: 周一至周五每天24小时.
_DAYS_NEAR = 8
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?!\d)")
_TOP = re.compile(r"(?<!\d)\d+强")
_PER = re.compile(r"每[百千万亿]+")
# Kinds of which a neighbouring clause has another: the clause itself counts.
_STRICT = frozenset({"model", "version", "role", "quoted", "term", "ns", "nr"})
# Kinds that something is said of, and the share of a clause that a source's clause must say to be the one that says it.
_SUBJECTS = frozenset({"company", "ns", "nt", "nr", "ordinal"})
# Kinds that may do something, each in the place of another.
_WHO = frozenset({"company", "ns", "nt"})
# A clause that lists what the one before it counts: 十个国家,包括法国.
_MEMBERS = re.compile(r"(?:其中)?(?:包括|包含|涵盖|分别是|即|有)")
_LEAST_ALIKE, _LEAST_WORDS = 0.6, 4
# What a figure that both have adds to how well a source's clause says a clause.
_SAME_FIGURE = 0.2
# Kinds of which there are but a few.
_LISTED = frozenset({"version", "term"})


def name_fault(case: Case) -> Fault | None:
    """Return the first fault of names."""
    return (
        _unheld(case)
        or _other_brand(case)
        or _miscounted(case)
        or _other_named(case)
        or _of_another(case)
        or _other_office(case)
        or _of_another_in_turn(case)
        or _not_first(case)
        or _swapped(case)
        or unsaid_noun(case)
        or _unknown_english(case)
    )


def _unheld(case: Case) -> Fault | None:
    """Return the fault of a name that the cited paragraphs do not hold."""
    support = f"{case.support} {case.headers}"
    known = companies(support, case.names)
    written = {
        name: match.group()
        for match in case.names.pattern.finditer(case.text)
        for name in case.names.found_in(match.group())
    }
    for name in sorted(companies(case.text, case.names)):
        if (
            name not in known
            and (name not in written or written[name] not in support)
            and not left_out(name, case)
        ):
            return Fault(Strike.NAME, name)
    for name, kind in kinds(case.raw, case.names):
        if kind in _LISTED and not holds(case.whole, name.removesuffix("版")):
            return Fault(Strike.NAME, name)
    as_written = quoted_as_written(case.raw)
    for name in named(case.raw, case.names):
        first = name.startswith("第一") and _IN_ORDER.search(case.whole)
        if (
            not holds(case.whole, name)
            and not holds(case.whole, as_written.get(name, name))
            and not all(p in case.whole for p in members(name))
            and not first
            and not left_out(name, case)
            and not is_called(name.lower(), case.whole)
            and not _is_meant(name, case)
        ):
            return Fault(Strike.NAME, name)
    return None


def _other_brand(case: Case) -> Fault | None:
    brand = unnamed_brand(case.text, case.whole)
    return Fault(Strike.NAME, brand) if brand and not left_out(brand, case) else None


def _is_meant(name: str, case: Case) -> bool:
    """Tell whether the cited words say what letters stand for (人工智能 for AI) or number what has a place."""
    if name.startswith("第"):
        places = [int(q.value) for q in quantities(f"{name}位")]
        return bool(places) and is_placed(case.text, case, places[0])
    return name.isascii() and any(other in case.whole for other in synonyms(name))


def _other_clock(case: Case) -> Fault | None:
    """Return the fault of a time of day, or of 7×24, that the cited paragraphs do not have."""
    for hour, minute in _CLOCK.findall(case.text):
        either = rf"(?<!\d)0?{int(hour)}(?::|时|点){minute}|(?<!\d){int(hour)}[时点]{int(minute)}分"
        if not int(minute):
            either = rf"{either}|(?<!\d)(?:0?{int(hour)}|{(int(hour) - 1) % 12 + 1})[时点](?!\d|\w?分)"
        if not re.search(either, case.whole):
            return Fault(Strike.TIME, f"{hour}:{minute}")
    if AROUND_THE_CLOCK in case.text and not _is_around_the_clock(case.whole):
        return Fault(Strike.FIGURE, AROUND_THE_CLOCK)
    return None


def _is_around_the_clock(whole: str) -> bool:
    """Tell whether plain text says in any words that something goes on at all hours, and not on some days only."""
    found = pattern("name_fit around the clock").finditer(whole)
    near = (whole[max(m.start() - _DAYS_NEAR, 0) : m.end() + _DAYS_NEAR] for m in found)
    return any(not pattern("name_fit some days").search(words) for words in near)


def _miscounted(case: Case) -> Fault | None:
    """Return the fault of what looks like a figure and is none: 2:09, 500强, 每百万."""
    if clock := _other_clock(case):
        return clock
    for looks, strike in ((_TOP, Strike.FIGURE), (_PER, Strike.UNIT)):
        for words in looks.findall(case.text):
            if words not in case.whole:
                return Fault(strike, words)
    for clause in clauses(case.text):
        if rank := other_rank(clause, case.whole):
            return Fault(Strike.FIGURE, rank)
        if not counts_by(clause):
            continue
        near = aligned(clause, case.rests, case.vocabulary) or case.support
        if per := other_per(clause, near, case.whole):
            return Fault(Strike.UNIT, per)
    return None


def _other_named(case: Case) -> Fault | None:
    """Return the fault of a clause that names one where the part of the source that says it names another."""
    as_written = quoted_as_written(case.raw)
    for clause in raw_clauses(case.raw):
        best = best_unit(plain(clause), case.rests)
        if best is None:
            continue
        part = aligned(plain(clause), [best])
        near = {kind for _, kind in kinds(part, case.names)}
        mine = kinds(clause, case.names)
        for name, kind in mine:
            # Of a list of places the unit may name its members behind the clause.
            several = sum(k == kind for _, k in mine) > 1 and kind == "ns"
            beside = part if kind in _STRICT & near and not several else best.unit.text
            if several and _IN_TURN.search(clause):
                beside = case.whole
            header = {"quoted": "", "company": case.headers}.get(kind, best.source.header)
            where = f"{beside} {header}"
            if any(holds(where, one) for one in (name, as_written.get(name, name))) or name in companies(
                where, case.names
            ):
                continue
            if any(k == kind and not holds(case.sentence, other) for other, k in kinds(beside, case.names)):
                return Fault(Strike.NAME, name)
    return None


def _of_another(case: Case) -> Fault | None:
    """Return the fault of a clause that says of one name what the source says of another of its kind.

    The source's clause is sought by the words without the name; its subject may stand in a clause before.
    """
    for clause in raw_clauses(case.raw):
        text = plain(clause)
        for name, kind in kinds(clause, case.names):
            known = holds(case.headers, name) or name in companies(case.headers, case.names)
            if kind not in _SUBJECTS or known:
                continue
            masked = text
            # Of a list of names none says what is said of all.
            for other in (other for other, its in kinds(clause, case.names) if its == kind):
                masked = masked.replace(other, " ")
            masked = pattern("names role").sub(" ", masked)
            if _said_of(masked, name, kind, case):
                return Fault(Strike.NAME, name)
    return None


def _said_of(masked: str, name: str, kind: str, case: Case) -> str:
    """Return another name of a kind in the source's clause that says most of a clause, or in the last one before it.

    "" where it is the name itself, or none that the sentence does not say too.
    """
    words = [word for word in case.vocabulary.content(masked) if not case.names.found_in(word)]
    if sum(map(len, words)) < _LEAST_WORDS:
        return ""
    scored = [
        (_held(words, part) + _SAME_FIGURE * gives(masked, part), rest, part)
        for rest in case.all_units()
        for part in parts_of(rest.unit)
    ]
    # Of clauses that say as much the one with the name itself.
    fit, rest, best = max(scored, key=lambda one: (one[0], name in one[2]), default=(0.0, None, ""))
    if rest is None or fit < _LEAST_ALIKE:
        return ""
    parts = parts_of(rest.unit)
    if any(name in part and _MEMBERS.match(part) for part in parts[parts.index(best) + 1 :][:1]):
        return ""
    for part in reversed(parts[: parts.index(best) + 1]):
        found = [other for other, its in kinds(part, case.names) if its == kind]
        if holds(part, name) or any(other in name for other in found):
            return ""
        if others := [other for other in found if not holds(case.sentence, other)]:
            return others[0]
        actor = next(
            (other for other, its in kinds(part, case.names) if its in _WHO and part.startswith(other)), ""
        )
        if actor and kind in _WHO:
            return "" if holds(case.sentence, actor) else actor
    return ""


def _held(words: Sequence[str], part: str) -> float:
    said = Said(part)
    return sum(len(word) * worth(word, said) for word in words) / sum(map(len, words))


def _other_office(case: Case) -> Fault | None:
    name = other_holder(case.text, " 。".join(source.whole for source in case.sources))
    return Fault(Strike.NAME, name) if name else None


def _of_another_in_turn(case: Case) -> Fault | None:
    """Return the fault of what is put together with something else than in its source."""
    if house := other_house(case.text, f"{case.whole} {case.question}"):
        return Fault(Strike.NAME, house)
    for clause in clauses(case.text):
        if holder := other_holder_of_title(clause, case.whole):
            return Fault(Strike.NAME, holder)
        if other_partner(clause, case.whole):
            return Fault(Strike.NAME, clause)
        if sign := other_sign(clause, case.whole):
            return Fault(Strike.NAME, sign)
    return None


def _not_first(case: Case) -> Fault | None:
    """Return the fault of a name that is said to be first (居首) where the source says so of others only.

    Who is first is named last before the word that says so, or at the head of a list.
    """
    for clause in raw_clauses(case.raw):
        if not pattern("pairings top").search(plain(clause)):
            continue
        heads = [_head(part, case) for part in tops(case.whole)]
        for name, kind in kinds(clause, case.names):
            if (
                kind in _WHO
                and heads
                and all(head and name not in head and head not in name for head in heads)
            ):
                return Fault(Strike.NAME, name)
    return None


def _head(part: str, case: Case) -> str:
    """Return who a plain part of a source says to be first: the last named after 其中, else the head of its list."""
    names = [name for name, kind in kinds(part, case.names) if kind in _WHO]
    return "" if not names else names[-1] if "其中" in part else names[0]


def _swapped(case: Case) -> Fault | None:
    """Return the fault of a word that stands where the source has another of its kind."""
    for clause in clauses(case.text):
        if name := swapped(clause, case):
            return Fault(Strike.NAME, name)
    return None


def _unknown_english(case: Case) -> Fault | None:
    """Return the fault of a name in an English sentence that nothing cited holds in either language."""
    for name, words in english_names(case.raw, case.vocabulary.glossary):
        meant = [*words, *(other for word in words for other in synonyms(word))]
        if not in_letters(name, meant, f"{case.whole} {case.question}"):
            return Fault(Strike.NAME, name)
    return None
