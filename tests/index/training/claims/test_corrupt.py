"""Lies made of claims: golden cases in both scripts, and what no lie may be."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import fold
from index.training.claims import corrupt
from index.training.claims.corrupt import KINDS, corrupted, names_in
from index.training.claims.words import words
from tests.cases.load import golden

TABLES = ("units", "contraries", "extents", "denials", "affirmations", "plans", "same")
CLAIMS = st.lists(
    st.sampled_from(
        ["320個", "1902年", "35%", "增加", "沒有", "不", "已經", "計劃", "大部分", "上海", "北京", "林海山", "是", "在", "站點", "，"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


def only(kind, monkeypatch):
    monkeypatch.setattr(corrupt, "KINDS", (kind,))


@pytest.mark.parametrize(("given", "expected"), golden("claims_corrupted", both=True, text_expected=False))
def test_golden(given, expected, monkeypatch):
    kind, claim, text = given
    only(kind, monkeypatch)
    said, shown = fold(claim), fold(text)
    lies = [corrupted(said, shown, names_in(shown), random.Random(seed)) for seed in range(60)]
    assert sorted({lie.words for lie in lies if lie}) == expected
    assert {lie.kind for lie in lies if lie} <= {kind}


@given(CLAIMS, CLAIMS, st.integers(0, 99))
def test_a_lie_is_never_the_claim_nor_empty(claim, rest, seed):
    said, text = fold(claim), fold(claim + rest)
    lie = corrupted(said, text, names_in(text), random.Random(seed))
    if lie is not None:
        assert lie.words.strip() and lie.words != said
        assert lie.kind in KINDS
        assert fold(lie.words) == lie.words


def test_the_same_seed_tells_the_same_lie():
    text = "去年林海山在上海新增站点320个，计划今年在北京增加。"
    told = [corrupted(text, text, names_in(text), random.Random(5)) for _ in range(2)]
    assert told[0] == told[1] is not None


def test_kinds_are_drawn_evenly():
    text = "1902年，大部分站点设在上海，没有设在北京；去年收入35亿元，计划今年增加。"
    found = Counter(corrupted(text, text, names_in(text), random.Random(seed)).kind for seed in range(400))
    # Of a claim with a denial not each seed drops it, and the one name of the text stands in the claim.
    assert set(found) == set(KINDS) - {"name"}
    assert max(found.values()) < 3 * min(found.values())


def test_a_neighbours_figure_is_told_more_often_than_none(monkeypatch):
    only("figure", monkeypatch)
    text = "去年有308个站点，今年有320个。"
    told = [corrupted("今年有320个站点", text, {}, random.Random(seed)).words for seed in range(100)]
    assert 50 < sum("308" in lie for lie in told) < 80


def test_a_year_is_no_figure_of_what_is_counted(monkeypatch):
    only("figure", monkeypatch)
    text = "2024年有3085个站点。"
    told = {corrupted("有3085个站点", text, {}, random.Random(seed)).words for seed in range(60)}
    assert "有2024个站点" not in told


@pytest.mark.parametrize("name", TABLES)
def test_the_words_of_a_table_are_folded_and_no_word_takes_its_own_place(name):
    table = words(name)
    assert len(table.instead) > 8
    for word, others in table.instead.items():
        assert fold(word) == word and word.strip()
        assert others and word not in others
        assert all(fold(other) == other for other in others)


def test_of_two_words_the_longer_is_found():
    assert words("units").found.search("35亿元").group() == "亿元"
    assert words("affirmations").found.search("没有").group() == "没有"
