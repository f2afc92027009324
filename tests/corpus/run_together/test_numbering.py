"""Numbers of headings and the levels they make."""

import pytest

from corpus.run_together.numbering import levels, numbering_at


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("第三节公司", "section", 3),
        ("第十二章结论", "chapter", 12),
        ("第一部分：回顾", "part", 1),
        ("二、展望", "han", 2),
        ("(四)规模", "(han)", 4),
        ("5.概述", "arabic", 5),
        ("5．概述", "arabic", 5),
        ("4.12公司", "dotted1", 12),
        ("（7）网络", "(arabic)", 7),
        ("8）网络", "arabic)", 8),
        ("附件三说明", "annex", 3),
        ("附件说明", "annex", 0),
        ("九十九、展望", "han", 99),
    ],
)
def test_kinds_of_numbers(text, kind, value):
    number = numbering_at(text)
    assert (number.kind, number.value) == (kind, value)


@pytest.mark.parametrize("text", ["公司", "2023年", "3.5亿元"[1:], "", "一方面"])
def test_no_number(text):
    assert numbering_at(text) is None


def test_levels_are_evened_out():
    assert levels([]) == []
    assert levels(["(han)", "han", "(han)"]) == [3, 2, 3]
    assert levels(["section", "bare arabic", "dotted1", "section"]) == [2, 3, 4, 2]
    assert max(levels([f"dotted{i}" for i in range(9)])) == 6
