"""The reranking stage: its contract, and what the sentences of a passage do to its place."""

import pytest

from corpus.subject import Subject
from corpus.types import Passage, Span
from index.types import Hit
from rag.evidence import EVIDENCE_HITS, EvidenceFinder
from rag.question import read_question
from rag.rerank import Reranker, SentenceReranker, ranked_anew


def hits(texts):
    found = []
    for i, text in enumerate(texts):
        passage = Passage(
            file=f"{i}.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"),
            headings=(), paragraph=1, runs=((0, 0),),
        )  # fmt: skip
        found.append(Hit(passage, i, i + 1, 0.9 - i / 100, 1.0, 0.8))
    return found


@pytest.fixture
def reranker(small):
    return SentenceReranker(EvidenceFinder(small.searcher.expander))


@pytest.mark.parametrize(
    "question", ["網點有多少個？", "网点有多少个？", "How many outlets (网点) are there?"]
)
def test_the_passage_with_the_best_sentence_comes_first(reranker, question):
    texts = ["海灣區一帶向來熱鬧。", "網點總數120個。", "巴士85輛。"]
    assert reranker.rerank(read_question(question), hits(texts))[0].passage.text == "網點總數120個。"


def test_it_is_a_reranker_that_loses_nothing(reranker):
    assert isinstance(reranker, Reranker)
    given = hits([f"網點{i}個。" for i in range(EVIDENCE_HITS + 5)])
    found = reranker.rerank(read_question("網點有多少個？"), given)
    assert sorted(h.position for h in found) == [h.position for h in given]
    assert [h.rank for h in found] == list(range(1, len(given) + 1))
    assert [h.score for h in found] == sorted((h.score for h in given), reverse=True)
    assert {h.position: h.fused for h in found} == {h.position: h.score for h in given}
    assert [h.position for h in found[EVIDENCE_HITS:]] == [h.position for h in given[EVIDENCE_HITS:]]


def test_reranking_again_changes_nothing(reranker):
    reading = read_question("網點有多少個？")
    once = reranker.rerank(reading, hits(["海灣區。", "網點總數120個。", "巴士85輛。"]))
    assert reranker.rerank(reading, once) == once


def test_nothing_is_ranked_where_nothing_was_found(reranker):
    assert reranker.rerank(read_question("網點有多少個？"), []) == [] == ranked_anew([])
