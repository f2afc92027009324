"""What holds of every step over blocks: no word lost, places rise, a second time changes nothing, linear time."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.structure.callouts import join_callouts
from corpus.structure.captions import name_captions
from corpus.structure.contents import name_contents
from corpus.structure.footnotes import name_notes, tie_notes
from corpus.structure.headings import settle_headings
from tests.cases.texts import HAN_OR_DIGIT, texts

STEPS = [name_contents, name_notes, join_callouts, name_captions, settle_headings]
_LINES = [
    "# 服務", "## ※ 網點", "### ※ 网点", "## 亮點", "亮点", "**1.2 亿**", "**4.02** 億", "42 间", "持卡用户数", "員工總數",
    "女性比例", "51.93%", "**一站式办理**", "核心服務：甲", "### 進展", "图 1：分布", "資料來源：縣政府", "▲ 甲站", "目錄", "總則……1",
    "门市 4", "<sup>1</sup> 載波是合在一起的。", "載波<sup>1</sup>開通。", "注：1. 按年。", "2. 含退休人員在內。", "“甲”1，乙。",
    "1：“甲”指乙。", "- 甲\n- 乙", "17", "JP3\nJ2", "※ 山區", "各地的门店都在春天完成了改造，客人比去年多了一成，利润持平，员工多了。", "",
]  # fmt: skip
panels = st.lists(st.sampled_from(_LINES), max_size=24).map("\n\n".join)


def _blocks(source):
    return to_blocks(split_lines(source))


def _words(blocks):
    return sorted("".join(HAN_OR_DIGIT.findall("".join(b.text for b in blocks))))


@pytest.mark.parametrize("step", STEPS)
@given(source=st.one_of(texts, panels))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_and_places_rise(step, source):
    before = _blocks(source)
    after = step(before)
    assert _words(after) == _words(before)
    for block in after:
        offsets = block.content.offsets.tolist()
        assert offsets == sorted(set(offsets))
        assert all(cell.value.end <= len(block.text) for cell in block.cells)
    taken = [o for block in after for o in block.content.offsets.tolist()]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize("step", STEPS)
@given(source=st.one_of(texts, panels))
@example(source="※ 山區\n\n亮点\n\n※ 山區\n\n亮点\n\n※ 山區")
@settings(max_examples=60, deadline=None)
def test_a_second_time_changes_nothing(step, source):
    once = step(_blocks(source))
    assert [(b.kind, b.level, b.text, b.note) for b in step(once)] == [
        (b.kind, b.level, b.text, b.note) for b in once
    ]


@pytest.mark.parametrize(
    "line",
    [
        "1 甲乙丙丁戊己庚辛壬癸。",
        "甲乙丙1，丁戊。",
        "## ※ 甲",
        "## 甲",
        "42 间",
        "持卡用户数",
        "甲 4",
        "注：1. 甲",
        "亮點",
        "甲<sup>1</sup>乙",
        "圖 1 甲",
        "1" * 40,
        "甲：" * 20,
    ],
)
def test_hostile_text_takes_linear_time(line):
    blocks = _blocks(f"# 甲\n\n{(line + chr(10) * 2) * 12_000}")
    began = time.perf_counter()
    for step in STEPS:
        blocks = step(blocks)
    tie_notes(blocks)
    assert time.perf_counter() - began < 6
