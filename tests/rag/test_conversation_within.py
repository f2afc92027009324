"""Words that point back to what their own turn names."""

import time

import pytest

from corpus.about import built_in
from corpus.script import fold
from rag.conversation.within import company_within, thing_within, time_within
from rag.question import lowered

WITHIN = [
    ("云收入是多少，*它*增长了多少？", True), ("雲收入是多少，*它*增長了多少？", True), ("*它*增长了多少？", False),
    ("请问，*它*的员工有多少？", False), ("2023年，*它*有多少网点？", False), ("在广东，*它*有多少基站？", False),
    ("除了书店，*它*还有什么业务？", False), ("跟聯通相比，*它*的收入高多少？", False), ("联通和*它*共建了什么？", False),
    ("中国联通向*其*员工派了多少？", True), ("和联通比较，*它*多了多少？", False), ("會員有幾多，*佢哋*買咗幾多？", True),
    ("how much is the fee and when was *it* paid?", True), ("compared with unicom, did *it* grow?", False),
    ("how many shops does china unicom rent to *its* partners?", True), ("does china unicom own *it*?", False),
    ("tell me, how much did *it* grow?", False), ("in 2023, how much did *it* grow?", False),
]  # fmt: skip


@pytest.mark.parametrize(("turn", "within"), WITHIN)
def test_a_pronoun_means_what_another_clause_names(turn, within):
    start, end = turn.index("*"), turn.rindex("*") - 1
    low = lowered(fold(turn.replace("*", "")))
    assert thing_within(low, start, end, built_in()) is within


def test_that_company_and_that_year_may_stand_in_the_turn():
    assert company_within("中国联通收入多少？该公司有多少员工", 9, built_in())
    assert not company_within("收入多少？该公司有多少员工", 5, built_in())
    assert time_within("2023年建了几个，当年收入多少", 10)
    assert not time_within("建了几个，当年收入多少", 5)


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    for unit in ("它，", "有多少，", "and it ", "2023年，", "联通，"):
        low = (unit * 2000)[:2000]
        thing_within(low, len(low) - 1, len(low), built_in())
    assert time.perf_counter() - began < 1
