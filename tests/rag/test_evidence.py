"""Sentences of passages scored against the question."""

import pytest

from corpus.subject import Period, Subject
from corpus.types import Cell, Passage, Span
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


def parted(text, cells=()):
    """Make a passage whose lines behind a blank line begin paragraphs; ``cells`` are (value, row, column)."""
    pieces = text.split("\n\n")
    plain, starts = "", []
    for piece in pieces:
        starts.append(len(plain))
        plain += piece + "\n"
    plain, found, at = plain.rstrip(), [], 0
    for value, row, column in cells:
        start = plain.index(value, at)
        at = start + len(value)
        found.append(Cell(Span(start, at), row, column))
    return Passage(
        file="a.md", span=Span(0, len(plain)), source=Span(0, len(plain)), text=plain, subject=Subject("摘要"), headings=(),
        paragraph=1, runs=((0, 0),), paragraphs=tuple((s, i + 1) for i, s in enumerate(starts)), cells=tuple(found),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("新增門店\n20家\n\n節省開支\n3.5億元", (), ["新增門店\n20家", "節省開支\n3.5億元"]),
        ("新增门店\n\n20家", (), ["新增门店", "20家"]),
        (
            "收入7.58.2利润3.14.0",
            (
                ("7.5", "收入", "2022"),
                ("8.2", "收入", "2023"),
                ("3.1", "利润", "2022"),
                ("4.0", "利润", "2023"),
            ),
            ["收入7.58.2", "利润3.14.0"],
        ),
        (
            "單位：元收入7.58.2利潤3.14.0",
            (
                ("7.5", "收入", "2022"),
                ("8.2", "收入", "2023"),
                ("3.1", "利潤", "2022"),
                ("4.0", "利潤", "2023"),
            ),
            ["單位：元", "收入7.58.2", "利潤3.14.0"],
        ),
        (
            "員工總數\n女性比例\n5,405人\n51.9%",
            (("5,405人", "員工總數", ""), ("51.9%", "女性比例", "")),
            ["員工總數\n女性比例\n5,405人\n51.9%"],
        ),
    ],
)
def test_no_quotation_crosses_a_paragraph_or_a_row(text, cells, expected):
    passage = parted(text, cells)
    assert [span.of(passage.text) for span in units(passage)] == expected


@pytest.mark.parametrize("question", ["2023年利潤是多少億元？", "2023年利润是多少亿元？"])
def test_the_row_that_the_question_names_comes_before_its_neighbours(small, question):
    one = parted(
        "收入7.58.2利潤3.14.0",
        (("7.5", "收入", "2022"), ("8.2", "收入", "2023"), ("3.1", "利潤", "2022"), ("4.0", "利潤", "2023")),
    )
    reading, expander = read_question(question), small.searcher.expander
    weighting = Weighting.of(expander.terms(content_of(reading.text)), expander.lexical)
    ranked = {
        row: candidates(
            reading,
            [Hit(one, 0, 1, 0.5, 1.0, 0.5)],
            weighting=weighting,
            segmenter=expander.segmenter,
            weights=EvidenceWeights(row=row, own=0),
        )
        for row in (0.0, 0.1)
    }
    assert ranked[0.1][0].text == "利潤3.14.0"
    assert ranked[0.0][0].text == "收入7.58.2"
    assert {c.year for c in ranked[0.1]} == {1.0}
