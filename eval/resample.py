"""Chance, by resampling: a paired randomisation test and a bootstrap interval, both over whole groups of pairs.

Seeded: the same differences always give the same figures.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SEED, DRAWS = 20261121, 10_000
# With no more groups than this that differ, all flips are counted (2 ** 13 = 8,192) instead of drawn.
EXACT = 13
# Drawn at a time, so that a set of ten thousand questions stays within some 50 MB.
_BATCH = 200
# Sums of the same differences in another order may differ by this much without being another result.
_ROUNDING = 1e-9


def sign_flip_p(differences: Sequence[float], groups: Sequence[str]) -> float:
    """Return the two-sided p that the runs do not differ: how often flipped signs give as large a sum.

    ``groups`` names the unit of each difference; a unit's differences are flipped together. Drawn p are
    (1 + hits) / (1 + draws), which is never 0 and keeps its level; without any difference p is 1.

    >>> sign_flip_p([1.0, 1.0, 1.0], ["a", "b", "c"]), sign_flip_p([1.0, 1.0, 1.0], ["a", "a", "a"])
    (0.25, 1.0)
    """
    sums, _ = _totals(differences, groups)
    sums = sums[np.abs(sums) > _ROUNDING]
    if not len(sums):
        return 1.0
    limit = abs(float(sums.sum())) - _ROUNDING
    if len(sums) <= EXACT:
        every = np.arange(2 ** len(sums))[:, None] >> np.arange(len(sums)) & 1
        return float(np.mean(np.abs((2.0 * every - 1.0) @ sums) >= limit))
    draw, hits = np.random.default_rng(SEED), 0
    for _ in range(DRAWS // _BATCH):
        signs = 2.0 * draw.integers(0, 2, (_BATCH, len(sums)), dtype=np.int8) - 1.0
        hits += int((np.abs(signs @ sums) >= limit).sum())
    return (1 + hits) / (1 + DRAWS)


def confidence_interval(differences: Sequence[float], groups: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of the mean difference, whole groups drawn with replacement.

    Raises ValueError without differences.
    """
    if not differences:
        raise ValueError("no differences, no interval")
    sums, sizes = _totals(differences, groups)
    draw, means = np.random.default_rng(SEED), []
    for _ in range(DRAWS // _BATCH):
        chosen = draw.integers(0, len(sums), (_BATCH, len(sums)))
        means.append(sums[chosen].sum(axis=1) / sizes[chosen].sum(axis=1))
    low, high = np.percentile(np.concatenate(means), (2.5, 97.5))
    return float(low), float(high)


def _totals(differences: Sequence[float], groups: Sequence[str]) -> tuple[Floats, Floats]:
    """Return the sum and the number of differences of each group."""
    numbers = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    index = np.array([numbers[group] for group in groups], dtype=np.intp)
    sums, sizes = np.zeros(len(numbers)), np.zeros(len(numbers))
    np.add.at(sums, index, differences)
    np.add.at(sizes, index, 1.0)
    return sums, sizes
