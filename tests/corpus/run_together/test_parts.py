"""Reports and white papers within a glued text: golden cases, and what holds for any text."""

import time

import pytest
from hypothesis import given, settings

from corpus.run_together.parts import find_documents, kind_of
from corpus.script import fold
from tests.cases.load import golden
from tests.cases.texts import run_together, texts
from tests.corpus.run_together.glue import glue


@pytest.mark.parametrize(("pieces", "expected"), golden("parts"))
def test_golden_cases(pieces, expected):
    text = glue(pieces)
    found = find_documents(text, fold(text))
    begun = [
        [f.title, f.kind and f.kind.value, f.span.of(text)[: len(want[2])], len(f.pages)]
        for f, want in zip(found, expected, strict=True)
    ]
    assert begun == expected


def test_a_document_ends_where_its_colophon_or_signature_does():
    news = "青山邮局连夜保障春运，" + "门店完成改造。" * 40
    report = [
        {"header": "山海邮政股份有限公司2023年第一季度报告", "pages": ["门店完成改造。"] * 5, "total": ""},
        "特此公告。山海邮政股份有限公司董事会2023年4月21日",
    ]
    text = glue([*report, news])
    (found,) = find_documents(text, fold(text))
    assert found.span.of(text).endswith("2023年4月21日")


@given(run_together())
@settings(max_examples=30, deadline=None)
def test_documents_are_in_order_and_do_not_overlap(text):
    at = 0
    for found in find_documents(text, fold(text)):
        assert at <= found.span.start <= found.span.end <= len(text)
        assert all(found.span.start <= p.header.start <= p.body.end <= found.span.end for p in found.pages)
        at = found.span.end


@given(texts)
@settings(deadline=None)
def test_any_text_can_be_searched(text):
    find_documents(text * 3, fold(text * 3))


@pytest.mark.parametrize(
    "unit",
    [
        "版权声明",
        "目录",
        "证券代码：600999",
        "公司董事会",
        "地址：",
        "目录一、......1",
        "前言。",
        "山海邮政2023年年度报告1",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length_allows(unit):
    text = unit * (400_000 // len(unit))
    started = time.process_time()
    find_documents(text, fold(text))
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("山海邮政2023年年度报告摘要", "annual report"),
        ("山海邮政2023年半年度报告", "half-year report"),
        ("山海邮政2023年中期报告", "half-year report"),
        ("山海邮政2023年第三季度报告", "quarterly report"),
        ("山海邮政2023年度社会责任报告", "sustainability report"),
        ("可持续信息披露发展报告（2023年）", "white paper"),
        ("绿色邮路蓝皮书", "white paper"),
        ("山海邮政董事会审计委员会2023年度履职报告", "committee report"),
    ],
)
def test_kinds_by_title(title, kind):
    assert kind_of(title).value == kind


def test_a_title_may_tell_no_kind():
    assert kind_of("山海邮政通讯") is None
