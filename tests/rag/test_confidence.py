"""The model of confidence: probabilities, and a committed file that belongs to these signals."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.confidence import Calibration, Head, Signals, calibration

ZERO = Signals(**dict.fromkeys(Signals.names(), 0.0))


def model(**weights):
    head = Head(tuple(weights.get(name, 0.0) for name in Signals.names()), 0.0)
    count = len(Signals.names())
    return Calibration((0.0,) * count, (1.0,) * count, head, head, 0.5)


def test_names_are_the_fields_in_order():
    assert Signals.names() == tuple(field.name for field in fields(Signals))


def test_the_committed_models_fit_the_signals():
    committed = calibration()
    count = len(Signals.names())
    for row in (committed.mean, committed.scale, committed.right.weights, committed.answerable.weights):
        assert len(row) == count
    assert min(committed.scale) > 0
    assert 0 < committed.threshold < 1


@pytest.mark.parametrize("name", Signals.names())
def test_a_probability_rises_with_a_signal_of_positive_weight_and_falls_with_a_negative_one(name):
    for weight in (0.5, -0.5):
        fitted = model(**{name: weight})
        levels = [
            fitted.probability(fitted.right, replace(ZERO, **{name: value / 4})) for value in range(-4, 5)
        ]
        assert levels == sorted(levels, reverse=weight < 0)
        assert len(set(levels)) == len(levels)


def test_a_probability_rises_with_a_weight_of_a_positive_signal():
    seen = replace(ZERO, context=0.8)
    levels = [
        model(context=weight).probability(model(context=weight).right, seen)
        for weight in (-2.0, -0.5, 0.0, 0.5, 2.0)
    ]
    assert levels == sorted(levels)
    assert levels[2] == 0.5


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(Signals.names()), max_size=len(Signals.names())))
def test_every_signal_gives_a_probability(values):
    committed = calibration()
    for head in (committed.right, committed.answerable):
        assert 0 <= committed.probability(head, Signals(*values)) <= 1
