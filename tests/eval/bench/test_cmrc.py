"""Exact match and F1 against figures of the published script, which was run over these cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import convert
from eval.bench.cmrc import DROPPED, exact_match, f1, tokens
from tests.cases.load import golden

TEXT = st.text(st.sampled_from("東港灯塔三百1902,.% abC。「」-"), max_size=12)


@pytest.mark.parametrize(("case", "expected"), golden("cmrc"))
def test_both_measures_are_the_published_scripts(case: dict, expected: dict) -> None:
    assert exact_match(case["answers"], case["said"]) == expected["em"]
    assert f1(case["answers"], case["said"]) == pytest.approx(expected["f1"], abs=1e-9)


def test_there_are_as_many_marks_as_on_the_published_list() -> None:
    # 33 entries, the doubled ellipsis left out.
    assert len(DROPPED) == 32


def test_the_other_script_counts_alike() -> None:
    assert exact_match(["漁民後代"], "渔民后代") == 1
    assert f1(["漁民後代經營"], "渔民后代") == f1(["渔民后代经营"], "漁民後代") == pytest.approx(0.8)


def test_marks_leave_no_border() -> None:
    assert tokens("Karl-Heinz") == ["karlheinz"]
    assert tokens("(1902年)建") == ["(", "1902", "年", ")", "建"]


@given(TEXT, TEXT)
def test_f1_lies_between_and_is_symmetric(a: str, b: str) -> None:
    assert 0 <= f1([a], b) <= 1
    if a.strip() and b.strip():
        assert f1([a], b) == pytest.approx(f1([b], a))


@given(TEXT)
def test_an_answer_is_itself_in_both_scripts(a: str) -> None:
    if tokens(a):
        assert f1([a], a) == f1([a], convert(a, "s2t")) == 1


def test_long_texts_take_no_time() -> None:
    # A page said for a name, without a character in common but one.
    assert f1(["塔"], "東港灯" * 3000 + "塔") == pytest.approx(2 / 9002)
