"""The fit of the confidence model: its threshold, its calibration error, and that it learns what it is shown."""

import json
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest

from eval.fit_confidence import MOST_REFUSED, Sample, calibration_error, fit, threshold_of
from rag.confidence import Signals, calibration

BY_READER = {"read", "read_most", "led", "led_most", "run", "marked", "agreed"}
NOTHING = Signals(*[0.0] * len(Signals.names()))


def test_the_threshold_refuses_the_allowed_share_of_answerable_questions_and_no_more():
    probabilities = np.linspace(0.0, 1.0, 201)
    answerable = np.ones(201, dtype=bool)
    threshold = threshold_of(probabilities, answerable, MOST_REFUSED["plain"])
    assert (probabilities < threshold).mean() <= MOST_REFUSED["plain"]
    assert (probabilities < threshold + 0.02).mean() > MOST_REFUSED["plain"]


def test_confidence_that_is_as_often_right_as_it_says_has_no_calibration_error():
    labels = np.array([1.0, 1.0, 1.0, 0.0])
    assert calibration_error(np.full(4, 0.75), labels) == pytest.approx(0.0)
    assert calibration_error(np.full(4, 0.95), labels) == pytest.approx(0.2)


def _rows() -> list[Sample]:
    rng = np.random.default_rng(7)
    rows = []
    for i in range(200):
        answerable = i % 4 != 0
        own = float(rng.normal(0.6 if answerable else 0.2, 0.1))
        rows.append(Sample(replace(NOTHING, context=own), answerable, answerable, f"family-{i // 2}"))
    return rows


def test_the_fit_learns_that_covered_questions_are_answered_and_says_how_it_does_on_unseen_ones():
    content, told = fit(_rows())
    weights = dict(zip(Signals.names(), content["answerable"]["weights"], strict=True))
    assert weights["context"] > 1.0
    assert all(weights[name] == pytest.approx(0.0) for name in weights if name != "context")
    assert "200 questions, 50 without an answer" in told
    assert content == fit(_rows())[0]


@pytest.mark.parametrize("read", [False, True])
def test_the_committed_model_has_a_weight_for_every_signal_and_says_how_it_was_found(read):
    model = calibration(read=read)
    assert len(model.right.weights) == len(model.answerable.weights) == len(Signals.names())
    assert 0 < model.threshold < 1
    data = json.loads(resources.files("rag").joinpath("data/confidence.json").read_text("utf-8"))
    assert "AUROC" in data["read" if read else "plain"]["unseen"]
    by_reader = [w for n, w in zip(data["signals"], model.answerable.weights, strict=True) if n in BY_READER]
    assert all(by_reader) == any(by_reader) == read
