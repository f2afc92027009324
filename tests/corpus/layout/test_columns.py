"""Columns that were read across: golden cases, and that nothing is lost or joined over them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.layout.blocks import to_blocks
from corpus.layout.columns import untangle_columns
from corpus.layout.lines import split_lines
from tests.cases.load import golden


@pytest.mark.parametrize(("source", "expected"), golden("columns"))
def test_golden_cases(source, expected):
    assert [b.text for b in to_blocks(untangle_columns(split_lines(source)).lines)] == expected


@given(
    st.lists(
        st.sampled_from(
            ["甲欄第一行說倉庫擴建", "并且加装了新的货架。", "站點", "42", "   ", "\t", "\u3000\u3000", "\n"]
        ),
        max_size=40,
    )
)
def test_no_character_is_lost_or_doubled(pieces):
    lines = split_lines("".join(pieces))
    before = [
        o
        for line in lines
        for o, char in zip(line.content.offsets.tolist(), line.text, strict=True)
        if not char.isspace()
    ]
    done = untangle_columns(lines).lines
    after = [
        o
        for line in done
        for o, char in zip(line.content.offsets.tolist(), line.text, strict=True)
        if not char.isspace()
    ]
    assert sorted(after) == before


def test_columns_bear_numbers_and_follow_each_other():
    source = (
        "甲栏第一行说仓库扩建      乙栏第一行说车队更新\n并且加装了新的货架。      而且全部换成电动车。\n"
    )
    lines = untangle_columns(split_lines(source)).lines
    assert [line.column for line in lines] == [1, 1, 2, 2]
    assert lines[2].content.offsets[0] < lines[1].content.offsets[0]
