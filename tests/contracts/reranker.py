"""What every ``Reranker`` must do. Each check takes the reranker and hits in the order of a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.types import Hit
from rag.question import read_question
from rag.rerank import Reranker

QUESTIONS = (
    "網點有多少個？",
    "网点有多少个？",
    "How many outlets (网点) are there?",
    "巴士公司有沒有調整車費？",
    "😀 5G",
    "1",
)


def orders(reranker: Reranker, hits: Sequence[Hit]) -> list[list[Hit]]:
    """Return the hits as each of the questions orders them."""
    return [reranker.rerank(read_question(question), hits) for question in QUESTIONS]


def is_a_reranker_with_a_name(reranker: Reranker, hits: Sequence[Hit]) -> None:
    assert isinstance(reranker, Reranker)
    assert reranker.name.strip() == reranker.name != ""


def none_is_lost_and_none_is_added(reranker: Reranker, hits: Sequence[Hit]) -> None:
    for found in orders(reranker, hits):
        assert sorted(hit.position for hit in found) == sorted(hit.position for hit in hits)
        assert {hit.position: hit.passage for hit in found} == {hit.position: hit.passage for hit in hits}


def ranks_count_from_one_and_scores_fall(reranker: Reranker, hits: Sequence[Hit]) -> None:
    for found in orders(reranker, hits):
        assert [hit.rank for hit in found] == list(range(1, len(hits) + 1))
        assert [hit.score for hit in found] == sorted((hit.score for hit in hits), reverse=True)


def what_the_search_gave_is_kept(reranker: Reranker, hits: Sequence[Hit]) -> None:
    given = {hit.position: (hit.fused, hit.lexical, hit.dense) for hit in hits}
    for found in orders(reranker, hits):
        assert {hit.position: (hit.fused, hit.lexical, hit.dense) for hit in found} == given


def reranking_again_changes_nothing(reranker: Reranker, hits: Sequence[Hit]) -> None:
    for question, found in zip(QUESTIONS, orders(reranker, hits), strict=True):
        assert reranker.rerank(read_question(question), found) == found


def the_same_question_gets_the_same_order(reranker: Reranker, hits: Sequence[Hit]) -> None:
    assert orders(reranker, hits) == orders(reranker, hits)


def both_scripts_get_one_order(reranker: Reranker, hits: Sequence[Hit]) -> None:
    traditional, simplified, *_ = orders(reranker, hits)
    assert [hit.position for hit in traditional] == [hit.position for hit in simplified]


def no_hits_and_one_hit_are_no_error(reranker: Reranker, hits: Sequence[Hit]) -> None:
    for found, single in zip(orders(reranker, []), orders(reranker, hits[:1]), strict=True):
        assert found == []
        assert [hit.position for hit in single] == [hit.position for hit in hits[:1]]


def what_was_given_stays_as_it_was(reranker: Reranker, hits: Sequence[Hit]) -> None:
    before = list(hits)
    orders(reranker, hits)
    assert list(hits) == before


CHECKS: tuple[Callable[[Reranker, Sequence[Hit]], None], ...] = (
    is_a_reranker_with_a_name,
    none_is_lost_and_none_is_added,
    ranks_count_from_one_and_scores_fall,
    what_the_search_gave_is_kept,
    reranking_again_changes_nothing,
    the_same_question_gets_the_same_order,
    both_scripts_get_one_order,
    no_hits_and_one_hit_are_no_error,
    what_was_given_stays_as_it_was,
)
