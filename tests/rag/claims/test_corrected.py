"""Sentences that put the question right: what it takes for granted may be denied where the source says the contrary."""

import pytest

from corpus.about import built_in
from corpus.types import Script
from rag.claims.corrected import not_told, without_premise, without_put_right
from tests.cases.load import golden
from tests.rag.claims.conftest import TEXTS


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT], ids=["source hans", "source hant"])
@pytest.mark.parametrize(("given", "expected"), golden("claims_corrected"))
def test_verdict_on_a_corrected_premise(verdict, given, expected, script):
    found = verdict(given["said"], given.get("text") or TEXTS[given["of"]], script, given["asked"])
    struck = found.strike and (found.strike.value if expected != "struck" else "struck")
    assert struck == expected, found.over


def test_premise_is_right_where_the_source_says_the_same():
    source = "该站由甲独家建设,后来联合运营"
    assert without_put_right("该站并非独家建设", "甲独家建设的站多大?", source) == "该站并非独家建设"


def test_premise_must_be_one_of_the_question():
    assert without_put_right("该站并非独家建设", "该站多大?", "甲联合乙建设") == "该站并非独家建设"


def test_figure_stays_where_no_other_is_named():
    assert without_premise("不是2010年加入", "2010年加入后?", "自2007年加入", built_in()) == "不是2010年加入"


@pytest.mark.parametrize(
    ("whole", "expected"), [("冷链网有30个站", True), ("冷链网有30个站,月租46元", False)]
)
def test_what_is_not_told_must_stand_nowhere(whole, expected):
    assert not_told("文件没有提到月租", ["文件", "月租"], whole) is expected
