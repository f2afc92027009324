"""The fitted order of sentences: one weight per measure, from ``python -m eval.fit_ranker``."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import astuple, dataclass, replace
from functools import cache
from importlib import resources

from rag.features import Features


@dataclass(frozen=True, slots=True)
class Ranker:
    """A linear score over measures; scores of one question are log-odds against each other.

    The weights were chosen so that exp(score), shared out over a question's sentences, gives most to those that
    overlap its evidence (a conditional logit, McFadden 1974). ``mean`` and ``scale`` standardise each measure.
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]

    def score(self, features: Features) -> float:
        """Return the score, in log-odds; higher is better."""
        values: tuple[float, ...] = astuple(features)
        standard = zip(values, self.mean, self.scale, self.weights, strict=True)
        return sum(weight * (value - mean) / scale for value, mean, scale, weight in standard)

    def without(self, names: Collection[str]) -> Ranker:
        """Return the ranking blind to some measures; ValueError for a name that is none."""
        if unknown := set(names) - set(Features.names()):
            raise ValueError(f"no such measures: {', '.join(sorted(unknown))}")
        kept = [0.0 if name in names else w for name, w in zip(Features.names(), self.weights, strict=True)]
        return replace(self, weights=tuple(kept))


@cache
def fitted_ranker(*, read: bool = False) -> Ranker:
    """Read the committed weights, those for hits that a reader read or the plain ones.

    ValueError when they were fitted for other measures.
    """
    data = json.loads(resources.files("rag").joinpath("data/ranker.json").read_text("utf-8"))
    if tuple(data["measures"]) != Features.names():
        raise ValueError("rag/data/ranker.json was fitted for other measures: run python -m eval.fit_ranker")
    fitted = data["read" if read else "plain"]
    return Ranker(tuple(fitted["mean"]), tuple(fitted["scale"]), tuple(fitted["weights"]))
