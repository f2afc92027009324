"""What a figure covers: the whole or a place, additions or a stock, the nation's or the company's."""

import pytest

from corpus.script import fold, to_script
from corpus.types import Script, Span
from rag.scope import Kind, kind_asked, scope_of


def scope(text, figure, question, owners=()):
    folded = fold(text).lower()
    at = folded.index(fold(figure))
    return scope_of(folded, Span(at, at + len(figure)), fold(question).lower(), owners)


CASES = [
    ("截至年底，在大灣區累計建成門店23.1萬家，倉庫5.2萬座。", "23.1", "累計建成多少家門店？", {"大湾区"}),
    ("截至年底，在大灣區累計建成門店23.1萬家，倉庫5.2萬座。", "5.2", "倉庫有多少座？", {"大湾区"}),
    ("截至年底，在大灣區累計建成門店23.1萬家。", "23.1", "大灣區有多少家門店？", set()),
    ("廣東省內門店26家。", "26", "門店有多少家？", {"广东省"}),
    ("農村門店26家。", "26", "門店有多少家？", {"农村"}),
    ("培訓進社區、農村、學校26場。", "26", "培訓有多少場？", set()),
    ("在北京，門店26家。", "26", "北京門店有多少家？", set()),
    ("門店260家，其中山區門店26家。", "26家。", "門店有多少家？", {"山区"}),
    ("門店260家，其中自營門店26家。", "26家。", "自營門店有多少家？", set()),
    ("門店260家，其中自營門店26家。", "260", "門店有多少家？", set()),
    ("客戶260户，其中會員客戶26户。", "26户。", "會員用戶有多少户？", set()),
    ("2023年，義烏市出口額突破660億。", "660", "2023年義烏出口額有多少？", set()),
]


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@pytest.mark.parametrize(("text", "figure", "question", "parts"), CASES)
def test_the_parts_that_a_figure_is_of(text, figure, question, parts, script):
    text, question = to_script(text, script), to_script(question, script)
    found = scope(text, figure, question).parts
    assert parts <= found
    assert bool(found) == bool(parts)


@pytest.mark.parametrize(
    ("text", "owners", "national"),
    [
        ("我國累計建成門店264萬家", ("甲公司",), True),
        ("全国门店264万家", ("甲公司",), True),
        ("Nationwide, 264 shops", ("甲公司",), True),
        ("全国门店264万家", (), False),
        ("公司门店264万家", ("甲公司",), False),
    ],
)
def test_what_is_the_nations_is_not_a_companys(text, owners, national):
    assert scope(text, "264", "有多少门店", owners).national is national


@pytest.mark.parametrize(
    ("text", "figure", "kind"),
    [
        ("全年新增门店48家，累计开业194家", "48", Kind.FLOW),
        ("全年新增門店48家，累計開業194家", "194", Kind.STOCK),
        ("在2021年開設門市15家", "15", Kind.FLOW),
        ("2021年开张门店15家", "15", Kind.FLOW),
        ("已开通基站15座", "15", Kind.UNSAID),
        ("门店48家", "48", Kind.UNSAID),
        ("48 new shops", "48", Kind.UNSAID),
        ("new shops: 48", "48", Kind.FLOW),
    ],
)
def test_a_stock_is_told_from_additions(text, figure, kind):
    assert scope(text, figure, "门店").kind is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("累计开了多少家门店？", Kind.STOCK),
        ("新开了多少家門店？", Kind.FLOW),
        ("門店有多少家？", Kind.STOCK),
        ("2024年底门店几家？", Kind.STOCK),
        ("門店擴大到多少家？", Kind.UNSAID),
        ("How many new shops?", Kind.FLOW),
        ("What is the total of shops?", Kind.STOCK),
    ],
)
def test_what_a_question_asks_for(question, kind):
    assert kind_asked(fold(question)) is kind


def test_long_text_is_read_in_linear_time():
    text = "在大湾区，其中" * 3000 + "26家"
    assert scope_of(text, Span(len(text) - 3, len(text)), "门店").parts
