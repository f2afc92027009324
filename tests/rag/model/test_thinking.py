"""What a model thinks aloud before its reply is dropped, in whatever pieces it comes."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.model.thinking import without_thinking
from tests.cases.load import golden


@pytest.mark.parametrize(("parts", "expected"), golden("model_thinking"))
def test_thinking_is_dropped(parts, expected):
    assert "".join(without_thinking(parts)) == expected


words = st.text(st.sampled_from("<>/think 想一想240萬\n"), max_size=30)
thoughts = st.one_of(st.just(""), words.map(lambda text: f"<think>{text.replace('<', '')}</think>"))


@given(thoughts, words, st.lists(st.integers(0, 60)))
def test_the_pieces_do_not_matter(thought, reply, cuts):
    text = thought + reply
    at = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [text[a:b] for a, b in pairwise(at)]
    assert "".join(without_thinking(pieces)) == "".join(without_thinking([text]))


@given(st.lists(st.text(st.sampled_from("有240萬個基站。[1]"), min_size=1)))
def test_a_reply_without_thinking_passes_part_by_part(parts):
    assert list(without_thinking(parts)) == parts


def test_a_word_is_passed_on_before_the_next_comes():
    def parts():
        yield "<think>嗯</think>"
        yield "第一"
        raise RuntimeError

    coming = without_thinking(parts())
    assert next(coming) == "第一"


@pytest.mark.parametrize(
    "text", ["<think>" + "想" * 200_000, "<think>" + "</thin" * 40_000, " " * 200_000, "<" * 200_000]
)
def test_hostile_streams_take_linear_time(text):
    began = time.perf_counter()
    list(without_thinking(text))
    assert time.perf_counter() - began < 3
