"""What a figure covers is said beside it."""

import pytest

from corpus.subject import Subject
from corpus.types import Passage, Span
from rag.compose import Claim
from rag.covering import covering
from rag.question import read_question


def told(question, text, figure):
    passage = Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),),
    )  # fmt: skip
    at = text.index(figure)
    return covering(read_question(question), Claim(passage, Span(0, len(text))), Span(at, at + len(figure)))


@pytest.mark.parametrize(
    ("question", "text", "figure", "expected"),
    [
        ("有多少個網點？", "截至2024年底，在大灣區累計建成網點23個。", "23個", "（大灣區）"),
        ("有多少个网点？", "截至2024年底，在大灣區累計建成網點23個。", "23個", "（大湾区）"),
        ("大灣區有多少個網點？", "截至2024年底，在大灣區累計建成網點23個。", "23個", ""),
        ("有多少个网点？", "截至2024年底，累计建成网点240个。", "240个", ""),
        ("有多少个网点？", "广东建成网点31个。", "31个", "（广东）"),
        ("廣東有多少個網點？", "广东建成网点31个。", "31个", ""),
        ("How many outlets are there?", "广东建成网点31个。", "31个", " (广东)"),
        ("網點何時設立？", "廣東於2021年建成網點。", "2021年", ""),
        ("新建了多少个网点？", "2024年新建网点46个。", "46个", ""),
    ],
)
def test_a_regions_figure_is_told_to_be_one(question, text, figure, expected):
    assert told(question, text, figure) == expected


def test_what_is_no_quotation_covers_nothing():
    passage = Passage("a.md", Span(0, 2), Span(0, 2), "23", Subject("摘要"), (), 1, ((0, 0),))
    assert covering(read_question("有多少？"), Claim(passage, Span(0, 2)), None) == ""
