"""Figures with their units: what counts, what does not, and what a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import fold
from rag.figures import asked_units, figures, has_unit, of_another_sort
from tests.cases.load import golden


@pytest.mark.parametrize(("text", "expected"), golden("figures"))
def test_golden_cases(text, expected):
    assert [[f.number, f.scale, f.unit] for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("累计超240万站以上", "240万站"),
        ("约2,700多亿元", "2,700多亿元"),
        ("净利润-3.5亿元", "-3.5亿元"),
        ("占 96 %", "96 %"),
        ("5-10分钟", "5 10分钟"),
    ],
)
def test_the_span_holds_the_figure_with_its_unit(text, shown):
    assert " ".join(f.span.of(text) for f in figures(text)) == shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("240万站", 2.4e6),
        ("10,093亿元", 1.0093e12),
        ("5.8万亿元", 5.8e12),
        ("3百万元", 3e6),
        ("96%", 96),
        ("两家", None),
    ],
)
def test_the_value_counts_the_scale(text, value):
    assert figures(text)[0].value == (pytest.approx(value) if value else None)


def test_years_are_told_from_quantities():
    assert [f.is_year for f in figures("2024年的2024个网点用了3年")] == [True, False, False]


def test_numbers_in_words_are_known_as_such():
    assert [f.in_words for f in figures("两家公司有3家分店")] == [True, False]


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("長約多少公里？", {"公里", "千米", "米"}),
        ("长约多少公里？", {"公里", "千米", "米"}),
        ("有多少台机柜？", {"台", "部", "架", "辆", "套", "台次", "辆次"}),
        ("提升了幾個百分點？", {"个百分点", "百分点", "pp", "个"}),
        ("占比是多少？", {"%", "％", "个百分点", "分之"}),
        ("时延是几毫秒？", {"毫秒"}),
        ("去年繳了多少稅？", {"元", "港元", "美元", "欧元", "人民币"}),
        ("去年交了多少税？", {"元", "港元", "美元", "欧元", "人民币"}),
        ("多少是新的？", set()),
        ("谁是董事长？", set()),
    ],
)
def test_the_units_a_question_asks_for(question, units):
    assert asked_units(fold(question)) == units


def test_a_unit_may_stand_right_behind_the_figure():
    text = "共有1,230余棵，另有5座"
    tree, other = figures(text)
    assert has_unit(tree, text, frozenset({"棵"}))
    assert not has_unit(other, text, frozenset({"棵"}))


@given(st.text(alphabet="0123456789,.-−万亿个%年月日时G超约多余两十 元", max_size=40) | st.text(max_size=40))
def test_spans_lie_in_the_text_in_order_and_hold_the_number(text):
    at = 0
    for figure in figures(text):
        assert at <= figure.span.start < figure.span.end <= len(text)
        assert figure.number in figure.span.of(text)
        assert figure.value is None or figure.value >= 0
        at = figure.span.end


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("門店12 次", "次", True),
        ("门店12次数", "次", False),
        ("共553年度報告", "年", False),
        ("共3年", "年", True),
        ("共3年内", "年", True),
        ("33天然氣", "天", False),
    ],
)
def test_a_unit_that_begins_a_longer_word_is_none(text, unit, expected):
    folded = fold(text)
    (figure,) = figures(folded)
    assert has_unit(figure, folded, frozenset([unit])) is expected
    assert (figure.unit == unit) is expected


@pytest.mark.parametrize("text", ["第四次會議", "第四次会议", "第三家门店"])
def test_an_ordinal_is_no_figure(text):
    assert figures(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("佔全省的三成以上", ["三成"]),
        ("超过三分之一，一半在农村", ["三分之一", "一半"]),
        ("百分之三十的车辆", ["百分之三十"]),
        ("分成为三类，建成立体站", ["三类"]),
        ("参加者两万人，三百二十名学生", ["两万人", "三百二十名"]),
    ],
)
def test_parts_and_numerals_in_words(text, expected):
    folded = fold(text)
    assert [f.span.of(folded) for f in figures(folded) if f.in_words] == [fold(e) for e in expected]


def test_a_part_in_words_has_no_value_to_compute_with():
    assert [f.value for f in figures("三成")] == [None]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("新元线的基站有多深？", {"米"}),
        ("基站占全网的多少？", {"%", "％", "个百分点", "分之"}),
        ("员工人数是多少？", {"人", "名", "位", "人次"}),
    ],
)
def test_a_measure_goes_before_the_thing_counted(question, expected):
    assert asked_units(question) == expected


@pytest.mark.parametrize(
    ("unit", "question", "expected"),
    [
        ("条", "破獲了多少宗案件？", True),
        ("人", "有多少台機器？", True),
        ("个", "破获了多少宗案件？", False),
        ("名", "有多少人？", False),
        ("座", "有多少個站？", False),
        ("条", "有多少封郵件？", False),
        ("", "破获了多少宗案件？", False),
        ("条", "有多少？", False),
    ],
)
def test_a_counter_of_another_sort_counts_another_thing(unit, question, expected):
    assert of_another_sort(unit, asked_units(fold(question))) is expected
