"""Comparisons over the sample documents, in both scripts: computed, said, cited and checked again from outside."""

import pytest

from corpus.script import fold
from rag.comparison.flow import in_turns
from rag.types import Derivation
from rag.verify import Sources, problems_of

COMPUTED = [
    ("中国移动的5G基站，2024年底比2023年底多了多少？", "约46万个", "difference"),
    ("中國移動的5G基站，2024年底比2023年底多了多少？", "約46萬個", "difference"),
    ("2020年中国移动的营业收入是联通的几倍？", "2.54倍", "ratio"),
    ("2020年中國移動的營業收入是聯通的幾倍？保留一位小數。", "2.5倍", "ratio"),
    ("联通的资产负债率，2022年比2021年高了几个百分点？", "2.8个百分点", "points"),
    ("2020年底員工總數比2019年少了多少人？", "1,844人", "difference"),
    ("2023年公有云和私有云相差多少亿元？", "2,999亿元", "difference"),
    ("中国移动2018年、2019年和2020年的营业收入哪年最高？", "2020年", "greater"),
    ("中國移動同中國聯通邊個嘅2020年營業收入高？", "中國移動", "greater"),
    ("从2018到2020年，中国移动的耗电总量怎么变化？", "逐年上升", "trend"),
    ("2020年中国移动的一级集采和二级集采，哪个的供应商多？", "二级集采", "greater"),
    ("OnePOWER和破风8676哪个发布得更早？", "OnePOWER", "earlier"),
    ("神州行的孝心卡和骑士卡哪个用户多？", "孝心卡", "greater"),
    ("联通2020年的资本开支比2019年增加了多少？", "112亿元", "difference"),
    ("微软云和亚马逊云谁的规模大？大多少？", "54.56亿美元", "difference"),
    ("2024年中国移动的5G基站比2023年多吗？", "是", "is_greater"),
    ("2024年搗破嘅窩點係咪多過2023年？", "是", "is_greater"),
    ("2020年中國移動的員工同2019年比係多咗定少咗？", "少", "is_greater"),
    ("联通的资产负债率2022年比2021年低吗？", "否", "is_lesser"),
    ("2020年聯通的營業收入有沒有超過中國移動？", "沒有", "is_greater"),
    ("神州行的孝心卡用户比骑士卡多吗？", "是", "is_greater"),
    # In passing, the other year is said for one figure only: the next is not of it.
    ("2024年視頻彩鈴用戶有沒有超過2023年？", "是", "is_greater"),
    ("Was Unicom's revenue in 2022 higher than in 2021?", "Yes", "is_greater"),
]


@pytest.mark.parametrize(("question", "short", "op"), COMPUTED)
def test_what_is_asked_is_computed_and_checked_again(question, short, op, sample):
    answer = sample.ask(question)
    assert (answer.short_answer, answer.abstained) == (short, False)
    assert answer.derivation is not None
    assert answer.derivation.op == op
    assert list(problems_of(answer.to_json(), Sources.of(sample.searcher.manifest))) == []


def test_the_computation_is_said_with_the_marks_of_both_sides(sample):
    first = sample.ask("中國移動的5G基站，2024年底比2023年底多了多少？").answer.split("\n")[0]
    assert first == "2024年底 240萬個 − 2023年底 194萬個 ≈ 46萬個 [1][2]"


def test_a_change_that_the_text_states_is_taken_as_it_stands(sample):
    answer = sample.ask("中国移动2020年的营业收入比2019年增长了百分之几？")
    assert (answer.short_answer, answer.derivation) == ("2.9%", None)
    assert "2.9%" in answer.citations[0].quote


def test_a_side_that_the_documents_lack_is_said(sample):
    answer = sample.ask("台积电和中国移动2020年的收入谁高？")
    assert answer.abstained
    assert "台积电" in answer.answer


def test_words_are_compared_by_a_quotation_each(sample):
    answer = sample.ask("覆盖住户和宽带用户有什么区别？")
    assert not answer.abstained
    assert answer.derivation is None
    assert all(len(c.quote) <= 300 for c in answer.citations)
    assert fold("覆蓋住戶") in fold(answer.citations[0].quote)


def test_a_false_derivation_is_found_out(sample):
    sources = Sources.of(sample.searcher.manifest)
    answer = sample.ask("2023年公有云和私有云相差多少亿元？").to_json()
    assert list(problems_of(answer, sources)) == []
    for change in (
        {"short_answer": "2,998亿元"},
        {"derivation": {"op": "sum", "operands": ["4,562亿元", "1,563亿元"], "unit": "亿元"}},
        {"derivation": {"op": "difference", "operands": ["4,562亿元", "1,564亿元"], "unit": "亿元"}},
        {"derivation": {"op": "difference", "operands": ["4,562亿元", "1,563亿元"], "unit": "万元"}},
    ):
        assert list(problems_of({**answer, **change}, sources))


def test_an_operand_may_be_a_cell_whose_head_says_the_unit(sample):
    answer = sample.ask("2022年聯通四個季度的營業收入哪一季最低？")
    assert answer.short_answer == "第二季度"
    assert list(problems_of(answer.to_json(), Sources.of(sample.searcher.manifest))) == []


def test_sides_take_turns_in_the_passages(sample):
    answer = sample.ask("2020年中国移动的营业收入是联通的几倍？")
    companies = [c.company for c in answer.citations]
    assert set(companies) == {"中国移动", "中国联通"}
    files = {p.file for p in answer.passages[:2]}
    assert len(files) == 2


def test_a_passage_stands_once_in_the_turns():
    assert in_turns([[], []], []) == []


def test_sides_stand_in_a_derivation_only_where_the_answer_is_one_of_them():
    assert "sides" not in Derivation("difference", ("2家", "1家"), "家").to_json()
    assert Derivation("greater", ("2家", "1家"), "", ("甲", "乙")).to_json()["sides"] == ["甲", "乙"]


def test_a_row_of_a_table_with_a_column_of_units_is_counted_in_its_unit(sample):
    answer = sample.ask("2024年搗破的窩點比2023年多多少？")
    assert answer.derivation == Derivation("difference", ("1.22萬個", "7,890個"), "萬個")
    assert list(problems_of(answer.to_json(), Sources.of(sample.searcher.manifest))) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2024年嗰陣拘捕咗幾多人？", "同2023年比多咗幾多？"),
        ("2024年拘捕了多少人？", "跟2023年相比多了多少？"),
    ],
)
def test_a_follow_up_against_another_year_is_computed(sample, first, then):
    answer = sample.ask_turns([first, then])[1]
    assert fold(answer.short_answer or "") == "0.31万人"


def test_a_verdict_is_said_with_both_figures(sample):
    first = sample.ask("2024年中國移動的5G基站比2023年多嗎？").answer.split("\n")[0]
    assert first == "是：2024年 240萬個 > 2023年 194萬個 [1][2]"


@pytest.mark.parametrize(
    "question",
    [
        # Of the company in one year, of the nation in the other.
        "2024年5G基站有沒有比2023年增加？",
        # Of two years.
        "中国移动的5G基站比中国联通多吗？",
    ],
)
def test_no_verdict_rests_on_figures_of_other_owners_or_years(sample, question):
    answer = sample.ask(question)
    assert answer.derivation is None or answer.derivation.op != "is_greater"


@pytest.mark.parametrize(
    ("turns", "short"),
    [
        (["2024年能力中台被调用多少次？", "同2023年比多咗幾多？"], "1,968.9億次"),
        (["2024年能力中台被調用多少次？", "跟2023年比多了多少？"], "1,968.9亿次"),
    ],
)
def test_what_is_told_of_each_month_is_not_computed_with(turns, short, sample_read):
    answer = sample_read.ask_turns(turns)[-1]
    assert answer.derivation is not None
    assert fold(answer.short_answer or "") == fold(short)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        # 455,405 people against 3 (or 12) of something else, cards against pieces: no verdict rests on them.
        ("中国移动2024年的异常号卡比2023年多吗？", None),
        ("中國移動2024年的員工比2023年多嗎？", None),
        ("2024年拦截的垃圾短信比2023年多吗？", "是"),
        ("2024年攔截的垃圾短訊比2023年少嗎？", "否"),
    ],
)
def test_a_verdict_rests_on_figures_of_one_counter_and_size(question, verdict, sample):
    assert sample.ask(question).short_answer == verdict
