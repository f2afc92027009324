"""Plans, trials and drafts told as done, and sentences that look so; the source in both scripts."""

import json
import re
import time
from importlib.resources import files

import pytest

from corpus.script import detect, fold
from corpus.types import Script
from rag.claims import Checker, sentences_of
from tests.cases.load import golden
from tests.rag.claims.conftest import held_against, passage_of

CASES = golden("claims_stages")
CHECKER = Checker()


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT], ids=["source hans", "source hant"])
@pytest.mark.parametrize(("given", "expected"), CASES)
def test_stage_of_what_is_told(checker, given, expected, script):
    found = held_against(checker, given["said"], given["text"], script)
    assert (found.strike and found.strike.value) == expected, found.over


def test_cases_come_from_both_scripts():
    scripts = [detect(case.values[0]["said"]) for case in CASES]
    assert min(scripts.count(Script.HANS), scripts.count(Script.HANT)) * 3 >= len(scripts)


def test_tables_are_folded_and_compile():
    data = files("rag").joinpath("data/claim_stages.json").read_text("utf-8")
    stages = json.loads(data)
    assert fold(data) == data
    assert all(re.compile("|".join(one) if isinstance(one, list) else one) for one in stages.values())


@pytest.mark.parametrize(
    "piece", ["加快推进", "将", "试点，", "建议。", "未来", "1", "计划\n", "正在建设，", "已建成。"]
)
def test_hostile_source_takes_linear_time(piece):
    CHECKER.check(sentences_of("已经建成[1]。")[0], [passage_of("加快建设。")])
    begun = time.process_time()
    CHECKER.check(sentences_of("三座中心已经建成[1]。")[0], [passage_of((piece * 50_000)[:50_000])])
    assert time.process_time() - begun < 5
