"""Cells of tables with bars: the column that the question names, by words or by year, in either script."""

import pytest

from corpus.script import fold
from corpus.subject import Period, Subject
from corpus.types import Cell, Passage, Span
from index.types import Hit
from rag.evidence import Candidate, Weighting
from rag.question import content_of, read_question
from rag.short import short_answer
from rag.table_cell import asked_cell, cell_asked, header_above, row_named

HEADER = "| 季度（億元）| 一季度 | 四季度 | 2023年底 |"
ROW = "| 淨利潤 | 20.3 | 4.7 | 73.0 |"


@pytest.mark.parametrize(
    ("question", "years", "cell"),
    [
        ("第四季度淨利潤是多少？", [], "4.7"),
        ("一季度的净利润？", [], "20.3"),
        ("2023年的淨利潤", [2023], "73.0"),
        ("净利润是多少？", [], None),
        ("一季度和四季度分別是多少？", [], None),
        ("2021年的净利润", [2021], None),
    ],
)
def test_the_cell_under_the_one_heading_that_the_question_names_is_found(question, years, cell):
    row = fold(ROW)
    found = asked_cell(fold(question), years, fold(HEADER), row)
    assert (found.of(row) if found else None) == cell


def test_a_row_with_other_cells_than_its_head_gives_none():
    assert asked_cell("四季度", [], fold(HEADER), "| 淨利潤 | 20.3 |") is None


def test_the_head_is_the_first_line_of_the_same_table():
    text = f"前文。\n{HEADER}\n| 收入 | 1 | 2 | 3 |\n{ROW}"
    assert header_above(text, text.index(ROW)) == HEADER
    assert header_above(text, text.index(HEADER)) is None


def passage_of(cells, year=None, also=""):
    """A passage of one row per label, with its cells: {row: {column: value}}."""
    text, found = also, []
    for row, values in cells.items():
        text += f"{row} "
        for column, value in values.items():
            found.append(Cell(Span(len(text), len(text) + len(value)), row, column, None))
            text += f"{value} "
        text += "\n"
    period = Period(year) if year else None
    return Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, headings=(), paragraph=1,
        subject=Subject("年報", period=period), runs=((0, 0),), cells=tuple(found),
    )  # fmt: skip


def asked(question, years, passage):
    choice = cell_asked(fold(question), years, passage, Span(0, len(passage.text)))
    return choice.span.of(passage.text) if choice.span else choice.decided


POST = {
    "郵務收入（億元）": {"2021": "12.1", "2022": "12.9", "2023": "13.4"},
    "廢紙處置量（噸）": {"2021": "/", "2022": "84.3", "2023": "92.1"},
    "櫃台服務 / 員工總數（人）": {"2021": "410", "2022": "402", "2023": "398"},
}
GROWTH = {
    "其中：包裹收入": {"2023年": "9.8", "2022年": "9.1", "本年比上年增减(%)": "7.7"},
    "净利润": {"2023年": "1.2", "2022年": "1.4", "本年比上年增减(%)": "-14.3"},
}
QUARTERS = {"快递收入": {"第一季度（1-3月份）": "20.3", "第二季度（4-6月份）": "21.7"}}
NINE = {"每股收益（元/股）": {"2023年前三季度（1-9月）": "0.22", "2022年前三季度（1-9月）": "0.19"}}
BALANCE = {"货币资金": {"2023年12月31日": "68.3", "2022年12月31日": "46.2"}}
SHARES = {"乡村邮路": {"2023年 / 累计支出": "103.9", "2023年 / 占比": "36.65%", "2022年 / 累计支出": "99.0"}}


@pytest.mark.parametrize(
    ("question", "years", "cells", "value"),
    [
        ("2022年邮务收入是多少亿元？", [2022], POST, "12.9"),
        ("2023年的廢紙處置量", [2023], POST, "92.1"),
        ("2022年柜台服务有多少员工？", [2022], POST, "402"),
        ("2023年廢紙處置率是多少？", [2023], POST, False),
        ("2021年廢紙處置量是多少噸？", [2021], POST, True),
        ("2019年郵務收入是多少？", [2019], POST, True),
        ("2022年和2023年郵務收入各是多少？", [2022, 2023], POST, False),
        ("2023年房租是多少？", [2023], POST, False),
        ("2023年包裹收入增長了多少？", [2023], GROWTH, "7.7"),
        ("2022年包裹收入增长了多少？", [2022], GROWTH, False),
        ("2023年淨利潤是多少？", [2023], GROWTH, "1.2"),
        ("第二季度快遞收入是多少？", [], QUARTERS, "21.7"),
        ("第三季度快遞收入是多少？", [], QUARTERS, False),
        ("2023年每股收益是多少？", [2023], NINE, False),
        ("2023年前三季度每股收益是多少？", [2023], NINE, "0.22"),
        ("2022年底貨幣資金是多少？", [2022], BALANCE, "46.2"),
        ("2023年乡村邮路支出是多少？", [2023], SHARES, "103.9"),
        ("2023年鄉村郵路的佔比", [2023], SHARES, "36.65%"),
    ],
)
def test_the_cell_of_the_named_row_and_year_or_none(question, years, cells, value):
    assert asked(question, years, passage_of(cells)) == value


def test_the_report_s_own_year_stands_in_for_one_that_is_not_named():
    assert asked("邮务收入是多少？", [], passage_of(POST, year=2023)) == "13.4"
    assert asked("邮务收入是多少？", [], passage_of(POST)) is False


def test_two_rows_named_alike_decide_nothing():
    twice = {"城区 / 网点数": {"2023": "31"}, "乡村 / 网点数": {"2023": "52"}}
    assert asked("2023年网点数是多少？", [2023], passage_of(twice)) is False
    assert asked("2023年鄉村網點數是多少？", [2023], passage_of(twice)) == "52"


def test_cells_outside_the_quoted_place_are_not_chosen():
    passage = passage_of(POST)
    assert not cell_asked("2022年邮务收入", [2022], passage, Span(30, len(passage.text))).decided


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2022年郵務收入是多少億元？", "12.9"),
        ("2023年邮务收入是多少亿元？", "13.4"),
        ("2019年郵務收入是多少億元？", None),
    ],
)
def test_the_short_answer_of_a_row_is_the_asked_cell(small, question, value):
    passage = passage_of(POST)
    whole = Span(0, len(passage.text))
    hit = Hit(passage, 0, 1, 0.5, 1.0, 0.5)
    candidate = Candidate(hit, whole, fold(passage.text), 0.5, 0.5, 1.0, 0.0, 0.0, 1.0, frozenset())
    reading, expander = read_question(question), small.searcher.expander
    worth = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical).worth
    found = short_answer(reading, [candidate], worth, [()])
    assert (found.span.of(passage.text) if found else None) == value


QUARTER = {
    "归属于股东的净利润": {"本报告期": "204", "比上年同期增减": "24.5", "年初至报告期末": "683"},
    "归属于股东的扣除非经常性损益的净利润": {
        "本报告期": "180",
        "比上年同期增减": "33.6",
        "年初至报告期末": "652",
    },
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("2022年第三季度归属于股东的净利润是多少？", "204"),
        ("2022年第三季度歸屬於股東的淨利潤是多少？", "204"),
        ("2022年前三季度归属于股东的净利润是多少？", "683"),
        ("2022年前三季歸屬於股東的淨利潤有多少？", "683"),
        ("2022年归属于股东的净利润是多少？", None),
    ],
)
def test_the_reports_own_period_is_the_quarter_and_so_far_the_quarters_up_to_it(question, expected):
    passage = passage_of(QUARTER, year=2022)
    choice = cell_asked(fold(question), [2022], passage, Span(0, len(passage.text)))
    assert (choice.span.of(passage.text) if choice.span else None) == expected


def test_a_row_is_named_by_as_much_of_its_label_as_the_question_says():
    asked = fold("2022年第三季度歸屬於股東的淨利潤是多少？")
    shares = [
        cell_asked(asked, [2022], passage, Span(0, len(passage.text))).named
        for passage in (passage_of({row: cells}, year=2022) for row, cells in QUARTER.items())
    ]
    assert shares[0] == 1.0
    assert shares[1] < 0.8


def test_the_share_of_a_label_that_is_said():
    assert row_named("净利润是多少？", "淨利潤") == 1
    assert row_named("净利润是多少？", "營業收入") == 0
    assert row_named("净利润是多少？", "") == 1
