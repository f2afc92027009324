"""The language that a question is asked in, whatever it names."""

import time

import pytest

from corpus.tongue import asked_script, tells_tongue
from corpus.types import Script

IN_ENGLISH = [
    "How many outlets are there?", "What does 破风 mean?", "What does 破風 mean?", "Who developed 九天?",
    "And when did 山海邮局 open its first outlet?", "Is 山海郵局 larger than 雲山書店?", "how to 安装 it", "RedCap",
]  # fmt: skip
IN_CHINESE = [
    ("5G是什麼？", Script.HANT), ("Who Wants to Be一书的作者是谁？", Script.HANS), ("Do As Infinity 主唱", Script.HANS),
    ("what is 5G基站的数目多少", Script.HANS), ("iPhone 15 賣咗幾多部？", Script.HANT), ("IaaS的份额", Script.HANS),
    ("Who係邊個？", Script.HANT),
]  # fmt: skip


@pytest.mark.parametrize("question", IN_ENGLISH)
def test_an_english_question_may_name_things_in_chinese(question):
    assert asked_script(question) is Script.NONE


@pytest.mark.parametrize(("question", "script"), IN_CHINESE)
def test_a_chinese_question_may_name_things_in_english(question, script):
    assert asked_script(question) is script


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    for unit in ("what ", "a", "in in ", "(", "破风what "):
        asked_script("how " + unit * 2000)
        tells_tongue(unit * 2000)
    assert time.perf_counter() - began < 1
