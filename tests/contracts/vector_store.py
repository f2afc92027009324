"""What every ``VectorStore`` must do. A test module runs all ``CHECKS`` on each store class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest

from index.store import VectorStore
from index.types import FloatArray


class StoreClass(Protocol):
    """A store's class: made empty by its dimension, opened from what it saved."""

    def __call__(self, dim: int) -> VectorStore: ...

    def open(self, path: Path) -> VectorStore: ...


def unit(*rows: list[float]) -> FloatArray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def random_unit(count: int, dim: int, seed: int = 0) -> FloatArray:
    return unit(*np.random.default_rng(seed).normal(size=(count, dim)).tolist())


def filled(store_class: StoreClass, vectors: FloatArray) -> VectorStore:
    store = store_class(vectors.shape[1])
    store.add(vectors)
    return store


def is_empty_at_first(store_class: StoreClass, _folder: Path) -> None:
    store = store_class(3)
    assert (len(store), store.dim) == (0, 3)
    assert store.search(unit([1, 0, 0], [0, 1, 0]), 5) == [[], []]
    assert store.vectors([]).shape == (0, 3)


def needs_a_dimension(store_class: StoreClass, _folder: Path) -> None:
    with pytest.raises(ValueError, match="at least one dimension, got 0"):
        store_class(0)


def rows_count_on_as_they_are_added(store_class: StoreClass, _folder: Path) -> None:
    store = store_class(2)
    store.add(unit([1, 0]))
    store.add(unit([0, 1], [1, 1]))
    store.add(np.zeros((0, 2), dtype=np.float32))
    assert len(store) == 3
    np.testing.assert_allclose(store.vectors([2, 0, 2]), unit([1, 1], [1, 0], [1, 1]), atol=1e-6)


def scores_are_inner_products_best_first(store_class: StoreClass, _folder: Path) -> None:
    store = filled(store_class, unit([1, 0], [0, 1], [-1, 0], [3, 4]))
    (found,) = store.search(unit([1, 0]), 4)
    assert [row for row, _ in found] == [0, 3, 1, 2]
    np.testing.assert_allclose([score for _, score in found], [1.0, 0.6, 0.0, -1.0], atol=1e-6)
    assert all(type(row) is int and type(score) is float for row, score in found)


def gives_min_k_n_results(store_class: StoreClass, _folder: Path) -> None:
    store = filled(store_class, random_unit(5, 4))
    for k, count in ((0, 0), (-1, 0), (1, 1), (4, 4), (5, 5), (99, 5)):
        assert [len(found) for found in store.search(random_unit(2, 4, seed=1), k)] == [count, count]


def ties_go_by_row_even_at_the_end(store_class: StoreClass, _folder: Path) -> None:
    store = filled(store_class, unit([0, 1], *[[1, 0]] * 40))
    for k in (1, 3, 17, 40):
        (found,) = store.search(unit([1, 0]), k)
        assert [row for row, _ in found] == list(range(1, k + 1))


def scores_stay_between_minus_one_and_one(store_class: StoreClass, _folder: Path) -> None:
    vectors = random_unit(50, 64)
    store = filled(store_class, np.concatenate([vectors, -vectors]))
    scores = [score for found in store.search(vectors, 100) for _, score in found]
    assert -1.0 <= min(scores) < -0.999 < 0.999 < max(scores) <= 1.0


def agrees_with_numpy(store_class: StoreClass, _folder: Path) -> None:
    vectors, queries = random_unit(200, 16), random_unit(7, 16, seed=1)
    found = filled(store_class, vectors).search(queries, 10)
    expected = queries @ vectors.T
    for row, pairs in enumerate(found):
        np.testing.assert_array_equal([r for r, _ in pairs], np.argsort(-expected[row])[:10])
        np.testing.assert_allclose([s for _, s in pairs], -np.sort(-expected[row])[:10], atol=1e-5)


def scores_of_all_rows_are_those_of_the_search(store_class: StoreClass, _folder: Path) -> None:
    vectors, queries = random_unit(30, 8), random_unit(3, 8, seed=1)
    store = filled(store_class, np.concatenate([vectors, vectors[:4]]))
    every = store.scores(queries)
    assert every.dtype == np.float32
    np.testing.assert_allclose(every, queries @ np.concatenate([vectors, vectors[:4]]).T, atol=1e-5)
    for row, found in zip(every, store.search(queries, 34), strict=True):
        np.testing.assert_allclose([row[i] for i, _ in found], [score for _, score in found], atol=1e-6)
    assert store.scores(queries[:0]).shape == (0, 34)
    assert store_class(8).scores(queries).shape == (3, 0)


def refuses_other_arrays(store_class: StoreClass, _folder: Path) -> None:
    store = filled(store_class, random_unit(3, 4))
    wrong: list[tuple[Any, str]] = [
        (random_unit(2, 4).astype(np.float64), r"float32 of shape \(n, 4\), got float64 \(2, 4\)"),
        (random_unit(2, 5), r"got float32 \(2, 5\)"),
        (random_unit(1, 4)[0], r"got float32 \(4,\)"),
        (random_unit(2, 4) * 2, "unit length, row 0 has length 2.000"),
        (np.full((1, 4), np.nan, dtype=np.float32), "unit length, row 0 has length nan"),
        (np.zeros((1, 4), dtype=np.float32), "unit length, row 0 has length 0.000"),
    ]
    for vectors, message in wrong:
        for use in (store.add, store.scores, lambda v: store.search(v, 1)):
            with pytest.raises(ValueError, match=message):
                use(vectors)
    assert len(store) == 3


def knows_its_rows(store_class: StoreClass, _folder: Path) -> None:
    store = filled(store_class, random_unit(3, 4))
    for row in (-1, 3):
        with pytest.raises(IndexError, match=r"\[0, 3\)"):
            store.vectors([0, row])


def does_not_change_with_the_array_it_was_given(store_class: StoreClass, _folder: Path) -> None:
    vectors = unit([1, 0], [0, 1])
    store = filled(store_class, vectors)
    vectors[:] = 7
    np.testing.assert_allclose(store.vectors([0, 1]), [[1, 0], [0, 1]])


def takes_arrays_in_any_memory_order(store_class: StoreClass, _folder: Path) -> None:
    vectors = random_unit(6, 4)
    store = filled(store_class, np.asfortranarray(vectors)[::2])
    assert store.search(np.asfortranarray(vectors[2:3]), 1)[0][0][0] == 1


def answers_the_same_once_saved_and_opened(store_class: StoreClass, folder: Path) -> None:
    for count in (0, 30):
        store = store_class(8)
        store.add(random_unit(30, 8)[:count])
        store.save(folder / "庫.bin")
        again = store_class.open(folder / "庫.bin")
        assert (len(again), again.dim) == (count, 8)
        queries = random_unit(3, 8, seed=2)
        assert again.search(queries, 5) == store.search(queries, 5)
        again.add(random_unit(1, 8, seed=3))
        assert len(again) == count + 1


CHECKS: tuple[Callable[[StoreClass, Path], None], ...] = (
    is_empty_at_first,
    needs_a_dimension,
    rows_count_on_as_they_are_added,
    scores_are_inner_products_best_first,
    gives_min_k_n_results,
    ties_go_by_row_even_at_the_end,
    scores_stay_between_minus_one_and_one,
    agrees_with_numpy,
    scores_of_all_rows_are_those_of_the_search,
    refuses_other_arrays,
    knows_its_rows,
    does_not_change_with_the_array_it_was_given,
    takes_arrays_in_any_memory_order,
    answers_the_same_once_saved_and_opened,
)
