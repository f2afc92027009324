"""Years, parts of years, days, ranges, and years that only a document can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates.periods import narrow
from corpus.subject import PeriodKind
from rag.question import read_question
from rag.question.relative import Relative
from rag.question.times import times_of
from tests.cases.load import golden


def read(question):
    reading = read_question(question)
    return {
        "years": list(reading.years),
        "periods": [str(p) for p in reading.periods],
        "days": list(reading.days),
        "relative": [[r.words, r.first, r.last, r.part] for r in reading.relative],
    }


@pytest.mark.parametrize(("question", "expected"), golden("question_times", both=True, text_expected=False))
def test_golden_cases(question, expected):
    assert read(question) == expected


def test_relative_time_in_a_document_of_a_year():
    assert [str(p) for p in Relative("去年", -1, -1).periods(2024)] == ["2023"]
    assert [str(p) for p in Relative("近三年", -2, 0).periods(2024)] == ["2022", "2023", "2024"]
    assert [str(p) for p in Relative("去年第三季", -1, -1, PeriodKind.QUARTER, 3).periods(2024)] == [
        "2023-Q3"
    ]


def test_relative_time_restricts_nothing_and_is_printed():
    reading = read_question("去年的營收是多少？")
    assert (reading.years, reading.periods) == ((), ())
    assert reading.understood == ("去年",)


@given(st.integers(2000, 2049), st.sampled_from(["年的收入", "年底", "年度營收", "年第三季", "年1至10月"]))
def test_any_year_written_out_is_read(year, behind):
    assert times_of(narrow(f"郵局{year}{behind}")).years == (year,)


@given(st.text(alphabet="近前過去上年季度第一三末底20193至-到'q", max_size=40))
def test_any_words_of_time_are_read(text):
    times = times_of(narrow(text))
    assert len(set(times.years)) == len(times.years)
    assert all(relative.first <= relative.last for relative in times.relative)
