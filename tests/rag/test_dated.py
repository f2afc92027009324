"""When each figure of a sentence is of: changes, comparisons, the year before, parts of years; both scripts."""

import time

import pytest

from corpus.script import fold
from corpus.subject import Period
from corpus.types import Span
from rag.changes import is_change
from rag.dated import Bond, said_before, times_of
from rag.figures import figures
from tests.cases.load import golden


def told(text, report):
    folded = fold(text)
    spans = [f.span for f in figures(folded) if not f.is_year]
    found = times_of(folded, spans, Period.parse(report) if report else None)
    return {span.of(folded): when for span, when in zip(spans, found, strict=True)}


@pytest.mark.parametrize(("given", "expected"), golden("dated", both=True, text_expected=False))
def test_the_time_of_each_figure(given, expected):
    found = told(given["text"], given["report"])
    assert [[figure, found[figure].year, found[figure].part] for figure, _, _ in expected] == expected


def test_the_ends_of_a_change_are_known():
    found = told("与2021年相比，会员由3.2万人增至4.5万人。", "2022")
    assert [when.change for when in found.values()] == [-1, 1]


def test_a_date_in_the_figures_own_clause_binds_and_an_opening_only_says():
    found = told("2020年，会员30人，2021年会员40人。", "2022")
    assert [when.bond for when in found.values()] == [Bond.SAID, Bond.BOUND]
    assert told("会员30人。", "2022")["30人"].bond is Bond.REPORT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("上年是39.0%", True),
        ("上年同期为1.2亿元", True),
        ("比上年末的43%高", True),
        ("比上年增长8%", False),
        ("与去年相比增长8%", False),
        ("收入3亿元", False),
    ],
)
def test_a_figure_of_the_year_before(text, said):
    assert said_before(text, 2022) is said


@pytest.mark.parametrize(
    ("before", "between", "change"),
    [
        ("会员由", "增至", True),
        ("会员从2020年底的", "提高到2022年的", True),
        ("满意度", "→", True),
        ("rose from ", " to ", True),
        ("会员", "，其中青年达", False),
        ("由山海公司出资", "，建成", False),
    ],
)
def test_words_of_a_change(before, between, change):
    assert is_change(before, between) is change


@pytest.mark.parametrize(
    "text", ["由1人增至" * 1500, "2020年" * 2000, "比上年的" * 2500, "上年3人，" * 1500, "（" * 6000]
)
def test_hostile_text_takes_no_time(text):
    began = time.process_time()
    times_of(text, [f.span for f in figures(text)], Period(2020))
    said_before(text, 2020)
    assert time.process_time() - began < 2.0


def test_no_figures_have_no_times():
    assert times_of("去年没有数字", [], Period(2020)) == []
    assert Span(0, 0).of("") == ""
