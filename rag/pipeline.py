"""A question to a cited answer. READ THIS FIRST: read, retrieve, compose (each side of a comparison), ground."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from corpus.about import CompanyNames, built_in
from corpus.tongue import tells_tongue
from corpus.types import Passage
from index.filters import Filters
from index.search import Query
from index.types import Hit
from rag.comparison import VERDICTS, Comparison, compared, sides_of
from rag.compose import Composer, Draft, Say, Writer
from rag.confidence import calibration
from rag.decline import declined, lacking_said
from rag.ground import grounded
from rag.model.orders import is_order
from rag.premise import false_premise
from rag.presumed import turned
from rag.question import AnswerKind, Known, Reading, Unfit, fitness, names_nothing, read_question, tidy
from rag.reading import PassageReader
from rag.rerank import Reranker
from rag.several import parts_of, several
from rag.types import Answer, Timings
from rag.unasked import Unasked, not_asked, unasked
from rag.wording import quoted

if TYPE_CHECKING:
    from rag.conversation.reply import Rewrite

# Passages retrieved for every question; the contract reports up to twenty.
RETRIEVED = 20
# Answers below this confidence are none (public questions: 0 of 2 right; from 0.3 on 9 of 10).
LEAST_SURE = 0.2


@runtime_checkable
class Retriever(Protocol):
    """Finds passages: ``index.search.Searcher``, or a fake."""

    def search(self, query: Query, k: int = RETRIEVED) -> list[Hit]:
        """Return the k best hits, best first."""
        ...


def query_of(reading: Reading, filters: Filters | None = None) -> Query:
    """Return what is searched for a question, among the passages that the filters hold."""
    return Query(
        text=reading.text,
        years=frozenset(reading.years),
        companies=frozenset(reading.companies),
        foreign=reading.foreign,
        periods=frozenset(reading.periods),
        filters=filters or Filters(),
    )


@dataclass(frozen=True, slots=True)
class Engine:
    """What questions are answered with.

    ``reader`` reads the first of what was retrieved, ``reranker`` puts it in a better order. ``names`` are the
    companies that the index knows, ``known`` the companies and years that it tells of, ``filters`` what it may be
    answered from. ``threshold`` is the estimate that the documents answer, 0 to 1, below which the answer is a refusal
    (None: the fitted one). ``comparing`` says whether the sides of a comparison are sought one by one and computed
    with. ``writer`` tells the answer in a language model's words, ``rewriter`` completes follow-ups by one; None quotes
    and completes by rules.
    """

    retriever: Retriever
    composer: Composer
    reranker: Reranker | None = None
    names: CompanyNames | None = None
    known: Known = field(default_factory=Known)
    filters: Filters = field(default_factory=Filters)
    threshold: float | None = None
    comparing: bool = True
    reader: PassageReader | None = None
    writer: Writer | None = None
    rewriter: Rewrite | None = None

    def limit(self, reading: Reading) -> float:
        """Return the estimate below which the answer to a question is a refusal."""
        read = self.reader is not None and not reading.foreign
        return calibration(read=read).threshold if self.threshold is None else self.threshold

    def search(self, reading: Reading, most: int | None = None) -> list[Hit]:
        """Return the passages for a question as the search ranks them, the first of them read where there is a reader.

        ``most`` bounds how many are read; 0 reads none. Raises NoMatchError when nothing fits the filters.
        """
        hits = self.retriever.search(query_of(reading, self.filters), RETRIEVED)
        return self.reader.read(reading, hits, most) if self.reader and most != 0 else hits

    def find(self, reading: Reading, most: int | None = None) -> list[Hit]:
        """Return the passages for a question, best first, in the reranker's order where there is one.

        ``most`` as in ``search``. Raises NoMatchError when nothing fits the filters.
        """
        if self.reranker is None or self.reranker.after_reading:
            hits = self.search(reading, most)
            return self.reranker.rerank(reading, hits) if self.reranker else hits
        hits = self.reranker.rerank(reading, self.search(reading, 0))
        return self.reader.read(reading, hits, most) if self.reader and most != 0 else hits

    def find_side(self, reading: Reading) -> list[Hit]:
        """Return the passages for one side of a comparison: ``find``, with fewer of them read."""
        return self.find(reading, self.reader.settings.side_hits if self.reader else None)


def answer(question: str, engine: Engine, *, search_as: str | None = None, say: Say | None = None) -> Answer:
    """Answer one question from the index, or say that the documents do not.

    ``search_as`` replaces the question for reading and search where it only makes sense after earlier ones; ``say``
    gets the sentences of a language model as they come, which are the answer's first lines; they are never surer than
    the quotations that they replace. What is no question to documents (an order, an insult, another language) is
    declined at once. Raises AskError for a question that holds no word or is far too long, NoMatchError when nothing
    fits the filters.
    """
    began = time.perf_counter()
    fit = fitness(tidy(question))
    if fit.reason is not None:
        return _declined(question, fit.reason, engine)
    alone = search_as in {None, question}
    if alone and names_nothing(fit.searched):
        return _declined(question, Unfit.VAGUE, engine)
    if fit.left_out and alone:
        search_as = fit.searched
    asked, reading = read_turn(question, search_as, engine.names)
    questions = _questions(asked, reading)
    # What is sought part by part is read part by part: of the whole only the passages are listed.
    divided = bool(questions) or _sides(reading, engine) is not None
    hits = engine.find(reading, 0 if divided else None)
    retrieved = time.perf_counter()
    limit = engine.limit(reading)
    reading, hits, draft = _drafted(questions, reading, hits, engine, limit)
    if draft.answerable < limit and (contrary := _contrary(reading, engine)) is not None:
        hits, draft = contrary
    lacking = engine.known.lacking(reading)
    if lacking.companies or lacking.years:
        # Named nowhere in the index: whatever was found is of another (refuses 2 of 121 unanswerable public questions
        # and none of 568 answerable ones).
        draft = replace(draft, answerable=0.0)
    if limit > 0 and draft.confidence < LEAST_SURE:
        draft = replace(draft, answerable=0.0)
    if any(is_order(claim.span.of(claim.passage.text)) for claim in draft.claims[:1]):
        # An order to a model informs of nothing: what it wants said is no answer.
        draft = replace(draft, answerable=0.0)
    why = unasked(reading, draft, limit) if engine.writer is not None else None
    if engine.writer is not None and why is None:
        draft = engine.writer.write(reading, hits, draft, say)
    result = grounded(
        reading, hits, draft, threshold=limit, composer=engine.composer.name,
        lacking_lines=lacking_said(reading, lacking),
    )  # fmt: skip
    done = time.perf_counter()
    timings = Timings((retrieved - began) * 1000, (done - retrieved) * 1000, (done - began) * 1000)
    shown = (
        (*result.understood, quoted(reading.text, reading.script))
        if search_as and search_as != asked.text
        else result.understood
    )
    return replace(
        result,
        question=asked.text,
        script=asked.script,
        understood=shown,
        timings=timings,
        reading=reading.to_json(),
        notice=not_asked(engine.writer.name, why) if engine.writer is not None and why else result.notice,
    )


def _declined(text: str, reason: Unfit, engine: Engine) -> Answer:
    """Return the refusal of a text that is no question, with a notice where a language model would have been asked."""
    answer = declined(text, reason, composer=engine.composer.name)
    if engine.writer is None:
        return answer
    return replace(answer, notice=not_asked(engine.writer.name, Unasked.NO_QUESTION))


def _questions(asked: Reading, reading: Reading) -> Sequence[str]:
    """Return the questions that one text asks, empty where it asks one.

    A turn that was completed with the whole question before it asks no more than it did when it was typed.
    """
    questions = parts_of(reading)
    return questions if asked.text == reading.text or len(parts_of(asked)) == len(questions) else ()


def _sides(reading: Reading, engine: Engine) -> Comparison | None:
    return sides_of(reading) if engine.comparing else None


def _drafted(
    questions: Sequence[str], reading: Reading, hits: list[Hit], engine: Engine, limit: float
) -> tuple[Reading, list[Hit], Draft]:
    """Return what is answered, with the reading and the hits it rests on: each of several questions is sought."""
    if not questions:
        return _one(reading, hits, engine)

    def answer_part(part: Reading) -> tuple[Reading, list[Hit], Draft]:
        found = engine.find(part, 0 if _sides(part, engine) else None)
        part, found, draft = _one(part, found, engine)
        lacking = engine.known.lacking(part)
        unsure = limit > 0 and draft.confidence < LEAST_SURE
        if lacking.companies or lacking.years or unsure:
            draft = replace(draft, answerable=0.0)
        return part, found, draft

    hits, draft, answered = several(questions, reading, hits, answer_part=answer_part, limit=limit)
    if answered:
        # A company or year that only an unanswered part names is said there.
        kept = {y for r in answered for y in r.years}, {c for r in answered for c in r.companies}
        reading = replace(
            reading,
            years=tuple(y for y in reading.years if y in kept[0]),
            companies=tuple(c for c in reading.companies if c in kept[1]),
        )
    return reading, hits, draft


def _one(reading: Reading, hits: list[Hit], engine: Engine) -> tuple[Reading, list[Hit], Draft]:
    """Return what answers one question: each side of a comparison is sought."""
    comparison, whole = _sides(reading, engine), reading
    if comparison is None:
        return reading, hits, engine.composer.compose(reading, hits)
    # A year that is only said by its distance (比上一年) is asked as well.
    reading = replace(reading, years=tuple(dict.fromkeys((*reading.years, *comparison.years))))
    hits, draft = compared(comparison, reading, hits, search=engine.find_side, composer=engine.composer)
    told = draft.computed is not None and draft.computed.short is not None
    if comparison.asked in VERDICTS and (not told or draft.confidence < LEAST_SURE):
        # Without a sure figure of each side, a sentence may still say yes or no.
        hits = engine.find(whole)
        return whole, hits, engine.composer.compose(whole, hits)
    return reading, hits, draft


def _contrary(reading: Reading, engine: Engine) -> tuple[list[Hit], Draft] | None:
    """Return what is found for the contrary of what a question takes for granted, where that corrects it; else None.

    为什么下降 does not find the sentence that tells of growth; what takes for granted nothing is not searched again.
    """
    flipped = turned(reading)
    if flipped is None:
        return None
    other = read_question(flipped, engine.names)
    hits = engine.find(other)
    draft = engine.composer.compose(other, hits)
    return (hits, draft) if false_premise(reading, draft.claims) else None


def read_turn(
    question: str, search_as: str | None, names: CompanyNames | None = None
) -> tuple[Reading, Reading]:
    """Read a question as it was asked, and as it is searched: completed, where it leans on earlier ones.

    Both are answered in one script, the turn's own where it tells: English for an English turn. Raises AskError for a
    question that holds no word or is far too long.
    """
    asked = read_question(question, names)
    reading = read_question(search_as, names) if search_as else asked
    if asked.kind is not AnswerKind.OTHER:
        # The completed question still holds what the earlier turn asked for.
        reading = replace(reading, kind=asked.kind)
    if asked.script is not reading.script and not tells_tongue(asked.text):
        asked = replace(asked, script=reading.script)
    elif asked.script is not reading.script:
        reading = replace(reading, script=asked.script)
    return asked, reading


def converse(turns: Sequence[str], engine: Engine) -> list[Answer]:
    """Answer the turns of a conversation: a follow-up is completed, or the last answer told in another way."""
    from rag.conversation import Conversation, reply

    def ask(turn: str, full: str) -> Answer:
        return answer(turn, engine, search_as=full)

    passages: Sequence[Passage] = getattr(engine.retriever, "passages", ())
    conversation = Conversation(names=engine.names or built_in())
    answers: list[Answer] = []
    for turn in turns:
        given, conversation = reply(turn, conversation, ask, passages, engine.rewriter)
        answers.append(given)
    return answers
