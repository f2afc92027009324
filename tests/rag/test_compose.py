"""All composers keep the contract: the extractive one, and a fake as others might write it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.types import Span
from index.search import Query
from index.types import Hit
from rag.compose import Claim, Draft, ShortAnswer
from rag.question import Reading
from tests.contracts.composer import CHECKS


class FirstWordsComposer:
    """Claims the first ten characters of the best passage, and calls its first two the short answer."""

    name = "llm:first-words"

    def compose(self, reading: Reading, hits: Sequence[Hit]) -> Draft:
        if not hits:
            return Draft((), 0.0, 0.0)
        passage = hits[0].passage
        span = Span(0, min(10, len(passage.text)))
        return Draft((Claim(passage, span),), 0.5, 0.5, ShortAnswer(0, Span(0, 2)))


@pytest.fixture(scope="session")
def hits(small):
    return small.searcher.search(Query("網點、巴士和書店各有多少"), 20)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_extractive_composer_keeps_the_contract(check, small, hits):
    check(small.composer, hits)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_fake_keeps_the_contract(check, hits):
    check(FirstWordsComposer(), hits)


def test_any_composer_fits_into_a_session(small):
    from rag.session import Session

    answer = Session.of(small.searcher, FirstWordsComposer()).ask("山海邮局有多少网点？")
    assert (answer.composer, len(answer.citations)) == ("llm:first-words", 1)
