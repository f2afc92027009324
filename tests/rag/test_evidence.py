"""Sentences of passages scored against the question."""

import pytest

from corpus.subject import Period, Subject
from corpus.types import Passage, Span
from index.types import Hit
from rag.evidence import EvidenceFinder, Weighting, candidates
from rag.features import Features
from rag.question import content_of, read_question
from rag.ranker import fitted_ranker


def passage(text, at=0, year=None):
    return Passage(
        file="a.md", span=Span(at, at + len(text)), source=Span(at, at + len(text)), text=text, subject=Subject("摘要", period=Period(year) if year else None),
        headings=("財務",), paragraph=1, runs=((0, at),),
    )  # fmt: skip


def rank(small, question, texts, **given):
    reading, expander = read_question(question), small.searcher.expander
    hits = [Hit(passage(t, 1000 * i, year), i, i + 1, 0.5, 1.0, 0.5) for i, (t, year) in enumerate(texts)]
    weighting = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical, question=question)
    return candidates(reading, hits, weighting=weighting, **given)


def test_the_sentence_of_the_asked_year_comes_first(small):
    texts = [("2022年新建網點80個。", None), ("2023年新建網點120個。", None)]
    assert rank(small, "2023年新建了多少个网点？", texts)[0].text == "2023年新建網點120個。"
    assert rank(small, "2022年新建了多少個網點？", texts)[0].text == "2022年新建網點80個。"


def test_ties_stand_in_reading_order(small):
    same = [("網點120個。", 2023), ("網點120個。", 2023)]
    assert [c.hit.rank for c in rank(small, "多少個網點？", same)] == [1, 2]


def test_measures_can_be_left_out(small):
    texts = [("網點120個，分佈很廣。", None), ("巴士。", None)]
    blind = fitted_ranker().without(Features.names())
    assert len({c.score for c in rank(small, "多少個網點？", texts, ranker=blind)}) == 1


def test_both_scripts_score_the_same(small):
    texts = [("網點120個，比2022年多。", 2023), ("门店15家。", 2022)]
    hant = rank(small, "2023年新建了多少個網點？", texts)
    hans = rank(small, "2023年新建了多少个网点？", texts)
    assert [(c.span, c.score) for c in hant] == [(c.span, c.score) for c in hans]


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        # The topic stands in the sentence before, what is asked in the next.
        ("彩云灯塔花了多少钱？", ["彩云灯塔由山海邮局修建，共用三年建成，是当地的名胜。总共花费1,200万元。"], "总共花费1,200万元。"),
        ("彩雲燈塔花了多少錢？", ["彩雲燈塔由山海郵局修建，共用三年建成，是當地的名勝。總共花費1,200萬元。"], "總共花費1,200萬元。"),
        ("有幾多間門市？", ["書店新設門市15間。", "書店門市總數為210間。"], "書店門市總數為210間。"),
        ("新开了多少家门店？", ["书店新增门店15家。", "书店门店总数为210家。"], "书店新增门店15家。"),
        ("網點何時設立？", ["網點由2019年3月起陸續設立。", "網點遍佈各島，居民十分方便。"], "網點由2019年3月起陸續設立。"),
        ("網點何時設立？", ["網點遍佈各島，居民十分方便。", "網點由2019年3月起陸續設立。"], "網點由2019年3月起陸續設立。"),
    ],
)  # fmt: skip
def test_the_sentence_that_answers_comes_first(small, question, texts, expected):
    assert rank(small, question, [(text, None) for text in texts])[0].text == expected


def test_the_same_passages_are_measured_once_in_whatever_order(small):
    finder, reading = EvidenceFinder(small.searcher.expander), read_question("多少個網點？")
    hits = [
        Hit(passage(t, 1000 * i), i, i + 1, 0.5, 1.0, 0.5) for i, t in enumerate(["網點120個。", "巴士。"])
    ]
    assert finder.find(reading, hits) is finder.find(reading, hits[::-1])
    assert finder.find(read_question("多少輛巴士？"), hits).candidates[0].text == "巴士。"
