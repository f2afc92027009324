"""Fusion of lexical and dense scores."""

from __future__ import annotations

import numpy as np

from index.types import FloatArray


def min_max(scores: FloatArray) -> FloatArray:
    """Return scores scaled to [0, 1]: the best 1, the worst 0.

    Equal scores are all 1, equally best (an index of one passage), or all 0 when nothing scores above 0.

    >>> min_max(np.array([2.0, 4.0, 3.0], dtype=np.float32)).tolist()
    [0.0, 1.0, 0.5]
    """
    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    if high <= low:
        return np.ones_like(scores) if high > 0 else np.zeros_like(scores)
    return ((scores - low) / (high - low)).astype(np.float32)


# The best of some thousand cosines lies four to seven standard deviations above their mean.
_FAR = 5.0
# Deviations below this share of the greatest score are rounding.
_EQUAL = 1e-6


def above_mean(scores: FloatArray) -> FloatArray:
    """Return how far scores lie above their mean: 0 up to the mean, 1 at five standard deviations, more beyond.

    Unlike ``min_max`` it does not stretch the best to 1 where nothing stands out, nor hangs on the single worst score.
    Of n scores none can lie further off than the square root of n - 1 deviations, which is 1 where that is less. Equal
    scores are as in ``min_max``.

    >>> above_mean(np.array([0.8, 0.8, 0.9], dtype=np.float32)).round(3).tolist()
    [0.0, 0.0, 1.0]
    """
    spread = float(scores.std()) if len(scores) else 0.0
    if spread <= _EQUAL * float(np.abs(scores).max(initial=0.0)):
        return min_max(np.full_like(scores, scores.max(initial=-np.inf)))
    furthest = min(_FAR, (len(scores) - 1) ** 0.5)
    away: FloatArray = np.maximum((scores - scores.mean()) / (spread * furthest), 0)
    return away.astype(np.float32)


def weighted_sum(lexical: FloatArray, dense: FloatArray, *, dense_weight: float) -> FloatArray:
    """Return ``(1 - w) * lexical + w * dense``, BM25 by ``min_max``, cosines by ``above_mean``, shape (n,).

    The result is 0 at least and about 1 for the best. Reciprocal rank fusion was worse than BM25 alone on DRCD and CMRC
    (0.831 against 0.918 Recall@1); cosines by ``min_max`` too find one question in a hundred less among the first five.
    Raises ValueError for a weight outside [0, 1] or unequal lengths.
    """
    if not 0 <= dense_weight <= 1:
        raise ValueError(f"the dense weight must lie in [0, 1], got {dense_weight}")
    if lexical.shape != dense.shape:
        raise ValueError(f"as many lexical as dense scores are needed, got {lexical.shape} and {dense.shape}")
    return ((1 - dense_weight) * min_max(lexical) + dense_weight * above_mean(dense)).astype(np.float32)


def top(scores: FloatArray, k: int) -> list[int]:
    """Return the positions of the k best scores, best first, ties by position."""
    order = np.lexsort((np.arange(len(scores)), -scores))
    return [int(i) for i in order[: max(0, k)]]
