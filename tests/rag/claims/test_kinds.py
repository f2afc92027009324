"""Kinds of lies that stand near their source, and sentences that look like them; the source in both scripts."""

import json
from importlib.resources import files

import pytest

from corpus.script import detect
from corpus.types import Script
from rag.claims.brands import unnamed_brand
from rag.claims.ends import ends
from rag.claims.plain import plain
from tests.cases.load import golden
from tests.rag.claims.conftest import held_against

CASES = golden("claims_kinds")


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT], ids=["source hans", "source hant"])
@pytest.mark.parametrize(("given", "expected"), CASES)
def test_lie_is_struck_and_its_likeness_is_not(checker, given, expected, script):
    found = held_against(checker, given["said"], given["text"], script)
    assert (found.strike and found.strike.value) == expected, found.over


def test_cases_come_from_both_scripts():
    scripts = [detect(case.values[0]["said"]) for case in CASES]
    assert min(scripts.count(Script.HANS), scripts.count(Script.HANT)) * 3 >= len(scripts)


def test_brands_are_folded_and_stand_once():
    rows = json.loads(files("rag").joinpath("data/claim_brands.json").read_text("utf-8"))["brands"]
    names = [name.removeprefix("~") for row in rows for name in row.split()]
    assert len(rows) >= 100 and len(names) == len(set(names))
    assert [name for name in names if plain(name) != name] == []


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("由2019年的3个增至2023年的6个", [2019, 2023]),
        ("2019年到2023年由3个增至6个", []),
        ("2023年有6个", []),
        ("从2022年的12%到2030年增至54%", [2022, 2030]),
    ],
)
def test_ends_of_a_change_have_their_years(clause, expected):
    assert [year for year, _ in ends(clause)] == expected


@pytest.mark.parametrize(
    ("said", "source", "expected"),
    [
        ("邮路通到北京东部三区", "东部三区", ""),
        ("欧美团队来访", "团队来访", ""),
        ("为社区加装远传水表", "社区水表", ""),
        ("第九天恢复投递", "恢复投递", ""),
        ("通訊飛速發展", "發展", ""),
        ("通过京东、网站等渠道", "邮路通到北京东部三区", "京东"),
        ("与高通合作", "提高通信能力", "高通"),
        ("采购三星电子的屏幕", "与三星合作", ""),
        ("开通微信寄件", "开通微信小程序", ""),
        ("使用aws托管", "postal laws", "aws"),
    ],
)
def test_brand_is_a_word_of_its_own(said, source, expected):
    assert unnamed_brand(plain(said), plain(source)) == expected
