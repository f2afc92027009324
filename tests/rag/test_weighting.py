"""What words are worth, and which of them a text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.question import content_of, read_question
from rag.weighting import Weighting


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


def weighting(small, question):
    expander = small.searcher.expander
    return Weighting.of(expander.terms(content_of(question)), expander.lexical, question=question)


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("書店的網點總共花了多少錢", "网点", "书店"),
        ("书店的网点多少钱", "网点", "书店"),
        ("巴士公司的車輛在哪裡充電", "充电", "巴士"),
        ("门市 网点 面积", "面积", "门市"),
    ],
)
def test_words_beside_the_asking_word_are_what_is_asked(small, question, near, far):
    nearness = weighting(small, question).near
    spoken = {term.strip("\u2402"): value for term, value in nearness.items()}
    assert max(v for t, v in spoken.items() if near in t or t in near) > max(
        v for t, v in spoken.items() if t == far
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("网点120个", True), ("網點", False), ("多 网 点 个", True), ("15网", False)],
)
def test_words_are_found_in_the_fold(small, text, expected):
    assert ("网点" in weighting(small, "有多少個網點？").found_in(text)) is expected


def test_figures_and_latin_words_are_found_whole(small):
    asked = weighting(small, "5G套餐在2023年卖了46家网点")
    assert {"5g", "46"} <= asked.found_in("5G 46 网点")
    assert not {"5g", "46"} & asked.found_in("15G 463 網点")


def test_asked_and_topic_are_shares(small):
    asked = weighting(small, "書店的網點總共花了多少錢")
    everything = frozenset(asked.worth)
    assert asked.asked(everything) == pytest.approx(1) == asked.topic(everything)
    assert asked.asked(frozenset()) == 0 == asked.topic(frozenset())


@given(st.text(max_size=60))
def test_any_text_is_searched(small, text):
    asked = weighting(small, "書店的網點總共花了多少錢")
    assert 0 <= asked.covered(asked.found_in(text)) <= 1 + 1e-9


def test_a_question_of_one_script_is_worth_the_same_in_the_other(small):
    assert weighting(small, "有多少個網點？") == weighting(small, "有多少个网点？")
    assert read_question("有多少個網點？").kind is read_question("有多少个网点？").kind
