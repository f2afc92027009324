"""The extractive composer: which sentences it quotes."""

import pytest

from rag.extractive import ExtractiveComposer, ExtractiveSettings
from rag.pipeline import RETRIEVED, query_of
from rag.question import read_question


@pytest.fixture
def compose(small):
    def run(question, **settings):
        composer = ExtractiveComposer(small.searcher.expander, settings=ExtractiveSettings(**settings))
        reading = read_question(question)
        return composer.compose(reading, small.searcher.search(query_of(reading), RETRIEVED))

    return run


def quoted(draft):
    return [claim.span.of(claim.passage.text) for claim in draft.claims]


@pytest.mark.parametrize(
    "question", ["海湾巴士2022年投放了多少辆电动巴士？", "海灣巴士2022年投放了多少輛電動巴士？"]
)
def test_the_sentence_that_answers_is_quoted_first(compose, question):
    draft = compose(question)
    assert "電動巴士85輛" in quoted(draft)[0]
    assert draft.short.span.of(draft.claims[draft.short.claim].passage.text) == "85輛"


def test_settings_limit_what_is_quoted(compose):
    assert len(compose("网点和门市有多少？", claims=1, behind=99.0).claims) == 1
    terse, long = (compose("网点和门市有多少？", claims=9, behind=99.0, longest=n) for n in (60, 420))
    assert len(terse.claims) < len(long.claims)


def test_each_asked_year_has_its_sentence(compose):
    draft = compose("2022年和2023年的營業收入分別是多少？")
    for year in (2022, 2023):
        assert any(c.passage.year == year or str(year) in c.span.of(c.passage.text) for c in draft.claims)


def test_no_sentence_is_quoted_twice(compose):
    texts = quoted(compose("雲山書店有多少家門市？", claims=9, behind=99.0))
    assert len(set(texts)) == len(texts)


def test_words_that_no_document_holds_are_missing(compose):
    assert "火星" in compose("火星上有多少个网点？").missing
    assert compose("网点有多少个？").missing == ()


@pytest.mark.parametrize(("year", "figure"), [(2020, "5,824.8"), (2021, "5,932.8"), (2022, "6,446.9")])
def test_the_figure_of_a_table_stands_in_the_asked_years_column(year, figure, sample):
    for question in (f"中国联通{year}年的总资产是多少亿元？", f"中國聯通{year}年的總資產是多少億元？"):
        found = sample.ask(question)
        assert found.short_answer in {f"{figure}亿元", f"{figure}億元"}
        assert found.derivation is not None
        assert found.derivation.operands[0] == figure
        assert any("（亿元）" in citation.quote for citation in found.citations)
