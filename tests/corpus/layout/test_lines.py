"""Lines to blocks: golden cases through ``split_lines`` and ``to_blocks``, and the layout of a file."""

import pytest
from hypothesis import given

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import Layout, split_lines
from tests.cases.load import golden
from tests.cases.texts import texts


@pytest.mark.parametrize(("source", "expected"), golden("lines"))
def test_golden_cases(source, expected):
    assert [[b.kind.value, b.level, b.content.text] for b in to_blocks(split_lines(source))] == expected


def test_lines_know_what_stands_around_them():
    first, second, third = split_lines("標題\n\n\n\u3000縮排的一行  \n末行\n")
    assert (first.blank_before, second.blank_before, third.blank_before) == (0, 2, 0)
    assert (first.indented, second.indented, second.hard_break, third.hard_break) == (
        False,
        True,
        True,
        False,
    )


@pytest.mark.parametrize(("text", "width"), [("5G网络", 6), ("網絡", 4), ("𠮷", 2), ("abc", 3)])
def test_width_counts_terminal_cells(text, width):
    (line,) = split_lines(text)
    assert line.width == width


@pytest.mark.parametrize(
    "text", ["- 甲", "• 甲", "① 甲", "3. 甲", "（二）甲", "一、甲", "第三章 甲", "第三條 甲"]
)
def test_bullets_and_numbers_open_items(text):
    (line,) = split_lines(text)
    assert line.is_item


def test_a_heading_is_no_item():
    (line,) = split_lines("# 網絡")
    assert not line.is_item


def test_an_empty_file_has_a_layout():
    layout = Layout.of([])
    assert (layout.blank_parts, layout.wrapped) == (True, False)


def test_a_layout_is_read_off_wrapped_lines_in_both_scripts():
    for line in (
        "本年度的各項工作都按照年初訂下的時間表完成並且在預算之內把所有的設備換成了新",
        "本年度的各项工作都按照年初订下的时间表完成并且在预算之内把所有的设备换成了新",
    ):
        layout = Layout.of(split_lines(f"{line}\n" * 6))
        assert layout.wrapped
        assert layout.width == 2 * len(line)
        assert not Layout.of(split_lines(f"{line}。\n\n" * 6)).wrapped


@given(texts)
def test_lines_are_not_empty_and_in_order(source):
    at = -1
    for line in split_lines(source):
        assert line.text == line.text.strip() != ""
        assert line.content.offsets[0] > at
        at = line.content.offsets[-1]


@given(texts)
def test_blocks_hold_every_line_that_is_no_rule_of_a_table(source):
    lines = [line.text for line in split_lines(source)]
    blocks = "".join(b.content.text for b in to_blocks(split_lines(source)))
    for line in lines:
        if set(line) - set("|-: \t") and not line.startswith("#"):
            assert line in blocks
