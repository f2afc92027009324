"""Lines to blocks: golden cases through the steps on lines and ``to_blocks``, and the layout of a file."""

import time

import pytest
from hypothesis import given

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.layout.wraps import Layout
from corpus.reading import PageStart
from corpus.steps import LINE_STEPS
from tests.cases.load import golden
from tests.cases.texts import HAN_OR_DIGIT, texts


def stepped(source):
    """Return a text's lines behind all steps, and what these dropped."""
    lines, dropped = split_lines(source), []
    for step in LINE_STEPS:
        done = step(lines)
        lines, dropped = done.lines, [*dropped, *done.dropped]
    return lines, dropped


@pytest.mark.parametrize(("source", "expected"), golden("lines"))
def test_golden_cases(source, expected):
    assert [[b.kind.value, b.level, b.content.text] for b in to_blocks(stepped(source)[0])] == expected


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


@given(texts)
def test_the_steps_drop_nothing_unsaid(source):
    lines, dropped = stepped(source)
    kept = [offset for line in lines for offset in line.content.offsets.tolist()]
    assert len(kept) == len(set(kept))
    gone = [place for d in dropped for place in range(d.source.start, d.source.end)]
    before = [o for line in split_lines(source) for o in line.content.offsets.tolist()]
    lost = set(before) - set(kept) - set(gone)
    assert not HAN_OR_DIGIT.search("".join(source[o] for o in lost))
    assert all(source[o].isspace() for o in lost)


@given(texts)
def test_offsets_rise_in_every_line_and_block_behind_all_steps(source):
    lines, _ = stepped(source)
    for mapped in (*(line.content for line in lines), *(block.content for block in to_blocks(lines))):
        offsets = mapped.offsets.tolist()
        assert offsets == sorted(set(offsets))


@given(texts)
def test_joining_loses_no_han_character_or_digit(source):
    lines, _ = stepped(source)
    joined = "".join(block.content.text for block in to_blocks(lines))
    marks = "".join(line.text for line in lines if line.text.startswith("#"))
    if not HAN_OR_DIGIT.search(marks):
        assert HAN_OR_DIGIT.findall(joined) == HAN_OR_DIGIT.findall("".join(line.text for line in lines))


def test_a_line_knows_where_it_stands_in_the_source():
    source = "標題\n  **正文**  \n"
    _, line = split_lines(source)
    assert (line.raw, line.start, line.source.of(source)) == ("  **正文**  ", 3, "正文")


def test_pages_come_from_the_format_or_from_form_feeds():
    first, second = split_lines("甲\n乙\n", [PageStart(0, 7), PageStart(2, 8)])
    assert [(first.page, first.opens_page), (second.page, second.opens_page)] == [(7, True), (8, True)]
    assert [(line.page, line.opens_page) for line in split_lines("甲\n乙\n\f丙\n")] == [
        (1, True),
        (1, False),
        (2, True),
    ]
    assert [line.page for line in split_lines("甲\n乙\n")] == [None, None]


@pytest.mark.parametrize(
    "piece",
    [
        "\u3000",
        "甲" + "\u3000" * 50,
        "1\n\n",
        "甲\n",
        "甲乙丙\t",
        " 甲\n",
        "甲乙\n\n甲，乙\n\n",
        "甲，乙丙丁\n",
        "12 甲乙\n",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece):
    begun = time.perf_counter()
    stepped(piece * (100_000 // len(piece)))
    assert time.perf_counter() - begun < 8
