"""Sentences of passages scored against the question."""

import pytest

from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from index.types import Hit
from rag.evidence import EvidenceWeights, Weighting, candidates, holds, units
from rag.question import AnswerKind, content_of, read_question


def passage(text, at=0, year=None):
    return Passage(
        file="a.md", span=Span(at, at + len(text)), source=Span(at, at + len(text)), text=text, subject=Subject("摘要", period=Period(year) if year else None),
        headings=("財務",), paragraph=1, runs=((0, at),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("门店15家。会员38万人。", ["门店15家。", "会员38万人。"]),
        ("累計門市\n210家", ["累計門市\n210家"]),
        ("累計門市：\n共有210家", ["累計門市：\n共有210家"]),
        ("一句已经说完。\n210家", ["一句已经说完。", "210家"]),
        ("", []),
    ],
)
def test_a_label_is_kept_with_its_figure(text, expected):
    found = units(passage(text))
    assert [span.of(text) for span in found] == expected


@pytest.mark.parametrize(
    ("kind", "text", "asked", "expected"),
    [
        (AnswerKind.FIGURE, "新建120个", {"个"}, 1.0),
        (AnswerKind.FIGURE, "新建120座", {"个"}, 0.4),
        (AnswerKind.FIGURE, "新建了一些", {"个"}, 0.0),
        (AnswerKind.FIGURE, "从2024年起", {"个"}, 0.0),
        (AnswerKind.FIGURE, "新建120座", set(), 1.0),
        (AnswerKind.FIGURE, "带动就业数量（万人） 35.6", {"人"}, 1.0),
        (AnswerKind.DATE, "3月上线", set(), 1.0),
        (AnswerKind.DATE, "已经上线", set(), 0.0),
        (AnswerKind.REASON, "为了减少空载", set(), 1.0),
    ],
)
def test_what_holds_the_kind_of_answer(kind, text, asked, expected):
    assert holds(kind, text, frozenset(asked)) == expected


def test_worth_sums_to_one_and_rare_words_weigh_more(small):
    expander = small.searcher.expander
    weighting = Weighting.of({"网点": 1.0, "年": 1.0}, expander.lexical)
    assert sum(weighting.worth.values()) == pytest.approx(1)
    assert weighting.worth["网点"] > weighting.worth["年"]
    assert weighting.covered(frozenset(weighting.worth)) == pytest.approx(1)
    assert weighting.covered(frozenset()) == 0


def test_no_terms_weigh_nothing(small):
    weighting = Weighting.of({}, small.searcher.expander.lexical)
    assert (weighting.covered(frozenset({"年"})), weighting.reach) == (0, 1)


def rank(small, question, texts, **given):
    reading, expander = read_question(question), small.searcher.expander
    hits = [Hit(passage(t, 1000 * i, year), i, i + 1, 0.5, 1.0, 0.5) for i, (t, year) in enumerate(texts)]
    weighting = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical)
    return candidates(reading, hits, weighting=weighting, segmenter=expander.segmenter, **given)


def test_the_sentence_of_the_asked_year_comes_first(small):
    texts = [("2022年新建網點80個。", None), ("2023年新建網點120個。", None)]
    assert rank(small, "2023年新建了多少个网点？", texts)[0].text == "2023年新建網點120個。"
    assert rank(small, "2022年新建了多少個網點？", texts)[0].text == "2022年新建網點80個。"


def test_ties_stand_in_reading_order(small):
    same = [("網點120個。", 2023), ("網點120個。", 2023)]
    assert [c.hit.rank for c in rank(small, "多少個網點？", same)] == [1, 2]


def test_weights_can_be_given(small):
    texts = [("網點120個，分佈很廣。", None), ("巴士。", None)]
    zero = EvidenceWeights(own=0, context=0, passage=0, fits=0, year=0, company=0, conflict=0)
    assert {c.score for c in rank(small, "多少個網點？", texts, weights=zero)} == {0}


def test_both_scripts_score_the_same(small):
    texts = [("網點120個，比2022年多。", 2023), ("门店15家。", 2022)]
    hant = rank(small, "2023年新建了多少個網點？", texts)
    hans = rank(small, "2023年新建了多少个网点？", texts)
    assert [(c.span, c.score) for c in hant] == [(c.span, c.score) for c in hans]
