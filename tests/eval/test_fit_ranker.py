"""The fit of the order of sentences: that it learns what it is shown, on questions that it did not see."""

import json
from importlib import resources

import numpy as np

from eval.fit_ranker import Question, content, first_right, fit, unseen
from rag.features import Features

MEASURES = len(Features.names())


def rows(count=60, *, told=0):
    """Make questions of six sentences; the right one has more of measure number ``told``, others are noise."""
    rng = np.random.default_rng(3)
    made = []
    for i in range(count):
        measures = rng.normal(size=(6, MEASURES))
        right = np.arange(6) == i % 6
        measures[right, told] += 3.0
        made.append(Question(measures, right, np.arange(6) // 2, f"family-{i // 2}"))
    return made


def test_the_measure_that_tells_gets_the_weight():
    weights = fit(rows(told=4)).weights
    assert np.abs(weights).argmax() == 4
    assert weights[4] > 3 * np.abs(np.delete(weights, 4)).max()


def test_unseen_questions_are_ordered_well_and_figures_are_shares():
    asked = rows()
    sentence, passage = first_right(asked, unseen(asked))
    assert 0.75 < sentence <= passage <= 1


def test_the_fit_is_the_same_again_and_says_what_it_saw():
    data, told = content(rows())
    assert data == content(rows())[0]
    assert told.startswith("60 questions")
    assert len(data["weights"]) == len(data["mean"]) == len(Features.names())


def test_a_larger_penalty_gives_smaller_weights():
    assert np.abs(fit(rows(), penalty=100.0).weights).sum() < np.abs(fit(rows(), penalty=1.0).weights).sum()


def test_the_committed_weights_say_how_they_were_found():
    data = json.loads(resources.files("rag").joinpath("data/ranker.json").read_text("utf-8"))
    assert "unseen" in data["plain"]["unseen"]
    assert data["read"]["unseen"] != data["plain"]["unseen"]
    weight = dict(zip(data["measures"], data["read"]["weights"], strict=True))
    assert weight["marked"] > 0 < weight["read_behind"]
    assert data["measures"] == list(Features.names())
