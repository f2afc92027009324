"""Sentences that tell a reason, and those that tell none."""

import pytest

from corpus.script import fold
from rag.several.reason import tells_reason


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
