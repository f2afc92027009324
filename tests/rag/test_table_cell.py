"""Cells of tables with bars: the column that the question names, by words or by year, in either script."""

import pytest

from corpus.script import fold
from rag.table_cell import asked_cell, header_above

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
