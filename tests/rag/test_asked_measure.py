"""Money, a share, a time or a size: which one is asked, and whether a sentence tells one."""

import pytest

from corpus.script import fold, to_script
from corpus.types import Script
from rag.asked_measure import lacks_measure, measure_asked
from tests.rag.test_told import best


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("一張船票要幾多錢？", "money"),
        ("學員一年要交多少學費？", "money"),
        ("员工的平均工资是多少？", "money"),
        ("How much did the ferry cost?", "money"),
        ("成本省下幾成？", "share"),
        ("电费占百分之几？", "share"),
        ("修好碼頭用了多久？", "time"),
        ("海底電纜全長多少公里？", "size"),
        ("識別率有多高？", None),
        ("營收增長了多少？", None),
        ("岛上有多少户？", None),
    ],
)
def test_the_measure_of_a_question_is_read(question, expected):
    for text in (question, to_script(question, Script.HANS)):
        measure = measure_asked(fold(text).lower())
        assert (measure and measure.name) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("一張船票要幾多錢？", "渡輪全年載客45萬人次。", True),
        ("一张船票要多少钱？", "船票每张12元。", False),
        ("書店的營收是多少？", "書店售出圖書300本。", True),
        ("书店的营收是多少？", "营收3.2亿元。", False),
        ("海底電纜全長多少公里？", "電纜連接33個島嶼。", True),
        ("岛上有多少户？", "岛上有300人。", False),
        ("書店為什麼關門？", "書店關了3年。", False),
    ],
)
def test_a_sentence_lacks_the_asked_measure_or_tells_it(small, question, text, expected):
    assert lacks_measure(*best(small, question, text)) is expected


def test_the_unit_of_a_tables_column_is_told_in_its_row(small):
    cells = (("12", "船票", "2021年", "元"),)
    assert not lacks_measure(*best(small, "船票要多少钱？", "船票 12", cells))
    assert lacks_measure(*best(small, "船票要多少钱？", "船票 12"))
