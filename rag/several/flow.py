"""Several questions to one draft: each is completed, found and composed; what is not answered is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.script import fold
from index.types import Hit
from rag.comparison.flow import in_turns
from rag.comparison.said import Bare, bare_of, told
from rag.compose import Claim, Draft
from rag.ground import grounded
from rag.question import FIGURES, AnswerKind, Reading, read_question
from rag.several.alone import alone
from rag.several.why import bare_why, telling
from rag.types import Answer

AnswerPart = Callable[[Reading], tuple[Reading, list[Hit], Draft]]
"""Finds and composes one question."""
# A part's claims that are quoted where all parts are answered.
_EACH = 2
# A part as sure as this is quoted in one place (0.5 to 0.8 alike on the public questions).
_SURE = 0.7
# How much of what was asked before: its own kind tells what is counted.
_BARE = re.compile(r"(?:多少|几多)(?:呢)?[？?。！!；; ]*$")
_MARKS = "？?。！!；; "


@dataclass(frozen=True, slots=True)
class Part:
    """One question answered by itself; ``typed`` is how it was asked, ``found`` whether the documents answer it."""

    typed: str
    reading: Reading
    hits: list[Hit]
    draft: Draft
    found: bool


def several(
    questions: Sequence[str], reading: Reading, whole: Sequence[Hit], *, answer_part: AnswerPart, limit: float
) -> tuple[list[Hit], Draft, list[Reading]]:
    """Return the hits of all parts in turns, the draft that answers them, and the readings of the answered parts.

    ``whole`` are the hits of the text as a whole; ``limit`` is the estimate below which a part is not answered. The
    draft is answerable as far as its most answerable part is.
    """
    parts = _parts(questions, reading, answer_part, limit)
    found = [part for part in parts if part.found]
    hits = in_turns([part.hits for part in parts], whole)
    claims, bare = _claims(found)
    # What stands in a sentence that is quoted is not said to be lacking.
    lacking = [
        p.typed.strip(_MARKS)
        for p in parts
        if not p.found and (bare_why(p.typed) or not _is_quoted(p, claims))
    ]
    drafts = [part.draft for part in parts]
    said = told(bare, lacking, reading.script, len(claims)) if found else None
    draft = Draft(
        claims=tuple(claims) or tuple(c for d in drafts for c in d.claims[:1]),
        confidence=min(p.draft.confidence for p in found or parts),
        answerable=max(p.draft.answerable for p in found or parts),
        missing=tuple(dict.fromkeys(word for d in drafts for word in d.missing))[:3],
        signals=drafts[0].signals,
        computed=said,
    )
    return hits, draft, [part.reading for part in found]


def _parts(questions: Sequence[str], reading: Reading, answer_part: AnswerPart, limit: float) -> list[Part]:
    parts: list[Part] = []
    before: list[tuple[str, Answer | None]] = []
    for typed in questions:
        sub = read_question(alone(typed, before, reading.names), reading.names)
        kind = read_question(typed, reading.names).kind
        bare = kind is AnswerKind.FIGURE and sub.kind in FIGURES and _BARE.search(fold(typed))
        sub = replace(sub, script=reading.script, kind=sub.kind if bare or kind is AnswerKind.OTHER else kind)
        sub, hits, draft = answer_part(sub)
        given = grounded(sub, hits, draft, threshold=limit, composer="")
        before.append((sub.text, given))
        found = not given.abstained
        if bare_why(typed):
            draft, found = _reason(draft), found and bool(telling(draft.claims))
        parts.append(Part(typed, sub, hits, draft, found))
    return parts


def _reason(draft: Draft) -> Draft:
    """Return a draft with the claims alone that tell a reason; as it is where none does."""
    kept = telling(draft.claims)
    if not kept or kept == [*range(len(draft.claims))]:
        return draft
    short = draft.short if draft.short and draft.short.claim in kept and not draft.short.items else None
    short = replace(short, claim=kept.index(short.claim)) if short else None
    return replace(draft, claims=tuple(draft.claims[n] for n in kept), short=short, derivation=None)


def _claims(found: Sequence[Part]) -> tuple[list[Claim], list[Bare]]:
    """Return what is quoted, part after part, and the bare answer of each part that has one."""
    claims: list[Claim] = []
    bare: list[Bare] = []
    for part in found:
        kept = _kept(part.draft, _most(part, found))
        claims += [claim for claim in kept if claim not in claims]
        numbers = {n: claims.index(c) for n, c in enumerate(part.draft.claims) if c in claims}
        # One place that answers two questions answers the first.
        bare += [b for b in bare_of(part.reading, part.draft, numbers) if b not in bare]
    return claims, bare


def _is_quoted(part: Part, claims: Sequence[Claim]) -> bool:
    """Tell whether a part's best sentence is among the claims, whole or in part."""
    return any(
        best.passage.id == claim.passage.id
        and best.span.start < claim.span.end
        and claim.span.start < best.span.end
        for best in part.draft.claims[:1]
        for claim in claims
    )


def _most(part: Part, found: Sequence[Part]) -> int:
    """Return how many claims of a part are quoted: one where it is sure and no other part rests on it as well."""
    if len(found) == 1:
        return len(part.draft.claims)
    shared = any(part.draft.claims[0] in other.draft.claims for other in found if other is not part)
    sure = part.draft.confidence >= _SURE and part.draft.short is not None
    return 1 if sure and not shared else _EACH


def _kept(draft: Draft, most: int) -> list[Claim]:
    """Return the claims of a part that its bare answer rests on, then the best others, in their order."""
    needed: set[int] = set()
    if draft.computed is not None:
        needed = {*draft.computed.claims}
    elif draft.short is not None:
        needed = {draft.short.claim, *(number for number, _ in draft.short.items)}
    order = [*sorted(needed), *(n for n in range(len(draft.claims)) if n not in needed)]
    return [draft.claims[n] for n in sorted(order[: max(most, len(needed))])]
