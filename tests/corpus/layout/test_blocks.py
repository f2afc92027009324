"""Blocks: ranks of headings, kinds, and joins that keep every character at its place."""

import pytest
from hypothesis import given

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.types import ParagraphKind
from tests.cases.texts import texts


def blocks(source):
    return to_blocks(split_lines(source))


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("# 網絡", 1),
        ("###### 网络", 6),
        ("##網絡", 2),
        ("## ※ 網絡", 2),
        ("第二章 算力", 1),
        ("第十二节 算力", 2),
        ("三、算力", 2),
        ("（三）算力", 3),
    ],
)
def test_the_rank_of_a_heading(line, level):
    (block,) = blocks(line)
    assert (block.kind, block.level) == (ParagraphKind.HEADING, level)


def test_a_long_numbered_line_is_text():
    (block,) = blocks("三、" + "本年度的各項工作都按照年初訂下的時間表完成並且在預算之內完成")
    assert block.kind is ParagraphKind.TEXT


@pytest.mark.parametrize(
    ("first", "second", "joined"), [("共有三百個", "站點", ""), ("the new", "network", " "), ("共", "5G", "")]
)
def test_wraps_join_han_directly_and_latin_words_with_a_space(first, second, joined):
    filling = "本年度的各項工作都按照年初訂下的時間表完成並且在預算之內把所有設備換新"
    first = filling[: (74 - 2 * len(first)) // 2] + first
    source = f"{filling}\n{filling}\n{first}\n{second}。\n"
    assert f"{first}{joined}{second}。" in "".join(b.content.text for b in blocks(source))


@given(texts)
def test_blocks_keep_characters_at_their_places(source):
    at = -1
    for block in blocks(source):
        offsets = block.content.offsets.tolist()
        assert offsets == sorted(set(offsets))
        assert offsets[0] > at
        at = offsets[-1]
        assert all(
            char in (source[o], " ", "\n") for char, o in zip(block.content.text, offsets, strict=True)
        )
        assert (block.level > 0) == (block.kind is ParagraphKind.HEADING)
