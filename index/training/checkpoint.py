"""Where a run stands, on disk: weights and the optimiser's moments, as safetensors."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

_MOMENTS = ("exp_avg", "exp_avg_sq", "step")


def save(folder: Path, model: nn.Module, optimiser: torch.optim.Optimizer, step: int) -> None:
    """Write a checkpoint; the one before stays until this is whole."""
    _replace(
        folder / "model.safetensors",
        {n: p.detach().cpu().contiguous() for n, p in model.state_dict().items()},
    )
    names = {id(p): n for n, p in model.named_parameters()}
    moments = {
        f"{names[id(p)]}/{key}": state[key].detach().cpu().contiguous()
        for p, state in optimiser.state.items()
        for key in _MOMENTS
    }
    _replace(folder / "optimiser.safetensors", moments)
    (folder / "state.json").write_text(json.dumps({"step": step}), encoding="utf-8")


def load(folder: Path, model: nn.Module, optimiser: torch.optim.Optimizer) -> int:
    """Read a checkpoint into model and optimiser; return how many steps were done. ValueError when it does not fit."""
    try:
        model.load_state_dict(load_file(folder / "model.safetensors"))
    except RuntimeError as error:
        raise ValueError(f"{folder}: the checkpoint is of another model: {error}") from error
    named = dict(model.named_parameters())
    for name, value in load_file(folder / "optimiser.safetensors").items():
        parameter, key = name.rsplit("/", 1)
        if named[parameter].requires_grad:
            optimiser.state[named[parameter]][key] = value.to(
                named[parameter].device if key != "step" else "cpu"
            )
    step: int = json.loads((folder / "state.json").read_text(encoding="utf-8"))["step"]
    return step


def _replace(path: Path, tensors: dict[str, Tensor]) -> None:
    fresh = path.with_suffix(".new")
    save_file(tensors, fresh)
    fresh.replace(path)
