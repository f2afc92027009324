"""What every ``Composer`` must do. Each check takes the composer and hits that lie in an index it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.types import Hit
from rag.compose import Composer, Draft
from rag.question import read_question

QUESTIONS = (
    "山海邮局2023年新建了多少个网点？",
    "山海郵局2023年新建了多少個網點？",
    "巴士公司有沒有調整車費？",
    "资料库软件什么时候上线？",
    "雲山書店和海灣巴士哪個的用戶更多？",
    "How many buses are there?",
    "😀 5G",
    "1",
)


def drafts(composer: Composer, hits: Sequence[Hit]) -> list[Draft]:
    """Return a draft for each of the questions."""
    return [composer.compose(read_question(question), hits) for question in QUESTIONS]


def has_a_name(composer: Composer, hits: Sequence[Hit]) -> None:
    assert composer.name == "extractive" or composer.name.startswith("llm:")


def no_hits_give_no_claims(composer: Composer, hits: Sequence[Hit]) -> None:
    for draft in drafts(composer, []):
        assert draft.claims == ()
        assert draft.short is None
        assert draft.answerable == 0


def the_same_question_gets_the_same_draft(composer: Composer, hits: Sequence[Hit]) -> None:
    assert drafts(composer, hits) == drafts(composer, hits)


def claims_lie_in_passages_that_were_given(composer: Composer, hits: Sequence[Hit]) -> None:
    given = [hit.passage for hit in hits]
    for draft in drafts(composer, hits):
        for claim in draft.claims:
            assert claim.passage in given
            assert 0 <= claim.span.start < claim.span.end <= len(claim.passage.text)
            assert claim.span.of(claim.passage.text).strip()


def a_short_answer_lies_in_its_claim(composer: Composer, hits: Sequence[Hit]) -> None:
    for draft in drafts(composer, hits):
        if draft.short is not None:
            claim = draft.claims[draft.short.claim]
            assert (draft.short.span is None) != (draft.short.yes is None)
            if draft.short.span is not None:
                assert claim.span.start <= draft.short.span.start < draft.short.span.end <= claim.span.end


def estimates_are_probabilities(composer: Composer, hits: Sequence[Hit]) -> None:
    for draft in drafts(composer, hits):
        assert 0 <= draft.confidence <= 1
        assert 0 <= draft.answerable <= 1


def one_hit_is_enough(composer: Composer, hits: Sequence[Hit]) -> None:
    for draft in drafts(composer, hits[:1]):
        assert {claim.passage for claim in draft.claims} <= {hits[0].passage}


CHECKS: tuple[Callable[[Composer, Sequence[Hit]], None], ...] = (
    has_a_name,
    no_hits_give_no_claims,
    the_same_question_gets_the_same_draft,
    claims_lie_in_passages_that_were_given,
    a_short_answer_lies_in_its_claim,
    estimates_are_probabilities,
    one_hit_is_enough,
)
