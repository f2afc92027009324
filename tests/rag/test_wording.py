"""The frame of answers: every sentence in both scripts, with the same places to fill in."""

import re
from dataclasses import asdict

import pytest

from corpus.script import detect, fold
from corpus.types import Script
from rag.wording import wording


def test_each_script_has_its_frame_and_mixed_questions_the_simplified_one():
    assert wording(Script.HANT).no_answer == "文件裡沒有找到答案。"
    assert wording(Script.MIXED) == wording(Script.HANS)
    assert wording(Script.NONE).no_answer == "The documents do not say."


@pytest.mark.parametrize("script", list(Script))
def test_the_places_to_fill_in_are_the_same(script):
    def places(words):
        return {name: re.findall(r"{(\w+)}", text) for name, text in asdict(words).items()}

    assert places(wording(script)) == places(wording(Script.HANS))


def test_no_frame_holds_characters_of_the_other_script():
    for script in (Script.HANS, Script.HANT):
        assert detect("".join(asdict(wording(script)).values())) is script


def test_both_scripts_say_the_same():
    hans, hant = (asdict(wording(script)) for script in (Script.HANS, Script.HANT))
    for name in ("missing", "other_constraint", "nearest", "understood", "yes"):
        assert fold(hant[name]) == hans[name]
