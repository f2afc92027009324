"""Sentence spans: golden cases, coverage, and figures that stay whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences
from corpus.types import Span
from tests.cases.load import golden
from tests.cases.texts import texts


@pytest.mark.parametrize(("text", "expected"), golden("sentences"))
def test_golden_cases(text, expected):
    assert [span.of(text) for span in sentences(text)] == expected


@given(texts.map(lambda text: text * 3))
def test_sentences_cover_every_character_in_order(text):
    at = 0
    for span in sentences(text):
        assert span.start >= at
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert not text[at:].strip()


@given(texts, texts, texts)
def test_the_sentences_of_a_part_lie_in_it(before, text, after):
    whole, part = before + text + after, Span(len(before), len(before) + len(text))
    found = sentences(whole, part)
    assert [s.of(whole) for s in found] == [s.of(text) for s in sentences(text)]


@given(
    st.lists(st.sampled_from(["1,234,567,890", "仓库", "98,765.4", "，", "万元"]), min_size=60, max_size=120)
)
def test_long_runs_are_cut_outside_figures(pieces):
    text = "仓库".join(pieces)
    figures = [m.span() for m in re.finditer(r"[\d,.]*\d", text)]
    for span in sentences(text):
        assert len(span) <= 320
        assert not any(start < span.start < end for start, end in figures)


def test_a_run_without_any_place_to_cut_is_cut_all_the_same():
    spans = sentences("字" * 1000)
    assert [len(s) for s in spans] == [320, 320, 320, 40]
