"""The composer without a language model: the sentences that answer, verbatim, and a short answer taken from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.script import fold
from corpus.types import Passage, Span
from index.expand import Expander, mainland_wording
from index.segment import BIGRAM_MARK, bigrams
from index.types import Hit
from rag.asked_thing import Thing, thing_of
from rag.compose import Claim, Draft, ShortAnswer
from rag.confidence import Calibration, calibration, signals
from rag.evidence import EVIDENCE_HITS, Candidate, EvidenceFinder, Weighting
from rag.nearest import missing_words
from rag.question import FIGURES, AnswerKind, Reading, lowered
from rag.quotes import counted_on, quotations
from rag.scope import Kind, adds, kind_asked
from rag.short import short_answer
from rag.short.answer import of_asked_year
from rag.short.thing import counted, counts_a_sort, counts_all
from rag.table_unit import line_at, unit_place

# Words that the segmenter cut badly or that are only grammar are no news when they are missing.
_GRAMMAR = re.compile(r"[了着过的是不之这那几哪吗呢请]|^(?:一|两|三)")
# A sentence about the whole speaks of as much of what is asked as one about a part, and may be so far behind it.
_AS_MUCH, _WHOLE_BEHIND = 0.7, 5.0
# The fit of a sentence from which on it is of another year or company (rag/constraints.py).
_ANOTHER = -0.8
# Words that a refusal names as said nowhere.
_MOST_MISSING = 3
# How many passages a list of items may go on in.
_PASSAGES_ON = 2
_YEARS_ROW = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class ExtractiveSettings:
    """How much an answer may hold.

    ``claims`` sentences at most are quoted (one more for lists, comparisons
    and reasons), ``longest`` characters in all; a further sentence may score ``behind`` less than the best, in log-odds
    (a sentence 2 behind is a seventh as likely to be the one).
    """

    claims: int = 3
    longest: int = 420
    behind: float = 2.0


class ExtractiveComposer:
    """``Composer`` by rules over the words of question and passages; the same question always gets the same answer."""

    name = "extractive"

    def __init__(
        self,
        expander: Expander,
        *,
        settings: ExtractiveSettings | None = None,
        model: Calibration | None = None,
        finder: EvidenceFinder | None = None,
        passages: Sequence[Passage] = (),
    ) -> None:
        self._expander = expander
        self._settings = settings or ExtractiveSettings()
        self._model = model
        self.finder = finder or EvidenceFinder(expander)
        # All of the index, in order: a list of items may go on in the next one.
        self._passages = passages

    def with_changes(
        self, *, expander: Expander | None = None, settings: ExtractiveSettings | None = None,
        blind: frozenset[str] = frozenset(), model: Calibration | None = None,
    ) -> ExtractiveComposer:  # fmt: skip
        """Return a composer like this one but for what is given; ``blind`` as in ``EvidenceFinder``."""
        expander = expander or self._expander
        finder = EvidenceFinder(expander, blind=blind or self.finder.blind)
        return ExtractiveComposer(
            expander,
            settings=settings or self._settings,
            model=model or self._model,
            finder=finder,
            passages=self._passages,
        )

    def compose(self, reading: Reading, hits: Sequence[Hit]) -> Draft:
        """Return the best sentences with an estimate of how sure they are; nothing found gives no claims."""
        found = self.finder.find(reading, hits[:EVIDENCE_HITS])
        if not found.candidates:
            return Draft((), 0.0, 0.0)
        weighting = found.weighting
        chosen = self._choose(reading, found.candidates)
        claims, numbers = self._quoted(reading, chosen)
        short = self._short(reading, chosen, weighting, numbers)
        claims = _with_unit(claims, short)
        missing = self._missing(weighting, found.terms)
        unknown = bool(missing_words(reading, missing))
        thing = thing_of(reading, self._expander.glossary)
        missing = tuple(dict.fromkeys((*self._nowhere(thing), *missing)))[:_MOST_MISSING]
        measured = signals(
            reading, hits, found, chosen, short=short is not None, unknown=unknown,
            agreed=_agreed(short, claims, chosen), thing=thing,
        )  # fmt: skip
        model = self._model or calibration(read=any(hit.read for hit in hits))
        return Draft(
            claims=tuple(claims),
            confidence=model.probability(model.right, measured),
            answerable=model.probability(model.answerable, measured),
            short=short,
            missing=missing,
            signals=measured,
        )

    def short_in(self, reading: Reading, hits: Sequence[Hit], claims: Sequence[Claim]) -> ShortAnswer | None:
        """Return the bare answer that stands in some claims, which are of the hits; None where none stands there."""
        found = self.finder.find(reading, hits[:EVIDENCE_HITS])
        held = [
            (candidate, number)
            for candidate in found.candidates
            for number, claim in enumerate(claims)
            if _holds(claim, Claim(candidate.hit.passage, candidate.span))
        ]
        chosen, numbers = [candidate for candidate, _ in held], [number for _, number in held]
        return self._short(reading, chosen, found.weighting, numbers) if chosen else None

    def _quoted(self, reading: Reading, chosen: Sequence[Candidate]) -> tuple[list[Claim], list[int]]:
        """Return what is quoted of the chosen sentences, and for each sentence the number of its quotation."""
        claims, numbers = quotations(chosen)
        if reading.kind is not AnswerKind.LIST:
            return claims, numbers
        behind = chosen[0].hit.position + 1
        counted = counted_on(claims[0], self._passages[behind : behind + _PASSAGES_ON])
        rest = [(i, c) for i, c in enumerate(claims) if i and not any(_holds(one, c) for one in counted)]
        places = {0: 0, **{i: len(counted) + n for n, (i, _) in enumerate(rest)}}
        # What the counting took in is found in it.
        for i, claim in enumerate(claims):
            places.setdefault(i, next((n for n, one in enumerate(counted) if _holds(one, claim)), 0))
        return [*counted, *(c for _, c in rest)], [places[number] for number in numbers]

    def _missing(self, weighting: Weighting, terms: Mapping[str, float]) -> tuple[str, ...]:
        """Return the question's own words that stand nowhere in the index, most telling first, three at most."""
        lexical = self._expander.lexical
        lacking = [
            t
            for t in sorted(weighting.worth, key=lambda t: -weighting.worth[t])
            if terms[t] == 1.0
            and len(t) > 1
            and not t.startswith(BIGRAM_MARK)
            and not _GRAMMAR.search(t)
            and not lexical.document_share(t)
            and not self._written(t)
            and mainland_wording(t) == t
        ]
        return tuple(lacking[:_MOST_MISSING])

    def _nowhere(self, thing: Thing) -> list[str]:
        """Return the words of the asked thing that stand nowhere in the index, by none of their names."""
        known = self._expander.lexical.document_share
        return [
            word
            for word, names in zip(thing.said, thing.words, strict=True)
            if not any(known(name) or self._written(name) for name in names)
        ]

    def _written(self, term: str) -> bool:
        """Tell whether the characters of a word stand together somewhere, however the segmenter cut them there."""
        pairs = bigrams(term)
        return bool(pairs) and all(self._expander.lexical.document_share(pair) for pair in pairs)

    def _choose(self, reading: Reading, ranked: Sequence[Candidate]) -> list[Candidate]:
        """Choose sentences to quote: the best, one for each further year or company asked, then close seconds."""
        best = ranked[0]
        chosen = [best]
        for wanted in self._sides(reading):
            side = next((c for c in ranked if _speaks_of(c, wanted) and c not in chosen), None)
            if side and not any(_speaks_of(c, wanted) for c in chosen):
                chosen.append(side)
        if (whole := _whole_beside(reading, best, ranked)) is not None and whole not in chosen:
            chosen.append(whole)
        limit = self._settings.claims + (
            reading.kind in {AnswerKind.LIST, AnswerKind.COMPARISON, AnswerKind.REASON}
        )
        for candidate in ranked[1:]:
            used = sum(len(c.span) for c in chosen)
            if len(chosen) >= limit or candidate.score < best.score - self._settings.behind:
                break
            if (
                candidate not in chosen
                and used + len(candidate.span) <= self._settings.longest
                and not _repeats(candidate, chosen)
            ):
                chosen.append(candidate)
        if (dated := _dated_beside(reading, chosen, ranked)) is not None:
            chosen.append(dated)
        return chosen

    def _sides(self, reading: Reading) -> list[int | str]:
        years: list[int | str] = list(reading.years) if len(reading.years) > 1 else []
        return years + (list(reading.companies) if len(reading.companies) > 1 else [])

    def _short(
        self, reading: Reading, chosen: Sequence[Candidate], weighting: Weighting, numbers: Sequence[int]
    ) -> ShortAnswer | None:
        found = short_answer(reading, chosen, weighting.worth, [_column_years(c) for c in chosen])
        if found is None or _of_another(chosen[found.claim]):
            return None
        if found.items:
            starts = [c.span.start for c in chosen]
            items = tuple((numbers[n], Span(starts[n] + s.start, starts[n] + s.end)) for n, s in found.items)
            return ShortAnswer(numbers[found.claim], items=items)
        if found.span is None:
            return ShortAnswer(numbers[found.claim], yes=found.yes)
        start = chosen[found.claim].span.start
        return ShortAnswer(numbers[found.claim], Span(start + found.span.start, start + found.span.end))


def _with_unit(claims: list[Claim], short: ShortAnswer | None) -> list[Claim]:
    """Return the claims, with the line of the table with the unit of the bare answer where none holds it."""
    if short is None or short.span is None:
        return claims
    passage = claims[short.claim].passage
    place = unit_place(passage, short.span)
    if place is None or any(_holds(one, Claim(passage, place)) for one in claims):
        return claims
    return [*claims, Claim(passage, line_at(passage, place))]


def _agreed(short: ShortAnswer | None, claims: Sequence[Claim], chosen: Sequence[Candidate]) -> float:
    """Return how much the bare answer and what the reader marks in its passage are the same, 0 to 1 (Jaccard)."""
    if short is None or short.span is None:
        return 0.0
    passage, ours = claims[short.claim].passage.id, short.span
    read = next((c.hit.read for c in chosen if c.hit.passage.id == passage), None)
    if read is None or read.span is None:
        return 0.0
    shared = max(0, min(ours.end, read.span.end) - max(ours.start, read.span.start))
    return shared / (len(ours) + len(read.span) - shared)


def _whole_beside(reading: Reading, best: Candidate, ranked: Sequence[Candidate]) -> Candidate | None:
    """Return the best sentence that speaks of the whole, where the best of all has a part's figure; else None.

    A part is a region, a sort of the thing that the question does not name, or what was added.
    """
    if best.features is None or reading.kind not in FIGURES:
        return None
    question, things = lowered(fold(reading.text)), counted(reading)
    less = counts_a_sort(lowered(best.folded), things, question) or adds(lowered(best.folded))
    if not best.features.part and (not less or kind_asked(question) is Kind.FLOW):
        return None
    near = [
        one
        for one in ranked[1:]
        if one.features
        and not one.features.part
        and one.features.fresh == 1
        and min(one.year, one.company) >= 0
        and one.score > best.score - _WHOLE_BEHIND
    ]
    whole = next((one for one in near if counts_all(one, things, question)), None)
    if whole is None and best.features.part:
        return next((one for one in near if _says_as_much(one, best)), None)
    return whole


def _says_as_much(one: Candidate, best: Candidate) -> bool:
    """Tell whether a sentence speaks of about as much of what is asked as the best, and is not far behind it."""
    if one.features is None or best.features is None or one.score <= best.score - _WHOLE_BEHIND:
        return False
    return one.features.asked >= _AS_MUCH * best.features.asked and one.features.fresh >= best.features.fresh


def _dated_beside(
    reading: Reading, chosen: Sequence[Candidate], ranked: Sequence[Candidate]
) -> Candidate | None:
    """Return the best sentence with a figure of the asked year where none that is chosen is of it; else None."""
    if reading.kind not in FIGURES or not reading.years:
        return None
    if any(of_asked_year(reading, c, _column_years(c)) for c in chosen):
        return None
    return next((c for c in ranked[1:] if c.year >= 1 and _says_as_much(c, chosen[0])), None)


def _of_another(candidate: Candidate) -> bool:
    """Tell whether a sentence, or its document, is of another company or year than the ones asked."""
    return min(candidate.company, candidate.year) <= _ANOTHER


def _holds(one: Claim, other: Claim) -> bool:
    """Tell whether a claim holds all words of another."""
    same = one.passage.id == other.passage.id
    return same and one.span.start <= other.span.start and other.span.end <= one.span.end


def _speaks_of(candidate: Candidate, wanted: int | str) -> bool:
    passage = candidate.hit.passage
    if isinstance(wanted, int):
        return passage.year == wanted or str(wanted) in candidate.folded
    return passage.company == wanted or wanted in candidate.folded


def _repeats(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Tell whether a sentence says in the same words what a chosen one says (a repeated paragraph)."""
    return any(candidate.folded in c.folded or c.folded in candidate.folded for c in chosen)


def _column_years(candidate: Candidate) -> tuple[int | None, ...]:
    """Return the years heading the columns of a table row: the last line of two or more years above it."""
    above = candidate.hit.passage.text[: candidate.span.start]
    for line in reversed(above.split("\n")):
        years = _YEARS_ROW.findall(line)
        if len(years) >= 2 and len(line) < 80:
            return tuple(int(y) for y in years)
    return ()
