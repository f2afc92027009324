"""Sentences about the rows of a table: the year of a column, the change between two."""

import pytest

from corpus.types import Cell, Span
from rag.claims import sentences_of
from tests.rag.claims.conftest import passage_of

TEXT = "指标 2021 2022 2023\n投诉量（件）1,315 903 573\n网点数（个）2,980 3,330 3,450"
ROWS = {"投诉量（件）": ("1,315", "903", "573"), "网点数（个）": ("2,980", "3,330", "3,450")}


@pytest.fixture(scope="module")
def table():
    cells = [
        Cell(
            value=Span(TEXT.index(value), TEXT.index(value) + len(value)),
            row=row,
            column=column,
            unit=row[-2],
        )
        for row, values in ROWS.items()
        for column, value in zip(("2021", "2022", "2023"), values, strict=True)
    ]
    return passage_of(TEXT, cells=tuple(cells))


@pytest.mark.parametrize(
    ("said", "strike"),
    [
        ("2022年的投诉量为903件[1]。", None),
        ("2023年的投訴量為903件[1]。", "time"),
        ("2023年的投诉量比2022年少[1]。", None),
        ("2023年的投訴量比2022年多[1]。", "direction"),
        ("投诉量从2021年起逐年减少[1]。", None),
        ("投訴量從2021年起逐年增加[1]。", "direction"),
        ("2023年的网点数为3,450个，2022年是3,330个[1]。", None),
        ("2023年的網點數為573個[1]。", "figure"),
    ],
)
def test_rows_are_told_by_year(checker, table, said, strike):
    (sentence,) = sentences_of(said)
    found = checker.check(sentence, [table])
    assert (found.strike and found.strike.value) == strike, found.over
