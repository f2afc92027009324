"""The bare answer, picked from sentences: right kind, right unit, in either script; none rather than a wrong one."""

import pytest

from tests.rag.short.texts import find


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("2023年新建了多少个网点？", "2023年新建網點120個，累計達到3,450個。", "120個"),
        ("覆盖率是多少？", "网点120个，覆盖率为96.5%。", "96.5%"),
        ("營業收入是多少億元？", "营业收入5.8亿元，同比增长7.7%。", "5.8亿元"),
        ("优惠是什么时候推出的？", "公司於2022年8月1日推出優惠。", "2022年8月1日"),
        ("回應時間是多少毫秒？", "系统上线后，回应时间是20毫秒。", "20毫秒"),
        ("行政總裁是誰？", "行政總裁陳國強表示支持。", "陳國強"),
        ("项目叫什么名称？", "這個項目名為「星光計劃」。", "星光計劃"),
        ("新線路是地鐵還是巴士？", "新线路采用巴士接驳。", "巴士"),
    ],
)
def test_the_short_answer_is_found_across_scripts(small, question, text, expected):
    found = find(small, question, text)
    assert found is not None
    assert found.span.of(text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("新建了多少个网点？", "网点建设顺利完成。"),
        ("优惠是什么时候推出的？", "優惠已經推出。"),
        ("缩短了多少天？", "办理费用下降20%。"),
        ("介绍一下网点", "网点120个。"),
        ("這條線路拿的是地鐵還是巴士的牌照？", "鐵路沒有牌照。"),
    ],
)
def test_no_short_answer_is_better_than_a_wrong_one(small, question, text):
    assert find(small, question, text) is None


@pytest.mark.parametrize(
    ("question", "text", "yes"),
    [
        ("调整车费了吗？", "公司沒有調整車費。", False),
        ("有沒有調整車費？", "公司调整了车费。", True),
        ("是否發生資料外洩？", "未發生資料外洩。", False),
    ],
)
def test_yes_and_no(small, question, text, yes):
    assert find(small, question, text).yes is yes


def test_the_column_of_the_asked_year(small):
    row = "營業收入 5.4 5.8"
    for year, expected in ((2022, "5.4"), (2023, "5.8")):
        found = find(small, f"{year}年的營業收入是多少億元？", row, columns=[(2022, 2023)])
        assert found.span.of(row) == expected


def test_the_questions_own_figures_are_no_answer(small):
    text = "這120個網點中，85個在農村。"
    assert find(small, "120個網點中有多少個在農村？", text).span.of(text) == "85個"


def test_a_later_sentence_may_hold_it(small):
    texts = ("網點的情況如下。", "網點新建了120個。")
    found = find(small, "新建了多少個網點？", *texts)
    assert (found.claim, found.span.of(texts[1])) == (1, "120個")


def test_a_letter_that_grows_in_lower_case_moves_no_span(small):
    text = "İİİİ計劃由中國移動負責。"
    found = find(small, "計劃由哪家公司負責？", text)
    assert found.span.of(text) == "中國移動"


def test_nothing_chosen_gives_nothing(small):
    assert find(small, "有多少個網點？") is None
    assert find(small, "有沒有網點？") is None
