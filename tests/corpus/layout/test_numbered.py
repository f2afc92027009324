"""Numbered lines: headings of a sequence, items of a list, and what numbers say."""

import time

import pytest

from corpus.layout.lines import split_lines
from corpus.layout.numbered import heading_levels, number_value


@pytest.mark.parametrize(
    ("number", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("07", 7)]
)
def test_the_value_of_a_number(number, value):
    assert number_value(number) == value


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("第一节 治理\n董事会由九名董事组成。\n第二节 风险\n公司有三道防线。\n", {0: 2, 2: 2}),
        ("第一節 治理\n董事會由九名董事組成。\n第二節 風險\n公司有三道防線。\n", {0: 2, 2: 2}),
        ("九、產量\n全年四百萬公噸。\n十、銷量\n全年三百萬公噸。\n十一、風險\n", {0: 2, 2: 2, 4: 2}),
        ("一、产量\n全年四百万吨。\n三、销量\n全年三百万吨。\n", {}),
        ("一、產量增加了一成。\n二、銷量也增加了。\n", {}),
        ("一、产量\n（一）粗钢\n（二）钢材\n二、销量\n", {0: 0, 1: 0, 2: 0, 3: 0}),
        ("# 產量\n1. 粗鋼\n全年生產粗鋼四百二十萬公噸。\n2. 鋼材\n全年生產鋼材三百萬公噸左右。\n", {}),
        ("2. 粗鋼\n全年生產粗鋼四百二十萬公噸。\n3. 鋼材\n全年生產鋼材三百萬公噸左右。\n", {}),
    ],
)
def test_levels_of_numbered_lines(source, levels):
    assert heading_levels(split_lines(source)) == levels


def test_a_line_that_fills_its_column_is_no_heading():
    source = "一、本公司全年生產粗鋼四百萬公噸\n並且外銷。\n二、本公司全年銷售粗鋼三百萬公噸\n並且內銷。\n"
    assert heading_levels(split_lines(source), width=32) == {}
    assert heading_levels(split_lines(source), width=70) == {0: 2, 2: 2}


def test_many_numbered_lines_take_time_in_proportion():
    lines = split_lines("一、甲\n二、乙\n正文一句。\n1. 丙\n" * 10_000)
    begun = time.perf_counter()
    heading_levels(lines)
    assert time.perf_counter() - begun < 2
