"""What is said of a model at the prompt: every kind in both scripts, the data's English where there is no Chinese."""

import json
from importlib import resources

import pytest

from corpus.script import detect, fold
from corpus.types import Script
from rag.claims import Strike
from rag.model.failures import failure
from rag.model.types import Failure
from rag.notices import none_struck_said, notice_said, struck_said, waiting_said
from rag.types import Notice, Struck
from tests.cases.load import golden

TABLE = json.loads(resources.files("rag").joinpath("data/notices.json").read_text("utf-8"))


def notice_of(given):
    return Notice(
        given["kind"], "In English.", **{k: v for k, v in given.items() if k not in {"kind", "script"}}
    )


@pytest.mark.parametrize(("given", "expected"), golden("notices"))
def test_a_notice_in_the_script_of_the_question(given, expected):
    assert notice_said(notice_of(given), Script(given["script"])) == expected


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@pytest.mark.parametrize("kind", list(Failure))
def test_every_failure_is_said_in_one_line(kind, script):
    told = failure(kind, "openai:x", "http://127.0.0.1:1/v1", "no word for 30 s")
    notice = Notice(
        kind.value, str(told), model="openai:x", where=told.where, detail=told.detail, shown="instead"
    )
    said = notice_said(notice, script)
    assert said.startswith("openai:x（http://127.0.0.1:1/v1）")
    assert "\n" not in said
    assert "30 秒" in said
    assert detect(said) in {script, Script.MIXED}
    assert notice_said(notice, Script.NONE) == str(told)


def texts(value):
    """Yield every text of a table, and the names of its rows."""
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(one)


def test_both_scripts_say_the_same_things():
    assert list(TABLE["hans"]) == list(TABLE["hant"])
    for name in ("what", "advice", "shown"):
        assert TABLE["hans"][name].keys() == TABLE["hant"][name].keys()
    assert {kind.value for kind in Failure} == set(TABLE["hans"]["what"]) == set(TABLE["hans"]["advice"])
    assert fold(TABLE["hant"]["shown"]["so far"]).replace("文件", "文档") == TABLE["hans"]["shown"]["so far"]


def test_no_line_holds_characters_of_the_other_script():
    for script in (Script.HANS, Script.HANT):
        assert detect("".join(texts(TABLE[script.value]))) is script


def test_a_notice_of_another_writer_stays_as_it_is():
    assert notice_said(Notice("cut", "It broke."), Script.HANT) == "It broke."


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (Script.HANS, "还在等 openai:x 回答，最多等 60 秒……"),
        (Script.MIXED, "还在等 openai:x 回答，最多等 60 秒……"),
        (Script.HANT, "還在等 openai:x 回答，最多等 60 秒……"),
        (Script.NONE, "Still waiting for openai:x, for 60 s at most …"),
    ],
)
def test_the_line_of_a_wait(script, said):
    assert waiting_said("openai:x", 60.0, script) == said


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (Script.HANS, "已删（数字：9个）：有9个。"),
        (Script.MIXED, "已删（数字：9个）：有9个。"),
        (Script.HANT, "已刪（數字：9个）：有9个。"),
        (Script.NONE, "struck (figure: 9个): 有9个。"),
    ],
)
def test_the_line_of_a_struck_sentence(script, said):
    assert struck_said(Struck("有9个。", "figure", "9个"), script) == said


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
@pytest.mark.parametrize("strike", list(Strike))
def test_every_reason_is_said_in_the_script_of_the_question(strike, script):
    assert not any(
        char.isascii() and char.isalpha() for char in struck_said(Struck("好。", strike.value), script)
    )
    assert detect(none_struck_said(script)) is script
    assert set(TABLE[script.value]["reasons"]) == {one.value for one in Strike}
