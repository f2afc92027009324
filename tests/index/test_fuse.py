"""Fusion: ranges, order, ties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.fuse import above_mean, min_max, top, weighted_sum

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


@given(SCORES)
def test_scores_above_the_mean_keep_their_order_and_the_rest_are_zero(scores):
    away = above_mean(scores)
    assert away.dtype == np.float32
    assert away.shape == scores.shape
    assert np.isfinite(away).all()
    assert (away >= 0).all()
    assert (np.diff(away[np.argsort(scores)]) >= 0).all()


def test_what_stands_out_further_scores_more():
    crowd = np.tile(np.array([0.79, 0.81], np.float32), 500)
    clear, faint = (above_mean(np.append(crowd, np.float32(best)))[-1] for best in (0.95, 0.83))
    assert clear > 1 > faint > 0.3


def test_the_worst_score_moves_nothing():
    scores = np.append(np.random.default_rng(0).normal(0.8, 0.02, 4000), 0.92).astype(np.float32)
    outlier = scores.copy()
    outlier[0] = 0.6
    assert above_mean(outlier)[-1] == pytest.approx(above_mean(scores)[-1], rel=0.02)
    assert min_max(outlier)[1] > min_max(scores)[1] + 0.1


@pytest.mark.parametrize(
    ("scores", "expected"), [([], []), ([0.5], [1]), ([0, 0], [0, 0]), ([0.2] * 3, [1] * 3)]
)
def test_equal_scores_are_equally_best(scores, expected):
    assert above_mean(np.array(scores, np.float32)).tolist() == expected


@given(SCORES, st.floats(0, 1), st.randoms())
def test_the_sum_is_finite_and_not_negative(lexical, weight, random):
    dense = np.array(random.sample(lexical.tolist(), len(lexical)), dtype=np.float32)
    fused = weighted_sum(lexical, dense, dense_weight=weight)
    assert fused.dtype == np.float32
    assert fused.shape == lexical.shape
    assert np.isfinite(fused).all()
    assert (fused >= 0).all()


def test_a_worked_sum():
    fused = weighted_sum(np.array([2, 4, 3], np.float32), np.array([0, 0, 1], np.float32), dense_weight=0.25)
    assert fused.tolist() == pytest.approx([0, 0.75, 0.625])


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
