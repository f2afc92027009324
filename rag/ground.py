"""The one gate: turns drafts into answers. Only what stands in a cited span is said; nothing left means a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.reading import Box
from corpus.script import to_script
from corpus.types import Passage, Script, Span
from index.types import Hit
from rag.agreement import disagreement
from rag.bare import bare_answer, in_script
from rag.compose import Claim, Computed, Draft, ShortAnswer, Told
from rag.covering import covering
from rag.nearest import PREVIEW, missing_words, nearest, unmet, without_captions
from rag.premise import Correction, false_premise
from rag.question import Reading
from rag.types import Answer, Citation, RetrievedPassage
from rag.wording import Wording, wording

# Marks in a source's own words; shown with full-width brackets, so that no reader takes them for ours.
_FOREIGN_MARK = re.compile(r"\[(\d+)\]")


def citation(number: int, claim: Claim) -> Citation:
    """Return the citation of a claim: the place in the source file and its words."""
    passage, place = claim.passage, claim.passage.source_span(claim.span)
    return Citation(
        number=number,
        id=passage.id,
        file=passage.file,
        title=passage.title,
        section=passage.headings,
        company=passage.company,
        year=passage.year,
        paragraph=passage.paragraph_at(claim.span.start),
        page=passage.page,
        start=place.start,
        end=place.end,
        quote=passage.quote(claim.span),
        kind=passage.subject.kind,
        period=passage.subject.period,
        published=passage.subject.published,
        also=passage.also,
        boxes=_boxes(passage, place),
    )


def _boxes(passage: Passage, place: Span) -> tuple[Box, ...]:
    """Return the boxes of the lines that hold a place in the source; a line ends where the next begins."""
    ends = [box.start for box in passage.boxes[1:]] + [passage.source.end]
    return tuple(
        box
        for box, end in zip(passage.boxes, ends, strict=False)
        if box.start < place.end and place.start < end
    )


def grounded(
    reading: Reading, hits: Sequence[Hit], draft: Draft, *, threshold: float, composer: str,
    lacking_lines: Sequence[str] = (),
) -> Answer:  # fmt: skip
    """Return the answer that a draft supports; a refusal without claims or with ``answerable`` below ``threshold``.

    ``lacking_lines`` say, in the question's script, which company or year of it the index lacks: said in a refusal.
    """
    words = wording(reading.script)
    correction = false_premise(reading, draft.claims) if draft.computed is None else None
    if correction is not None:
        only = ShortAnswer(0, span=correction.span)
        draft = replace(draft, claims=(draft.claims[correction.claim],), short=only, derivation=None)
    draft = without_captions(reading, draft)
    retrieved = tuple(
        RetrievedPassage(h.passage.id, h.passage.file, h.passage.source.start, h.passage.source.end, h.score)
        for h in hits[:20]
    )
    if not draft.claims or (draft.answerable < threshold and correction is None):
        return _refusal(reading, hits, draft, words, retrieved, composer, lacking_lines)
    citations = tuple(citation(n, c) for n, c in enumerate(draft.claims, start=1))
    short, derivation = bare_answer(reading, draft)
    lines = [_corrected(reading, draft, correction)] if correction else _lead(reading, draft, short)
    for number, claim in enumerate(draft.claims, start=1):
        lines.append(f"{words.quote.format(quote=_shown(claim))} [{number}]")
    return Answer(
        question=reading.text,
        script=reading.script,
        answer="\n".join(lines),
        short_answer=short,
        abstained=False,
        confidence=draft.confidence,
        citations=citations,
        passages=retrieved,
        composer=composer,
        understood=reading.understood,
        derivation=derivation,
    )


def _lead(reading: Reading, draft: Draft, short: str | None) -> list[str]:
    """Return the line above the quotations, with its marks: the computation, or the short answer.

    Where another quotation gives another figure for the same thing, the line says both.
    """
    if draft.computed is not None:
        return _computed_lead(reading, draft.computed)
    words = wording(reading.script)
    if not short or not draft.short:
        # A constraint is never dropped in silence.
        unfit = unmet(reading, draft.claims)
        return [f"{words.other_constraint.format(constraints=words.joint.join(unfit))} [1]"] if unfit else []
    if places := disagreement(reading, draft.claims, draft.short):
        said = words.between.join(
            f"{_told(reading, draft.claims[place.claim], place.span)} [{place.claim + 1}]" for place in places
        )
        return [words.disagree.format(said=said)]
    covered = covering(reading, draft.claims[draft.short.claim], draft.short.span)
    return [f"{_unmarked(short)}{covered} [{draft.short.claim + 1}]"]


def _computed_lead(reading: Reading, computed: Computed) -> list[str]:
    told = computed.said or (Told(computed.sentence, computed.claims),) * bool(computed.sentence)
    parts = [f"{_unmarked(t.words)} {''.join(f'[{number + 1}]' for number in t.claims)}" for t in told]
    return [wording(reading.script).between.join(parts)] if parts else []


def _corrected(reading: Reading, draft: Draft, correction: Correction) -> str:
    """Return the line that says what the text says instead of what the question takes for granted, with its mark."""
    claim = draft.claims[0]
    word, clause = (_told(reading, claim, span) for span in (correction.word, correction.span))
    return f"{wording(reading.script).corrected.format(word=word, clause=clause)} [1]"


def _told(reading: Reading, claim: Claim, span: Span) -> str:
    """Return words of a claim in the question's script, in one line."""
    return _unmarked(in_script(span.of(claim.passage.text), reading.script))


def _refusal(
    reading: Reading,
    hits: Sequence[Hit],
    draft: Draft,
    words: Wording,
    retrieved: tuple[RetrievedPassage, ...],
    composer: str,
    lacking_lines: Sequence[str] = (),
) -> Answer:
    """Say that the documents do not answer, what is missing, and which paragraphs stand nearest."""
    shown = nearest(reading, draft, hits)
    said = [words.no_answer if shown or not hits else words.nothing_near]
    if missing := missing_words(reading, draft.missing):
        named = words.joint.join(_unmarked(to_script(w, reading.script)) for w in missing)
        said.append(words.missing.format(words=named))
    said += lacking_lines
    if shown and not lacking_lines and (unfit := unmet(reading, shown)):
        said.append(words.other_constraint.format(constraints=words.joint.join(unfit)))
    lines = ["".join(said) if reading.script is not Script.NONE else " ".join(said)]
    citations = tuple(citation(n, c) for n, c in enumerate(shown, start=1))
    if citations:
        lines.append(words.nearest)
        lines += [
            f"{words.quote.format(quote=_preview(_shown(c)))} [{n}]" for n, c in enumerate(shown, start=1)
        ]
    return Answer(
        question=reading.text,
        script=reading.script,
        answer="\n".join(lines),
        short_answer=None,
        abstained=True,
        confidence=draft.confidence,
        citations=citations,
        passages=retrieved,
        composer=composer,
        understood=reading.understood,
    )


def _shown(claim: Claim) -> str:
    """Return a claim's words as a reader is shown them: in one line, without the source's tags."""
    return _unmarked(claim.passage.words(claim.span))


def _unmarked(text: str) -> str:
    return _FOREIGN_MARK.sub(r"［\1］", text)


def _preview(quote: str) -> str:
    return quote if len(quote) <= PREVIEW else quote[:PREVIEW] + "…"
