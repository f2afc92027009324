"""Call-outs: pairs where no doubt is left, and nothing else."""

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.structure.callout_words import counted_figures, ends_with_figure, role_of
from corpus.structure.callouts import join_callouts
from corpus.types import ParagraphKind
from tests.cases.load import golden


def joined(source):
    return join_callouts(to_blocks(split_lines(source)))


@pytest.mark.parametrize(("source", "expected"), golden("callouts"))
def test_golden_cases(source, expected):
    found = []
    for block in joined(source):
        if block.kind is not ParagraphKind.HEADING:
            cells = [[[cell.row, cell.value.of(block.text)] for cell in block.cells]] if block.cells else []
            found.append([block.kind.value, block.text, *cells])
    assert found == expected


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("1.2 亿", "value"),
        ("1,865.20 萬單", "value"),
        ("70 Gbps", "value"),
        ("≥ 93%", "value"),
        ("逾 300 間", "value"),
        ("455,405人", "value"),
        ("2024 年", "none"),
        ("16", "none"),
        ("5G", "none"),
        ("持卡用户数", "label"),
        ("單 10G PON 端口承載用戶數達", "label"),
        ("發送10086防詐騙短信", "label"),
        ("覆蓋率達 96%", "phrase"),
        ("- 覆蓋率達 96%", "none"),
        ("覆蓋率達 96%。", "none"),
        ("《二〇二四年報》", "none"),
        ("", "none"),
    ],
)
def test_roles(line, role):
    assert role_of(line).value == role


def test_figures_of_a_clause():
    assert ends_with_figure("用戶達 2.7 億戶，其中千兆用戶達 1 億戶")
    assert not ends_with_figure("山區突發 7.1 級地震，全力搶修")
    assert counted_figures("2024 年新建 5G 基站 46.7 万个，覆盖 96%。") == 2


def test_the_line_break_of_a_pair_stands_at_a_free_place_of_the_source():
    source = "门店总数\n\n42 间\n"
    (block,) = joined(source)
    assert block.content.offsets.tolist() == [0, 1, 2, 3, 4, 6, 7, 8, 9]
