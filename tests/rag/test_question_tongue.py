"""What is said of a question is said in the language it is asked in."""

import pytest

from corpus.script import HAN
from corpus.types import Script
from rag.pipeline import read_turn
from rag.question import read_question


def test_a_question_with_chinese_names_is_searched_as_chinese_and_answered_in_english():
    reading = read_question("Did 山海邮局 grow in 2023?")
    assert (reading.script, reading.foreign, reading.year_said(2023)) == (Script.NONE, False, "2023")


TURNS = [
    ("and in 2022?", "海湾巴士2022年有多少辆车？", Script.NONE), ("why?", "海灣巴士為什麼加車？", Script.NONE),
    ("Shanhai Post?", "山海邮局有几个网点？", Script.HANS), ("5G?", "山海郵局有幾個5G基站？", Script.HANT),
    ("那2022年呢？", "海灣巴士2022年有多少輛車？", Script.HANT), ("海湾巴士呢？", "海灣巴士2022年有多少輛車？", Script.HANS),
]  # fmt: skip


@pytest.mark.parametrize(("turn", "full", "script"), TURNS)
def test_a_turn_is_answered_in_its_own_language_where_it_tells_one(turn, full, script):
    asked, reading = read_turn(turn, full)
    assert (asked.script, reading.script) == (script, script)


@pytest.mark.parametrize("question", ["How many 網點 does Mars have?", "Where is Mars?"])
def test_a_refusal_of_an_english_question_is_english(question, small):
    answer = small.with_threshold(1.0).ask(question)
    first = answer.answer.split("\n")[0]
    assert answer.abstained
    assert first.startswith("The documents do not say")
    assert not HAN.search(first.replace("網點", ""))


def test_a_follow_up_in_english_is_refused_in_english(small):
    answers = small.with_threshold(1.0).ask_turns(["海灣巴士2022年有多少輛車？", "and in 2023?"])
    assert [a.answer.split("。")[0][:3] for a in answers] == ["文件裡", "The"]


def test_what_is_missing_is_said_as_typed_and_without_grammar(small):
    answer = small.with_threshold(1.0).ask("How many mines does Jupiter have?")
    assert "Jupiter" in answer.answer
    assert "have" not in answer.answer.split("\n")[0]
