"""Questions with their answers put in: golden cases in both scripts, and what no question may give."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import fold
from index.training.claims.declare import PLACES, declared
from tests.cases.load import golden

WORDS = st.text("東港灯塔山海郵局谁哪一年多少个几第在什么为何时有是的，。？ 320", max_size=20)


@pytest.mark.parametrize(("given", "expected"), golden("claims_declared", both=True, text_expected=False))
def test_golden(given, expected):
    assert declared(*given) == expected


@given(WORDS, WORDS)
def test_a_claim_is_never_empty_nor_the_question(question, answer):
    claim = declared(question, answer)
    if claim is not None:
        assert claim.strip()
        assert claim != fold(question).strip().rstrip("？?。 ")
        assert fold(claim) == claim
        assert "\n" not in claim and "？" not in claim


@given(st.sampled_from(["誰", "哪裡", "何時", "什麼", "幾多", "多大"]), st.integers(1, 9999))
def test_the_answer_stands_in_the_claim(word, figure):
    claim = declared(f"東港燈塔{word}開門？", f"{figure}")
    assert claim is not None and str(figure) in claim


def test_places_are_named_once_and_none_is_shadowed():
    names = [name for name, _ in PLACES]
    assert len(set(names)) == len(names)
    first = {}
    for asked in ("哪一年", "哪里", "谁", "百分之几", "第几", "多少", "几个", "多大", "哪座", "什么"):
        first[asked] = next(name for name, pattern in PLACES if re.search(pattern, asked))
    assert list(first.values()) == names
