"""Title, company and year: certain or None."""

import time

import pytest

from corpus import about
from corpus.about.kinds import kind_of_title
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
    assert about.subject_of_file(to_blocks(split_lines(text)), "備用", text).year == year


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
        ("# 目錄\n\n# 網絡\n\n正文。", "網絡"),
        ("目录\n\n這是正文的一句話。", "備用"),
        ("2024年3月\n\n這是正文的一句話。", "備用"),
        ("第 3 页\n\n這是正文的一句話。", "備用"),
        ("山海邮递\n\n正文一句。\n\n山海邮递\n\n正文两句。\n\n山海邮递\n\n正文三句。", "備用"),
        ("山海郵遞\n\n2023年年報\n\n" + "這是正文的一句話。" * 6, "2023年年報"),
        (
            "贡献力量\n\n山海邮递有限公司\n\n二〇二三年度\n\n社会责任报告\n\n" + "这是正文的一句话。" * 6,
            "山海邮递有限公司 二〇二三年度 社会责任报告",
        ),
        ("董事长致辞\n\n" + "这是正文的一句话。" * 6, "董事长致辞"),
    ],
)
def test_the_title_is_the_first_heading_or_a_short_first_line(source, title):
    assert about.title_of(to_blocks(split_lines(source)), "備用") == title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("山海邮递有限公司2022年度业绩公告", "announcement"),
        ("山海郵遞有限公司2022年中期業績公告", "announcement"),
        ("山海郵遞2022年年度報告摘要", "annual report"),
        ("指引方向 山海邮递2022年社会责任报告", "sustainability report"),
        ("年度报告披露管理办法", "law"),
        ("山海邮递2022年年度报告解读", None),
        ("2022年年報點評", None),
        ("永續報告書編製指引", None),
        ("年报编制指南", None),
        ("邮递行业指南", None),
        ("一图读懂山海邮递2022年年度报告", None),
        ("關於2022年年報的問詢函", None),
        ("研究报告评审会", None),
    ],
)
def test_a_text_about_reports_is_no_report(title, kind):
    found = kind_of_title(title)
    assert (found and found.value.value) == kind


def test_names_can_be_added_and_stand_for_a_known_company_too():
    names = about.built_in().with_added(
        {"山海郵遞": ["山海郵政", "Shanhai Post"], "China Mobile": ["移動集團"]}
    )
    assert names.found_in("山海邮政、SHANHAI POST、移动集团、联通") == [
        "山海邮递",
        "山海邮递",
        "中国移动",
        "中国联通",
    ]
    assert (names.usual("山海郵政"), names.usual("CMCC"), names.usual("海灣郵遞")) == (
        "山海邮递",
        "中国移动",
        "海湾邮递",
    )
    assert about.built_in().found_in("山海邮政") == []
    assert about.built_in().with_added({}) is about.built_in()


@pytest.mark.parametrize(
    "piece",
    [
        "2024年",
        "报告期间：2024年",
        "本可持续发展报告",
        "《中国移动2024年年度报告》",
        "山海有限公司（以下简称“公司”）",
        "（记者",
        "“",
        "(",
        " ",
        "一",
    ],
)
def test_hostile_text_takes_linear_time(piece):
    text = piece * (300_000 // len(piece))
    began = time.perf_counter()
    about.subject_of_part("山海邮递2024年年度报告", text)
    about.subject_of_file(to_blocks(split_lines(text)), "備用", text)
    assert time.perf_counter() - began < 5


def test_every_name_of_the_table_is_folded_and_found():
    for alias, name in about.company_names().items():
        assert fold(alias) == alias == alias.lower()
        assert about.companies_in(f"，{alias}，") == [name]


@pytest.mark.parametrize(
    ("head", "company"),
    [
        ("公司简称：山海股份山海邮递股份有限公司", "山海股份"),
        ("股票簡稱：山海郵遞山海郵遞有限公司", "山海邮递"),
        ("證券簡稱：山海股份山海郵遞集團有限公司", "山海股份"),
        ("公司简称：山海邮递有限公司", "山海邮递"),
        ("编制单位：山海邮递有限公司", "山海邮递"),
        ("公司簡稱：聯通中國聯合網絡通信股份有限公司", "中国联通"),
    ],
)
def test_a_short_name_ends_where_the_full_name_begins(head, company):
    text = f"{head}2022年有关情况。全年共寄送包裹三百万件。"
    assert about.subject_of_part("有关情况的说明", text).company == company


@pytest.mark.parametrize(
    ("title", "text", "company"),
    [
        ("山海邮递：把信送到岛上", "昨日，山海邮递有限公司（以下简称“山海邮递”）开航。山海邮递说，船每日一班。", "山海邮递"),
        ("把信送到島上，山海郵遞開航", "昨日，南灣山海郵遞有限公司（簡稱「山海郵遞」）開航。山海郵遞說，船每日一班。", "山海邮递"),
        ("山海邮递集团开航", "山海邮递集团有限公司昨日开航。山海邮递集团说，山海邮递集团的船每日一班。", "山海邮递"),
        ("山海郵遞開航", "山海郵遞有限公司昨日開航。山海郵遞說，山海郵遞的船每日一班。", "山海邮递"),
        ("岛上有信了", "昨日，山海邮递有限公司（以下简称“山海邮递”）开航。山海邮递说，船每日一班。", None),
        ("山海邮递开航", "昨日，山海邮递开航。山海邮递说，山海邮递的船每日一班。", None),
        ("山海邮递开航", "昨日，山海邮递有限公司开航，船每日一班。", None),
        ("山海邮递与海湾航运开航",
         "山海邮递有限公司（简称“山海邮递”）和海湾航运有限公司（简称“海湾航运”）开航。山海邮递与海湾航运说，山海邮递、海湾航运合办。",
         None),
        ("有关情况的说明", "山海股份山海邮递股份有限公司（以下简称“公司”）成立。", "山海邮递"),
        ("山海股份山海郵遞股份有限公司2022年年度報告", "成立。", "山海邮递"),
    ],
)  # fmt: skip
def test_a_company_that_title_and_text_name_by_its_full_name(title, text, company):
    assert about.subject_of_part(title, text).company == company
