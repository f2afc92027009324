"""Yes or no, and where neither is said: golden cases in both scripts, and the word that denies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.figures import figures
from rag.question import AnswerKind, read_question
from rag.short.bound import Bound, Relation, amount
from rag.short.claimed import Claimed
from rag.short.yes_no import DENIALS, denial
from tests.cases.load import golden
from tests.rag.short.texts import find


@pytest.mark.parametrize(("given_", "expected"), golden("yes_no", both=True))
def test_the_verdict(small, given_, expected):
    assert read_question(given_["question"]).kind is AnswerKind.YES_NO
    found = find(small, given_["question"], *given_["texts"])
    assert (found.yes if found else None) is expected


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("没有建仓库，对吗？", "不对"),
        ("是不是增长了？", "不是"),
        ("有没有增长？", "没有"),
        ("能退货吗？", "不能"),
    ],
)
def test_a_claim_is_denied_in_the_questions_own_way(question, word):
    assert denial(question) == word
    assert word in DENIALS


@pytest.mark.parametrize(
    ("text", "relation", "value"),
    [
        ("网点超过300万个", Relation.MORE, 3e6),
        ("女性不到一半", Relation.LESS, 50.0),
        ("投入不低于1.5亿元", Relation.AT_LEAST, 1.5e8),
        ("退货率不超过5%", Relation.AT_MOST, 5.0),
        ("存得下300册以上", Relation.AT_LEAST, 300.0),
        ("占比是三分之一", Relation.EQUAL, 100 / 3),
    ],
)
def test_the_bound_that_a_claim_sets(text, relation, value):
    bound = Bound.of(text)
    assert bound is not None
    assert (bound.relation, bound.value) == (relation, pytest.approx(value))


@pytest.mark.parametrize("text", ["网点很多", "2024年建成了", "从3个增加到5个"])
def test_no_single_figure_no_bound(text):
    assert Bound.of(text) is None


@given(st.integers(1, 10**6), st.integers(1, 10**6))
@settings(max_examples=60)
def test_more_and_at_most_never_agree(asked, told):
    more, most = Bound.of(f"网点超过{asked}个"), Bound.of(f"网点不超过{asked}个")
    said = [b.holds(float(told), over=False, under=False, about=False) for b in (more, most)]
    assert said[0] is not said[1]
    assert said[0] is (told > asked)


@pytest.mark.parametrize(
    ("question", "denied"),
    [("沒有建倉庫，對嗎？", True), ("不是建倉庫了嗎？", False), ("女性不到一半嗎？", False), ("有沒有建倉庫？", False),
     ("The shop did not close, right?", True), ("Isn't the shop closed?", False)],
)  # fmt: skip
def test_whether_a_claim_denies(question, denied):
    assert Claimed.of(read_question(question)).denied is denied


def test_a_share_in_tenths_is_one_in_hundredths():
    assert [amount(f) for f in figures("占七成半，另占三成")] == [75.0, 30.0]
