"""The table of contraries: well formed, both ways round, in both scripts."""

import json
from importlib import resources
from itertools import combinations

import pytest

from corpus.script import fold, to_script
from corpus.types import Script
from rag.claims.contraries import contrary, other_degree
from rag.claims.plain import plain

TABLE = json.loads(resources.files("rag").joinpath("data/claim_contraries.json").read_text("utf-8"))
ROWS = [row for kind in TABLE["kinds"].values() for row in kind]
PAIRS = [tuple(side.split()[0] for side in row.split("|")) for row in ROWS]


def test_table_holds_some_hundreds_of_pairs_folded_and_once():
    assert len(ROWS) >= 250
    assert all(row.count("|") == 1 and fold(row) == row for row in ROWS)
    for row in ROWS:
        one, other = (set(side.split()) for side in row.split("|"))
        assert one and other and not one & other, row
        assert all(len(word) > 1 for word in one | other), row
    assert not [(a, b) for a, b in combinations(ROWS, 2) if set(a.split("|")) == set(b.split("|"))]


@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_either_word_is_the_contrary_of_the_other(one, other, script):
    for said, source in ((one, other), (other, one)):
        clause, near = (f"山海邮局的网点曾{word}办理业务" for word in (said, source))
        # Words of regions are changed for ours: what is compared is plain.
        words = plain(to_script(clause, script))
        assert contrary(words, near), (said, source)
        assert not contrary(words, words)


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("大部分网点已开通业务", "大部分网点和少数驿站已开通业务"),
        ("首次办理业务,此后再次办理业务", "再次办理业务"),
        ("网点并未正式开通业务", "网点试点开通业务"),
        ("食堂首次供应早餐", "网点再次办理业务"),
    ],
)
def test_what_is_no_contrary(said, near):
    assert contrary(said, near) == ""


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_degrees_of_a_noun(script):
    near = "具有低成本、低功耗等特点"
    assert other_degree(plain(to_script("成本和功耗都更高", script)), near) == "功耗高"
    assert other_degree(plain(to_script("功耗更低", script)), near) == ""
