"""Several questions at once over the sample documents: each is answered, marked, cited and checked from outside."""

import re
from dataclasses import replace

import pytest

from rag.session import Session
from rag.types import Derivation
from rag.verify import Sources, problems_of

FIRST_LINES = [
    ("神舟十七號哪天發射？移動為它加開幾座基地台？", "2023年10月26日 [1]；2座 [1]"),
    ("神舟十七号哪天发射？移动为它加开几座基站？", "2023年10月26日 [1]；2座 [1]"),
    ("中國移動2024年底累計有幾個5G基地台？聯通2020年的資本開支又是多少？", "240萬個 [1]；676億元 [2]"),
    ("中国移动5G基站累计数，2020、2023、2024三年分别是多少？", "2020年 39万个 [1]；2023年 194万个 [2]；2024年 240万个 [3]"),
    ("2020年中國移動和中國聯通的營業收入各多少？", "中國移動 7,716億元 [1]；中國聯通 3,038.4億元 [2]"),
    ("神州行的孝心卡和骑士卡分别有多少用户？", "孝心卡 847.72万户 [1]；骑士卡 246.01万户 [1]"),
    ("免費做手術的先心病兒童，2020年和2024年累計各多少？", "2020年 6,574名 [1]；2024年 7,936名 [1]"),
    ("中国移动2024年底有多少5G基站？火星基地的厨师长是谁？", "没有找到“火星基地的厨师长是谁”的答案；240万个 [1]"),
    ("中國移動2024年底有多少5G基站？火星基地的廚師長是誰？", "沒有找到「火星基地的廚師長是誰」的答案；240萬個 [1]"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "first"), FIRST_LINES)
def test_each_is_told_in_the_first_line_with_its_mark(question, first, sample):
    answer = sample.ask(question)
    assert answer.answer.split("\n")[0] == first
    assert not answer.abstained
    assert list(problems_of(answer.to_json(), Sources.of(sample.searcher.manifest))) == []


def test_the_bare_answers_are_listed(sample):
    answer = sample.ask("神舟十七號哪天發射？移動為它加開幾座基地台？")
    assert answer.short_answer == "2023年10月26日、2座"
    assert answer.derivation == Derivation("list", ("2023年10月26日", "2座"), "")


def test_one_answer_alone_is_the_bare_answer(sample):
    answer = sample.ask("中国移动2024年底有多少5G基站？火星基地的厨师长是谁？")
    assert answer.short_answer == "240万个"


def test_nothing_answered_is_refused(sample):
    assert sample.ask("火星基地的厨师长是谁？火星基地有几条地铁？").abstained


def test_each_part_is_sought_and_its_best_passages_stand_high(sample):
    questions = ("中國移動2024年底累計有幾個5G基地台？", "聯通2020年的資本開支又是多少？")
    best = {sample.ask(question).passages[0].id for question in questions}
    assert {p.id for p in sample.ask("".join(questions)).passages[:2]} == best


def test_a_part_is_searched_once_beside_the_whole(sample):
    class Counting:
        """Counts the searches of another retriever."""

        calls = 0
        passages = sample.searcher.passages

        def search(self, query, k=20):
            self.calls += 1
            return sample.searcher.search(query, k)

    counting = Counting()
    session = Session(sample.searcher, replace(sample.engine, retriever=counting))
    session.ask("神舟十七號哪天發射？移動為它加開幾座基地台？")
    assert counting.calls == 3


def test_a_completed_turn_asks_only_what_was_typed(sample):
    answers = sample.ask_turns(
        ["How many 5G base stations did China Mobile have in 2024?", "And who built them?"]
    )
    assert len(re.findall(r"\[\d+\]", answers[1].answer.split("\n")[0])) <= 1
