"""What can be quoted by itself: sentences, labels with their figures, rows of tables."""

import pytest

from corpus.subject import Subject
from corpus.types import Cell, Passage, Span
from rag.units import cells_within, units


def passage(text):
    return Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=Subject("摘要"),
        headings=("財務",), paragraph=1, runs=((0, 0),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("门店15家。会员38万人。", ["门店15家。", "会员38万人。"]),
        ("累計門市\n210家", ["累計門市\n210家"]),
        ("累計門市：\n共有210家", ["累計門市：\n共有210家"]),
        ("一句已经说完。\n210家", ["一句已经说完。", "210家"]),
        ("", []),
    ],
)
def test_a_label_is_kept_with_its_figure(text, expected):
    found = units(passage(text))
    assert [span.of(text) for span in found] == expected


def parted(text, cells=()):
    """Make a passage whose lines behind a blank line begin paragraphs; ``cells`` are (value, row, column)."""
    pieces = text.split("\n\n")
    plain, starts = "", []
    for piece in pieces:
        starts.append(len(plain))
        plain += piece + "\n"
    plain, found, at = plain.rstrip(), [], 0
    for value, row, column in cells:
        start = plain.index(value, at)
        at = start + len(value)
        found.append(Cell(Span(start, at), row, column))
    return Passage(
        file="a.md", span=Span(0, len(plain)), source=Span(0, len(plain)), text=plain, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),), paragraphs=tuple((s, i + 1) for i, s in enumerate(starts)), cells=tuple(found),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("新增門店\n20家\n\n節省開支\n3.5億元", (), ["新增門店\n20家", "節省開支\n3.5億元"]),
        ("新增门店\n\n20家", (), ["新增门店", "20家"]),
        (
            "收入7.58.2利润3.14.0",
            (
                ("7.5", "收入", "2022"),
                ("8.2", "收入", "2023"),
                ("3.1", "利润", "2022"),
                ("4.0", "利润", "2023"),
            ),
            ["收入7.58.2", "利润3.14.0"],
        ),
        (
            "單位：元收入7.58.2利潤3.14.0",
            (
                ("7.5", "收入", "2022"),
                ("8.2", "收入", "2023"),
                ("3.1", "利潤", "2022"),
                ("4.0", "利潤", "2023"),
            ),
            ["單位：元", "收入7.58.2", "利潤3.14.0"],
        ),
        (
            "員工總數\n女性比例\n5,405人\n51.9%",
            (("5,405人", "員工總數", ""), ("51.9%", "女性比例", "")),
            ["員工總數\n女性比例\n5,405人\n51.9%"],
        ),
    ],
)
def test_no_quotation_crosses_a_paragraph_or_a_row(text, cells, expected):
    passage = parted(text, cells)
    assert [span.of(passage.text) for span in units(passage)] == expected


def test_the_cells_of_a_part_are_counted_from_its_beginning():
    passage = parted("收入7.58.2利潤3.14.0", (("7.5", "收入", "2022"), ("3.1", "利潤", "2022")))
    assert [(c.row, c.value.of("利潤3.14.0")) for c in cells_within(passage, Span(8, 16))] == [
        ("利潤", "3.1")
    ]
