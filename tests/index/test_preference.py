"""What years, companies and periods add: the fit of every passage, read once when an index is opened."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.about import built_in
from corpus.subject import Period, PeriodKind, Subject
from corpus.types import Passage, Span
from index.preference import Marked, _Marks

FACTS = st.lists(st.frozensets(st.integers(2018, 2024), max_size=3), max_size=12)


def passage(text: str, *, company: str | None = None, period: Period | None = None) -> Passage:
    return Passage(
        "a.md",
        Span(0, len(text)),
        Span(0, len(text)),
        text,
        Subject("题", company=company, period=period),
        (),
        1,
        ((0, 0),),
    )


@given(FACTS, st.frozensets(st.integers(2018, 2024), max_size=3))
def test_the_fit_is_one_for_what_is_asked_and_minus_one_for_others_alone(values, asked):
    expected = [0 if not asked or not own else 1 if asked & own else -1 for own in values]
    found = _Marks.of(values).fit(asked)
    assert found.dtype == np.float32
    assert found.tolist() == expected


def test_years_are_those_of_the_text_and_of_the_document():
    marked = Marked(
        [
            passage("食堂在2023年開了兩間。"),
            passage("食堂开了两间。", period=Period(2023)),
            passage("2021年的食堂。", period=Period(2023)),
            passage("食堂的門牌是120231。"),
            passage("2022年的食堂。"),
        ],
        built_in(),
    )
    assert marked.year_fit({2023}).tolist() == [1, 1, 1, 0, -1]
    assert marked.year_fit({2021, 2022}).tolist() == [-1, -1, 1, 0, 1]
    assert marked.year_fit(()).tolist() == [0] * 5


def test_companies_are_known_in_both_scripts_and_by_their_document():
    marked = Marked(
        [passage("中國聯通的食堂。"), passage("食堂。", company="中国移动"), passage("食堂。")], built_in()
    )
    assert marked.company_fit({"中国联通"}).tolist() == [1, -1, 0]
    assert marked.company_fit({"中国移动", "中国联通"}).tolist() == [1, 1, 0]


def test_parts_of_the_year_are_told_from_the_year():
    third, first = Period(2020, PeriodKind.QUARTER, 3), Period(2020, PeriodKind.QUARTER, 1)
    marked = Marked(
        [
            passage("食堂。", period=p)
            for p in (third, first, Period(2020), Period(2019, PeriodKind.HALF, 1), None)
        ],
        built_in(),
    )
    weights = {"period_weight": 0.5, "part_weight": 0.25}
    assert marked.period_fit({2020}, {third}, **weights).tolist() == [0.5, -0.5, 0, 0, 0]
    assert marked.period_fit({2020}, (), **weights).tolist() == [-0.25, -0.25, 0, 0, 0]
    assert marked.period_fit((), {third}, **weights).tolist() == [0] * 5
