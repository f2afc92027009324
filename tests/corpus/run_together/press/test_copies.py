import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.run_together.press.copies import copies
from corpus.run_together.press.phrases import codes_of, grams_of
from corpus.types import Span

FILLING = "".join(chr(0x4E00 + i) for i in range(400))
STRETCH = "".join(chr(0x6000 + i) for i in range(80))


def found(text, shortest):
    return [(c.span, c.earlier) for c in copies(grams_of(codes_of(text))[-1], shortest)]


def test_a_stretch_that_comes_again():
    text = STRETCH + FILLING + STRETCH
    assert found(text, 50) == [(Span(480, 560), Span(0, 80))]


def test_the_last_sighting_counts():
    text = STRETCH + FILLING[:100] + STRETCH + FILLING[100:200] + STRETCH
    assert [earlier.start for _, earlier in found(text, 50)] == [0, 180]


@pytest.mark.parametrize(("shortest", "count"), [(80, 1), (81, 0)])
def test_shorter_ones_do_not_count(shortest, count):
    assert len(found(STRETCH + FILLING + STRETCH, shortest)) == count


@pytest.mark.parametrize("text", ["", "短", STRETCH[:23], FILLING])
def test_none(text):
    assert found(text, 30) == []


@given(st.text("甲乙", max_size=400))
def test_what_is_called_a_copy_is_one(text):
    for span, earlier in found(text, 24):
        assert span.of(text) == earlier.of(text)
        assert earlier.start < span.start
        assert np.diff([span.start, span.end])[0] >= 24
