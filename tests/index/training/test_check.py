"""The curves of a run: how often right is put above wrong, and how many answers are marked."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from index.training.check import auroc, standing
from index.training.model import ReaderModel

SCORES = st.lists(st.integers(-5, 5), min_size=1, max_size=15)


@given(SCORES, SCORES)
def test_the_area_is_the_share_of_pairs_in_order(above, below):
    pairs = [(a > b) + 0.5 * (a == b) for a in above for b in below]
    found = auroc(np.array(above, dtype=float), np.array(below, dtype=float))
    assert found == pytest.approx(sum(pairs) / len(pairs))
    assert found + auroc(np.array(below), np.array(above)) == pytest.approx(1)


def test_without_both_kinds_there_is_no_area():
    assert auroc(np.array([]), np.array([1.0])) is None
    assert auroc(np.array([1.0]), np.array([])) is None


@pytest.mark.parametrize("kept", ["nothing", "only right ones", "only wrong ones"])
def test_without_pairs_nothing_is_told_and_nothing_breaks(beginning, kept):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 1)
    right = [replace(item, against=()) for item in beginning.held]
    silent = [replace(item, example=item.against[0], against=item.against) for item in beginning.held]
    items = {"nothing": [], "only right ones": right, "only wrong ones": silent}[kept]
    found = standing(model, items, torch.device("cpu"), 3)
    assert (found.relevance, found.null) == (None, None)
    assert (found.exact is None) == (found.f1 is None) == (kept != "only right ones")
    assert "NaN" not in json.dumps(asdict(found))


def test_a_reader_that_sees_nothing_stands_low_and_is_left_training(beginning):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 1).train()
    found = standing(model, beginning.held, torch.device("cpu"), 3)
    assert found == standing(model, beginning.held, torch.device("cpu"), 3)
    assert all(0 <= value <= 1 for value in (found.exact, found.f1, found.relevance, found.null))
    assert found.exact <= found.f1 < 0.9
    assert model.training


class Knowing(torch.nn.Module):
    """Knows the figures: an answer is the first stretch of three pieces that are digits, relevance 5 where one is."""

    def __init__(self, digits: list[int]) -> None:
        super().__init__()
        self._digits = torch.tensor(digits)

    def forward(self, ids, allowed):
        digit = torch.isin(ids, self._digits) & allowed
        starts, ends = torch.zeros(ids.shape), torch.zeros(ids.shape)
        starts[:, 0] = ends[:, 0] = 1
        for row, places in enumerate(digit):
            if places.any():
                inside = places.nonzero().flatten()
                starts[row, inside[0]] = ends[row, inside[-1]] = 9
        return starts, ends, digit.any(dim=1).float() * 10 - 5


def test_a_reader_that_knows_stands_at_the_top(beginning):
    digits = [n for n, at in enumerate(beginning.keep) if beginning.weights.pieces[at].lstrip("▁").isdigit()]
    found = standing(Knowing(digits), beginning.held, torch.device("cpu"), 3)
    assert (found.exact, found.f1, found.relevance, found.null) == (1, 1, 1, 1)
