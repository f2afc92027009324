"""Questions to answers on the built-in sample: the same in both scripts, cited, and honest about what is lacking."""

import pytest

from corpus.script import fold
from corpus.types import Script
from rag.confidence import calibration
from rag.pipeline import RETRIEVED, Engine, Retriever, answer, converse, query_of
from rag.question import read_question
from rag.verify import Sources, problems_of
from tests.cases.load import golden


@pytest.mark.parametrize(("question", "expected"), golden("answers"))
def test_both_scripts_get_the_same_answer_from_the_same_passage(question, expected, sample):
    hant, hans = sample.ask(question["hant"]), sample.ask(question["hans"])
    assert (hant.script, hans.script) == (Script.HANT, Script.HANS)
    assert [c.id for c in hant.citations] == [c.id for c in hans.citations]
    assert hant.citations[0].file == expected["file"]
    assert not hant.abstained
    assert hant.short_answer is None or fold(hant.short_answer) == hans.short_answer
    assert hans.short_answer == expected["short_answer"]


@pytest.mark.parametrize(("question", "expected"), golden("answers"))
def test_answers_keep_their_promises(question, expected, sample):
    sources = Sources.of(sample.searcher.manifest)
    for asked in question.values():
        assert list(problems_of(sample.ask(asked).to_json(), sources)) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("中国移动2015年有多少5G基站？", "没有中国移动2015年的文档，年份最近的是2020年、2023年、2024年的。"),
        ("中國移動2015年有多少5G基站？", "沒有中國移動2015年的文件，年份最近的是2020年、2023年、2024年的。"),
        ("台積電2024年的營收是多少？", "文件裡完全沒有提到：臺積電。"),
        ("台积电2024年的营收是多少？", "文档里完全没有提到：台积电。"),
        ("What was the revenue of TSMC in 2024?", "The documents never mention: TSMC."),
    ],
)
def test_a_constraint_that_the_documents_lack_is_said(question, said, sample):
    refusal = sample.ask(question)
    assert refusal.abstained
    assert said in refusal.answer
    assert refusal.citations


def test_the_same_question_gets_the_same_answer(sample):
    first, second = (sample.ask("中国联通2022年的资产负债率是多少？").to_json() for _ in range(2))
    assert {**first, "timings": 0} == {**second, "timings": 0}


def test_the_query_carries_what_was_read():
    query = query_of(read_question("聯通2022年的收入？"))
    assert (query.years, query.companies, query.foreign) == (
        frozenset({2022}),
        frozenset({"中国联通"}),
        False,
    )
    assert query_of(read_question("What is RedCap?")).foreign


def test_a_threshold_of_one_refuses_and_of_zero_answers(small):
    question = "山海邮局2023年新建了多少个网点？"
    assert small.with_threshold(1.0).ask(question).abstained
    assert not small.with_threshold(0.0).ask(question).abstained
    assert small.ask(question) != small.ask("門市有多少？")
    assert 0 < calibration().threshold < 1


def test_a_retriever_that_finds_nothing_is_a_refusal(small):
    class Nothing:
        def search(self, query, k=RETRIEVED):
            return []

    assert isinstance(Nothing(), Retriever)
    refusal = answer("有多少網點？", Engine(Nothing(), small.composer))
    assert (refusal.abstained, refusal.passages, refusal.confidence) == (True, (), 0.0)


def test_a_completed_question_is_shown_and_the_asked_one_kept(small):
    result = answer("那2022年呢？", small.engine, search_as="海灣巴士2022年有多少輛電動巴士？")
    assert result.question == "那2022年呢？"
    assert result.script is Script.HANT
    assert result.understood[-1] == "「海灣巴士2022年有多少輛電動巴士？」"


def test_a_completed_question_stands_in_the_marks_of_its_script(small):
    result = answer("那2022年呢？", small.engine, search_as="海湾巴士2022年有多少辆电动巴士？")
    assert result.understood[-1] == "“海湾巴士2022年有多少辆电动巴士？”"


def test_a_conversation_in_either_script_carries_on(sample):
    hans = sample.ask_turns(
        ["中国联通2022年的资产负债率是多少？", "总资产呢？", "中国移动2020年底员工总数是多少人？"]
    )
    hant = sample.ask_turns(
        ["中國聯通2022年的資產負債率是多少？", "總資產呢？", "中國移動2020年底員工總數是多少人？"]
    )
    assert [a.citations[0].id for a in hans] == [a.citations[0].id for a in hant]
    assert (hans[0].short_answer, hans[2].short_answer) == ("46.1%", "455,721人")


def test_a_follow_up_without_telling_characters_keeps_the_script(small):
    turns = converse(["雲山書店2021年開了幾家門市？", "那2023年呢？"], small.engine)
    assert [a.script for a in turns] == [Script.HANT, Script.HANT]


def test_timings_add_up(small):
    timings = small.ask("網點？").timings
    assert timings.total_ms == pytest.approx(timings.retrieve_ms + timings.compose_ms)
