"""Figures of two places that do not agree: said side by side, and nothing where they may both be right."""

from dataclasses import replace

import pytest

from corpus.subject import Period, Subject
from corpus.types import Cell, Passage, Span
from rag.agreement import disagreement
from rag.compose import Claim, ShortAnswer
from rag.question import read_question
from tests.cases.load import golden


def claim(text, file="甲.md", year=2024, company=None):
    subject = Subject("摘要", company=company, period=Period(year) if year else None)
    given = Passage(
        file=file, span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=subject,
        headings=(), paragraph=1, runs=((0, 0),),
    )  # fmt: skip
    return Claim(given, Span(0, len(text)))


def sides(question, first, second, words):
    at = first.passage.text.index(words)
    claims = (first, second)
    found = disagreement(read_question(question), claims, ShortAnswer(0, Span(at, at + len(words))))
    return found and [place.span.of(claims[place.claim].passage.text) for place in found]


@pytest.mark.parametrize(("given", "expected"), golden("agreement", both=True))
def test_a_disagreement_is_found_where_it_is_sure(given, expected):
    question, first, second, words = given
    assert sides(question, claim(first), claim(second, "乙.md"), words) == expected


QUESTION, FIRST, SECOND = "2024年有多少个网点？", "2024年底，网点达240个。", "2024年底网点数为467个。"


def test_the_same_place_never_disagrees_with_itself():
    first = claim(FIRST)
    assert sides(QUESTION, first, claim(FIRST, "乙.md"), "240个") is None
    assert (
        sides(QUESTION, first, claim(SECOND), "240个") is None or first.passage.id != claim(SECOND).passage.id
    )


@pytest.mark.parametrize(
    ("one", "other", "found"), [("中国移动", "中国联通", False), ("中国移动", "中国移动", True)]
)
def test_the_documents_must_be_of_one_company(one, other, found):
    told = sides(QUESTION, claim(FIRST, company=one), claim(SECOND, "乙.md", company=other), "240个")
    assert (told is not None) == found


@pytest.mark.parametrize(("year", "found"), [(2024, True), (2023, False), (None, False)])
def test_a_sentence_without_a_year_is_of_its_document(year, found):
    told = sides("有多少个网点？", claim("网点达240个。"), claim("网点数为467个。", "乙.md", year), "240个")
    assert (told is not None) == found


def test_columns_of_a_table_are_of_their_own_part_of_the_year():
    text = "| 网点（个） | 240 | 120 |"
    row = claim(text)
    cells = tuple(
        Cell(Span(text.index(v), text.index(v) + 3), "网点", column, "个")
        for v, column in (("240", "2024年一季度"), ("120", "2024年二季度"))
    )
    row = replace(row, passage=replace(row.passage, cells=cells))
    assert sides("2024年一季度有多少个网点？", row, claim("2024年网点数为467个。", "乙.md"), "240") is None
    assert sides("2024年一季度有多少个网点？", row, claim("2024年一季度网点数为467个。", "乙.md"), "240") == [
        "240",
        "467个",
    ]


def test_nothing_to_compare():
    reading = read_question(QUESTION)
    assert disagreement(reading, (claim(FIRST),), ShortAnswer(0, Span(0, 4))) is None
    assert disagreement(reading, (claim(FIRST), claim(SECOND, "乙.md")), None) is None
    assert disagreement(reading, (claim(FIRST), claim(SECOND, "乙.md")), ShortAnswer(0, yes=True)) is None


def test_hostile_text_is_read_in_linear_time():
    text = "2024年底，网点达240个，" + "超过1个、" * 4000
    assert sides(QUESTION, claim(FIRST), claim(text, "乙.md"), "240个") is None
