"""Covers and colophons: where a document begins before its first page, and ends."""

import pytest

from corpus.run_together.covers import colophon, front, owners
from corpus.types import Span

NOTICE = "版权声明本书版权属于远山研究院、河东大学和山城学会，并受法律保护。"


def begun(before, cover, rest, title):
    text = before + cover + rest
    start, sections = front(text + title, len(text), title, 0)
    return text[start:], [text[at : at + 2] for at in sections]


def test_owners_are_those_the_notice_names():
    assert set(owners(NOTICE, 0)) == {"远山研究院", "河东大学", "山城学会"}
    assert owners("没有声明", 0) == ()


@pytest.mark.parametrize(
    "cover",
    [
        "远山研究院2023年12月绿色邮路白皮书(2023年)No.202311",
        "No.202311远山研究院河东大学2023年12月绿色邮路白皮书(2023年)",
        "`绿色邮路远山研究院2023年12月1日白皮书（2023年）",
        "绿色邮路白皮书（2023年）",
    ],
)
def test_a_cover_is_read_backwards_from_the_notice(cover):
    rest = NOTICE + "目录一、总体......1"
    text, sections = begun("前一篇的署名董事会审计委员会", cover, rest, "绿色邮路白皮书（2023年）")
    assert text == cover + rest
    assert sections == ["版权", "目录"]


def test_a_cover_that_cannot_be_read_begins_behind_the_sentence_before():
    rest = NOTICE + "目录一、总体......1"
    text, _ = begun("前一篇到此为止。", "编写组人名若干", rest, "绿色邮路白皮书")
    assert text == "编写组人名若干" + rest


def test_without_front_matter_the_document_begins_on_page_one():
    assert begun("前一篇到此为止。", "", "", "绿色邮路白皮书") == ("", [])


def test_prefaces_are_sections():
    rest = NOTICE + "前言邮路越走越绿。目录一、总体......1"
    assert begun("前文。", "绿色邮路白皮书", rest, "绿色邮路白皮书")[1] == ["版权", "前言", "目录"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "走得更远。远山研究院地址：山城市河边路5号邮编：100000电话：010-1网址：www.example.cn下一篇",
            "远山研究院地址：山城市河边路5号邮编：100000电话：010-1网址：www.example.cn",
        ),
        (
            "地址：山城市河边路5号电话：010-12邮箱：a@example.org另起",
            "地址：山城市河边路5号电话：010-12邮箱：a@example.org",
        ),
        ("地址：山城市河边路。网址：www.example.cn", None),
        ("没有地址。", None),
    ],
)
def test_colophons(text, expected):
    found = colophon(text, Span(0, len(text)))
    assert (found and found.of(text)) == expected


def test_a_colophon_takes_the_owner_from_the_words_before():
    text = "部署规模总部署规模远山研究院地址：山城市河边路5号邮编：100000电话：1234网址：www.example.cn"
    assert colophon(text, Span(0, len(text)), ("远山研究院",)).of(text).startswith("远山研究院地址")
