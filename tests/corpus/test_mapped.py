"""Mapped text: every operation keeps characters beside their offsets."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.mapped import EMPTY, Mapped, concat, from_source
from corpus.types import Span
from tests.cases.texts import texts


def honest(mapped, source):
    return all(source[at] == char for char, at in zip(mapped.text, mapped.offsets.tolist(), strict=True))


@given(texts, st.data())
def test_parts_and_drops_keep_characters_with_their_offsets(source, data):
    whole = from_source(source)
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    assert honest(whole.part(a, b), source)
    left = whole.without([Span(a, b), Span(min(a, b), b)])
    assert honest(left, source)
    assert left.text == source[:a] + source[b:]
    assert honest(whole.without_matches(re.compile("[a-z。]+")), source)
    assert whole.strip().text == source.strip()
    assert honest(whole.strip(), source)


def test_a_replacement_takes_the_place_of_its_match():
    mapped = from_source("網\t\t絡").with_chars(re.compile("\t+"), " ")
    assert (mapped.text, mapped.offsets.tolist()) == ("網 絡", [0, 1, 3])


def test_empty_matches_replace_nothing():
    assert from_source("網絡").with_chars(re.compile("x*"), " ").text == "網絡"


def test_nothing_joined_is_empty():
    assert concat([]) is EMPTY
    assert len(EMPTY) == 0


def test_lengths_must_agree():
    with pytest.raises(ValueError, match="2 characters but 1 offsets"):
        Mapped("網絡", np.zeros(1, dtype=np.int32))
