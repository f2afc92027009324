"""The thing whose figure is asked, and whether a text says it by any of its names."""

import time

import pytest

from corpus.script import to_script
from corpus.types import Script
from rag.asked_thing import Thing, plain, thing_of
from rag.question import read_question

GLOSSARY = {"satellite": ("卫星",), "ferry": ("渡轮",)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("水警破獲了多少宗洗錢案？", ("洗钱",)),
        ("書店2021年賣了幾本食譜？", ("食谱",)),
        ("書店的票房收入有多少億？", ("票房",)),
        ("渡輪公司請了幾名宇航員？", ("宇航员",)),
        ("島上的5G基地台總共有多少座？", ("基站",)),
        ("島上有幾個人？", ()),
        ("渡輪運了幾多架車去？", ()),
        ("一共辦了多少場？", ()),
        ("為什麼沒有渡輪？", ()),
    ],
)
def test_the_thing_is_what_stands_behind_the_asking_word_or_before_it(question, expected):
    assert thing_of(read_question(question), {}).said == expected
    assert thing_of(read_question(to_script(question, Script.HANS)), {}).said == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many satellites did the ferry company launch?", ("satellites",)),
        ("How many submarines are there?", ("submarines",)),
        ("How many people are there?", ()),
        ("Who runs the ferry?", ()),
    ],
)
def test_an_english_thing_is_the_noun_behind_how_many(question, expected):
    assert thing_of(read_question(question), GLOSSARY).said == expected


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("水警破獲了多少宗洗錢案？", "水警向警方提供线索12条。", 1.0),
        ("島上的基地台有多少座？", "岛上已建基站120个。", 0.0),
        ("岛上的基站有多少座？", "島上已建基地台120座。", 0.0),
        ("書店2021年賣了幾本食譜？", "书店2021年售出食谱300本。", 0.0),
        ("員工的平均工資是多少？", "员工的工资按平均数计为5000元。", 0.0),
        ("How many satellites did the ferry company launch?", "渡轮共12艘。", 1.0),
        ("How many satellites did the ferry company launch?", "共发射卫星3颗。", 0.0),
    ],
)
def test_a_thing_is_unsaid_only_when_none_of_its_names_is_said(question, text, share):
    assert thing_of(read_question(question), GLOSSARY).unsaid([plain(text)]) == share


def test_a_misspelling_is_not_missed():
    assert thing_of(read_question("島上有幾座燈踏？"), {}) == Thing()


def test_a_thing_without_words_is_never_unsaid():
    assert Thing().unsaid(["书店"]) == 0.0


def test_a_hostile_question_takes_no_time():
    began = time.perf_counter()
    for text in ("有多少" + "个的" * 2000, "几" * 4000, "how many " * 500):
        thing_of(read_question(text[:900]), {})
    assert time.perf_counter() - began < 2.0
