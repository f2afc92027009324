"""Running headers glued into text: golden cases, and documents made of them."""

import pytest
from hypothesis import given, settings

from corpus.documents import read_document
from corpus.run_together.pages import find_pages
from corpus.run_together.read import RUN_TOGETHER
from tests.cases.load import golden
from tests.cases.texts import run_together, texts

FILLING = "各地的门店都在春天完成了改造，客人比去年多了一成。"


def glued(title, pages, total=""):
    body = FILLING * (RUN_TOGETHER // len(FILLING) // pages + 1)
    return FILLING + "".join(f"{title}{n}{total}{body}" for n in range(1, pages + 1))


@pytest.mark.parametrize(("text", "expected"), golden("running_headers"))
def test_golden_cases(text, expected):
    assert [[p.title, p.number, p.year, p.body.of(text)] for p in find_pages(text)] == expected


@given(run_together())
@settings(max_examples=40, deadline=None)
def test_pages_are_in_order_and_do_not_overlap(text):
    at = 0
    for page in find_pages(text):
        assert at <= page.header.start <= page.header.end == page.body.start <= page.body.end
        at = page.body.end


@given(texts)
def test_any_text_can_be_searched_for_them(text):
    find_pages(text * 5)


def test_pages_without_text_do_no_harm():
    text = FILLING * 300 + "".join(f"山海邮局工作情况报告摘要{n}" for n in range(1, 61))
    document = read_document(text, file="a.txt", sha256="0" * 64)
    assert document.text.startswith(FILLING)


@pytest.mark.parametrize("total", ["", "/8", "/16"])
def test_paragraphs_carry_title_page_year_and_company_of_their_part(total):
    document = read_document(glued("中国联通2022年年度报告", 7, total), file="a.txt", sha256="0" * 64)
    parts = [p for p in document.paragraphs if p.part is not None]
    subjects = [document.subject_of(p) for p in parts]
    assert {(s.title, s.year, s.company) for s in subjects} == {("中国联通2022年年度报告", 2022, "中国联通")}
    assert sorted({p.page for p in parts}) == [1, 2, 3, 4, 5, 6, 7]
    # Only the title is left of seven headers.
    assert document.text.count("年度报告") == 1
    assert document.year is None


def test_a_second_part_counts_from_one_again():
    document = read_document(
        glued("中国联通2021年年度报告", 6) + glued("中国联通2022年年度报告", 6), file="a.txt", sha256="0" * 64
    )
    assert [
        (t, n)
        for t, n in dict.fromkeys((document.subject_of(p).title, p.page) for p in document.paragraphs)
        if n == 1
    ] == [
        ("中国联通2021年年度报告", 1),
        ("中国联通2022年年度报告", 1),
    ]
