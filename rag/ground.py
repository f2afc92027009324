"""The one gate: turns drafts into answers. Only what stands in a cited span is said; nothing left means a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.reading import Box
from corpus.script import to_script
from corpus.types import Passage, Script, Span
from index.types import Hit
from rag.agreement import disagreement
from rag.bare import bare_answer, in_script
from rag.compose import Claim, Computed, Draft, ShortAnswer, Told, Written
from rag.covering import covering
from rag.marks import marks, unmarked, with_marks
from rag.nearest import PREVIEW, missing_said, nearest, unmet, without_captions
from rag.premise import Correction, false_premise
from rag.question import Reading
from rag.types import Answer, Citation, Derivation, RetrievedPassage
from rag.wording import quoted, wording


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
    The answer's composer is ``composer``, or the language model whose sentences are shown or who abstains.
    """
    written = draft.written
    if written is None:
        return _grounded(reading, hits, draft, threshold, composer, lacking_lines)
    if written.abstains:
        given = _refusal(reading, hits, draft, written.composer, lacking_lines)
    elif written.sentences:
        given = _in_words(reading, hits, draft, written)
    else:
        given = _grounded(reading, hits, draft, threshold, composer, lacking_lines)
    return replace(given, struck=written.struck, notice=written.notice)


def _grounded(
    reading: Reading, hits: Sequence[Hit], draft: Draft, threshold: float, composer: str,
    lacking_lines: Sequence[str],
) -> Answer:  # fmt: skip
    """Return the answer by quotations that a draft supports."""
    correction = false_premise(reading, draft.claims) if draft.computed is None else None
    if correction is not None:
        only = ShortAnswer(0, span=correction.span)
        draft = replace(draft, claims=(draft.claims[correction.claim],), short=only, derivation=None)
    draft = without_captions(reading, draft)
    if not draft.claims or (draft.answerable < threshold and correction is None):
        return _refusal(reading, hits, draft, composer, lacking_lines)
    short, derivation = bare_answer(reading, draft)
    lines = [_corrected(reading, draft, correction)] if correction else _lead(reading, draft, short)
    lines += _quotations(reading, draft.claims, range(len(draft.claims)))
    return _answer(reading, hits, draft, lines, short, derivation, composer)


def _in_words(reading: Reading, hits: Sequence[Hit], draft: Draft, written: Written) -> Answer:
    """Return the answer in a language model's sentences, with the claims that none of them rests on quoted."""
    sentences = [s for s in written.sentences if s.claims and max(s.claims) < len(draft.claims)]
    lines = [with_marks(sentence.words, sentence.claims) for sentence in sentences]
    rested = {number for sentence in sentences for number in sentence.claims}
    rest = [number for number in range(len(draft.claims)) if number not in rested]
    short, derivation = bare_answer(reading, draft)
    lines += [*_unfit(reading, draft.claims), *_quotations(reading, draft.claims, rest)]
    return _answer(reading, hits, draft, lines, short, derivation, written.composer)


def _answer(
    reading: Reading, hits: Sequence[Hit], draft: Draft, lines: Sequence[str], short: str | None,
    derivation: Derivation | None, composer: str,
) -> Answer:  # fmt: skip
    return Answer(
        question=reading.text,
        script=reading.script,
        answer="\n".join(lines),
        short_answer=short,
        abstained=False,
        confidence=draft.confidence,
        citations=tuple(citation(n, c) for n, c in enumerate(draft.claims, start=1)),
        passages=_retrieved(hits),
        composer=composer,
        understood=reading.understood,
        derivation=derivation,
    )


def _retrieved(hits: Sequence[Hit]) -> tuple[RetrievedPassage, ...]:
    return tuple(
        RetrievedPassage(h.passage.id, h.passage.file, h.passage.source.start, h.passage.source.end, h.score)
        for h in hits[:20]
    )


def _quotations(reading: Reading, claims: Sequence[Claim], numbers: Iterable[int]) -> list[str]:
    """Return the lines that quote some claims, each with its mark."""
    return [f"{quoted(_shown(claims[n]), reading.script)} {marks((n,))}" for n in numbers]


def _unfit(reading: Reading, claims: Sequence[Claim]) -> list[str]:
    """Return the line that says which company or year of a question no claim fits: none is dropped in silence."""
    words, unfit = wording(reading.script), unmet(reading, claims)
    return [f"{words.other_constraint.format(constraints=words.joint.join(unfit))} [1]"] if unfit else []


def _lead(reading: Reading, draft: Draft, short: str | None) -> list[str]:
    """Return the line above the quotations, with its marks: the computation, or the short answer.

    Where another quotation gives another figure for the same thing, the line says both.
    """
    if draft.computed is not None:
        return _computed_lead(reading, draft.computed)
    words = wording(reading.script)
    if not short or not draft.short:
        return _unfit(reading, draft.claims)
    if places := disagreement(reading, draft.claims, draft.short):
        said = words.between.join(
            f"{_told(reading, draft.claims[place.claim], place.span)} [{place.claim + 1}]" for place in places
        )
        return [words.disagree.format(said=said)]
    covered = covering(reading, draft.claims[draft.short.claim], draft.short.span)
    return [f"{unmarked(short)}{covered} [{draft.short.claim + 1}]"]


def _computed_lead(reading: Reading, computed: Computed) -> list[str]:
    told = computed.said or (Told(computed.sentence, computed.claims),) * bool(computed.sentence)
    parts = [f"{unmarked(t.words)} {marks(t.claims)}" for t in told]
    return [wording(reading.script).between.join(parts)] if parts else []


def _corrected(reading: Reading, draft: Draft, correction: Correction) -> str:
    """Return the line that says what the text says instead of what the question takes for granted, with its mark."""
    claim = draft.claims[0]
    word, clause = (_told(reading, claim, span) for span in (correction.word, correction.span))
    return f"{wording(reading.script).corrected.format(word=word, clause=clause)} [1]"


def _told(reading: Reading, claim: Claim, span: Span) -> str:
    """Return words of a claim in the question's script, in one line."""
    return unmarked(in_script(span.of(claim.passage.text), reading.script))


def _refusal(
    reading: Reading,
    hits: Sequence[Hit],
    draft: Draft,
    composer: str,
    lacking_lines: Sequence[str] = (),
) -> Answer:
    """Say that the documents do not answer, what is missing, and which paragraphs stand nearest."""
    words = wording(reading.script)
    shown = nearest(reading, draft, hits)
    said = [words.no_answer if shown or not hits else words.nothing_near]
    if missing := missing_said(reading, draft.missing):
        named = words.joint.join(unmarked(to_script(w, reading.script)) for w in missing)
        said.append(words.missing.format(words=named))
    said += lacking_lines
    if shown and not lacking_lines and (unfit := unmet(reading, shown)):
        said.append(words.other_constraint.format(constraints=words.joint.join(unfit)))
    lines = ["".join(said) if reading.script is not Script.NONE else " ".join(said)]
    citations = tuple(citation(n, c) for n, c in enumerate(shown, start=1))
    if citations:
        lines.append(words.nearest)
        lines += [
            f"{quoted(_preview(_shown(c)), reading.script)} [{n}]" for n, c in enumerate(shown, start=1)
        ]
    return Answer(
        question=reading.text,
        script=reading.script,
        answer="\n".join(lines),
        short_answer=None,
        abstained=True,
        confidence=draft.confidence,
        citations=citations,
        passages=_retrieved(hits),
        composer=composer,
        understood=reading.understood,
    )


def _shown(claim: Claim) -> str:
    """Return a claim's words as a reader is shown them: in one line, without the source's tags."""
    return unmarked(claim.passage.words(claim.span))


def _preview(quote: str) -> str:
    return quote if len(quote) <= PREVIEW else quote[:PREVIEW] + "…"
