"""Title, company and year: certain or None."""

import pytest

from corpus import about
from corpus.layout.blocks import to_blocks
from corpus.layout.lines import split_lines
from corpus.script import fold


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中国移动与中国联通合建", ["中国移动", "中国联通"]),
        ("联通的CHINA MOBILE伙伴", ["中国联通", "中国移动"]),
        ("mobile unicomx", []),
        ("工商银行", ["工商银行"]),
        ("", []),
    ],
)
def test_companies_are_found_by_any_of_their_names(text, names):
    assert about.companies_in(text) == names


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("中国移动" * 3, "中国移动"),
        ("中国移动" * 2, None),
        ("中国移动" * 6 + "中国联通" * 2, "中国移动"),
        ("中国移动" * 5 + "中国联通" * 2, None),
        ("邮局", None),
    ],
)
def test_a_company_is_certain_when_it_outweighs_the_next(text, company):
    assert about.main_company(text) == company


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("山海邮局2022年年度报告", 2022),
        ("山海邮局2022年第三季度业绩", 2022),
        ("截至2023年底共三家。2023年末四家。2023年度五家。2022年底两家。", 2023),
        ("截至2023年底共三家。2023年末四家。", None),
        ("2021年底。2021年末。2021年度。2022年底。2022年末。2022年度。2023年底。", None),
        ("成立于1998年。", None),
        ("120223年报告", None),
    ],
)
def test_the_year_of_a_report(text, year):
    assert about.report_year(text) == year


def test_the_year_of_a_title_goes_before_the_years_of_figures():
    from tests.cases.texts import document

    body = "2019年底有三间。2019年末有四间。2019年度有五间。\n"
    assert document(f"# 山海邮局2020年经营回顾\n\n{body}").year == 2020
    assert document(f"# 山海郵局經營回顧\n\n{body}").year == 2019


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# 網絡\n\n正文。", "網絡"),
        ("短標題\n\n這是正文的一句話。", "短標題"),
        ("這是正文的一句話。\n", "備用"),
        ("## 次级标题\n\n正文。", "次级标题"),
        ("", "備用"),
        ("長" * 41, "備用"),
    ],
)
def test_the_title_is_the_first_heading_or_a_short_first_line(source, title):
    assert about.title_of(to_blocks(split_lines(source)), "備用") == title


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("中國聯通2022年報告", "中国联通"),
        ("中国移动与中国联通", None),
        ("白皮书", None),
        ("中國移動、中国移动", "中国移动"),
    ],
)
def test_the_company_of_a_title(title, company):
    assert about.sole_company(title) == company


def test_every_name_of_the_table_is_folded_and_found():
    for alias, name in about.company_names().items():
        assert fold(alias) == alias == alias.lower()
        assert about.companies_in(f"，{alias}，") == [name]
