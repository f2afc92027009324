"""Tables of contents and imprints, told from tables of figures by the rise of their pages."""

import re
import time

import pytest

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.passages import passages
from corpus.structure.contents import name_contents
from corpus.types import ParagraphKind
from tests.cases.load import golden
from tests.cases.texts import document


@pytest.mark.parametrize(("source", "expected"), golden("contents"))
def test_golden_cases(source, expected):
    blocks = name_contents(to_blocks(split_lines(source)))
    assert [b.text for b in blocks if b.kind is ParagraphKind.CONTENTS] == expected


def test_contents_give_no_passages():
    read = document("目錄\n\n總則……1\n門市……4\n倉庫……12\n\n門市\n\n去年開了三間門市。\n")
    assert [p.text for p in passages(read)] == ["門市\n去年開了三間門市。"]
    assert "倉庫……12" in read.text


@pytest.mark.parametrize(
    "source",
    [
        "红烧肉 ... 38\n清蒸鱼 ... 68\n白切鸡 ... 88\n大闸蟹 ... 128\n鲍鱼 ... 288\n",
        "甲站 12\n乙站 35\n丙站 61\n丁站 120\n戊站 260\n己站 340\n",
        "# 附錄\n\n目錄\n\n張三 12\n李四 30\n",
        "版权所有 翻印必究\n\nISBN 978-7-000-00000-0\n\n印数：1—3000 册 定价：20 元\n",
    ],
)
def test_what_only_looks_like_contents_or_is_all_there_is_gives_passages(source):
    said = "".join(p.text for p in passages(document(source)))
    assert set(re.findall(r"\d+", source)) <= set(re.findall(r"\d+", said))


def test_contents_are_told_in_linear_time():
    def seconds(count):
        entries = "".join(f"第{i}站………{i}\n" for i in range(1, count))
        blocks = to_blocks(split_lines(f"目录\n\n{entries}\n第7站\n"))
        start = time.process_time()
        name_contents(blocks)
        return time.process_time() - start

    assert seconds(20_000) < 8 * seconds(5_000) + 0.2
