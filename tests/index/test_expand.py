"""Query terms: own words at 1, other words for the same things below."""

import pytest

from corpus.script import convert, fold
from index.bm25 import LexicalIndex
from index.expand import Expander, ExpansionWeights, mainland_wording, regional_pairs, synonym_pairs
from index.lexicon import build_lexicon
from index.segment import BIGRAM_MARK, Segmenter
from tests.cases.load import golden

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
    assert made().terms(question)[BIGRAM_MARK + "带宽"] == 0.5
    assert BIGRAM_MARK + "带宽" not in made(OFF).terms(question)


def test_other_words_that_the_index_lacks_are_not_asked_for(made):
    assert not {"集装箱", BIGRAM_MARK + "集装"} & set(made().terms("货柜"))
    assert made().terms("货柜")["货柜"] == 1


def test_short_latin_words_are_no_parts_of_others(made):
    segmenter = Segmenter()
    lexical = LexicalIndex.build([segmenter.terms("人工智能")])
    expander = Expander(segmenter, lexical)
    assert "人工智能" in expander.terms("AI的收入")
    assert "人工智能" not in expander.terms("mail的收入")


def test_bigrams_weigh_less_in_the_search(made):
    whole, words = (made(ExpansionWeights(bigram=b)).scores("基站的带宽") for b in (1.0, 0.0))
    half = made(ExpansionWeights(bigram=0.5)).scores("基站的带宽")
    assert half[0] == pytest.approx((whole[0] + words[0]) / 2)
    assert whole[0] > half[0] > words[0]


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


def test_the_tables_hold_at_least_250_pairs():
    assert len(regional_pairs()) >= 250
    assert len(regional_pairs()) + len(synonym_pairs()) >= 450


def test_no_synonym_is_a_regional_word_too():
    both = {*regional_pairs(), *((b, a) for a, b in regional_pairs())}
    assert not both & set(synonym_pairs())


@pytest.mark.parametrize(("question", "meant"), golden("regional"))
def test_regional_words_are_reworded_and_their_characters_in_other_words_are_not(question, meant):
    assert mainland_wording(question) == meant


@pytest.mark.parametrize(("question", "meant"), golden("regional"))
def test_rewording_twice_changes_nothing_more(question, meant):
    assert mainland_wording(meant) == meant


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("货柜有几个", "集装箱"), ("集装箱有几个", "货柜"), ("計程車有幾輛", "出租车"), ("出租车有几辆", "計程車"),
        ("雷射", "激光"), ("激光", "雷射"), ("奈米", "纳米"), ("纳米", "奈米"), ("滑鼠", "鼠标"), ("鼠标", "滑鼠"),
        ("營運商", "运营商"), ("运营商", "營運商"), ("品質", "质量"), ("质量", "品質"), ("資訊安全", "信息安全"),
        ("人工智慧", "人工智能"), ("人工智能", "AI"), ("AI", "人工智能"), ("物联网", "IoT"), ("ICT", "信息通信"),
        ("市佔率", "市场份额"), ("市场份额", "市佔率"), ("志工", "志愿者"), ("志愿者", "志工"), ("私隱", "隐私"),
        ("發改委", "国家发展和改革委员会"), ("年报", "年度报告"), ("知識產權", "智慧財產權"),
    ],
)  # fmt: skip
def test_what_one_region_calls_a_thing_finds_what_another_does(asked, held):
    segmenter = Segmenter()
    lexical = LexicalIndex.build([segmenter.terms(fold(held)), segmenter.terms("食堂")])
    scores = Expander(segmenter, lexical).scores(asked)
    assert scores[0] > scores[1] == 0


@pytest.mark.parametrize("question", ["火星上有多少个网点？", "火星上有多少個網點？"])
def test_an_unknown_word_keeps_its_weight_where_nothing_stands_in_for_it(small, question):
    assert small.searcher.expander.terms(question)["火星"] == 1.0
