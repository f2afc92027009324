"""What the reader adds to the refusal and to the ranking: golden measures, and which passage comes first by them."""

from __future__ import annotations

import math

import pytest

from rag.confidence import Signals, calibration
from rag.evidence import EvidenceFinder, measured, weighting_of
from rag.extractive import ExtractiveComposer
from rag.features import Features
from rag.question import read_question
from rag.ranker import fitted_ranker
from rag.rerank import SentenceReranker
from tests.cases.load import golden
from tests.rag.read_hits import by_measure, read_hits

OF_SIGNALS = {"read", "read_most", "led", "led_most", "run", "marked", "agreed"}
OF_MEASURES = {"read", "read_behind", "marked", "led_on", "run"}


def composed(small, question, told):
    """Compose over hits as they were read, the search's first sentence the best: whatever weights are fitted."""
    expander = small.searcher.expander
    composer = ExtractiveComposer(expander, finder=EvidenceFinder(expander, by_measure("order")))
    return composer.compose(read_question(question), read_hits(told))


@pytest.mark.parametrize(("given", "expected"), golden("reader_agreed", both=True))
def test_how_much_the_bare_answer_is_what_the_reader_marks(small, given, expected):
    draft = composed(small, given["question"], given["told"])
    assert (said(draft), draft.signals.agreed) == (expected[0], pytest.approx(expected[1], abs=1e-6))


def said(draft):
    if draft.short is None or draft.short.span is None:
        return draft.short.yes if draft.short else None
    return draft.short.span.of(draft.claims[draft.short.claim].passage.text)


@pytest.mark.parametrize(
    ("question", "text"),
    [("2023年的店長是誰？", "2019年起由[[梁翠玲]]出任店長。"), ("2023年的店长是谁？", "2019年起由[[梁翠玲]]出任店长。")],
)  # fmt: skip
@pytest.mark.parametrize("asked", [2019, 2023])
def test_what_is_marked_in_a_sentence_of_another_year_is_no_bare_answer(small, question, text, asked):
    told = [{"text": text, "lead": 6, "published": 2019}]
    found = said(composed(small, question.replace("2023", str(asked)), told))
    assert found == ("梁翠玲" if asked == 2019 else None)


@pytest.mark.parametrize(("given", "expected"), golden("reader_signals", both=True))
def test_the_readers_signals_of_a_refusal(small, given, expected):
    assert set(expected) == OF_SIGNALS
    found = composed(small, given["question"], given["told"]).signals
    assert {name: getattr(found, name) for name in expected} == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("given", "expected"), golden("reader_measures", both=True))
def test_the_readers_measures_of_each_sentence(small, given, expected):
    reading = read_question(given["question"])
    weighting, _ = weighting_of(reading, small.searcher.expander)
    found = [features for _, _, features in measured(reading, read_hits(given["told"]), weighting)]
    assert len(found) == len(expected)
    for features, wanted in zip(found, expected, strict=True):
        assert set(wanted) == OF_MEASURES
        assert {name: getattr(features, name) for name in wanted} == pytest.approx(wanted, abs=1e-6)


def test_a_passage_without_words_is_measured_as_not_relevant(small):
    told = [{"text": "公司十分高興。", "relevance": -math.inf, "lead": -math.inf}, {"text": "網點120個。", "relevance": 2}]  # fmt: skip
    draft = composed(small, "有多少個網點？", told)
    assert (draft.signals.read, draft.signals.led, draft.signals.read_most) == (-1.0, -1.0, 0.25)


def test_what_is_remembered_of_a_question_is_of_what_was_read(small):
    """One finder serves a session whose reader may change: the same passages are measured anew when read anew."""
    finder, reading = EvidenceFinder(small.searcher.expander), read_question("新建了多少個網點？")
    told = {"text": "全年新建網點[[120個]]。", "relevance": 2, "lead": 4, "share": 0.5}
    plain, read, surer = (
        finder.find(reading, read_hits([{**told, **more}] if more else [{"text": told["text"]}]))
        for more in ({}, {"share": 0.25}, {"relevance": 6})
    )
    found = [evidence.candidates[0].features for evidence in (plain, read, surer)]
    assert [(one.read, one.run) for one in found] == [(0.0, 0.0), (0.25, 0.25), (0.75, 0.5)]


def order(small, question, told, ranker=None):
    finder = EvidenceFinder(small.searcher.expander, ranker)
    return [hit.position for hit in SentenceReranker(finder).rerank(read_question(question), read_hits(told))]


THREE = [
    {"text": "甲社的[[信箱]]有36個。", "relevance": -3, "lead": 6, "share": 0.1},
    {"text": "乙社的[[信箱]]有36個。", "relevance": 5, "lead": -6, "share": 0.2},
    {"text": "丙社的信箱有36個。", "relevance": 1, "lead": -8, "share": 0.3},
]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("read", [1, 2, 0]), ("read_behind", [1, 2, 0]), ("marked", [0, 1, 2]), ("led_on", [0, 2, 1]), ("run", [1, 0, 2]),
    ],
)  # fmt: skip
def test_the_order_of_passages_by_one_measure_of_the_reader(small, measure, expected):
    assert order(small, "信箱有多少個？", THREE, by_measure(measure)) == expected


def test_a_passage_stands_by_its_best_sentence_whatever_else_it_holds(small):
    told = [
        {"text": "信箱有36[[個。牆]]是綠的。", "lead": 4},
        {"text": "信箱有[[36個]]。牆是綠的。窗很大。", "lead": 4},
    ]
    assert order(small, "信箱有多少個？", told, by_measure("led_on")) == [1, 0]


ALIKE = [
    ("慢邮馆有多少个信箱？", "慢邮馆的信箱有[[36个]]，{}。", ("沿墙排开", "刷成绿色", "冬暖夏凉")),
    ("慢郵館有幾多個信箱？", "慢郵館嘅信箱有[[36個]]，{}。", ("沿牆排開", "掃咗綠色", "冬暖夏涼")),
    ("行動書車的軟體由誰維護？", "行動書車的軟體由[[高文彬]]維護，{}。", ("每週更新", "每季更新", "每年更新")),
    ("流動書車嘅程式由邊個維護？", "流動書車嘅程式由[[高文彬]]維護，{}。", ("每週更新", "每季更新", "每年更新")),
    ("新码头什么时候启用？", "新码头[[2024年6月]]启用，{}。", ("旅客方便", "风景如画", "船只众多")),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "ends"), ALIKE)
@pytest.mark.parametrize("relevant", [0, 1, 2])
def test_of_passages_alike_the_relevant_one_comes_first(small, question, text, ends, relevant):
    """With the weights that are used: neither the search's order nor a word more decides against a sure reader."""
    told = [
        {"text": text.format(end), "relevance": 7 if number == relevant else -7, "lead": 6 if number == relevant else -6}
        for number, end in enumerate(ends)
    ]  # fmt: skip
    assert order(small, question, told)[0] == relevant


def test_the_fitted_weights_see_the_reader_where_one_reads_and_else_not():
    for read in (False, True):
        weights = dict(zip(Features.names(), fitted_ranker(read=read).weights, strict=True))
        assert {name for name in OF_MEASURES if weights[name]} == (OF_MEASURES if read else set())
        weights = dict(zip(Signals.names(), calibration(read=read).answerable.weights, strict=True))
        assert {name for name in OF_SIGNALS if weights[name]} == (OF_SIGNALS if read else set())


def test_a_surer_reader_makes_a_refusal_less_likely(small):
    """With the weights that are used, all else alike."""
    found = []
    for relevance in (-8, -4, 0, 4, 8):
        told = [{"text": "全年新建網點[[120個]]。", "relevance": relevance, "lead": relevance, "share": 0.5}]
        expander = small.searcher.expander
        draft = ExtractiveComposer(expander).compose(read_question("新建了多少個網點？"), read_hits(told))
        found.append(draft.answerable)
    assert found == sorted(found) and found[-1] - found[0] > 0.3
