"""Sentences that tell a reason, and those that tell none."""

import pytest

from corpus.script import fold
from rag.short.reason import tells_reason, tells_why


@pytest.mark.parametrize(
    "text",
    [
        "由于路面維修，班次少了。",
        "这得益于会员日。",
        "受天气影响，乘客少了。",
        "因为下雪停了",
        "原因在於票價。",
    ],
)
def test_a_reason_is_told(text):
    assert tells_reason(fold(text))


@pytest.mark.parametrize("text", ["班次少了两成。", "因特網的班次表", "會員增長三成，等於翻了一番。"])
def test_no_reason_is_told(text):
    assert not tells_reason(fold(text))


def test_what_something_is_for_is_a_why_but_no_cause():
    assert tells_why("旨在减少等候")
    assert not tells_reason("旨在减少等候")


def test_what_tells_no_reason_has_none_cut_out_of_it(sample):
    assert sample.ask("中国联通2022年第四季度净利润为什么最少？").short_answer is None
    assert sample.ask("中國聯通2022年雲收入為什麼增長？").short_answer is None
