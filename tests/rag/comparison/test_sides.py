"""Questions that compare: what is asked, of which sides, and the question of each side alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.comparison import sides_of
from rag.errors import AskError
from rag.question import read_question
from tests.cases.load import golden


@pytest.mark.parametrize(("question", "expected"), golden("comparison_sides", both=True))
def test_a_question_is_read_as_its_sides(question, expected):
    found = sides_of(read_question(question))
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert {
        "asked": found.asked.value,
        "signed": found.signed,
        "fewer": found.fewer,
        "sides": [side.label for side in found.sides],
        "questions": [side.question for side in found.sides],
    } == expected


def test_a_year_before_is_a_year_and_so_is_every_year_of_a_range():
    before = sides_of(read_question("海湾巴士2024年的电动巴士比上一年多几辆？"))
    assert before is not None
    assert before.years == (2024, 2023)
    trend = sides_of(read_question("從2018到2020年，郵局的收入怎麼變化？"))
    assert trend is not None
    assert trend.years == (2018, 2019, 2020)


def test_decimal_places_are_read():
    found = sides_of(read_question("2020年移动的收入是联通的几倍？保留一位小数。"))
    assert found is not None
    assert found.places == 1


@given(st.text(st.sampled_from("2023年和比多少哪個更還是倍A、，？ "), min_size=1, max_size=60))
def test_no_question_breaks_it_and_every_side_asks_something(text):
    try:
        reading = read_question(text)
    except AskError:
        return
    found = sides_of(reading)
    if found is not None:
        assert len(found.sides) >= 2
        assert all(side.label.strip() and side.question.strip() for side in found.sides)


@pytest.mark.parametrize(
    "piece", ["2023年和", "比多多少", "哪年更多还是", "、", "和", "是几倍", "（2023到2024"]
)
def test_a_long_question_is_read_in_linear_time(piece):
    question = (piece * 2000)[:2000]
    began = time.perf_counter()
    sides_of(read_question("甲" + question[:-1]))
    assert time.perf_counter() - began < 1.0
