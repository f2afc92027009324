"""Footnotes: found, tied to their marks, and said on both sides."""

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.layout.note_labels import opening_label
from corpus.passages import passages
from corpus.structure.bare_marks import bare_mark_in
from corpus.structure.footnotes import name_notes, tie_notes
from corpus.types import ParagraphKind
from tests.cases.load import golden
from tests.cases.texts import document


@pytest.mark.parametrize(("source", "expected"), golden("footnotes"))
def test_golden_cases(source, expected):
    blocks = name_notes(to_blocks(split_lines(source)))
    ties = tie_notes(blocks)
    pairs = [
        [blocks[bearer].text, blocks[note].text]
        for bearer, notes in sorted(ties.items())
        for note in notes
        if blocks[note].kind is ParagraphKind.FOOTNOTE and blocks[bearer].kind is not ParagraphKind.FOOTNOTE
    ]
    assert pairs == expected


@pytest.mark.parametrize(("source", "expected"), [c for c in golden("footnotes") if not c.marks])
def test_ties_hold_on_both_sides(source, expected):
    ties = tie_notes(name_notes(to_blocks(split_lines(source))))
    assert all(place in ties[other] for place, others in ties.items() for other in others)


@pytest.mark.parametrize(
    ("raw", "text", "label"),
    [
        ("<sup>1</sup> 載波", "1 載波", "1"),
        ("  <sup>12</sup>载波", "12载波", "12"),
        ("<sup>2</sup>，制定了", "2，制定了", None),
        ("", "注：按月統計。", ""),
        ("", "註1：按月統計。", "1"),
        ("", "備註：按月統計。", ""),
        ("", "注：1. 按月统计。", "1"),
        ("", "注：1.2020 年，", "1"),
        ("", "注：①按月统计。", "1"),
        ("", "1：“口径”指合并报表。", "1"),
        ("", "[^1]: 按月统计。", "1"),
        ("", "1. 首先", None),
        ("", "注意：保持距离。", None),
        ("", "12：30 開始", None),
    ],
)
def test_what_opens_a_note(raw, text, label):
    assert opening_label(raw, text) == label


def test_the_place_of_a_bare_mark():
    assert bare_mark_in("建成“1+3+N”1基地，共3个。", "1", "“1+3+N”中的“1”为总部") == 9
    assert bare_mark_in("排名第1，用戶最多。", "1", "按年統計") is None


def test_a_note_and_what_bears_its_mark_name_each_other():
    source = (
        "# 年報\n\n## 網絡\n\n載波聚合<sup>1</sup>已在本縣開通。\n\n## 案例\n\n山區站點在秋天啟用。\n\n"
        "<sup>1</sup> 把幾個載波合在一起使用。\n"
    )
    bearer, case, note = passages(document(source))
    assert bearer.notes == (note.source,)
    assert bearer.header == "年報 > 網絡 > 1 把幾個載波合在一起使用。"
    assert note.header == "年報 > 案例 > 網絡 > 載波聚合"
    assert (case.notes, case.header) == ((), "年報 > 案例")
