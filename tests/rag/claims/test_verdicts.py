"""Sentences held against a paragraph of our own: what is shown, and why the rest is struck; the same in both scripts."""

import pytest

from corpus.script import detect
from corpus.types import Script
from rag.claims import Strike
from tests.cases.load import golden
from tests.rag.claims.conftest import TEXTS


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT], ids=["source hans", "source hant"])
@pytest.mark.parametrize(("given", "expected"), golden("claims_verdicts"))
def test_verdict_in_either_script_of_the_source(verdict, given, expected, script):
    found = verdict(given["said"], TEXTS[given["of"]], script)
    assert (found.strike and found.strike.value) == expected, found.over


def test_cases_come_from_both_scripts():
    scripts = [detect(case.values[0]["said"]) for case in golden("claims_verdicts")]
    assert min(scripts.count(Script.HANS), scripts.count(Script.HANT)) * 3 >= len(scripts)


def test_every_kind_of_strike_has_a_case():
    struck = {case.values[1] for case in golden("claims_verdicts")} - {None}
    assert struck == {kind.value for kind in Strike} - {"second opinion"}


def test_what_bears_a_sentence_out_is_shown(verdict):
    found = verdict("网点覆盖全国31个省份[1]。", TEXTS["post"])
    assert [claim.span.of(claim.passage.text) for claim in found.claims] == [
        "2023年，山海邮局新建网点120个，累计达到3,450个，覆盖全国31个省份。"
    ]


def test_struck_sentence_bears_no_claims(verdict):
    found = verdict("网点累计9,450个[1]。", TEXTS["post"])
    assert (found.claims, found.over) == ((), "9450个")


def test_question_says_what_a_bare_figure_is_of(verdict):
    assert verdict("86.2亿元[1]。", TEXTS["income"], question="营业收入是多少？").strike is None
    assert verdict("9.3亿元[1]。", TEXTS["income"], question="营业收入是多少？").strike is Strike.FIGURE
