"""Headings: which lines are some, and ranks evened out where a file's marks disagree."""

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.structure.heading_words import heads_nothing, is_label, is_noise, reads_as_section, style_of
from corpus.structure.headings import settle_headings
from corpus.types import ParagraphKind
from tests.cases.load import golden


def settled(source):
    return settle_headings(to_blocks(split_lines(source)))


@pytest.mark.parametrize(("source", "expected"), golden("headings"))
def test_golden_cases(source, expected):
    heads = [b for b in settled(source) if b.kind is ParagraphKind.HEADING]
    assert [[b.level, b.text] for b in heads] == expected


@pytest.mark.parametrize(("source", "expected"), [c for c in golden("headings") if not c.marks])
def test_what_is_no_heading_keeps_its_words(source, expected):
    before = "".join(b.text for b in to_blocks(split_lines(source))).replace("※ ", "")
    assert "".join(b.text for b in settled(source)).replace("※ ", "") == before


def test_a_file_without_stars_keeps_its_levels():
    source = "# 甲\n\n### 乙\n\n#### 丙\n\n## 丁\n\n句子。\n"
    assert [b.level for b in settled(source) if b.level] == [1, 3, 4, 2]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("第三章 算力", "chapter"),
        ("第十二節 網絡", "section"),
        ("三、網絡", "one"),
        ("（三）网络", "(one)"),
        ("2.1 网络", "1.1"),
        ("2.1.3 网络", "1.1.1"),
        ("2. 網絡", "1."),
        ("(2) 网络", "(1)"),
        ("2.5 倍", "1.1"),
        ("2024 年", None),
        ("網絡", None),
    ],
)
def test_numbering_styles(text, style):
    assert style_of(text) == style


@pytest.mark.parametrize("text", ["12", "- 12 -", "P. 7", "第 5 頁", "3 / 40", "JP3\nJ3", "——"])
def test_noise(text):
    assert is_noise(text)


@pytest.mark.parametrize("text", ["2024", "5G", "G20", "JP3", "12 月", "12.5%"])
def test_no_noise(text):
    assert not is_noise(text)


def test_labels_and_sections():
    assert [is_label(t) for t in ("亮點", "案例 3", "案例分享", "亮點工程", "專題")] == [
        True,
        True,
        True,
        False,
        True,
    ]
    assert reads_as_section("升級算力網絡")
    assert not reads_as_section("梅山站點啟用，全縣首間")
    assert not reads_as_section("400G 骨幹網")


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("单位：人民币百万元", True),
        ("（單位：新臺幣千元）", True),
        ("（人民币百万元）", True),
        ("項目 二零二三 二零二四", True),
        ("1 不含合营企业持有的牧场", True),
        ("[2] 含在建的三座牧場。", True),
        ("1 公司概況", False),
        ("2. 单位治理", False),
        ("單位治理", False),
        ("项目建设", False),
        ("指標 說明", False),
        ("① 集團總部", False),
    ],
)
def test_notes_units_and_heads_of_tables_head_nothing(text, nothing):
    assert heads_nothing(text) is nothing
