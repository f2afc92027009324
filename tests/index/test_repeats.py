"""Repeats: nearly the same words and the same figures, about the same company and time."""

import numpy as np
import pytest

from corpus.script import convert
from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from index.repeats import repeated

TEXT = "食堂去年新开了两间分店，全年接待了38.5万人次，比前一年增加一成，附近居民说排队的时间短了许多。"


def passage(text: str, company: str | None = None, period: Period | None = None) -> Passage:
    whole = Span(0, len(text))
    subject = Subject("题", company=company, period=period)
    return Passage("a.md", whole, whole, text, subject, (), 1, ((0, 0),))


def alike(*passages: Passage) -> list[bool]:
    return repeated(passages, np.ones((len(passages), 1), dtype=np.float32))


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (TEXT, True),
        (convert(TEXT, "s2t"), True),
        (TEXT.replace("，", "，\n"), True),
        (TEXT.replace("许多", "不少"), True),
        (TEXT.replace("38.5", "39.5"), False),
        (TEXT + "旁边的书店也在年底开了门，卖旧书和文具，夜里十点才关。", False),
        ("工地停工三天。", False),
        ("", False),
    ],
)
def test_the_same_words_and_figures_are_a_repeat(text, again):
    assert alike(passage(TEXT), passage(text)) == [False, again]


def test_another_company_or_period_says_it_for_itself():
    first = passage(TEXT, "甲", Period(2023))
    assert alike(first, passage(TEXT, "乙", Period(2023)), passage(TEXT, "甲", Period(2024))) == [False] * 3
    assert alike(first, passage(TEXT, "甲", Period(2023))) == [False, True]


def test_only_close_vectors_are_compared():
    assert repeated([passage(TEXT)] * 2, np.eye(2, dtype=np.float32)) == [False, False]


def test_the_first_of_many_stays():
    assert alike(*[passage(TEXT)] * 4) == [False, True, True, True]
    assert alike() == []
