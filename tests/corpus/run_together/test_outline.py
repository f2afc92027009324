"""The run-together file of the shared reports against its hand-made outline, and sixty places in it."""

import csv
from bisect import bisect_right
from pathlib import Path

import numpy as np
import pytest

from corpus.documents import read_document
from corpus.run_together.parts import find_documents
from corpus.script import fold
from corpus.subject import DocumentKind
from corpus.types import ParagraphKind

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"
FILE, OUTLINE = REPORTS / "003_6f3f0f6aae2f01ab.txt", REPORTS / "003-outline.tsv"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the shared reports are not there")

FIRST_REPORT, NEAR = 294_330, 30
# Offset in the file, words of the title, page where the source shows one; read off the text around each place.
REPORT_PLACES = [
    (296_000, "2022年年度报告", 4),
    (301_500, "2022年年度报告", 9),
    (308_800, "2022年半年度报告摘要", 6),
    (314_200, "2022年半年度报告摘要", 10),
    (319_300, "2022年第三季度报告", 4),
    (320_800, "2022年第三季度报告", 5),
    (336_400, "2022年第一季度报告", 4),
    (342_000, "2022年第一季度报告", 8),
    (349_600, "董事会审计委员会2022年度履职报告", 2),
    (351_900, "董事会审计委员会2022年度履职报告", 5),
    (355_500, "2020年年度报告摘要", 5),
    (361_800, "2020年年度报告摘要", 11),
    (366_800, "2020年年度报告摘要", 16),
    (371_300, "2020年半年度报告摘要", 6),
    (376_000, "2020年半年度报告摘要", 10),
    (379_000, "2020年第三季度报告", 3),
    (386_000, "2020年第一季度报告", 3),
    (392_900, "董事会审计委员会2020年度履职报告", 3),
    (403_000, "2019年年度报告摘要", 11),
    (416_500, "2019年半年度报告摘要", 8),
]
PAPER_PLACES = [
    (438_900, "中国5G发展和经济社会影响白皮书", None),
    (447_300, "中国5G发展和经济社会影响白皮书", 10),
    (453_300, "中国5G发展和经济社会影响白皮书", 20),
    (457_700, "中国5G发展和经济社会影响白皮书", 27),
    (462_000, "云计算白皮书", None),
    (466_500, "云计算白皮书", 5),
    (474_000, "云计算白皮书", 18),
    (489_500, "云计算白皮书", 50),
    (497_200, "数字乡村发展实践白皮书", 4),
    (506_500, "数字乡村发展实践白皮书", 19),
    (519_000, "数字乡村发展实践白皮书", 38),
    (525_300, "互联网法律白皮书", 3),
    (541_500, "互联网法律白皮书", 31),
    (560_000, "电信业发展白皮书", 15),
    (599_500, "全球数字经济白皮书", 6),
    (640_000, "区块链白皮书", 15),
    (672_000, "互联网行业可持续信息披露发展报告", 23),
    (709_000, "中国算力发展指数白皮书", 16),
    (735_500, "基于用户体验的移动网络质量白皮书", 5),
    (741_000, "基于用户体验的移动网络质量白皮书", 16),
]
NEWS_PLACES = [
    (2_000, "砥砺铸秋实", None),
    (6_000, "雷锋精神", None),
    (9_000, "特色化党建品牌", None),
    (15_000, "数智转型之路", None),
    (19_500, "合作伙伴大会专场发布会", None),
    (22_000, "燃情巴黎", None),
    (25_000, "联通小象", None),
    (28_500, "郭华", None),
    (31_500, "游新疆", None),
    (35_000, "三苏文化", None),
    (46_000, "向新同行共创智能新时代", None),
    (49_500, "向汛而行", None),
    (52_000, "智能孪生系统", None),
    (57_000, "大数据平台领导者象限", None),
    (63_500, "党建引领强基础", None),
    (78_500, "南方暴雨", None),
    (92_000, "学深悟透", None),
    (102_500, "奋楫数字航道", None),
    (112_000, "智慧助老", None),
    (127_000, "三强化三坚持", None),
]


@pytest.fixture(scope="module")
def document():
    return read_document(FILE.read_text(encoding="utf-8"), file=FILE.name, sha256="0" * 64)


@pytest.fixture(scope="module")
def rows():
    with OUTLINE.open(encoding="utf-8", newline="") as lines:
        return [(int(r["offset"]), r["title"], r["kind"]) for r in csv.DictReader(lines, delimiter="\t")]


def listed_ranges(rows):
    """Return the offsets between which the outline lists all documents; the rest of it is kept apart."""
    tops = [offset for offset, _, kind in rows if not kind.startswith(("part", "section"))]
    tops = [offset for offset in tops if offset >= FIRST_REPORT]
    return tops, range(min(tops) - NEAR, max(tops) + NEAR)


def starts(document):
    return [int(document.source_map.offsets[part.span.start]) for part in document.parts]


def near(offset, others):
    return any(abs(offset - other) <= NEAR for other in others)


def test_reports_and_white_papers_begin_where_the_outline_says(document, rows):
    tops, listed = listed_ranges(rows)
    found = [start for start in starts(document) if start in listed]
    precision = sum(near(start, tops) for start in found) / len(found)
    recall = sum(near(top, found) for top in tops) / len(tops)
    assert 2 * precision * recall / (precision + recall) >= 0.90


def test_their_sections_are_headings(document, rows):
    sections = [offset for offset, _, kind in rows if kind.startswith("part") and offset >= FIRST_REPORT]
    own = (ParagraphKind.HEADING, ParagraphKind.CONTENTS)
    begun = [int(document.source_map.offsets[p.span.start]) for p in document.paragraphs if p.kind in own]
    assert sum(near(section, begun) for section in sections) / len(sections) >= 0.95


def test_pages_of_the_ten_white_papers_are_complete_and_in_order(document):
    source = FILE.read_text(encoding="utf-8")
    papers = [f for f in find_documents(source, fold(source)) if f.kind is DocumentKind.WHITE_PAPER]
    numbers = [[page.number for page in paper.pages] for paper in papers]
    assert len(papers) == 10
    assert numbers == [list(range(1, len(pages) + 1)) for pages in numbers]
    # Their last pages, as the file shows them.
    assert sorted(map(len, numbers)) == [30, 35, 37, 40, 42, 54, 56, 57, 62, 64]


def test_paragraphs_carry_their_pages_in_order(document):
    for number, part in enumerate(document.parts):
        pages = [p.page for p in document.paragraphs if p.part == number and p.page is not None]
        assert pages == sorted(pages), part.subject.title


@pytest.mark.parametrize(("offset", "title", "page"), [*REPORT_PLACES, *PAPER_PLACES, *NEWS_PLACES])
def test_a_place_belongs_to_its_document_and_page(document, offset, title, page):
    offsets = document.source_map.offsets
    order = np.argsort(offsets)
    position = int(order[min(int(np.searchsorted(offsets[order], offset)), len(order) - 1)])
    ends = [p.span.end for p in document.paragraphs]
    paragraph = document.paragraphs[bisect_right(ends, position)]
    assert paragraph.part is not None
    assert title in document.parts[paragraph.part].subject.title
    assert paragraph.page == page


def test_the_digits_behind_a_header_are_page_and_figure(document):
    # `…（2023年）278.4EFLOPS` is page 27 and 8.4.
    assert "278.4EFLOPS" not in document.text
    assert "8.4EFLOPS" in document.text
