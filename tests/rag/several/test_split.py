"""Texts that ask several things, and many that do not, in both scripts and in English."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.about import built_in
from corpus.script import to_script
from corpus.types import Script
from rag.question import read_question
from rag.several import parts_of
from rag.several.alone import alone
from tests.cases.load import golden


@pytest.mark.parametrize(("text", "parts"), golden("several"))
def test_a_text_is_split_where_both_parts_ask(text, parts):
    assert list(parts_of(read_question(text))) == parts


@pytest.mark.parametrize(("text", "parts"), golden("several"))
def test_the_script_does_not_matter(text, parts):
    for script in (Script.HANS, Script.HANT):
        assert len(parts_of(read_question(to_script(text, script)))) == len(parts)


@given(st.text(alphabet="？?；，。又和谁几多少山海邮局是「」（） ", min_size=1, max_size=60))
def test_parts_are_words_of_the_text_in_order(text):
    at = 0
    text = f"山{text}"
    for part in parts_of(read_question(text)):
        at = read_question(text).text.index(part, at) + len(part)


def test_hostile_text_is_read_in_linear_time():
    began = time.perf_counter()
    for unit in ("又", "，又", "？几", "（几", "以及谁，"):
        parts_of(read_question((unit * 1000)[:990]))
    assert time.perf_counter() - began < 2


COMPLETED = [
    ("subject", "山海邮局有多少员工？", "女性占比多少？", "山海邮局女性占比多少？"),
    ("company and time", "中国移动2023年有几个网点？", "又新招了多少名员工？", "中国移动2023年网点又新招了多少名员工？"),
    ("company", "中国移动2023年开了几个网点？", "2024年又正式开了几个网点？", "中国移动2024年又正式开了几个网点？"),
    ("opening", "海灣巴士，2023年底有幾輛車？", "到2024年底夜間路線又有幾條？", "海灣巴士，到2024年底夜間路線又有幾條？"),
    ("a subject of its own", "中国移动2023年有几个网点？", "云山书店新设的海外分店又是谁在管？", "云山书店新设的海外分店又是谁在管？"),
    ("it", "破風晶片是哪天發布的？", "它是誰研發的？", "破風晶片是誰研發的？"),
    ("a total, hant", "山海郵局2023年新添了多少夜班車？", "總數多少？", "山海郵局2023年夜班車總數多少？"),
    ("a bare count", "How many shops did China Mobile open in 2022?", "how many did it have in all?",
     "China Mobile, 2022: how many shops did it have in all?"),
    ("another year", "山海邮局2022年的收入是多少？", "2023年又是多少？", "山海邮局2023年的收入是多少？"),
    ("it grows", "How much did China Mobile's fee come to in 2022?", "how fast did it grow?",
     "China Mobile's fee come to in 2022: how fast did it grow?"),
    ("they are what was counted", "How many shops did China Mobile open in 2022?", "who designed them?",
     "shops, China Mobile, 2022: who designed them?"),
    ("it is the company", "How many shops did China Mobile open in 2022?", "how much did it spend?",
     "China Mobile, 2022: how much did it spend?"),
    ("it is the thing", "Who wrote the Haiwan song?", "when was it sung?", "wrote the Haiwan song: when was it sung?"),
    ("why in English", "How much did the Haiwan fee rise?", "why?", "Why did the Haiwan fee rise?"),
    ("why", "海湾巴士2023年少了几条路线？", "为什么？", "海湾巴士2023年少了路线，为什么？"),
    ("alone in English", "Where is Shanhai Post?", "Who chairs Yunshan Books?", "Who chairs Yunshan Books?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "later", "full"), [row[1:] for row in COMPLETED], ids=[row[0] for row in COMPLETED]
)
def test_a_later_part_is_completed_from_the_first(first, later, full):
    assert alone(later, [(first, None)], built_in()) == full
