"""Fusion: ranges, order, ties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.fuse import min_max, top, weighted_sum

SCORES = arrays.arrays(np.float32, st.integers(0, 20), elements=st.floats(-100, 100, width=32))


@given(SCORES)
def test_scaled_scores_run_from_zero_to_one_in_the_same_order(scores):
    scaled = min_max(scores)
    assert scaled.dtype == np.float32
    if len(set(scores.tolist())) > 1:
        assert (scaled.min(), scaled.max()) == (0, 1)
        assert (np.diff(scaled[np.argsort(scores)]) >= 0).all()
    else:
        assert (scaled == (1 if scores.size and scores.max() > 0 else 0)).all()


@given(SCORES, st.floats(0, 1), st.randoms())
def test_the_sum_stays_between_zero_and_one(lexical, weight, random):
    dense = np.array(random.sample(lexical.tolist(), len(lexical)), dtype=np.float32)
    fused = weighted_sum(lexical, dense, dense_weight=weight)
    assert fused.dtype == np.float32
    assert fused.shape == lexical.shape
    assert not len(fused) or (fused.min() >= 0 and fused.max() <= 1)


def test_a_worked_sum():
    fused = weighted_sum(np.array([2, 4, 3], np.float32), np.array([1, 0, -1], np.float32), dense_weight=0.25)
    assert fused.tolist() == [0.25, 0.875, 0.375]


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan")])
def test_a_weight_outside_the_range_is_refused(weight):
    with pytest.raises(ValueError, match="dense weight"):
        weighted_sum(np.zeros(1, np.float32), np.zeros(1, np.float32), dense_weight=weight)


def test_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match=r"\(2,\) and \(3,\)"):
        weighted_sum(np.zeros(2, np.float32), np.zeros(3, np.float32), dense_weight=0.5)


@given(SCORES, st.integers(-2, 25))
def test_the_top_is_best_first_and_ties_go_by_position(scores, k):
    expected = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[: max(0, k)]
    assert top(scores, k) == expected
