"""The command ``rag eval``: ask the known-answer sets or read stored answers, print scores, hold the gate."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rag.commands.inputs import NamedPath

if TYPE_CHECKING:
    from eval.questions import Asked
    from eval.report import Report, Signature
    from eval.sources import Sources
    from eval.types import Summary
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
@click.option("--slices", is_flag=True, help="Add a table by set, type, script, family and turn.")
@click.option(
    "--answers", type=_PATH, help="Score answers stored by `rag ask --batch` or --save; asks nothing."
)
@click.option("--save", type=_PATH, help="Store the answers as JSON lines.")
@click.option("--root", "roots", type=_PATH, multiple=True, help="Folder of the source files (repeatable).")
@click.option("--gate", is_flag=True, help="Exit with 1 when a score is below its pinned floor.")
@click.option("--update-baseline", is_flag=True, help="Pin the scores as floors; refuses to lower one.")
@click.option("--allow-lower", is_flag=True, help="Let --update-baseline lower floors.")
@click.option("--baseline", type=_PATH, help="File of the pinned floors; without it the built-in one.")
@click.pass_obj
def evaluate(
    opener: Opener | None, sets: tuple[str, ...], *, index: Path | None, as_json: bool, slices: bool,
    answers: Path | None, save: Path | None, roots: tuple[Path, ...],
    gate: bool, update_baseline: bool, allow_lower: bool,
    baseline: Path | None,
) -> None:  # fmt: skip
    """Run known-answer sets and print the scores with their signature.

    SET is a built-in set (sample, reports), a .jsonl file, or a folder of them; without one, the sample. The
    set reports needs the five reports, which are not part of this program: index their folder first.
    """
    from eval.report import to_json, to_text

    report = _measure(sets or (_SAMPLE,), answers=answers, save=save, index=index, roots=roots, opener=opener)
    click.echo(json.dumps(to_json(report), ensure_ascii=False) if as_json else to_text(report, slices=slices))
    if update_baseline or gate:
        _hold(report, baseline or _built_in_baseline(), update_it=update_baseline, allow_lower=allow_lower)


def _measure(
    sets: Sequence[str],
    *,
    answers: Path | None,
    save: Path | None,
    index: Path | None,
    roots: Sequence[Path],
    opener: Opener | None,
) -> Report:
    """Get the answers, live or stored, and score them. All sets are read before anything is asked."""
    from eval.answers import outcomes_of, read_answers
    from eval.lines import write_lines
    from eval.questions import find_sets, read_sets
    from eval.report import Report
    from eval.score import score, summarise
    from eval.sources import Sources, code_digest
    from rag.places import sample_sources

    paths = find_sets(sets)
    # The sample's documents are always at hand; with other sets they would only make absent quotes look
    # untrue.
    known = (*roots, *((sample_sources(),) if _SAMPLE in sets else ()))
    if answers is not None:
        sources = asked_of = Sources(known)
        fingerprint = code = "stored"
        asked = read_sets(paths, sources)
        records = read_answers(answers)
    else:
        session = _open(sets, index, opener)
        sources, asked_of = Sources((*known, *session.roots)), Sources(session.roots)
        fingerprint, code = session.fingerprint, code_digest()
        asked = read_sets(paths, sources)
        records = _ask(asked, session)
    if save is not None:
        write_lines(save, records)
    outcomes = outcomes_of(records)
    summary = summarise(score(asked, outcomes, sources), composers={o.composer for o in outcomes.values()})
    _warn(asked, asked_of)
    return Report(_signature(paths, asked, sources, summary, index=fingerprint, code=code), summary)


def _open(sets: Sequence[str], index: Path | None, opener: Opener | None) -> Session:
    """Open the index to ask. The sample's questions are the sample's: a .rag/ at hand holds other documents."""
    from rag.commands.sample import open_or_make_sample
    from rag.places import sample_index

    if index is None and set(sets) == {_SAMPLE}:
        index = sample_index()
    return (opener or open_or_make_sample)(index)


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
    from eval.run import ask_all

    def ask(turns: Sequence[str]) -> list[JsonObject]:
        if len(turns) == 1:
            return [session.ask(turns[0]).to_json()]
        return [answer.to_json() for answer in session.ask_turns(turns)]

    with _progress(len(asked)) as advance:
        return ask_all(asked, ask, on_asked=advance)


@contextmanager
def _progress(length: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error when it is a terminal, nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=length, label="asking", file=sys.stderr) as bar:
        yield lambda _done: bar.update(1)


def _hold(report: Report, path: Path, *, update_it: bool, allow_lower: bool) -> None:
    """Update the baseline, or check the report against it; EvalError when it fails."""
    from eval.errors import EvalError
    from eval.gate import check, read_baseline, update, write_baseline

    pinned = read_baseline(path)
    if update_it:
        write_baseline(path, update(report, pinned, allow_lower=allow_lower))
        click.echo(f"pinned: {path}", err=True)
        return
    if pinned is None:
        raise EvalError(f"{path}: no baseline yet. Pin one: rag eval --update-baseline.")
    if failures := check(report, pinned):
        lines = "\n".join(f"  {failure}" for failure in failures)
        raise EvalError(f"the gate of {path} failed:\n{lines}\nMend the cause; see the slices with --slices.")


def _built_in_baseline() -> Path:
    from importlib.resources import files

    return Path(str(files("eval") / "baseline.json"))


def _version() -> str:
    """Return the installed version; a checkout that is not installed has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("wenju")
    except PackageNotFoundError:
        return "not installed"
