"""Holds a sentence against the paragraphs that it cites: which of their words bear it out, or why it is struck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.about import CompanyNames, built_in
from corpus.types import Passage, Span
from index.glossary import Glossary
from index.segment import Segmenter
from rag.claims.names import companies, holds, kinds, named
from rag.claims.binding import Beside, is_meant, rivals
from rag.claims.plain import plain
from rag.claims.quantities import Quantity, same_unit, same_value, soft
from rag.claims.reply import Part, Sentence
from rag.claims.signs import contradicted, denials, denied, other_extent, scopes, unsaid
from rag.claims.source import Figure, Source, Unit, figures_of
from rag.claims.times import Moment, moments
from rag.claims.types import Strike, Verdict
from rag.claims.words import Said, Vocabulary, coverage, shared
from rag.compose import Claim

# The least share of a clause's content that its source must say, and the content from which on a clause is weighed.
LEAST_SAID, LEAST_CONTENT = 0.5, 4.0
# What a further part of a paragraph must add, in words of two characters; a figure counts two.
_WORTH = 2.0
# Parts of the paragraphs that one part of a sentence may rest on.
MOST_UNITS = 4
_CLAUSE = re.compile(r"[,;:。!?\n]+|\.(?=\s|$)")
_SOURCE_CLAUSE = re.compile(r"[,;。!?\n]|\.(?=\s|$)")
# What a clause says that something is: 主任是总经理.
_COMPLEMENT = re.compile(r"(?:(?<![不但可只还就])是|(?<![作成因认])为|叫做?|名为|等于| (?:is|are|was|were) )(?!指|说|因为|由于|了)([^,;。]{2,})$")
LEAST_COMPLEMENT = 0.3
# The share of a source's clause that a clause must say for the two to say the same of the same.
_SAME = 0.25
_PER = re.compile(r"每[百千万亿]+")
_NAME_NUMBER = re.compile(r"\d{5,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Fault(Exception):
    strike: Strike
    over: str = ""


@dataclass(frozen=True, slots=True)
class _Rest:
    """A unit that something said rests on, with the paragraph that it is of."""

    source: Source
    unit: Unit


class Checker:
    """Checks sentences against paragraphs.

    ``names`` are the companies that are known, ``glossary`` the English of the index's words.
    """

    def __init__(
        self, segmenter: Segmenter | None = None, *, names: CompanyNames | None = None, glossary: Glossary | None = None
    ) -> None:
        self._names = names or built_in()
        self._vocabulary = Vocabulary(segmenter or Segmenter(), glossary or {})

    def check(self, sentence: Sentence, given: Sequence[Passage], question: str = "") -> Verdict:
        """Return what bears a sentence out in the paragraphs it cites, numbered from 1 in ``given``; or why nothing does.

        ``question`` is what the sentence answers: its words need not be said again, its figures and names must.
        """
        known = tuple(mark for mark in sentence.marks if 1 <= mark <= len(given))
        try:
            if not sentence.marks:
                raise _Fault(Strike.UNCITED)
            if not known:
                raise _Fault(Strike.UNKNOWN_MARK)
            rests: list[_Rest] = []
            for part, marks in _marked(sentence, len(given)):
                sources = [Source.of(given[mark - 1]) for mark in marks]
                if not sources:
                    raise _Fault(Strike.UNKNOWN_MARK)
                rests += self._part(part, sources, question, plain(sentence.text))
        except _Fault as fault:
            return Verdict(sentence.text, strike=fault.strike, over=fault.over)
        return Verdict(sentence.text, tuple(_claims(rests)))

    def _part(self, raw: str, sources: Sequence[Source], question: str, sentence: str) -> list[_Rest]:
        """Return what a part of a sentence rests on; ``sentence`` is all of it, plain. Raises _Fault."""
        text = plain(raw)
        if (address := _ADDRESS.search(raw)) and not any(address.group().lower() in s.whole for s in sources):
            raise _Fault(Strike.FORM, address.group())
        rests = self._support(text, sources)
        self._names_fit(raw, text, rests, sources)
        for figure in figures_of(text):
            rests = self._figure_fits(figure, text, rests, sources, plain(question))
        _times_fit(text, rests, sources)
        for clause in _clauses(text):
            self._clause_fits(clause, sentence, rests, plain(question))
        return rests

    def _support(self, text: str, sources: Sequence[Source]) -> list[_Rest]:
        """Return the units that together say most of a part of a sentence, the best first."""
        said = [figure.quantity for figure in figures_of(text)]
        left = [(c, w) for c in _clauses(text) for w in {*self._vocabulary.content(c)}]
        words = dict.fromkeys(w for _, w in left)
        rests = [_Rest(source, unit) for source in sources for unit in source.units]
        chosen: list[_Rest] = []
        missing_words, missing_figures = set(words), list(said)
        missing_times = [m for m in moments(text)]
        while rests and len(chosen) < MOST_UNITS:
            scored = [(_gain(rest, text, missing_words, missing_figures, missing_times, first=not chosen), -n) for n, rest in enumerate(rests)]
            (gain, _), number = max(scored), -max(scored)[1]
            if chosen and gain < _WORTH:
                break
            best = rests.pop(number)
            chosen.append(best)
            missing_words = {w for w in missing_words if w not in best.unit.text and w not in best.unit.labels}
            missing_figures = [q for q in missing_figures if not _given(q, best.unit)]
            missing_times = [m for m in missing_times if not _is_of(m, best.unit.moments)]
        return chosen

    def _names_fit(self, raw: str, text: str, rests: Sequence[_Rest], sources: Sequence[Source]) -> None:
        support = " ".join(f"{r.unit.text} {r.unit.labels} {r.source.header}" for r in rests)
        known = companies(support, self._names)
        for name in sorted(companies(text, self._names)):
            if name not in known:
                raise _Fault(Strike.NAME, name)
        whole = " ".join(f"{s.whole} {s.header}" for s in sources)
        for name in named(raw, self._names):
            if not holds(whole, name):
                raise _Fault(Strike.NAME, name)
        self._no_other_is_named(raw, rests)
        for per in _PER.findall(text):
            if per not in whole:
                raise _Fault(Strike.UNIT, per)

    def _no_other_is_named(self, raw: str, rests: Sequence[_Rest]) -> None:
        """Raise _Fault for a clause that names one where the part of the source that says it names another."""
        for clause in _raw_clauses(raw):
            own = dict(kinds(clause, self._names))
            best = _best_unit(plain(clause), rests)
            if best is None:
                continue
            part = _aligned(plain(clause), [best])
            near = kinds(part, self._names)
            for name, kind in own.items():
                beside = part if kind in _STRICT and any(k == kind for _, k in near) else best.unit.text
                theirs = kinds(beside, self._names)
                if holds(f"{beside} {best.source.header}", name):
                    continue
                if any(k == kind and not holds(plain(raw), other) for other, k in theirs):
                    raise _Fault(Strike.NAME, name)

    def _figure_fits(
        self, figure: Figure, text: str, rests: list[_Rest], sources: Sequence[Source], question: str
    ) -> list[_Rest]:
        """Return the units with one that gives a figure; raises _Fault where none does, or another is meant."""
        quantity = figure.quantity
        around = [(rest, f) for s in sources for rest in (_Rest(s, u) for u in s.units) for f in rest.unit.figures]
        same = [(rest, f) for rest, f in around if same_value(quantity, f.quantity)]
        fitting = [(rest, f) for rest, f in same if _units_fit(quantity, f, figure, rest)]
        if _NAME_NUMBER.fullmatch(quantity.span.of(text)) and any(quantity.span.of(text) in s.whole for s in sources):
            # A number that counts nothing is a name: 10086.
            return rests
        if not fitting:
            if _counts_its_own(quantity, text) or _counts_nothing(quantity, [f for _, f in around]):
                return rests
            raise _Fault(Strike.UNIT if same else Strike.FIGURE, quantity.span.of(text))
        chosen = {id(rest.unit) for rest in rests}
        headers = " ".join(s.header for s in sources)
        words = [w for w in self._vocabulary.beside(figure.beside) if w not in headers]
        beside = Beside.of(figure, words)
        best_rest, best = max(
            fitting,
            key=lambda pair: (
                pair[1].quantity.value == quantity.value,
                beside.shared(pair[1].beside),
                id(pair[0].unit) in chosen,
            ),
        )
        others = rivals(figure, [f for rest, f in around if rest.source is best_rest.source])
        if not is_meant(beside, best, others):
            raise _Fault(Strike.FIGURE, quantity.span.of(text))
        if turned := contradicted(figure.beside, best.beside):
            raise _Fault(Strike.DIRECTION, turned)
        alike = [f for f in others if beside.shared(f.beside) >= beside.shared(best.beside)]
        self._clause_of_figure_fits(figure, best, alike, f"{text} {question}")
        return rests if id(best_rest.unit) in chosen else [*rests, best_rest]

    def _clause_of_figure_fits(
        self, figure: Figure, source: Figure, others: Sequence[Figure], asked: str
    ) -> None:
        """Raise _Fault where the clause of the source's figure names another year, company or scope."""
        theirs, own = (_by_kind(clause) for clause in (source.clause, figure.clause))
        for kind, numbers in own.items():
            if kind in theirs and not numbers & theirs[kind]:
                raise _Fault(Strike.TIME, str(min(numbers)))
        known, named_here = companies(source.clause, self._names), companies(figure.clause, self._names)
        if known and named_here and not named_here <= known:
            raise _Fault(Strike.NAME, min(named_here - known))
        for scope in scopes(source.clause):
            if scope not in asked and any(scope not in other.clause for other in others):
                raise _Fault(Strike.NAME, scope)

    def _clause_fits(self, clause: str, text: str, rests: Sequence[_Rest], question: str) -> None:
        support = " ".join(f"{r.unit.text} {r.unit.labels}" for r in rests)
        aligned = _aligned(clause, rests) or support
        headed = " ".join(r.source.header for r in rests)
        if (no := denials(clause)) and not self._denies_too(clause, f"{aligned} {headed}", support):
            raise _Fault(Strike.DENIAL, no[0])
        if not denials(text) and shared(aligned, clause) >= _SAME and any(no in clause or no[0] in clause and len(no) == 1 for no in _tails(aligned)):
            raise _Fault(Strike.DENIAL, clause)
        if _compares(clause, text):
            support += " " + clause
        best = _best_unit(clause, rests)
        if turned := contradicted(clause, aligned, best.unit.text if best else "") or unsaid(clause, support):
            raise _Fault(Strike.DIRECTION, turned)
        if extent := other_extent(clause, support):
            raise _Fault(Strike.EXTENT, extent)
        around = " ".join(f"{r.source.header} {r.source.whole}" for r in rests)
        said = Said(support, around, question)
        share, weight, word = coverage(clause, said, self._vocabulary)
        if weight >= LEAST_CONTENT and share < LEAST_SAID:
            raise _Fault(Strike.UNSAID, word or clause)
        complement = _COMPLEMENT.search(clause)
        if complement and complement.group(1):
            share, weight, word = coverage(complement.group(1), said, self._vocabulary)
            if weight >= 2 and share < LEAST_COMPLEMENT:
                raise _Fault(Strike.UNSAID, word or clause)


    def _denies_too(self, clause: str, aligned: str, support: str) -> bool:
        """Tell whether what bears a denying clause out denies too: beside it, or of something that the clause names."""
        if denials(aligned):
            return True
        words = self._vocabulary.content(clause)
        return any(word in behind for behind in _behind_denials(support) for word in words)


def _marked(sentence: Sentence, count: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the parts of a sentence with their marks; words behind the last mark count to the part before."""
    parts: list[Part] = list(sentence.parts)
    if len(parts) > 1 and not parts[-1].marks:
        parts = [*parts[:-2], Part(parts[-2].text + parts[-1].text, parts[-2].marks)]
    for part in parts:
        yield part.text, tuple(mark for mark in part.marks if 1 <= mark <= count)


def _raw_clauses(raw: str) -> list[str]:
    return [clause for clause in re.split(r"[，,；;。！？!?\n]+", raw) if clause.strip()]


def _best_unit(clause: str, rests: Sequence[_Rest]) -> _Rest | None:
    """Return the unit that shares most with a clause; None where none shares half."""
    scored = [(shared(clause, rest.unit.text), -n) for n, rest in enumerate(rests)]
    best = max(scored, default=(0.0, 0))
    return rests[-best[1]] if best[0] >= _HALF_SAID else None


_HALF_SAID = 0.4
# Kinds of which a neighbouring clause has another: the clause itself counts.
_STRICT = frozenset({"version", "role", "quoted", "term"})


def _clauses(text: str) -> list[str]:
    found = [clause.strip() for clause in _CLAUSE.split(text)]
    return [clause for clause in found if clause]


def _gain(
    rest: _Rest, text: str, words: set[str], figures: Sequence[Quantity], times: Sequence[Moment], *, first: bool
) -> float:
    said = f"{rest.unit.text} {rest.unit.labels}"
    gain = sum(len(w) for w in words if w in said) / 2 + 2.0 * sum(_given(q, rest.unit) for q in figures)
    gain += min(gain, 1.0) * sum(_is_of(m, rest.unit.moments) for m in times)
    return gain + (shared(text, said) if first else 0.0)


def _given(quantity: Quantity, unit: Unit) -> bool:
    return any(same_value(quantity, f.quantity) for f in unit.figures)


def _units_fit(said: Quantity, source: Figure, figure: Figure, rest: _Rest) -> bool:
    """Tell whether a figure is counted in what the source counts it in."""
    one, other = said.unit, source.quantity.unit
    if same_unit(one, other):
        return True
    if not one:
        return other not in {"%", "百分点"}
    if not other:
        around = f"{rest.unit.text} {rest.source.header}"
        return one in {"分", "个"} or (one != "%" and one in around)
    # 240万个 and 240万户: only where the words beside say so.
    if soft(one) and soft(other):
        return "个" in (one, other) or one in source.beside or other in figure.beside
    if soft(other):
        return one in source.beside[-12:]
    return soft(one) and other in figure.beside[-12:]


# Small counts in words are said of much (两项让利) that a source counts in no unit.
_SMALL = 3


def _counts_nothing(quantity: Quantity, figures: Sequence[Figure]) -> bool:
    small = quantity.value <= _SMALL and (quantity.in_words or quantity.unit == "第")
    return small and not any(same_unit(quantity.unit, f.quantity.unit) for f in figures)


_LISTED = re.compile(r"[、,]|和|与|及|以及|\band\b")


def _counts_its_own(quantity: Quantity, text: str) -> bool:
    """Tell whether a small count is of what the sentence itself lists: 三項行動：甲、乙和丙."""
    number = quantity.value
    listed = len(_LISTED.findall(text[quantity.span.end :])) + 1
    return quantity.in_words and 2 <= number <= 12 and listed == number


def _behind_denials(text: str) -> list[str]:
    return [text[at : at + _REACH] for no in denials(text) for at in [text.find(no)]]


_REACH = 14


def _tails(text: str) -> list[str]:
    """Return what plain text denies, and its first character alone: 不含 denies 包含."""
    return [tail for no in denied(text) for tail in (no, no[0])]


_GREATER = re.compile(r"(?:比|较).+[多高长快]|超过|高于|多于|大于|超出|以上|(?<!不)增|升|above|more than|over|exceed|rose|increas|grew")
_LESSER = re.compile(r"(?:比|较).+[少低短慢]|低于|少于|小于|不及|不到|以下|降|减|跌|below|less than|fewer|fell|declin|decreas|drop")
_FROM_TO = re.compile(r"(?:由|从|from).*(?:到|至|to)|[增升减降]至|[增升减降]到|比.*[多高少低]|(?:超过|高于|多于|大于|低于|少于|小于|不及|above|below|than)")


def _compares(clause: str, text: str) -> bool:
    """Tell whether a clause rightly compares two figures: 由1.05亿上升到1.2亿, 90.3万个,超过60万个的目标.

    Raises _Fault where it says the wrong way round.
    """
    own = [f.quantity for f in figures_of(clause)]
    up, down = _GREATER.search(clause), _LESSER.search(clause)
    if not own or not _FROM_TO.search(clause) or bool(up) == bool(down):
        return False
    if len(own) == _PAIR and re.search(r"由|从|from", clause):
        first, last = own[0], own[1]
    else:
        at = text.find(clause)
        before = [f.quantity for f in figures_of(text) if f.quantity.span.start < at or at < 0]
        same = [q for q in before if same_unit(q.unit, own[-1].unit)]
        if not same:
            return False
        first, last = own[-1], same[0]
    if not same_unit(first.unit, last.unit) and first.unit and last.unit:
        return False
    if (last.value > first.value) != bool(up):
        raise _Fault(Strike.DIRECTION, (up or down or [""])[0])
    return True


_PAIR = 2


def _aligned(clause: str, rests: Sequence[_Rest]) -> str:
    """Return the clause of the units that shares most with a clause."""
    best, most = "", 0.0
    for rest in rests:
        edges = [0, *(m.end() for m in _SOURCE_CLAUSE.finditer(rest.unit.text)), len(rest.unit.text)]
        for start, end in pairwise(edges):
            part = rest.unit.text[start:end]
            if (fit := shared(clause, part)) > most:
                best, most = part, fit
    return best


def _times_fit(text: str, rests: Sequence[_Rest], sources: Sequence[Source]) -> None:
    """Raise _Fault for a time that the units are not of."""
    inner = [m for rest in rests for m in rest.unit.moments]
    outer = [m for source in sources for m in source.moments]
    anchors = {m.number for m in inner if m.kind == "year" and not m.base}
    named_years = {m.number for m in moments(text) if m.kind == "year"}
    for moment in moments(text):
        if _is_of(moment, inner) or _year_before(moment, rests):
            continue
        of_document = moment.kind != "year" or bool(anchors & named_years) or not _all_dated(rests)
        if not (of_document and _is_of(moment, outer)):
            raise _Fault(Strike.TIME, moment.span.of(text) or str(moment.number))


_DATED_CLAUSE = re.compile(r"^[^,;。]{0,6}(?:19|20)\d\d年")


def _all_dated(rests: Sequence[_Rest]) -> bool:
    """Tell whether every unit begins with a year of its own."""
    return all(_DATED_CLAUSE.search(rest.unit.text) for rest in rests)


def _is_of(moment: Moment, among: Sequence[Moment]) -> bool:
    return any((m.kind, m.number) == (moment.kind, moment.number) for m in among)


def _by_kind(clause: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for moment in moments(clause):
        if not moment.base:
            found.setdefault(moment.kind, set()).add(moment.number)
    return found


def _year_before(moment: Moment, rests: Sequence[_Rest]) -> bool:
    """Tell whether the nearest year named before a unit in its paragraph is this one, and the unit begins with none."""
    for rest in rests:
        earlier = [u for u in rest.source.units if u.span.start < rest.unit.span.start]
        years = [m.number for u in earlier for m in u.moments if m.kind == "year"]
        if years and (moment.kind, moment.number) == ("year", years[-1]) and not _all_dated([rest]):
            return True
    return False


def _claims(rests: Sequence[_Rest]) -> Iterator[Claim]:
    """Yield each place once; neighbouring parts of one paragraph as one."""
    by_passage: dict[str, list[_Rest]] = {}
    for rest in rests:
        by_passage.setdefault(rest.source.passage.id, []).append(rest)
    for group in by_passage.values():
        passage = group[0].source.passage
        order = {unit.span: n for n, unit in enumerate(group[0].source.units)}
        spans = sorted({rest.unit.span for rest in group}, key=lambda span: order[span])
        start = end = spans[0]
        for span in spans[1:]:
            if order[span] == order[end] + 1:
                end = span
                continue
            yield Claim(passage, Span(start.start, end.end))
            start = end = span
        yield Claim(passage, Span(start.start, end.end))
