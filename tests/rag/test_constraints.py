"""How well a sentence fits the asked year and company: what it says itself decides, then its report."""

import pytest

from corpus.about import built_in
from corpus.script import fold
from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from rag.constraints import company_fit, year_fit


def about(year, company=None):
    period = Period.parse(str(year)) if year else None
    return Subject("摘要", company=company, period=period)


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
        ((2023,), "新建120个", "", "2023-Q3", 0.4),
        ((2023,), "新建120个", "", 2022, -0.8),
        ((2023,), "新建120个", "", None, -0.3),
        ((2023,), "编号12023", "", None, -0.3),
        ((2023,), "民国112年新建120个", "", None, 1.0),
        ((2023,), "民国111年新建120个", "", 2023, -1.0),
        ((2023,), "新建120个", "二〇二三年", None, 0.6),
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


@pytest.mark.parametrize(
    ("sentence", "around", "period", "expected"),
    [
        ("2023年第三季度新建120个", "", None, 1.0),
        ("2023年前三季新建120个", "", None, -0.5),
        ("2023年第一季度新建120个", "", "2023-Q3", -0.5),
        ("2022年第三季度新建120个", "", "2023-Q3", -1.0),
        ("2023年新建120个", "", "2023-Q3", 1.0),
        ("2023年9月底共有120个", "", "2023", 1.0),
        ("2023年3月底共有120个", "", "2023", 0.4),
        ("2023年新建120个", "", "2023-Q1", -0.5),
        ("2023年新建120个", "", 2023, 0.4),
        ("新建120个", "", "2023-Q3", 0.6),
        ("新建120个", "", "2023-Q1", -0.5),
        ("新建120个", "", 2023, 0.4),
        ("新建120个", "", 2022, -0.8),
        ("新建120个", "2023年 2022年", None, 0.6),
        ("新建120个", "", None, -0.3),
    ],
)
def test_periods(sentence, around, period, expected):
    asked = (Period.parse("2023-Q3"),)
    assert year_fit((2023,), sentence, passage(year=period), around, asked) == expected


@pytest.mark.parametrize(
    ("sentence", "period", "expected"),
    [
        ("2023年前三季度新建120个", None, 1.0),
        ("2023年1-9月新建120个", "2023-Q3", 1.0),
        ("2023年第三季度新建120个", "2023-Q3", -0.5),
        ("新建120个", "2023-Q3", 0.6),
        ("新建120个", "2023-Q2", -0.5),
        ("新建120个", 2023, 0.4),
    ],
)
def test_nine_months_are_no_quarter_but_stand_in_its_report(sentence, period, expected):
    asked = (Period.parse("2023-9M"),)
    assert year_fit((2023,), sentence, passage(year=period), "", asked) == expected


def test_companies_that_only_the_index_knows():
    names = built_in().with_added({"山海邮递": ["山海邮政"]})
    asked = ("山海邮递",)
    assert company_fit(asked, "山海邮政新建120个", passage(), "", names) == 1.0
    assert company_fit(asked, "山海邮政新建120个", passage(), "") == -0.3
    assert company_fit(asked, "中国移动新建120个", passage(), "", names) == -1.0


@pytest.mark.parametrize(
    ("columns", "year", "expected"),
    [
        (("2021年", "2022年"), 2022, 1.0),
        (("2021", "2023", "本年比上年增减(%)"), 2023, 1.0),
        (("2022年末", "2023年末"), 2021, -1.0),
        (("2022年", "本年比上年增减(%)"), 2022, -0.8),
        (("本报告期", "上年同期"), 2021, 0.5),
        (("2021年12月31日",), None, 1.0),
    ],
)
def test_a_row_is_of_the_years_that_head_its_columns(columns, year, expected):
    columns = [fold(column) for column in columns]
    assert year_fit((2021,), "平台用户7.58.2", passage(year=year), "", columns=columns) == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("第一季度（1-3月份）", "第三季度（7-9月份）"), 1.0),
        (("第三季度", "第四季度"), 1.0),
        (("第一季度", "第二季度"), -0.5),
        (("2023年第一季度", "2023年第三季度"), 1.0),
    ],
)
def test_a_row_is_of_the_quarters_that_head_its_columns(columns, expected):
    asked = (Period.parse("2023-Q3"),)
    assert year_fit((2023,), "净利润7.58.2", passage(year=2023), "", asked, columns) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "收入3,549亿元，比2021年增长8.3%", "收入3,549億元，較2021年增長8.3%", "由2021年的564亿元增加到676亿元",
        "與2021年相比多了15間", "相比2021年多了15家", "客户9.42亿户，比2021年的9.50亿户略少",
    ],
)  # fmt: skip
def test_a_year_that_is_only_compared_with_dates_nothing(sentence):
    folded = fold(sentence)
    assert year_fit((2022,), folded, passage(year=2022), folded) > 0
    assert year_fit((2021,), folded, passage(year=2022), folded) == 1
    assert year_fit((2020,), folded, passage(year=2022), folded) < 0


@pytest.mark.parametrize("sentence", ["2021年收入为3,276亿元，比上年增长7.9%", "2021年收入3,276億元"])
def test_another_year_still_dates_its_sentence(sentence):
    assert year_fit((2022,), fold(sentence), passage(year=2022), fold(sentence)) == -1
