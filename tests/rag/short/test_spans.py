"""Runs of words: whole brackets, no marks at their edges, ranked in linear time, the likeliest first."""

import json
import time
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import fold
from corpus.types import Span
from rag.question import read_question
from rag.short.asked import Asked
from rag.short.spans import LONGEST, begins_with, ends_with, ranked, runs, unquoted, weights
from rag.short.told import Told

QUESTION = Asked.of(read_question("新線由哪家公司建設？"))


def told(text, question=QUESTION):
    return Told.of(fold(text), question, [(0, 2, 0.5)] if len(text) > 1 else [], 0.0, 0)


@given(st.text("山海新线由公司建设（）「」，。、 \n|2024年6月5G-A.,%", max_size=60))
def test_every_run_is_whole_and_begins_and_ends_with_a_word(text):
    sentence = told(text)
    for first, last in runs(sentence):
        said = Span(sentence.words[first].start, sentence.words[last].end).of(sentence.text)
        assert 0 < len(said) <= LONGEST
        assert not said[0].isspace() and not said[-1].isspace()
        assert said[0] not in "，。、）」" and said[-1] not in "，。、（「"
        assert sum(map(said.count, "（「")) == sum(map(said.count, "）」"))
        assert "。" not in said and "\n" not in said


@given(st.text("山海新线由公司建设（）「」，。、 \n|2024年6月5G-A.,%", max_size=60))
def test_words_stand_in_order_and_shares_sum_to_one(text):
    sentence = told(text)
    assert all(a.end <= b.start for a, b in zip(sentence.words, sentence.words[1:], strict=False))
    found = ranked(QUESTION, [sentence], frozenset())
    assert sum(run.share for run in found) == pytest.approx(1.0 if found else 0.0)
    assert [run.share for run in found] == sorted((run.share for run in found), reverse=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("播放2,365.04億次", ["2,365.04"]),
        ("於2024 年 6 月 18 日通車", ["2024 年 6 月 18 日"]),
        ("建成5G-A和1+1+M體系", ["5G-A", "1+1+M"]),
        ("覆盖率96.23%，同比", ["96.23%"]),
    ],
)
def test_figures_dates_and_names_stay_whole(text, words):
    sentence = told(text)
    assert set(map(fold, words)) <= {span.of(sentence.text) for span in sentence.words}


def test_a_name_of_the_asked_kind_gains():
    sentence = told("新线由山海公司和云山学院建设。")
    spans = [run.span for run in ranked(QUESTION, [sentence], frozenset())]
    liked = spans[5]
    again = ranked(QUESTION, [sentence], frozenset(), [frozenset([liked])])
    assert [run.span for run in again].index(liked) < 5


def test_the_weights_decide():
    sentence = told("新线由山海公司建设。")
    table = {"any": {"b=山海": 3.0, "e=司": 3.0}}
    best = ranked(QUESTION, [sentence], frozenset(), table=table)[0]
    assert best.span.of(sentence.text) == "山海公司"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("「夜書」", "夜書"), ("《夜書》", "《夜書》"), ("“云书”和“夜书”", "“云书”和“夜书”"), ("夜書", "夜書")],
)
def test_quotation_marks_around_the_whole_go(text, expected):
    assert unquoted(text, Span(0, len(text))).of(text) == expected


@pytest.mark.parametrize("text", ["「" * 4000, "山海，" * 2000, "2024年" * 1500, "（" * 2000 + "）" * 2000])
def test_hostile_text_is_ranked_in_time(text):
    began = time.perf_counter()
    ranked(QUESTION, [told(text[:400])] * 3, frozenset())
    assert time.perf_counter() - began < 1.0


@pytest.mark.parametrize(("text", "year"), [("於2023年通車", "2023年"), ("于1998年通车", "1998年")])
def test_no_weight_is_of_one_year(text, year):
    sentence = told(text)
    number = [span.of(sentence.text) for span in sentence.words].index(year)
    assert "b=0000年" in begins_with(QUESTION, sentence, number)
    assert "p=于" in begins_with(QUESTION, sentence, number)


def test_digits_beside_a_run_are_one_and_lengths_stay():
    sentence = told("共3年5")
    assert "n=0" in ends_with(QUESTION, sentence, len(sentence.words) - 2)
    known = {name for table in weights().values() for name in table}
    # Words have one digit only; grades of nearness (bc=, ec=) keep theirs.
    assert not [name for name in known if name[1:2] == "=" and set(name) & set("123456789")]
    assert {"bc=4", "ec=4"} & known
    assert {"L3", "L8"} <= known


def test_the_weights_tell_where_they_come_from():
    data = json.loads(resources.files("rag").joinpath("data/spans.json").read_text("utf-8"))
    about = data["about"]
    assert "CMRC 2018" in about["source"] and "CC BY-SA 4.0" in about["source"]
    assert about["questions"] > 1000 and len(about["sha256"]) == 64
    assert all(0 < row["share"] < 1 for row in about["right run first, given the paragraph"].values())
