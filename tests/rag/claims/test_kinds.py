"""Kinds of lies that stand near their source, and sentences that look like them; the source in both scripts."""

import pytest

from corpus.script import detect
from corpus.types import Script
from tests.cases.load import golden
from tests.rag.claims.conftest import held_against

CASES = golden("claims_kinds")


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT], ids=["source hans", "source hant"])
@pytest.mark.parametrize(("given", "expected"), CASES)
def test_lie_is_struck_and_its_likeness_is_not(checker, given, expected, script):
    found = held_against(checker, given["said"], given["text"], script)
    if expected is None:
        assert found.strike is None, (found.strike, found.over)
    else:
        assert found.strike is not None


def test_cases_come_from_both_scripts():
    scripts = [detect(case.values[0]["said"]) for case in CASES]
    assert min(scripts.count(Script.HANS), scripts.count(Script.HANT)) * 3 >= len(scripts)
