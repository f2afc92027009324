"""The time of which a sentence says the most or the least."""

import time

import pytest

from corpus.script import fold
from rag.short.superlative import Superlative, superlative

BOTH = "分季度看，第二季度賣得最多，第四季度最少。"
CASES = [
    ("哪个季度卖得最少？", BOTH, "第四季度"), ("哪個季度賣得最多？", BOTH, "第二季度"), ("邊個季度賣得最少？", BOTH, "第四季度"),
    ("Which quarter sold the fewest books?", BOTH, "第四季度"), ("哪个季度利润最低？", BOTH, "第四季度"),
    ("哪一年的网点最多？", "网点最多的是2021年，2023年最少。", "2021年"), ("哪年網點最少？", "網點最多是2021年，最少是2023年。", "2023年"),
    ("哪个月乘客最多？", "乘客7月最多、2月最少。", "7月"), ("哪个半年更忙？", "下半年最忙。", None),
    ("哪个季度最少？", "第一季度和第三季度最少。", None), ("哪个季度最少？", "全年都差不多。", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "short"), CASES)
def test_the_one_asked_is_told(question, text, short):
    asked = Superlative.of(fold(question))
    found = superlative(asked, fold(text)) if asked else None
    assert (found[0].of(fold(text)) if found else None) == short


@pytest.mark.parametrize(
    "question", ["最少有几个？", "哪个季度最多，哪个季度最少？", "第四季度有多少？", "哪个城市最大？"]
)
def test_other_questions_ask_for_no_such_time(question):
    assert Superlative.of(question) is None


def test_both_scripts_get_the_one_asked(sample):
    assert sample.ask("联通2022年净利润哪个季度最少？").short_answer == "第四季度"
    assert sample.ask("聯通2022年淨利潤哪個季度最多？").short_answer == "第二季度"
    assert sample.ask("哪個季度利潤最低？").short_answer in {"第四季度", None}


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    asked = Superlative.of("哪个季度最少？")
    for unit in ("最少", "最多第四季度", "第四季度", "，最少"):
        superlative(asked, unit * 2000)
    assert time.perf_counter() - began < 1
