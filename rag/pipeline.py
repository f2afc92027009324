"""A question to a cited answer. READ THIS FIRST: read, retrieve, compose (each side of a comparison), ground."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from corpus.about import CompanyNames, built_in
from corpus.script import tells_script
from corpus.types import Passage
from index.filters import Filters
from index.search import Query
from index.types import Hit
from rag.comparison import compared, sides_of
from rag.compose import Composer
from rag.confidence import calibration
from rag.ground import grounded
from rag.question import AnswerKind, Reading, read_question
from rag.rerank import Reranker
from rag.types import Answer, Timings

# Passages retrieved for every question; the contract reports up to twenty.
RETRIEVED = 20


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


def find(
    reading: Reading,
    retriever: Retriever,
    *,
    reranker: Reranker | None = None,
    filters: Filters | None = None,
) -> list[Hit]:
    """Return the passages for a question, best first, in the reranker's order where there is one."""
    hits = retriever.search(query_of(reading, filters), RETRIEVED)
    return reranker.rerank(reading, hits) if reranker else hits


def answer(
    question: str,
    *,
    retriever: Retriever,
    composer: Composer,
    reranker: Reranker | None = None,
    search_as: str | None = None,
    threshold: float | None = None,
    names: CompanyNames | None = None,
    filters: Filters | None = None,
    comparing: bool = True,
) -> Answer:
    """Answer one question from the index, or say that the documents do not.

    ``search_as`` replaces the question for reading and search where it only makes sense after earlier ones.
    ``threshold`` is the estimate that the documents answer, 0 to 1, below which the answer is a refusal (None: the
    fitted one). ``reranker`` puts what was retrieved in a better order. ``names`` are the companies that the index
    knows, ``filters`` what it may be answered from. ``comparing`` says whether the sides of a comparison are sought one
    by one and computed with. Raises AskError for a question that holds no word or is far too long, NoMatchError when
    nothing fits the filters.
    """
    began = time.perf_counter()
    asked, reading = read_turn(question, search_as, names)
    hits = find(reading, retriever, reranker=reranker, filters=filters)
    retrieved = time.perf_counter()
    comparison = sides_of(reading) if comparing else None
    if comparison is None:
        draft = composer.compose(reading, hits)
    else:
        # A year that is only said by its distance (比上一年) is asked as well.
        reading = replace(reading, years=tuple(dict.fromkeys((*reading.years, *comparison.years))))

        def search(side: Reading) -> list[Hit]:
            return find(side, retriever, reranker=reranker, filters=filters)

        hits, draft = compared(comparison, reading, hits, search=search, composer=composer)
    limit = calibration().threshold if threshold is None else threshold
    result = grounded(reading, hits, draft, threshold=limit, composer=composer.name)
    done = time.perf_counter()
    timings = Timings((retrieved - began) * 1000, (done - retrieved) * 1000, (done - began) * 1000)
    shown = (
        (*result.understood, f"“{reading.text}”")
        if search_as and search_as != asked.text
        else result.understood
    )
    return replace(result, question=asked.text, script=asked.script, understood=shown, timings=timings)


def read_turn(
    question: str, search_as: str | None, names: CompanyNames | None = None
) -> tuple[Reading, Reading]:
    """Read a question as it was asked, and as it is searched: completed, where it leans on earlier ones.

    Both are answered in one script. Raises AskError for a question that holds no word or is far too long.
    """
    asked = read_question(question, names)
    reading = read_question(search_as, names) if search_as else asked
    if asked.kind is not AnswerKind.OTHER:
        # The completed question still holds what the earlier turn asked for.
        reading = replace(reading, kind=asked.kind)
    if asked.script is not reading.script and not tells_script(asked.text):
        asked = replace(asked, script=reading.script)
    elif asked.script is not reading.script:
        reading = replace(reading, script=asked.script)
    return asked, reading


def converse(
    turns: Sequence[str], *, retriever: Retriever, composer: Composer, threshold: float | None = None,
    names: CompanyNames | None = None, filters: Filters | None = None, reranker: Reranker | None = None,
    comparing: bool = True,
) -> list[Answer]:  # fmt: skip
    """Answer the turns of a conversation: a follow-up is completed, or the last answer told in another way."""
    from rag.conversation import Conversation, reply

    def ask(turn: str, full: str) -> Answer:
        return answer(
            turn,
            retriever=retriever,
            composer=composer,
            reranker=reranker,
            search_as=full,
            threshold=threshold,
            names=names,
            filters=filters,
            comparing=comparing,
        )

    passages: Sequence[Passage] = getattr(retriever, "passages", ())
    conversation = Conversation(names=names or built_in())
    answers: list[Answer] = []
    for turn in turns:
        given, conversation = reply(turn, conversation, ask, passages)
        answers.append(given)
    return answers
