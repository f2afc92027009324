"""The fitted order of sentences."""

from dataclasses import replace

import pytest

from rag.features import Features
from rag.ranker import Ranker, fitted_ranker

NOTHING = Features(*[0.0] * len(Features.names()))


def test_the_committed_weights_are_for_these_measures():
    ranker = fitted_ranker()
    assert len(ranker.mean) == len(ranker.scale) == len(ranker.weights) == len(Features.names())
    assert all(scale > 0 for scale in ranker.scale)


@pytest.mark.parametrize("name", ["own", "fresh", "fits", "passage", "dense_behind"])
def test_more_of_a_good_measure_scores_higher(name):
    assert fitted_ranker().score(replace(NOTHING, **{name: 1.0})) > fitted_ranker().score(NOTHING)


def test_a_ranking_can_be_blind_to_a_measure():
    blind = fitted_ranker().without(["own"])
    assert blind.score(replace(NOTHING, own=1.0)) == blind.score(NOTHING)
    assert blind.score(replace(NOTHING, fits=1.0)) != blind.score(NOTHING)
    with pytest.raises(ValueError, match="nonsense"):
        fitted_ranker().without(["nonsense"])


def test_the_score_is_linear():
    n = len(Features.names())
    ranker = Ranker((0.0,) * n, (2.0,) * n, (1.0,) * n)
    assert ranker.score(replace(NOTHING, own=1.0, year=-0.5)) == pytest.approx(0.25)
