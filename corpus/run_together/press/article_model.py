"""The fitted weights that tell where articles begin and where their titles end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from corpus.run_together.press.article_features import NAMES
from corpus.run_together.press.article_titles import TITLE_NAMES
from corpus.run_together.press.phrases import Floats


@dataclass(frozen=True, slots=True)
class Model:
    """Two logistic models, of a title's end and of an article's start: weights, bias, the least log-odds to believe.

    The weights are in the order of ``TITLE_NAMES`` and ``NAMES``.
    """

    title_weights: Floats
    title_bias: float
    title_threshold: float
    weights: Floats
    bias: float
    threshold: float


@cache
def article_model() -> Model:
    """Return the model of ``corpus/data/articles.json``; KeyError if it lacks a weight."""
    text = resources.files("corpus").joinpath("data/articles.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    title, start = data["title"], data["start"]
    return Model(
        np.array([title["weights"][name] for name in TITLE_NAMES], dtype=np.float64),
        float(title["bias"]),
        float(title["threshold"]),
        np.array([start["weights"][name] for name in NAMES], dtype=np.float64),
        float(start["bias"]),
        float(start["threshold"]),
    )
