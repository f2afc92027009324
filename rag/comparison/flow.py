"""A comparison to a draft: search and compose for each side, find its figure, compute what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.types import Span
from index.types import Hit
from rag.comparison.answer import computed
from rag.comparison.choose import choose
from rag.comparison.each import each_told
from rag.comparison.figure import SideFigure, date_in, of_constraint
from rag.comparison.types import DATES, WORDS, Asked, Comparison, Side
from rag.comparison.words import words_for
from rag.compose import Claim, Composer, Computed, Draft
from rag.question import FIGURES, AnswerKind, Reading, read_question

Search = Callable[[Reading], list[Hit]]
"""Finds passages for a reading, best first."""
# Of what is only quoted, a side gets this many characters.
_LONGEST = 300
# Hits of each side that stand, in turns, before those of the question as a whole.
_INTERLEAVED = 8
_UNFIT = frozenset({AnswerKind.COMPARISON, AnswerKind.LIST})


@dataclass(frozen=True, slots=True)
class Part:
    """One side answered by itself."""

    side: Side
    reading: Reading
    hits: list[Hit]
    draft: Draft
    figure: SideFigure | None


def compared(
    comparison: Comparison, reading: Reading, whole: Sequence[Hit], *, search: Search, composer: Composer
) -> tuple[list[Hit], Draft]:
    """Return the hits of all sides in turns and the draft that answers the comparison.

    ``whole`` are the hits of the question itself. The draft is answerable as far as its least answerable side is.
    """
    parts = _with_figures(
        comparison, [_part(comparison, s, reading, search, composer) for s in comparison.sides]
    )
    hits = in_turns([part.hits for part in parts], whole)
    found = [part.figure for part in parts]
    claims, said = _claims(comparison, parts), None
    if comparison.asked is Asked.EACH:
        parts = [_told_by_best(part, composer) for part in parts]
        sides = [(part.side, part.reading, part.draft) for part in parts]
        claims, said = each_told(comparison, sides, claims, [_unmet(part) for part in parts], reading.script)
    elif comparison.asked not in WORDS:
        figures = [f for f in found if f is not None]
        if len(figures) == len(parts):
            claims, said = computed(comparison, figures, reading.script, claims)
        else:
            claims, said = _lacking([p for p in parts if p.figure is None], parts, reading, claims)
    elif lacking := [part for part in parts if _unmet(part)]:
        claims, said = _lacking(lacking, parts, reading, claims)
    drafts = [part.draft for part in parts]
    return hits, Draft(
        claims=tuple(claims),
        confidence=min(d.confidence for d in drafts),
        answerable=_answerable(comparison.asked, parts, said) if claims else 0.0,
        missing=tuple(dict.fromkeys(word for d in drafts for word in d.missing))[:3],
        signals=drafts[0].signals,
        computed=said,
    )


def _answerable(asked: Asked, parts: Sequence[Part], said: Computed | None) -> float:
    """Return how surely the documents answer: a side of a year or company that they lack makes it nothing."""
    unmet = [_unmet(part) for part in parts]
    if all(unmet) or (any(unmet) and asked not in WORDS):
        return 0.0
    sure = [part.draft.answerable for part, lacks in zip(parts, unmet, strict=True) if not lacks]
    # A figure of each side, of its own year and company, says more than how its sentence was chosen.
    computed = said is not None and said.short is not None and asked is not Asked.EACH
    return max(sure) if computed else sum(sure) / len(sure)


def _unmet(part: Part) -> bool:
    """Tell whether nothing found for a side is of its year or company."""
    if part.figure is not None:
        return False
    claims = part.draft.claims
    return not any(of_constraint(claim, part.side, part.reading.names) for claim in claims)


def _part(comparison: Comparison, side: Side, reading: Reading, search: Search, composer: Composer) -> Part:
    sub = read_question(side.question, reading.names)
    sub = replace(sub, script=reading.script, kind=_kind(comparison.asked, sub.kind))
    hits = search(sub)
    part = Part(side, sub, hits, composer.compose(sub, hits), None)
    if _unmet(part) and (
        fit := [h for h in hits if of_constraint(Claim(h.passage, _whole(h)), side, reading.names)]
    ):
        part = replace(part, draft=composer.compose(sub, fit))
    return part


def _told_by_best(part: Part, composer: Composer) -> Part:
    """Return a side with the bare answer that its best sentence's passage gives by itself.

    One from a further sentence is often of another company or time: it is left out where the best gives none.
    """
    draft = part.draft
    if draft.short is None or draft.short.claim == 0 or not draft.claims:
        return part
    best = draft.claims[0]
    alone = composer.compose(part.reading, [h for h in part.hits if h.passage.id == best.passage.id])
    short = alone.short if alone.claims[:1] == (best,) and alone.short and alone.short.claim == 0 else None
    return replace(part, draft=replace(draft, short=short, derivation=alone.derivation if short else None))


def _whole(hit: Hit) -> Span:
    return Span(0, len(hit.passage.text))


def _with_figures(comparison: Comparison, parts: list[Part]) -> list[Part]:
    """Return the parts with the figure (or date) of each, where one is sure."""
    if comparison.asked in WORDS:
        return parts
    if comparison.asked in DATES:
        found = [date_in(part.draft, part.side, comparison.sides, part.reading) for part in parts]
    else:
        found = choose(comparison, [(part.side, part.reading, part.draft) for part in parts])
    return [replace(part, figure=figure) for part, figure in zip(parts, found, strict=True)]


def _kind(asked: Asked, read: AnswerKind) -> AnswerKind:
    """Return the kind of answer that a side's question wants."""
    if asked in DATES:
        return AnswerKind.DATE
    if asked in WORDS:
        return AnswerKind.OTHER if read in _UNFIT else read
    return read if read in FIGURES else AnswerKind.FIGURE


def _claims(comparison: Comparison, parts: Sequence[Part]) -> list[Claim]:
    """Return what is quoted where nothing is computed: the best of each side, and a second where figures are asked."""
    each = 1 if comparison.asked is Asked.DESCRIBE else 2
    claims: list[Claim] = []
    for rank in range(each):
        for part in parts:
            if rank < len(part.draft.claims) and not _unmet(part):
                claim = _short_enough(part.draft.claims[rank])
                if claim not in claims:
                    claims.append(claim)
    return claims[: max(4, len(parts))]


def _short_enough(claim: Claim) -> Claim:
    span = claim.span
    return claim if len(span) <= _LONGEST else Claim(claim.passage, Span(span.start, span.start + _LONGEST))


def _lacking(
    lacking: Sequence[Part], parts: Sequence[Part], reading: Reading, claims: list[Claim]
) -> tuple[list[Claim], Computed]:
    """Return the quotations with a word on the sides of which nothing sure was found."""
    words = words_for(reading.script)
    sure = [part.figure.claim for part in parts if part.figure is not None]
    claims = list(dict.fromkeys([*sure, *claims]))[: max(4, len(parts))]
    sentence = words.missing.format(sides=words.between.join(part.side.label for part in lacking))
    return claims, Computed(None, sentence, tuple(range(len(dict.fromkeys(sure)) or len(claims))))


def in_turns(sides: Sequence[Sequence[Hit]], whole: Sequence[Hit], limit: int = 20) -> list[Hit]:
    """Return the best hits of each side in turns, then those of the whole question and the rest, each once."""
    turns = [h for row in zip_longest(*(side[:_INTERLEAVED] for side in sides)) for h in row if h is not None]
    rest = [
        h
        for row in zip_longest(whole, *(side[_INTERLEAVED:] for side in sides))
        for h in row
        if h is not None
    ]
    kept: dict[int, Hit] = {}
    for hit in [*turns, *rest]:
        kept.setdefault(hit.position, hit)
    return [replace(hit, rank=rank) for rank, hit in enumerate(list(kept.values())[:limit], start=1)]
