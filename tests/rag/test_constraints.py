"""How well a sentence fits the asked year and company: what it says itself decides, then its report."""

import pytest

from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from rag.constraints import company_fit, year_fit


def about(year, company=None):
    return Subject("摘要", company=company, period=Period(year) if year else None)


def passage(text="网点共有3,450个。", year=None, company=None):
    return Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text, subject=about(year, company), headings=(),
        paragraph=1, runs=((0, 0),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "sentence", "around", "year", "expected"),
    [
        ((), "2023年新建120个", "", 2023, 0.0),
        ((2023,), "2023年新建120个", "", None, 1.0),
        ((2023,), "2022年新建120个", "2023年", 2023, -1.0),
        ((2022, 2023), "2022年新建120个", "", None, 1.0),
        ((2023,), "新建120个", "2022年 2023年", None, 0.6),
        ((2023,), "新建120个", "", 2023, 0.5),
        ((2023,), "新建120个", "", 2022, -0.8),
        ((2023,), "新建120个", "", None, -0.3),
        ((2023,), "编号12023", "", None, -0.3),
    ],
)
def test_years(asked, sentence, around, year, expected):
    assert year_fit(asked, sentence, passage(year=year), around) == expected


@pytest.mark.parametrize(
    ("asked", "sentence", "around", "company", "expected"),
    [
        ((), "联通新建120个", "", None, 0.0),
        (("中国联通",), "联通新建120个", "", None, 1.0),
        (("中国联通",), "中国移动新建120个", "联通", "中国联通", -1.0),
        (("中国联通",), "新建120个", "", "中国联通", 0.7),
        (("中国联通",), "新建120个", "联通", "中国移动", -0.8),
        (("中国联通",), "新建120个", "联通", None, 0.4),
        (("中国联通",), "新建120个", "", None, -0.3),
    ],
)
def test_companies(asked, sentence, around, company, expected):
    assert company_fit(asked, sentence, passage(company=company), around) == expected
