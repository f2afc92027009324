"""Figures in brackets behind the names of a list."""

import time

import pytest

from corpus.script import fold
from rag.short.bracketed import own_bracket

LIST = "三大股東是山海郵局（持股35%）、雲山書店的基金（10%）和海灣巴士（6%）；大河銀行以5%排在第四。"
CASES = [
    ("雲山書店持股多少？", "10%"), ("云山书店持股多少？", "10%"), ("海灣巴士佔幾多？", "6%"), ("山海邮局的持股比例？", "持股35%"),
    ("大河銀行佔幾多？", None), ("股東有幾個？", None), ("山海郵局和雲山書店各多少？", None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), CASES)
def test_the_bracket_behind_the_asked_name(question, said):
    found = own_bracket(fold(question), fold(LIST))
    assert (found.of(fold(LIST)) if found else None) == (fold(said) if said else None)


def test_one_bracket_is_no_list():
    assert own_bracket("山海邮局多少", "山海邮局（35%）") is None


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    for unit in ("甲乙（1）", "（1）", "甲乙、", "甲" * 30 + "（1）"):
        own_bracket("甲" * 500, (unit * 2000)[:6000])
    assert time.perf_counter() - began < 1
