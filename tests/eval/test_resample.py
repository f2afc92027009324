"""The randomisation test and the bootstrap: exact values by hand, one unit a group, the right level, no surprises."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.resample import DRAWS, EXACT, confidence_interval, sign_flip_p


def each(count: int) -> list[str]:
    return [str(i) for i in range(count)]


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        ([], 1.0),
        ([0.0, 0.0], 1.0),
        ([1.0], 1.0),
        ([1.0, 1.0], 0.5),
        ([1.0, 1.0, -1.0], 1.0),
        ([1.0] * 5, 2 / 32),
        ([1.0] * 4 + [-1.0], 12 / 32),
        ([0.5, 0.25, 0.25, 0.0], 2 / 8),
        ([0.1, 0.2, -0.3], 1.0),
    ],
)
def test_few_pairs_are_counted_out(differences: list[float], p: float) -> None:
    assert sign_flip_p(differences, each(len(differences))) == pytest.approx(p)


@given(st.lists(st.integers(-4, 4).map(lambda i: i / 4), min_size=1, max_size=8))
def test_the_exact_test_is_its_definition(differences: list[float]) -> None:
    limit = abs(sum(differences)) - 1e-9
    flips = list(itertools.product((1, -1), repeat=len(differences)))
    every = [abs(sum(s * d for s, d in zip(signs, differences, strict=True))) >= limit for signs in flips]
    p = sign_flip_p(differences, each(len(differences)))
    assert p == pytest.approx(sum(every) / len(every))
    # Which run came first, and questions without a difference, change nothing.
    assert sign_flip_p([-d for d in differences], each(len(differences))) == p
    assert sign_flip_p([*differences, 0.0], each(len(differences) + 1)) == p


def test_drawn_flips_agree_with_the_binomial() -> None:
    # 12 better, 4 worse: the two-sided sign test over 16 has p = 2 * P(X >= 12) = 0.0768.
    p = sign_flip_p([1.0] * 12 + [-1.0] * 4, each(16))
    assert EXACT < 16
    assert p == pytest.approx(0.0768, abs=0.008)
    assert p == sign_flip_p([1.0] * 12 + [-1.0] * 4, each(16))


def test_drawn_p_is_never_nought() -> None:
    assert sign_flip_p([1.0] * 60, each(60)) == 1 / (1 + DRAWS)


def test_wordings_of_one_question_are_one_piece_of_luck() -> None:
    six = [1.0] * 6
    assert sign_flip_p(six, each(6)) == pytest.approx(2 / 64)
    assert sign_flip_p(six, ["family"] * 6) == 1.0
    assert sign_flip_p(six, ["a"] * 3 + ["b"] * 3) == 0.5


def test_without_a_difference_p_is_rarely_small() -> None:
    draw = np.random.default_rng(7)
    small = sum(sign_flip_p(list(draw.normal(size=10)), each(10)) <= 0.05 for _ in range(400))
    assert 5 <= small <= 35


def test_the_interval_agrees_with_the_normal_one() -> None:
    differences = list(np.random.default_rng(3).normal(0.2, 1.0, 400))
    low, high = confidence_interval(differences, each(400))
    mean, error = float(np.mean(differences)), float(np.std(differences) / 20)
    assert low == pytest.approx(mean - 1.96 * error, abs=0.012)
    assert high == pytest.approx(mean + 1.96 * error, abs=0.012)


def test_groups_widen_the_interval() -> None:
    differences = [1.0] * 20 + [0.0] * 20
    alone = confidence_interval(differences, each(40))
    grouped = confidence_interval(differences, [str(i // 10) for i in range(40)])
    assert alone[0] > grouped[0]
    assert alone[1] < grouped[1]


def test_a_single_group_has_no_spread() -> None:
    assert confidence_interval([1.0, 0.0], ["a", "a"]) == (0.5, 0.5)
    with pytest.raises(ValueError, match="no differences"):
        confidence_interval([], [])
