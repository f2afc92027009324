"""Tables of texts with line breaks: bars and spaces, wrapped labels, heads carried; never a pairing by chance."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.tables.blocks import read_tables
from corpus.types import ParagraphKind
from tests.cases.load import golden
from tests.cases.texts import HAN_OR_DIGIT, texts


def blocks_of(source):
    return read_tables(to_blocks(split_lines(source)))


@pytest.mark.parametrize(("source", "expected"), golden("tables"))
def test_the_cells_of_a_table_know_their_row_column_unit_and_note(source, expected):
    found = [
        [[c.row, c.column, c.value.of(block.text), c.unit, c.note] for c in block.cells]
        for block in blocks_of(source)
        if block.cells
    ]
    assert found == expected


_LINES = st.sampled_from(
    ["指标名称 2021 2022 2023", "項目 2022年 2023年", "邮车（辆） 310 322 340", "郵筒（個） 12 13", "7.8 8.1 8.4", "/ / 3",
     "员工培训", "員工參與培訓", "人次（人次）", "（万元）1 / 850 908", "1 16.42 17.59 18.41", "注：1. 含外聘。", "57", "議", "",
     "| 项目 | 2022年 |", "|---|---|", "| 收入（元） | 12 |", "| | - |", "本局去年换了车。", "# 年報", "（單位：元）", "53.5 36.1"]
)  # fmt: skip


@given(st.one_of(texts, st.lists(_LINES, max_size=25).map("\n".join), st.lists(_LINES).map("\n\n".join)))
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_and_every_cell_holds_words_of_its_block(source):
    before = to_blocks(split_lines(source))
    after = read_tables(before)
    assert "".join(HAN_OR_DIGIT.findall("".join(b.text for b in after))) == "".join(
        HAN_OR_DIGIT.findall("".join(b.text for b in before))
    )
    offsets = [int(at) for block in after for at in block.content.offsets]
    assert len(offsets) == len(set(offsets))
    for block in after:
        rises = block.content.offsets[1:] > block.content.offsets[:-1]
        assert bool(rises.all())
        for cell in block.cells:
            assert block.kind is ParagraphKind.TABLE
            value = cell.value.of(block.text)
            assert value == value.strip() != ""
            assert "\n" not in value
            assert cell.row


def test_a_table_is_one_block_with_its_title_and_unit_and_what_is_around_stays():
    source = "前文到此為止。\n\n派遞量\n\n（單位：萬件）\n\n地區 2022年 2023年\n\n港島 310 322\n\n新界 890 915\n\n後文由此開始。\n"
    kinds = [(block.kind.value, block.text) for block in blocks_of(source)]
    assert kinds == [
        ("text", "前文到此為止。"),
        ("table", "派遞量\n（單位：萬件）\n地區 2022年 2023年\n港島 310 322\n新界 890 915"),
        ("text", "後文由此開始。"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("337 99 750个 % Mbps", "fragment"),
        ("53.5 36.1", "fragment"),
        ("260 521億分鐘 萬人", "fragment"),
        ("全年投递 53.5 36.1", "text"),
        ("12.5 %", "text"),
    ],
)
def test_figures_read_across_without_labels_are_a_fragment(line, kind):
    blocks = blocks_of(f"乡村投递 城区投递\n\n{line}\n\n其后是正文，说的是别的事情。\n")
    found = next(block for block in blocks if block.text.startswith(line[:4]))
    assert (found.kind.value, found.cells) == (kind, ())


def test_a_long_table_goes_on_in_a_second_block_under_the_same_columns():
    rows = "\n".join(f"第{i}投递段全年投递邮件总数量（件） {i},100 {i},200" for i in range(100, 400))
    tables = [block for block in blocks_of(f"指标名称 2022 2023\n{rows}\n") if block.cells]
    assert len(tables) > 1
    assert max(len(block.text) for block in tables) < 7000
    assert sum(len(block.cells) for block in tables) == 600
    assert {cell.column for block in tables for cell in block.cells} == {"2022", "2023"}


@pytest.mark.parametrize(
    "line", ["| " * 40, "2022 " * 30, "约 " * 60, "邮车（辆" * 30, "1,1" * 60 + " 2", "- " * 90]
)
def test_hostile_lines_take_no_more_than_their_length(line):
    source = "指标名称 2021 2022 2023\n" + f"{line}\n" * (200_000 // len(line))
    assert "".join(re.findall(r"\d", "".join(b.text for b in blocks_of(source)))) == "".join(
        re.findall(r"\d", source)
    )
