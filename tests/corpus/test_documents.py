"""Documents: the map to the source holds for whatever a file may contain."""

import re
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.clean import STEPS
from corpus.documents import read_document
from corpus.dropped import MARK_UP
from corpus.run_together.read import RUN_TOGETHER
from corpus.types import ParagraphKind, Script
from tests.cases.texts import HAN_OR_DIGIT, document, glued_report, run_together, texts

WHATEVER = st.one_of(texts, run_together(), glued_report())


@given(WHATEVER)
@settings(max_examples=120, deadline=None)
def test_the_source_map_is_total_and_rises_in_every_paragraph(source):
    read = document(source)
    offsets = read.source_map.offsets
    assert len(offsets) == len(read.text)
    assert len(np.unique(offsets)) == len(offsets)
    for paragraph in read.paragraphs:
        assert bool((np.diff(offsets[paragraph.span.start : paragraph.span.end]) > 0).all())
    assert not len(offsets) or 0 <= offsets.min() <= offsets.max() < len(source)
    for char, at in zip(read.text, offsets.tolist(), strict=True):
        assert char in (source[at], " ", "\n")


@given(WHATEVER)
@settings(max_examples=120, deadline=None)
def test_every_character_of_the_source_is_in_the_text_or_named_as_dropped(source):
    read = document(source)
    there = np.zeros(len(source), dtype=np.bool_)
    there[read.source_map.offsets] = True
    for place in read.dropped:
        there[place.source.start : place.source.end] = True
    missing = "".join(char for char, said in zip(source, there.tolist(), strict=True) if not said)
    assert not re.sub("[\\s\u200b-\u200f\u2060\ufeff]", "", missing)


@given(st.one_of(texts.filter(lambda source: "<" not in source), glued_report()))
@settings(max_examples=120, deadline=None)
def test_reading_loses_no_han_character_and_no_digit_unsaid(source):
    read = document(source)
    said = [HAN_OR_DIGIT.findall(d.source.of(source)) for d in read.dropped if d.reason != MARK_UP]
    kept = HAN_OR_DIGIT.findall(read.text)
    assert Counter(kept) + Counter(c for found in said for c in found) == Counter(
        HAN_OR_DIGIT.findall(source)
    )


@given(texts)
def test_tags_take_only_themselves_and_footnote_marks(source):
    marks = source
    for step in STEPS:
        if step.name in ("footnote mark", "tag"):
            marks = step.pattern.sub(" ", marks)
    lost = len(HAN_OR_DIGIT.findall(source)) - len(HAN_OR_DIGIT.findall(document(source).text))
    assert lost <= source.count("<") * 10


@given(WHATEVER)
@settings(max_examples=80, deadline=None)
def test_paragraphs_hold_all_that_can_be_read(source):
    read = document(source)
    at = 0
    for number, paragraph in enumerate(read.paragraphs, start=1):
        assert paragraph.number == number
        assert not read.text[at : paragraph.span.start].strip()
        assert paragraph.span.of(read.text).strip()
        at = paragraph.span.end
    assert not read.text[at:].strip()


@pytest.mark.parametrize("source", ["", "\n \t\u3000\n", "\ufeff", "***\n#\n<br>"])
def test_nothing_to_read_gives_no_paragraphs(source):
    read = read_document(source, file="空.md", sha256="0" * 64)
    assert (read.text, read.paragraphs, read.title, read.script) == ("", (), "空", Script.NONE)


@pytest.mark.parametrize(
    ("source", "script", "company", "year"),
    [
        ("# 中国移动2024年算力报告\n\n新建三个机房。\n", Script.HANS, "中国移动", 2024),
        ("# 中國移動2023年數位創新整理\n\n新建三個機房。\n", Script.HANT, "中国移动", 2023),
        ("# 机房\n\n新建三个机房。\n", Script.HANS, None, None),
    ],
)
def test_what_a_document_is_about(source, script, company, year):
    read = document(source)
    assert (read.script, read.company, read.year) == (script, company, year)


def test_headings_close_those_of_their_rank_and_deeper():
    read = document("# 甲部\n\n## 乙節\n\n首段。\n\n### 丙點\n\n次段。\n\n## 丁節\n\n末段。\n")
    texts_ = [(p.span.of(read.text), p.headings) for p in read.paragraphs if p.kind is ParagraphKind.TEXT]
    assert texts_ == [
        ("首段。", ("甲部", "乙節")),
        ("次段。", ("甲部", "乙節", "丙點")),
        ("末段。", ("甲部", "丁節")),
    ]


def test_one_overlong_paragraph_does_not_cost_the_others_their_headings():
    long = "各地的门店都在春天完成了改造。" * (RUN_TOGETHER // 15 + 10)
    others = "".join(f"## 第{n}家门店\n\n{'改造之后客人比去年多了一成。' * 40}\n\n" for n in range(12))
    read = document(f"# 门店\n\n{others}## 附录\n\n{long}\n")
    assert [p.kind for p in read.paragraphs].count(ParagraphKind.HEADING) == 14


def test_windows_line_ends_and_a_byte_order_mark_count_as_characters():
    source = "\ufeff# 網絡\r\n\r\n新建基站三百個。\r\n覆蓋全城。\r\n"
    read = document(source)
    at = read.text.index("覆蓋")
    assert source[read.source_map.offsets[at] :].startswith("覆蓋全城")
    assert read.source_map.offsets[read.text.index("網絡")] == 3


@pytest.mark.parametrize("end", ["而且继续保持稳定态势", "而且繼續保持穩定態勢。"])
def test_a_note_inside_the_last_sentence_of_a_file_takes_no_place_beyond_it(end):
    source = (
        "公司代码：600000公司简称：山海邮局山海邮局股份有限公司2022年第三季度报告"
        + "各地的门店都在春天完成了改造，客人比去年多了一成。" * 250
        + f"全年收入大幅增长注1：口径为合并报表的全部收入。{end}"
    )
    assert f"全年收入大幅增长{end}" in document(source).text
