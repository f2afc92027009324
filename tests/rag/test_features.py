"""Measures of sentences."""

from dataclasses import astuple

import pytest

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Cell, Passage, Span
from index.types import Hit
from rag.evidence import measured, weighting_of
from rag.features import Features, holds
from rag.question import AnswerKind, read_question


@pytest.mark.parametrize(
    ("kind", "text", "asked", "expected"),
    [
        (AnswerKind.FIGURE, "新建120个", {"个"}, 1.0),
        (AnswerKind.FIGURE, "新建120座", {"个"}, 0.4),
        (AnswerKind.FIGURE, "新建了一些", {"个"}, 0.0),
        (AnswerKind.FIGURE, "从2024年起", {"个"}, 0.0),
        (AnswerKind.FIGURE, "新建120座", set(), 1.0),
        (AnswerKind.FIGURE, "带动就业数量（万人） 35.6", {"人"}, 1.0),
        (AnswerKind.DATE, "3月上线", set(), 1.0),
        (AnswerKind.DATE, "已经上线", set(), 0.0),
        (AnswerKind.REASON, "为了减少空载", set(), 1.0),
    ],
)
def test_what_holds_the_kind_of_answer(kind, text, asked, expected):
    assert holds(kind, text, frozenset(asked)) == expected


def measures(small, question, text, cells=()):
    """Measure the first sentence of a text; ``cells`` are (value, row, column, unit)."""
    found, at = [], 0
    for value, row, column, unit in cells:
        start = text.index(value, at)
        at = start + len(value)
        found.append(Cell(Span(start, at), row, column, unit))
    passage = Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"),
        headings=("網點",), paragraph=1, runs=((0, 0),), cells=tuple(found),
    )  # fmt: skip
    reading = read_question(question)
    weighting, _ = weighting_of(reading, small.searcher.expander)
    return next(measured(reading, [Hit(passage, 0, 1, 0.5, 1.0, 0.5)], weighting))[2]


@pytest.mark.parametrize(
    ("name", "question", "yes", "no"),
    [
        ("fresh", "2022年建成120個網點之後又建了多少個？", "其後再建成35個網點。", "建成120個網點。"),
        ("fresh", "网点有多少个？", "网点有120个。", "网点很多。"),
        ("date", "2023年的網點何時設立？", "網點於5月設立。", "2023年網點設立。"),
        ("cue", "什么是网点？", "网点是指办理业务的地方。", "网点很多。"),
        ("cue", "為何增設網點？", "由於居民增加，增設網點。", "增設網點120個。"),
        ("items", "有哪三種網點？", "網點分甲、乙、丙、丁四種。", "網點分三種。"),
        ("latin", "5G-A网点有多少？", "5G-A网点120个。", "网点120个。"),
        ("stock", "有多少個網點？", "網點總數120個。", "新增網點120個。"),
        ("part", "網點有多少個？", "廣東網點120個。", "網點120個。"),
        ("short", "网点有多少个？", "网点120个。", "海湾区一共设有网点120个，遍布各岛。"),
        ("other_year", "2023年网点有多少？", "2022年网点80个。", "2023年网点120个。"),
        ("near", "網點有多少個？", "網點120個，巴士若干輛，渡輪若干艘。", "巴士120輛，渡輪若干艘，另有一些網點。"),
    ],
)  # fmt: skip
def test_a_measure_tells_two_sentences_apart(small, name, question, yes, no):
    assert getattr(measures(small, question, yes), name) > getattr(measures(small, question, no), name)


@pytest.mark.parametrize(
    ("hant", "hans"), [("2023年有多少個網點？", "2023年有多少个网点？"), ("網點何時設立？", "网点何时设立？")]
)
def test_both_scripts_measure_the_same(small, hant, hans):
    for text in ("2023年網點120個，於5月設立。", fold("2023年網點120個，於5月設立。")):
        assert measures(small, hant, text) == measures(small, hans, text)


def test_measures_stay_near_their_range(small):
    found = measures(small, "2023年海灣區有多少個網點？", "2023年海灣區網點120個，比2022年多。")
    assert all(-1.0 <= value <= 1.5 for value in astuple(found))
    assert len(astuple(found)) == len(Features.names())
