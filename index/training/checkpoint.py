"""Where a run stands, on disk: what is trained of the model, and the optimiser's moments, as safetensors.

The folder of a run has one ``step-000800/`` for each checkpoint, with ``model.safetensors``,
``optimiser.safetensors`` and ``state.json`` (the steps done and the recipe); it is written whole under another name
first. Two are kept: the highest, from which a run goes on, and the one where the rate began to fall, from which a
longer run goes on: delete those above it, or copy it into another folder, and start again with more steps.

Embeddings and the lowest layers are not in it: they are those of the embedded model.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from index.errors import TrainingError
from index.training.recipe import Recipe, differences

_LOG = logging.getLogger(__name__)
_MODEL, _OPTIMISER, _STATE = "model.safetensors", "optimiser.safetensors", "state.json"
_MOMENTS = ("exp_avg", "exp_avg_sq", "step")
_NAME = re.compile(r"step-(\d+)")


@dataclass(frozen=True, slots=True)
class State:
    """How many steps are done, and what the run is made of: None where the checkpoint does not say."""

    step: int
    recipe: Recipe | None


def save(
    folder: Path, model: nn.Module, optimiser: torch.optim.Optimizer, state: State, *, keep: int
) -> None:
    """Write a checkpoint, then delete those of fewer steps but that of ``keep`` steps."""
    whole = folder / f"step-{state.step:06}"
    fresh = whole.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    trained = _trained(model)
    save_file({name: _plain(parameter) for name, parameter in trained.items()}, fresh / _MODEL)
    moments = {
        f"{name}/{key}": _plain(optimiser.state[parameter][key])
        for name, parameter in trained.items()
        for key in _MOMENTS
    }
    save_file(moments, fresh / _OPTIMISER)
    (fresh / _STATE).write_text(json.dumps(asdict(state)), encoding="utf-8")
    fresh.rename(whole)
    for step, path in _checkpoints(folder):
        if step < state.step and step != keep:
            shutil.rmtree(path)


def latest(folder: Path) -> Path | None:
    """Return the checkpoint of most steps in the folder of a run, None without one."""
    return max(_checkpoints(folder), default=(0, None))[1]


def kept(folder: Path) -> list[Path]:
    """Return all checkpoints in the folder of a run, that of fewest steps first."""
    return [path for _, path in sorted(_checkpoints(folder))]


def load(folder: Path, model: nn.Module, optimiser: torch.optim.Optimizer, recipe: Recipe) -> int:
    """Read the highest checkpoint into model and optimiser; return how many steps were done, 0 without one.

    TrainingError where it is damaged, and where it is of another recipe; one without a recipe is taken as it is.
    """
    path = latest(folder)
    if path is None:
        return 0
    state = read_state(path)
    if state.recipe is None:
        _LOG.warning("%s: does not say what it was trained with; taken to be the same as now.", path)
    elif found := differences(state.recipe, json.loads(json.dumps(recipe))):
        raise TrainingError(
            f"{path}: the run was begun with something else: {'; '.join(found)}. Start it as it was begun, or into"
            " another folder."
        )
    values, moments = read_trained(path, model), _read_moments(path, model)
    for name, parameter in _trained(model).items():
        with torch.no_grad():
            parameter.copy_(values[name])
        for key in _MOMENTS:
            # The count of steps stays where the optimiser keeps it.
            device = torch.device("cpu") if key == "step" else parameter.device
            optimiser.state[parameter][key] = moments[f"{name}/{key}"].to(device)
    return state.step


def read_state(path: Path) -> State:
    """Return what a checkpoint says of itself. TrainingError where it is damaged."""
    try:
        row = json.loads((path / _STATE).read_text(encoding="utf-8"))
        step, recipe = row["step"], row.get("recipe")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _damaged(path, f"{_STATE}: {type(error).__name__}: {error}") from error
    if type(step) is not int or step < 0 or not isinstance(recipe, dict | None):
        raise _damaged(path, f"{_STATE}: no number of steps, or no recipe where one belongs")
    return State(step, recipe)


def read_trained(path: Path, model: nn.Module) -> dict[str, Tensor]:
    """Return the parameters that ``model`` trains from a checkpoint; frozen ones that stand there too are left out.

    TrainingError where it is damaged or of another model.
    """
    found, wanted = _read(path / _MODEL), _trained(model)
    if foreign := sorted(found.keys() - model.state_dict().keys()):
        raise _damaged(path, f"{_MODEL}: {foreign[0]} is no part of the model")
    return _fitting(path, _MODEL, found, {name: value.shape for name, value in wanted.items()})


def _read_moments(path: Path, model: nn.Module) -> dict[str, Tensor]:
    shapes = {
        f"{name}/{key}": torch.Size([]) if key == "step" else parameter.shape
        for name, parameter in _trained(model).items()
        for key in _MOMENTS
    }
    found = _read(path / _OPTIMISER)
    if foreign := sorted(found.keys() - shapes.keys()):
        raise _damaged(path, f"{_OPTIMISER}: {foreign[0]} is not trained")
    return _fitting(path, _OPTIMISER, found, shapes)


def _read(path: Path) -> dict[str, Tensor]:
    try:
        tensors: dict[str, Tensor] = load_file(path)
    except (OSError, ValueError, SafetensorError) as error:
        raise _damaged(path.parent, f"{path.name}: {error}") from error
    return tensors


def _fitting(
    path: Path, file: str, found: dict[str, Tensor], shapes: dict[str, torch.Size]
) -> dict[str, Tensor]:
    for name, shape in shapes.items():
        if name not in found or found[name].shape != shape:
            raise _damaged(path, f"{file}: {name} is missing or of another shape")
    return {name: found[name] for name in shapes}


def _damaged(path: Path, what: str) -> TrainingError:
    return TrainingError(
        f"{path}: the checkpoint is damaged or of another model ({what}). Delete this folder: the run then goes on"
        " from the checkpoint before it, or begins anew."
    )


def _trained(model: nn.Module) -> dict[str, nn.Parameter]:
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}


def _plain(tensor: Tensor) -> Tensor:
    return tensor.detach().cpu().contiguous()


def _checkpoints(folder: Path) -> Iterator[tuple[int, Path]]:
    for path in folder.glob("step-*"):
        if (match := _NAME.fullmatch(path.name)) and path.is_dir():
            yield int(match[1]), path
