"""Where a table says what its value is counted in: golden tables of our own in both scripts."""

import pytest

from corpus.script import to_script
from corpus.subject import Subject
from corpus.types import Cell, Passage, Script, Span
from rag.bare import bare_answer
from rag.compose import Claim, Draft, ShortAnswer
from rag.question import read_question
from rag.table_unit import line_at, unit_place

QUARTERS = "| 2022年分季（億元）| 一季 | 二季 |\n| 收入 | 8.2 | 7.3 |\n| 淨利潤 | 2.3 | 1.6 |"
COLUMNS = "| 書店 | 規模（萬冊）| 增速（%）|\n| 東門 | 33 | 8.5 |"
BESIDE = "| 成果 | 數值 | 單位 |\n| 借出圖書 | 3.71 | 萬冊 |"
LABELLED = "| 書店 | 2023年底 |\n| 活躍讀者（萬，超過）| 2,000 |"
STATED = "單位：億元\n收入 8.2\n淨利潤 2.3"


def passage(text, value, unit=None, column=""):
    at = text.rindex(value)
    cells = (Cell(Span(at, at + len(value)), "", column, unit),)
    return Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),), cells=cells,
    ), cells[0].value  # fmt: skip


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@pytest.mark.parametrize(
    ("text", "value", "unit", "expected", "line"),
    [
        (QUARTERS, "1.6", "億元", "億元", "| 2022年分季（億元）| 一季 | 二季 |"),
        (COLUMNS, "33", None, "萬冊", "| 書店 | 規模（萬冊）| 增速（%）|"),
        (COLUMNS, "8.5", None, "%", "| 書店 | 規模（萬冊）| 增速（%）|"),
        (BESIDE, "3.71", None, "萬冊", "| 借出圖書 | 3.71 | 萬冊 |"),
        (LABELLED, "2,000", None, "萬", "| 活躍讀者（萬，超過）| 2,000 |"),
        (STATED, "2.3", "億元", "億元", "單位：億元"),
        ("| 書店 | 規模（萬冊）|\n| 東門 | 33冊 |", "33冊", None, None, None),
        ("| 書店 | 規模 |\n| 東門 | 33 |", "33", None, None, None),
        ("收入（億元）很好。\n東門 33", "33", None, None, None),
    ],
)
def test_the_place_of_a_unit(text, value, unit, expected, line, script):
    text, value = to_script(text, script), to_script(value, script)
    found, span = passage(text, value, to_script(unit, script) if unit else None)
    place = unit_place(found, span)
    assert (place.of(text) if place else None) == (to_script(expected, script) if expected else None)
    if place and line:
        assert line_at(found, place).of(text) == to_script(line, script)


def test_the_bare_answer_carries_a_unit_only_where_quoted_words_hold_it():
    found, value = passage(QUARTERS, "1.6", "億元")
    row, head = Span(QUARTERS.index("| 淨"), len(QUARTERS)), Span(0, QUARTERS.index("\n"))
    reading = read_question("2022年第二季度的净利润是多少？")
    short = ShortAnswer(0, value)
    both = Draft((Claim(found, row), Claim(found, head)), 1.0, 1.0, short)
    told, derivation = bare_answer(reading, both)
    assert told == "1.6亿元"
    assert derivation is not None
    assert derivation.operands == ("1.6", "億元")
    assert bare_answer(reading, Draft((Claim(found, row),), 1.0, 1.0, short)) == ("1.6", None)
