"""Flattened tables: figures parted where only one way is left, labels and columns given, nothing by chance."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tables.flattened import find_tables
from tests.cases.load import golden
from tests.cases.texts import texts


@pytest.mark.parametrize(("text", "expected"), golden("flat_tables"))
def test_rows_and_cells_of_a_flattened_table(text, expected):
    found = [
        {
            "rows": [row.of(text) for row in table.rows],
            "cells": [[c.row, c.column, c.value.of(text), c.unit] for c in table.cells],
        }
        for table in find_tables(text)
    ]
    assert found == expected


_PIECES = st.sampled_from(
    ["单位：元", "（單位：億元）", "项目", "2023年2022年", "2023年12月31日", "本報告期", "本年比上年增减(%)", "累计支出占比", "营业收入", "其中：",
     "郵遞收入", "1,234,567", "2,345", "12.3", "0", "-45,678", "45.67%", "不適用", "8.7", "增加0.50个百分点", "合计", "。", "3.2", "4",
     "（净亏损", "以负号填列）", "流动资产："]
)  # fmt: skip


@given(st.one_of(texts, st.lists(_PIECES, max_size=40).map("".join)))
@settings(max_examples=300, deadline=None)
def test_tables_do_not_overlap_and_their_cells_lie_in_their_rows(text):
    at = 0
    for table in find_tables(text):
        assert at <= table.span.start < table.span.end <= len(text)
        at = table.span.end
        below = table.span.start
        for row in table.rows:
            assert below <= row.start < row.end <= table.span.end
            below = row.end
        before = 0
        for cell in table.cells:
            assert before <= cell.value.start < cell.value.end
            assert any(row.start <= cell.value.start and cell.value.end <= row.end for row in table.rows)
            assert set(cell.value.of(text)) <= set(
                "0123456789,.%-−－—/不适適用未披露個个百分點点增加減减少上升下降提高降低"
            )
            before = cell.value.end


@given(
    st.lists(
        st.tuples(st.integers(1000, 10**11), st.integers(1000, 10**11), st.integers(-(10**9), -1000)), min_size=2, max_size=6
    )
)  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_whole_amounts_come_out_as_they_went_in(rows):
    names = "甲乙丙丁戊己"
    text = "单位：元项目2023年2022年2021年" + "".join(
        f"业务{names[i]}{''.join(f'{v:,}' for v in row)}" for i, row in enumerate(rows)
    )
    (table,) = find_tables(text)
    assert [c.value.of(text) for c in table.cells] == [f"{v:,}" for row in rows for v in row]


@pytest.mark.parametrize(
    "piece",
    [
        "2023年2022年",
        "项目2023年2022年收入1,2",
        "单位：元",
        "0.1",
        "1,234",
        "增加",
        "（",
        "第一季度",
        "本期" * 3,
        "占比",
        "不适用",
        "1.",
        "收入12，",
    ],
)
def test_hostile_text_takes_about_a_second_a_megabyte(piece):
    text = "单位：元项目2023年2022年" + piece * (250_000 // len(piece))
    start = time.process_time()
    find_tables(text)
    assert time.process_time() - start < 2.5
