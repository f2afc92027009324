"""Query terms: own words at 1, other words for the same things below."""

import pytest

from corpus.script import convert
from index.bm25 import LexicalIndex
from index.expand import Expander, ExpansionWeights, mainland_wording, regional_pairs
from index.lexicon import build_lexicon
from index.segment import BIGRAM_MARK, Segmenter

PASSAGES = ["基站的网络带宽", "煤矿的卫星图像", "软件和服务器"]
OFF = ExpansionWeights(regional=0, sound=0, translation=0)


@pytest.fixture(scope="module")
def made():
    segmenter = Segmenter()
    lexical = LexicalIndex.build([segmenter.terms(p) for p in PASSAGES])
    lexicon = build_lexicon(lexical)

    def make(weights=None):
        return Expander(segmenter, lexical, lexicon.sounds, lexicon.glossary, weights or ExpansionWeights())

    return make


def test_own_terms_count_one_in_either_script(made):
    for question in ("基站的网络带宽", "基站的網絡帶寬"):
        terms = made(OFF).terms(question)
        assert set(terms.values()) == {1.0}
        assert {"基站", "网络带宽", BIGRAM_MARK + "带宽"} <= set(terms)


@pytest.mark.parametrize("question", ["頻寬", "频宽"])
def test_words_of_other_regions_come_in_at_half_weight(made, question):
    assert made().terms(question)["带宽"] == 0.5
    assert "带宽" not in made(OFF).terms(question)


def test_a_wrong_character_brings_what_sounds_alike(made):
    assert made().terms("机站")[BIGRAM_MARK + "基站"] == 0.5
    assert BIGRAM_MARK + "基站" not in made(OFF).terms("机站")


def test_english_brings_chinese_and_counts_less_itself(made):
    terms = made().terms("coal mines and satellites")
    assert terms["煤矿"] == 0.8
    assert terms["卫星"] == 0.8
    assert terms["mines"] == 0.3
    assert "煤矿" not in made(OFF).terms("coal mines")


def test_a_question_with_chinese_words_is_not_translated(made):
    assert "煤矿" not in made().terms("coal mines 是什么")


@pytest.mark.parametrize("question", ["", "？", "\udce7"])
def test_nothing_gives_nothing(made, question):
    assert made().terms(question) == {}


@pytest.mark.parametrize("text", ["基站的网络带宽", "三百个站点的覆盖率", "人工智能和数据中心"])
def test_mainland_wording_is_one_for_both_scripts(text):
    assert mainland_wording(text) == text == mainland_wording(convert(text, "s2t"))
    assert mainland_wording(convert(text, "s2twp")) == text


def test_the_table_of_regional_words_is_folded_and_has_no_pair_twice():
    pairs = regional_pairs()
    assert len(set(pairs)) == len(pairs)
    for regional, mainland in pairs:
        assert convert(regional, "t2s") == regional != mainland == convert(mainland, "t2s")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("大多数位于哪里", "大多数位于哪里"),
        ("中介面临什么", "中介面临什么"),
        ("同仁堂的工程式样", "同仁堂的工程式样"),
        ("網路的頻寬有多大", "网络的带宽有多大"),
        ("基地台蓋了幾座", "基站盖了几座"),
        ("用咗幾多電", "用了多少电"),
    ],
)
def test_regional_words_are_reworded_and_their_characters_in_other_words_are_not(question, meant):
    assert mainland_wording(question) == meant
