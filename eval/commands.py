"""The command ``rag eval``: ask the known-answer sets or read stored answers, print scores, hold the gate."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rag.commands.inputs import NamedPath, only_with

if TYPE_CHECKING:
    from eval.questions import Asked
    from eval.report import Report, Signature
    from eval.sources import Sources
    from eval.types import Outcome, Summary
    from rag.session import Session
    from rag.types import JsonObject

    Opener = Callable[[Path | None], Session]

_PATH = NamedPath()
_SAMPLE = "sample"


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
@click.pass_obj
def evaluate(
    opener: Opener | None, sets: tuple[str, ...], *, index: Path | None, as_json: bool, slices: bool,
    html: Path | None, measures: bool,
    answers: Path | None, save: Path | None, against: Path | None, roots: tuple[Path, ...],
    gate: bool, update_baseline: bool, allow_lower: bool,
    baseline: Path | None, squads: tuple[Path, ...], most: int | None, ablation: bool,
) -> None:  # fmt: skip
    """Run known-answer sets and print the scores with their signature.

    SET is a built-in set (sample, reports, near-misses-sample …), a .jsonl file, or a folder of them; without
    one, the sample. The reports' sets need the five reports, which are not part of this program: index their
    folder first.
    """
    from eval.report import definitions_json, definitions_text, to_json, to_text

    if measures:
        only_with("--measures", frozenset({"measures", "as_json"}))
        click.echo(json.dumps(definitions_json(), ensure_ascii=False) if as_json else definitions_text())
        return
    if most is not None and not squads:
        raise click.UsageError("--sample goes with --squad.")
    if squads:
        from eval.bench.command import bench

        only_with("--squad", frozenset({"sets", "squads", "most", "as_json"}))

        files = (*squads, *map(Path, sets))
        click.echo(bench(files, most=most, as_json=as_json, version=_version(), announce=_say))
        return
    if ablation:
        only_with("--ablate", frozenset({"sets", "ablation", "index", "roots", "as_json"}))
        click.echo(_ablate(sets or (_SAMPLE,), index=index, roots=roots, opener=opener, as_json=as_json))
        return
    report = _measure(
        sets or (_SAMPLE,),
        answers=answers, save=save, against=against, index=index, roots=roots, opener=opener,
        standing=as_json or slices or html is not None,
    )  # fmt: skip
    click.echo(json.dumps(to_json(report), ensure_ascii=False) if as_json else to_text(report, slices=slices))
    if html is not None:
        _write_page(html, report)
    if update_baseline or gate:
        _hold(report, baseline, update_it=update_baseline, allow_lower=allow_lower)


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


def _measure(
    sets: Sequence[str],
    *,
    answers: Path | None,
    save: Path | None,
    against: Path | None,
    index: Path | None,
    roots: Sequence[Path],
    opener: Opener | None,
    standing: bool,
) -> Report:
    """Get the answers, live or stored, and score them. All that is stored is read before anything is asked.

    With ``standing``, slices are also told by what the evidence stands in, which takes reading the documents.
    """
    from eval.answers import outcomes_of, read_answers
    from eval.lines import write_lines
    from eval.questions import cases_of, find_sets, read_sets
    from eval.sources import Sources
    from eval.stored import check_stored, read_stored
    from rag.places import sample_sources

    paths = find_sets(sets)
    session = _open(sets, index, opener) if answers is None else None
    own = session.roots if session else ()
    # The sample's documents are always at hand; with other sets they would only make absent quotes look
    # untrue.
    known = (*roots, *((sample_sources(),) if any(map(_of_sample, sets)) else ()))
    sources = Sources((*known, *own))
    asked = read_sets(paths, sources)
    earlier = None if against is None else read_stored(against, cases_of(asked), complete=True)
    if session is not None:
        records = _ask(asked, session)
    elif answers is not None:
        records = read_answers(answers)
        check_stored(answers, cases_of(asked), outcomes_of(records), complete=against is not None)
    if save is not None:
        write_lines(save, records)
    _warn(asked, Sources(session.roots) if session else sources)
    report = _scored(asked, outcomes_of(records), sources, paths=paths, session=session, standing=standing)
    if against is None or earlier is None:
        return report
    return _compared(report, asked, earlier, sources, name=against.name)


def _scored(
    asked: Sequence[Asked],
    outcomes: Mapping[str, Outcome],
    sources: Sources,
    *,
    paths: Sequence[Path],
    session: Session | None,
    standing: bool,
) -> Report:
    """Score the outcomes; without a session they were stored, and the index and the code are not known."""
    from eval.calibration import calibrate
    from eval.report import Report
    from eval.score import score, summarise
    from eval.sources import code_digest
    from eval.standing import with_standing

    rows = score(asked, outcomes, sources)
    if standing:
        rows = with_standing(rows, sources)
    summary = summarise(rows, composers={o.composer for o in outcomes.values()})
    index, code = (session.fingerprint, code_digest()) if session else ("stored", "stored")
    signature = _signature(paths, asked, sources, summary, index=index, code=code)
    return Report(signature, summary, tuple(rows), calibrate(rows))


def _compared(
    report: Report, asked: Sequence[Asked], earlier: Mapping[str, Outcome], sources: Sources, *, name: str
) -> Report:
    """Set a report against earlier outcomes of the same questions."""
    from eval.compare import compare
    from eval.score import score

    return replace(report, comparison=compare(score(asked, earlier, sources), report.rows, name))


def _ablate(
    sets: Sequence[str], *, index: Path | None, roots: Sequence[Path], opener: Opener | None, as_json: bool
) -> str:
    """Ask the sets with all stages and without each, and return what is printed."""
    from eval.ablate import run
    from eval.questions import find_sets, read_sets
    from eval.sources import Sources

    paths = find_sets(sets)
    session = _open(sets, index, opener)
    sources = Sources((*roots, *session.roots))
    asked = read_sets(paths, sources)
    _warn(asked, sources)
    return run(paths, asked, session, sources, version=_version(), as_json=as_json)


def _open(sets: Sequence[str], index: Path | None, opener: Opener | None) -> Session:
    """Open the index to ask. The sample's questions are the sample's: a .rag/ at hand holds other documents."""
    from rag.commands.sample import open_or_make_sample
    from rag.places import sample_index

    if index is None and all(map(_of_sample, sets)):
        index = sample_index()
    return (opener or open_or_make_sample)(index)


def _of_sample(name: str) -> bool:
    """Tell whether a set is about the built-in sample documents, as sample and near-misses-sample are."""
    return name == _SAMPLE or name.endswith(f"-{_SAMPLE}")


def _warn(asked: Sequence[Asked], asked_of: Sources) -> None:
    """Warn on standard error when what was asked holds none of the files that the questions are about."""
    from eval.questions import cases_of

    files = sorted({evidence.file for case in cases_of(asked) for evidence in case.evidence})
    if files and not any(asked_of.path(file) for file in files):
        click.echo(f"warning: no source file was found ({files[0]}, …): wrong index, or --root?", err=True)


def _signature(
    paths: Sequence[Path],
    asked: Sequence[Asked],
    sources: Sources,
    summary: Summary,
    *,
    index: str,
    code: str,
) -> Signature:
    """Say what could change the scores."""
    from eval.questions import cases_of
    from eval.report import Signature
    from eval.sources import digest

    cases = cases_of(asked)
    files = {evidence.file for case in cases for evidence in case.evidence}
    return Signature(
        data=digest(paths, files, sources),
        index=index,
        settings=f"composer={','.join(summary.composers) or 'none'};code={code}",
        version=_version(),
        questions=len(cases),
    )


def _ask(asked: Sequence[Asked], session: Session) -> list[JsonObject]:
    """Ask every question of an open session, with a bar on standard error when that is a terminal."""
    from eval.run import ask_all, asker

    with _progress(len(asked)) as advance:
        return ask_all(asked, asker(session), on_asked=advance)


@contextmanager
def _progress(length: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error when it is a terminal, nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=length, label="asking", file=sys.stderr) as bar:
        yield lambda _done: bar.update(1)


def _version() -> str:
    """Return the installed version; a checkout that is not installed has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("wenju")
    except PackageNotFoundError:
        return "not installed"
