"""Whether a sentence tells the kind of thing that is asked."""

import pytest

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Cell, Passage, Span
from index.types import Hit
from rag.evidence import candidates, weighting_of
from rag.question import read_question
from rag.told import inexact, is_void, other_ordinal, places_missing, told


def best(small, question, text, cells=()):
    found, at = [], 0
    for value, row, column, unit in cells:
        start = text.index(value, at)
        at = start + len(value)
        found.append(Cell(Span(start, at), row, column, unit))
    passage = Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),), cells=tuple(found),
    )  # fmt: skip
    reading = read_question(question)
    weighting, _ = weighting_of(reading, small.searcher.expander)
    return reading, candidates(reading, [Hit(passage, 0, 1, 0.5, 1.0, 0.8)], weighting=weighting)[0]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("网点有多少个？", "网点共120个。", 1.0),
        ("網點有多少個？", "網點遍佈各島。", 0.0),
        ("120个网点覆盖了多少人？", "网点共120个。", 0.0),
        ("書店哪一天開業？", "書店於2021年3月開業。", 0.0),
        ("书店哪一天开业？", "书店于2021年3月5日开业。", 1.0),
        ("書店幾月開業？", "書店於2021年3月開業。", 1.0),
        ("书店几月开业？", "书店于2021年开业。", 0.0),
        ("2021年書店何時開業？", "書店於2021年開業。", 0.0),
        ("書店是誰創辦的？", "書店由董事長創辦。", 1.0),
        ("书店是谁创办的？", "书店开业三年了。", 0.0),
        ("書店為什麼增設門市？", "由於讀者增加，書店增設門市。", 1.0),
        ("书店为什么增设门市？", "书店增设门市15家。", 0.0),
        ("書店的總部在哪裡？", "書店的總部設在杭州。", 1.0),
        ("杭州的书店总部在哪里？", "书店的总部设在杭州。", 0.0),
        ("哪家公司建了網點？", "網點由山海公司興建。", 1.0),
        ("哪家公司建了网点？", "网点建于海边。", 0.0),
        ("什么是网点？", "网点是指办理业务的地方。", 1.0),
        ("How many outlets are there?", "网点共120个。", 1.0),
    ],
)
def test_the_asked_kind_of_thing_is_told_or_not(small, question, text, expected):
    reading, candidate = best(small, question, text)
    assert told(reading, candidate) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("貴陽的網點有多少個？", "哈爾濱的網點有120個。", (True, True)),
        ("贵阳的网点有多少个？", "贵阳的网点有120个。", (False, False)),
        ("贵阳的网点有多少个？", "网点有120个。", (True, False)),
        ("網點有多少個？", "哈爾濱的網點有120個。", (False, False)),
        ("中国的网点有多少个？", "网点有120个。", (False, False)),
    ],
)
def test_a_place_that_is_asked_about_is_missing(small, question, text, expected):
    assert places_missing(*best(small, question, text)) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("第二批网点有多少个？", "首批网点有120个。", True),
        ("第二批網點有多少個？", "第2批網點有120個。", False),
        ("首批網點有多少個？", "第一批網點有120個。", False),
        ("首批网点有多少个？", "网点有120个。", False),
        ("第三届书展有多少人？", "第二届书展有120人，第三届有150人。", False),
        ("第三屆書展有多少人？", "第二屆書展有120人。", True),
        ("书店首届书展", "第十大书店", False),
    ],
)
def test_another_one_of_several_is_told(small, question, text, expected):
    assert other_ordinal(*best(small, question, text)) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [("2021年网点数有多少个？", True), ("2022年網點數有多少個？", False), ("2021年的巴士？", False)],
)
def test_a_row_may_hold_nothing_for_the_asked_year(small, question, expected):
    text = "网点数 / 120"
    cells = (("/", "网点数", "2021年", "个"), ("120", "网点数", "2022年", "个"))
    reading, candidate = best(small, question, text, cells)
    assert fold(candidate.text) == text
    assert is_void(reading, candidate) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("書店哪一天開業？", "書店於2021年3月開業。", True),
        ("书店哪一天开业？", "书店于2021年3月5日开业。", False),
        ("書店哪一年開業？", "書店於2021年開業。", False),
        ("书店几月开业？", "书店于2021年开业。", True),
        ("書店開了幾天？", "書店開了三年。", False),
    ],
)
def test_a_day_that_is_asked_is_told_or_not(small, question, text, expected):
    reading, candidate = best(small, question, text)
    assert inexact(reading, [candidate]) is expected
