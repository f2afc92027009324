import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.run_together.press.phrases import codes_of, grams_of, phrases_of, previous

# A clause begins with 近日 and ends in 完成; 公司 stands inside clauses.
TEXT = "近日某公司开工。甲楼由公司完成，近日验收。乙楼由公司完成，丙楼的公司未完成，近日复工。" * 6


def learnt(text):
    codes = codes_of(text)
    return phrases_of(codes, grams_of(codes))


def test_what_opens_and_closes_clauses():
    phrases = learnt(TEXT)
    opening, inside = TEXT.index("近日验收"), TEXT.index("公司完成")
    assert phrases.opens[opening] > 0 > phrases.opens[inside]
    assert phrases.closes[inside + 4] > 0 > phrases.closes[inside + 2]


def test_sentences_are_opened_by_fewer_words_than_clauses():
    phrases = learnt(TEXT)
    assert phrases.starts[TEXT.index("乙楼")] > phrases.starts[TEXT.index("近日验收")]


def test_the_halves_of_a_word_bind():
    phrases = learnt(TEXT)
    at = TEXT.index("公司完成")
    assert phrases.binds[at + 1] > phrases.binds[at + 2]


def test_the_last_place_with_the_same_number():
    assert previous(np.array([5, 7, 5, 5, 7])).tolist() == [-1, -1, 0, 2, 1]


@pytest.mark.parametrize("text", ["", "一", "一、", "三个字", "\ud800半"])
def test_short_texts(text):
    assert len(learnt(text).closes) == len(text)


@given(st.text("公司近日，。", max_size=60))
def test_each_place_gets_finite_numbers(text):
    phrases = learnt(text)
    for values in (phrases.opens, phrases.starts, phrases.closes, phrases.binds):
        assert values.shape == (len(text),)
        assert np.isfinite(values).all()
