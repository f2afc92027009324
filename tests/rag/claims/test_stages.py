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
    if expected is None:
        assert found.strike is None, (found.strike, found.over)
    else:
        assert found.strike is not None


def test_cases_come_from_both_scripts():
    scripts = [detect(case.values[0]["said"]) for case in CASES]
    assert min(scripts.count(Script.HANS), scripts.count(Script.HANT)) * 3 >= len(scripts)


def test_tables_are_folded_and_compile():
    data = files("rag").joinpath("data/claim_stages.json").read_text("utf-8")
    stages = json.loads(data)
    assert fold(data) == data
    assert all(re.compile("|".join(one) if isinstance(one, list) else one) for one in stages.values())


def test_hostile_clause_takes_linear_time():
    begun = time.process_time()
    CHECKER.check(
        sentences_of("已经" * 3000 + "建成[1]。")[0], [passage_of("将" * 3000 + "加快推进" * 2000 + "。")]
    )
    assert time.process_time() - begun < 3
