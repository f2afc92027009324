"""Glued texts as parts with blocks: nothing lost, nothing twice, and what each stretch becomes."""

import time

import numpy as np
import pytest
from hypothesis import given, settings

from corpus.documents import read_document
from corpus.reading import Format
from corpus.run_together import paragraphs
from corpus.run_together.read import RUN_TOGETHER, is_run_together, read_parts
from corpus.script import convert, fold
from corpus.tables.flattened import FlatTable
from corpus.types import Cell, ParagraphKind, Span
from tests.cases.texts import run_together, texts
from tests.corpus.run_together.glue import glue

FILLING = "各地的门店都在春天完成了改造，客人比去年多了一成。"
TOC = "目录一、总体情况....................1（一）规模....................1二、展望....................4图目录图1邮车数量....................2"
PAPER = [
    "远山研究院2023年12月绿色邮路白皮书(2023年)No.202311版权声明本白皮书版权属于远山研究院，并受法律保护。",
    "前言邮路越走越绿。去年新能源邮车翻了一番。",
    TOC,
    {
        "header": "绿色邮路白皮书（2023年）",
        "total": "",
        "pages": [
            "一、总体情况（一）规模邮车总数1达到四" + FILLING * 3 + "其中新能源邮车占1数据来源：远山研究院",
            "三成。" + FILLING * 3 + "来源：远山研究院图1邮车数量" + FILLING,
            FILLING * 6,
            "二、展望一是扩大邮路。" + FILLING * 3 + "二是增加邮车。" + FILLING * 3,
            FILLING * 4 + "远山研究院地址：山城市河边路5号邮编：100000电话：010-1234567网址：www.example.cn",
        ],
    },
]


def blocks_of(pieces):
    source = glue(pieces)
    return source, read_parts(source)


def accounted(source, parts):
    """Return how often each character of a source is in a block, and whether it is dropped with a reason."""
    count, dropped = np.zeros(len(source), dtype=int), np.zeros(len(source), dtype=bool)
    for part in parts:
        for block in part.blocks:
            np.add.at(count, block.content.offsets, 1)
        for place in part.dropped:
            dropped[place.source.start : place.source.end] = True
    return count, dropped


def test_every_character_of_a_white_paper_is_in_one_block_or_named():
    source, parts = blocks_of(PAPER)
    count, dropped = accounted(source, parts)
    assert count.max() == 1
    assert (count.astype(bool) ^ dropped).all()


def test_a_white_paper_as_its_reader_sees_it():
    _, (part,) = blocks_of(PAPER)
    assert part.subject.title == "绿色邮路白皮书（2023年）"
    outline = [
        (b.kind.value, b.level, b.page, b.text[:6]) for b in part.blocks if b.kind is not ParagraphKind.TEXT
    ]
    assert outline == [
        ("contents", 0, None, "版权声明本白"),
        ("heading", 2, None, "前言"),
        ("contents", 0, None, "目录一、总体"),
        ("contents", 0, None, "图目录图1邮"),
        ("heading", 2, 1, "一、总体情况"),
        ("heading", 3, 1, "（一）规模"),
        ("footnote", 0, 1, "数据来源：远"),
        ("caption", 0, 2, "来源：远山研"),
        ("caption", 0, 2, "图1邮车数量"),
        ("heading", 2, 4, "二、展望"),
    ]


def test_cover_and_colophon_are_text():
    _, (part,) = blocks_of(PAPER)
    text = [b.text for b in part.blocks if b.kind is ParagraphKind.TEXT]
    assert text[0].startswith("远山研究院2")
    assert any("邮编：100000" in words for words in text)


@pytest.mark.parametrize(
    "notice",
    [
        "版权声明本书版权属于远山研究院。未经许可不得转载。",
        "版權聲明本書版權屬於遠山研究院。未經許可不得轉載。",
    ],
)
def test_a_notice_right_before_page_one_ends_with_its_own_last_sentence(notice):
    pages = {"header": "绿色邮路白皮书（2023年）", "pages": [FILLING * 5] * 6, "total": ""}
    _, (part,) = blocks_of(["绿色邮路白皮书（2023年）", notice, FILLING * 60, pages])
    (kept,) = [b for b in part.blocks if b.kind is ParagraphKind.CONTENTS]
    assert kept.text == notice
    assert sum(b.text.count(FILLING[:8]) for b in part.blocks if b.kind is ParagraphKind.TEXT) >= 90


def test_a_note_leaves_its_sentence_whole_and_its_mark_recorded():
    source, (part,) = blocks_of(PAPER)
    bearer = next(b for b in part.blocks if "邮车总数" in b.text)
    note = next(b for b in part.blocks if b.kind is ParagraphKind.FOOTNOTE)
    assert "邮车总数达到四" in bearer.text
    assert "新能源邮车占三成。" in bearer.text
    assert (note.text, note.note) == ("数据来源：远山研究院", "1")
    assert [(m.label, source[m.source]) for m in bearer.marks] == [("1", "1")]
    assert "footnote mark" in {d.reason for d in part.dropped}


def test_offsets_rise_within_every_block():
    _, parts = blocks_of(PAPER)
    assert all((np.diff(b.content.offsets) > 0).all() for part in parts for b in part.blocks)


def test_paragraphs_begin_at_enumerations_and_pages():
    _, (part,) = blocks_of(PAPER)
    begun = [(b.page, b.text[:4]) for b in part.blocks if b.kind is ParagraphKind.TEXT]
    assert (4, "一是扩大") in begun
    assert (4, "二是增加") in begun
    assert [page for page, _ in begun if page] == sorted(page for page, _ in begun if page)


def test_junk_is_dropped_with_a_reason_and_hashes_stay():
    source = FILLING * 5 + "公式??????????成立。模型(*&%$^(很大。###联通也在。" + FILLING
    parts = read_parts(source)
    text = "".join(b.text for part in parts for b in part.blocks)
    assert "公式成立。模型很大。###联通也在。" in text
    assert [
        source[d.source.start : d.source.end] for part in parts for d in part.dropped if d.reason == "junk"
    ] == [
        "??????????",
        "(*&%$^(",
    ]


def test_tables_become_blocks_with_cells_that_point_into_them(monkeypatch):
    def tables(text):
        at = text.find("单位：辆")
        end = text.find("。", at)
        value = text.find("40", at)
        if at < 0:
            return []
        return [FlatTable(Span(at, end), (), (Cell(Span(value, value + 2), "邮车", "2023年", "辆"),), "辆")]

    monkeypatch.setattr(paragraphs, "find_tables", tables)
    parts = read_parts(FILLING * 3 + "单位：辆2023年邮车40。" + FILLING * 3)
    (table,) = [b for part in parts for b in part.blocks if b.kind is ParagraphKind.TABLE]
    assert table.text == "单位：辆2023年邮车40"
    assert [(c.row, c.value.of(table.text)) for c in table.cells] == [("邮车", "40")]


def test_the_title_header_stays_once():
    title = "山海邮政股份有限公司2023年年度报告"
    _, (part,) = blocks_of([{"header": title, "pages": [FILLING * 3] * 6, "total": "/6"}])
    assert (part.blocks[0].kind, part.blocks[0].level, part.blocks[0].text) == (
        ParagraphKind.HEADING,
        1,
        title,
    )
    assert sum(b.text.count(title) for b in part.blocks) == 1
    document = read_document(
        glue([{"header": title, "pages": [FILLING * 60] * 6, "total": "/6"}]), file="a.txt", sha256="0" * 64
    )
    assert not any(title in p.headings for p in document.paragraphs)


def test_only_a_text_without_line_breaks_is_run_together():
    assert is_run_together("字" * (RUN_TOGETHER + 1))
    assert not is_run_together("字\n" * RUN_TOGETHER)


@pytest.mark.parametrize(
    ("source", "form", "expected"),
    [
        ("# 门店\n\n" + "字" * 6000, Format.MARKDOWN, False),
        ("| 站 | 车 |\n|---|---|\n" + "字" * 6000, Format.MARKDOWN, False),
        ("字" * 6000, Format.MARKDOWN, True),
        ("字" * 6000, Format.PDF, False),
        ("字" * 6000, Format.CSV, False),
        ("###联通" + "字" * 6000, Format.TEXT, True),
        ("字" * 1000 + "\n", Format.TEXT, False),
        (
            "公司代码：601999公司简称：山海邮政山海邮政股份有限公司2023年第三季度报告" + "字" * 1000,
            Format.TEXT,
            True,
        ),
        (
            "證券代碼：601999證券簡稱：山海郵政山海郵政股份有限公司2023年第三季度報告" + "字" * 1000,
            Format.TEXT,
            True,
        ),
        ("字" * 1000 + "\n" + "字" * 1000, Format.TEXT, False),
        ("字" * 300, Format.TEXT, False),
    ],
)
def test_what_has_lost_its_line_breaks(source, form, expected):
    assert is_run_together(source, form) is expected


_STORY = "今年七月，山里的邮车换成了新车，十二个村的包裹当天送到。司机每天往返两趟，冬天的雪路也不停。" * 3
_HEADS = ("邮车进山三十年", "海边驿站迎来新主人", "老邮差的最后一班", "快递柜进了小学")


@pytest.mark.parametrize("script", ["s2t", None])
def test_a_short_press_file_is_taken_apart_at_its_credits(script):
    source = "".join(f"{head}{_STORY}（文：{who}某）" for head, who in zip(_HEADS, "甲乙丙丁", strict=True))
    source = convert(source, script) if script else source
    assert is_run_together(source)
    parts = read_parts(source)
    assert [fold(p.subject.title) for p in parts] == [fold(h) for h in _HEADS]


def test_a_short_text_without_signs_is_one():
    assert not is_run_together(_STORY * 8)
    (part,) = read_parts(_STORY * 8)
    assert part.subject is None
    assert all(b.text.endswith("。") for b in part.blocks)


@given(run_together())
@settings(max_examples=30, deadline=None)
def test_no_character_is_lost_or_stands_twice(source):
    parts = read_parts(source)
    count, dropped = accounted(source, parts)
    assert not len(source) or count.max() <= 1
    han = np.array(["\u4e00" <= c <= "\u9fff" for c in source], dtype=bool)
    assert not (han & (count == 0) & ~dropped).any()


@given(texts)
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_read(text):
    read_parts(text * 4)


@pytest.mark.parametrize(
    "unit", ["一、", "（一）公司", "山海邮政2023年年度报告1", "注1：说明", "来源：", "?*(", "目录一、......1"]
)
def test_hostile_text_takes_no_longer_than_its_length_allows(unit):
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    read_parts(text)
    assert time.process_time() - started < 6
