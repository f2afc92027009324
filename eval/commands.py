"""The command ``rag eval``: ask the known-answer sets or read stored answers, print scores, hold the gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rag.commands.inputs import READER, RERANKER, NamedPath, only_with
from rag.commands.model import chosen_model, given_flags, in_words_of, served_flags

if TYPE_CHECKING:
    from eval.report import Report
    from eval.trial import Opener

_PATH = NamedPath()
# The sets of eval/sets/claims, which are judged by other measures (eval/claims).
_CLAIMS = frozenset({"lies-sample", "lies-reports", "lies-apart", "lies-fresh", "injections"})


@click.command("eval")
@click.argument("sets", nargs=-1, metavar="[SET]...")
@click.option(
    "--index", type=_PATH, help="Index to ask; default: nearest .rag/; for the set sample, its own."
)
@click.option("--json", "as_json", is_flag=True, help="Print the scores as one JSON object.")
@click.option("--slices", is_flag=True, help="Add a table by set, type, scripts, year, family and turn.")
@click.option("--html", type=_PATH, help="Write a report with charts and all questions; opens offline.")
@click.option(
    "--measures", is_flag=True, help="Print what each figure means and where it comes from; no more."
)
@click.option(
    "--answers", type=_PATH, help="Score answers stored by `rag ask --batch` or --save; asks nothing."
)
@click.option("--save", type=_PATH, help="Store the answers as JSON lines.")
@click.option("--against", type=_PATH, help="Compare with earlier stored answers to the same questions.")
@click.option("--root", "roots", type=_PATH, multiple=True, help="Folder of the source files (repeatable).")
@click.option("--reranker", metavar="NAME", help=RERANKER)
@click.option("--reader/--no-reader", default=True, help=READER)
@click.option("--gate", is_flag=True, help="Exit with 1 when a score is below its pinned floor.")
@click.option("--update-baseline", is_flag=True, help="Pin the scores as floors; refuses to lower one.")
@click.option("--allow-lower", is_flag=True, help="Let --update-baseline lower floors.")
@click.option("--baseline", type=_PATH, help="File of the pinned floors; without it the built-in one.")
@click.option(
    "--ablate", "ablation", is_flag=True, help="Ask again without each stage; print what each is worth."
)
@click.option(
    "--squad",
    "squads",
    type=_PATH,
    multiple=True,
    help="Reading-comprehension sets (this and every SET), asked open-domain.",
)
@click.option(
    "--sample", "most", type=click.IntRange(min=1), help="With --squad: so many questions of each file."
)
@click.option(
    "--given",
    is_flag=True,
    help="With --squad: nothing is sought, the reader gets each question's own paragraph.",
)
@served_flags
@click.pass_obj
def evaluate(
    opener: Opener | None, sets: tuple[str, ...], *, index: Path | None, as_json: bool, slices: bool,
    html: Path | None, measures: bool,
    answers: Path | None, save: Path | None, against: Path | None, roots: tuple[Path, ...],
    gate: bool, update_baseline: bool, allow_lower: bool,
    baseline: Path | None, squads: tuple[Path, ...], most: int | None, ablation: bool, reranker: str | None,
    reader: bool, given: bool,
) -> None:  # fmt: skip
    """Run known-answer sets and print the scores with their signature.

    SET is a built-in set (sample, reports, near-misses-sample …), a .jsonl file, or a folder of them; without
    one, the sample. The reports' sets need the five reports, which are not part of this program: index their
    folder first. lies-sample, lies-reports, lies-apart, lies-fresh and injections say what the check of a language
    model's words is worth: which of known lies and truths it strikes, and whether planted orders change an answer. Only
    --model asks a model; a rag.toml does not.
    """
    if measures:
        only_with("--measures", frozenset({"measures", "as_json"}))
        return _define(as_json=as_json)
    if not _CLAIMS.isdisjoint(sets):
        return _claims(sets, opener, index=index, as_json=as_json, gate=gate)
    if not squads and (most is not None or given):
        raise click.UsageError(f"{'--given' if given else '--sample'} goes with --squad.")
    if given:
        only_with("--given", frozenset({"sets", "squads", "most", "as_json", "given"}))
        return _given((*squads, *map(Path, sets)), most=most, as_json=as_json)
    if squads:
        only_with("--squad", frozenset({"sets", "squads", "most", "as_json", "reader"}))
        return _bench((*squads, *map(Path, sets)), most=most, as_json=as_json, reader=reader)
    if answers is not None:
        _asks_nothing(reranker, reader=reader)
    from eval.trial import SAMPLE, Trial, ablated, measure

    trial = Trial(sets or (SAMPLE,), roots, index, _opener(opener), _say, reranker, reader)
    if ablation:
        only_with("--ablate", frozenset({"sets", "ablation", "index", "roots", "as_json", "reader"}))
        return click.echo(ablated(trial, as_json=as_json))
    standing = as_json or slices or html is not None
    report = measure(trial, answers=answers, save=save, against=against, standing=standing)
    _print(report, as_json=as_json, slices=slices)
    if html is not None:
        _write_page(html, report)
    if update_baseline or gate:
        _hold(report, baseline, update_it=update_baseline, allow_lower=allow_lower)
    return None


def _asks_nothing(reranker: str | None, *, reader: bool) -> None:
    """Raise UsageError for what says how to ask, beside answers that are there already."""
    named = "--reranker" if reranker is not None else "--no-reader" if not reader else ""
    if named or given_flags():
        raise click.UsageError(f"{named or '--model'} does not go with --answers: nothing is asked.")


def _opener(given: Opener | None) -> Opener:
    """Return what opens the index to ask, in the words of a model where a flag names one."""
    from rag.commands.sample import open_or_make_sample

    model = chosen_model(file=False)
    return lambda place: in_words_of((given or open_or_make_sample)(place), model)


def _define(*, as_json: bool) -> None:
    """Print what each figure means."""
    from eval.report import definitions_json, definitions_text

    click.echo(json.dumps(definitions_json(), ensure_ascii=False) if as_json else definitions_text())


def _claims(
    sets: tuple[str, ...], opener: Opener | None, *, index: Path | None, as_json: bool, gate: bool
) -> None:
    """Run the sets of claims."""
    named = next(name for name in sets if name in _CLAIMS)
    only_with(named, frozenset({"sets", "index", "as_json", "gate"}))
    if other := [name for name in sets if name not in _CLAIMS]:
        raise click.UsageError(f"{other[0]} does not go with {named}: they are judged by other measures.")
    from eval.claims.command import claims
    from eval.trial import installed_version
    from rag.commands.sample import open_or_make_sample

    opened = opener or open_or_make_sample
    click.echo(claims(sets, opened, index=index, as_json=as_json, gate=gate, version=installed_version()))


def _bench(files: tuple[Path, ...], *, most: int | None, as_json: bool, reader: bool) -> None:
    """Ask reading-comprehension sets without their paragraphs, and print the scores."""
    from eval.bench.command import bench
    from eval.trial import installed_version

    click.echo(
        bench(files, most=most, as_json=as_json, version=installed_version(), announce=_say, reader=reader)
    )


def _given(files: tuple[Path, ...], *, most: int | None, as_json: bool) -> None:
    """Give the reader the questions of reading-comprehension sets with their paragraphs, and print the scores."""
    from eval.bench.given import measured
    from eval.trial import installed_version

    click.echo(measured(files, most=most, as_json=as_json, version=installed_version()))


def _print(report: Report, *, as_json: bool, slices: bool) -> None:
    from eval.report import to_json, to_text

    click.echo(json.dumps(to_json(report), ensure_ascii=False) if as_json else to_text(report, slices=slices))


def _write_page(path: Path, report: Report) -> None:
    from eval.lines import write_text
    from eval.page.page import to_html

    write_text(path, to_html(report))


def _hold(report: Report, baseline: Path | None, *, update_it: bool, allow_lower: bool) -> None:
    """Pin the report's scores, or hold it to the pinned ones."""
    from eval.gate import BUILT_IN, hold, pin

    path = baseline or BUILT_IN
    if not update_it:
        return hold(report, path)
    pin(report, path, allow_lower=allow_lower)
    return _say(f"pinned: {path}")


def _say(line: str) -> None:
    click.echo(line, err=True)
