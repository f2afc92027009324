"""A reply cut into sentences with their marks, whole and while it streams."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims import SentenceStream, sentences_of
from tests.cases.load import golden


@pytest.mark.parametrize(("given", "expected"), golden("claims_replies"))
def test_sentences_and_their_marks(given, expected):
    assert [[s.text, list(s.marks)] for s in sentences_of(given)] == expected


@given(st.text(alphabet="甲乙3.5,，。！?[]【】［］()-*#1 \nAb", max_size=80))
def test_any_text_is_split(text):
    for sentence in sentences_of(text):
        assert sentence.text.strip() and all(mark >= 0 for mark in sentence.marks)


@given(
    st.lists(
        st.sampled_from(["网点有3,450个[1]。", "「綠色包裝」省下紙箱[2]！", "It rose by 4.6% [1]. "]),
        max_size=4,
    ),
    st.data(),
)
def test_stream_in_any_pieces_gives_the_same(parts, data):
    reply = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(reply)), max_size=5)))
    stream = SentenceStream()
    found = [s for a, b in zip([0, *cuts], [*cuts, len(reply)], strict=True) for s in stream.feed(reply[a:b])]
    found += stream.finish()
    whole = sentences_of(reply)
    assert [(s.text, s.marks) for s in found] == [(s.text, s.marks) for s in whole]


@pytest.mark.parametrize("piece", ["[", "[1", "。", "**", "<a", "1,", "甲"])
def test_hostile_reply_is_split_in_linear_time(piece):
    begun = time.process_time()
    sentences_of(piece * 20_000)
    assert time.process_time() - begun < 5
