"""What every ``Entailer`` must do. Each check takes one; a test module runs them all by ``CHECKS``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.entailment import Entailer

PAIRS = [
    ("食堂早上七点开门。", "食堂七点开门。"),
    ("工地停工。", "食堂七点开门。"),
    ("", "\ud800"),
    ("食" * 500, "堂"),
]


def is_one_with_a_name(entailer: Entailer) -> None:
    assert isinstance(entailer, Entailer)
    assert entailer.name.strip() == entailer.name != ""


def gives_a_probability_for_each_pair(entailer: Entailer) -> None:
    found = entailer.entailed(PAIRS)
    assert (found.dtype, found.shape) == (np.float32, (len(PAIRS),))
    assert ((found >= 0) & (found <= 1)).all()


def no_pairs_give_none(entailer: Entailer) -> None:
    assert entailer.entailed([]).shape == (0,)


def a_pair_says_the_same_beside_others(entailer: Entailer) -> None:
    together = entailer.entailed(PAIRS)
    alone = [entailer.entailed([pair])[0] for pair in PAIRS]
    assert np.allclose(together, alone, atol=1e-4)


CHECKS: tuple[Callable[[Entailer], None], ...] = (
    is_one_with_a_name,
    gives_a_probability_for_each_pair,
    no_pairs_give_none,
    a_pair_says_the_same_beside_others,
)
