"""What a language model may not tell: each reason from a draft of its own; a plain quotation is told."""

import pytest

from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from rag.compose import Claim, Draft, ShortAnswer
from rag.question import read_question
from rag.unasked import Unasked, unasked


def claim(text, file):
    given = Passage(
        file=file, span=Span(0, len(text)), source=Span(0, len(text)), text=text, headings=(), paragraph=1,
        subject=Subject("摘要", period=Period(2024)), runs=((0, 0),),
    )  # fmt: skip
    return Claim(given, Span(0, len(text)))


def draft_of(*texts, short="240", answerable=0.9):
    claims = tuple(claim(text, f"{number}.md") for number, text in enumerate(texts))
    at = texts[0].index(short) if texts else 0
    bare = ShortAnswer(0, Span(at, at + len(short) + 1)) if texts else None
    return Draft(claims, 0.9, answerable, bare)


@pytest.mark.parametrize(
    ("question", "texts", "answerable", "why"),
    [
        ("2024年有多少个网点？", ["2024年底，网点达240个。"], 0.9, None),
        ("2024年有多少個網點？", ["2024年底，網點達240個。"], 0.9, None),
        ("2024年有多少个网点？", ["2024年底，网点达240个。"], 0.1, Unasked.NO_ANSWER),
        ("2024年有多少個網點？", [], 0.9, Unasked.NO_ANSWER),
        (
            "2024年有多少个网点？",
            ["2024年底，网点达240个。", "2024年底网点数为467个。"],
            0.9,
            Unasked.DISPUTED,
        ),
        (
            "2024年有多少個網點？",
            ["2024年底，網點達240個。", "2024年底網點數為467個。"],
            0.9,
            Unasked.DISPUTED,
        ),
        ("为什么网点减少了？", ["2024年底，网点增至240个。"], 0.9, Unasked.CORRECTED),
        ("為什麼網點減少了？", ["2024年底，網點增至240個。"], 0.1, Unasked.CORRECTED),
    ],
)
def test_why_a_model_is_not_asked(question, texts, answerable, why):
    assert unasked(read_question(question), draft_of(*texts, answerable=answerable), 0.5) is why
