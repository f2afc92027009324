"""What ``rag eval`` does with known-answer sets: gets the answers, live or stored, and scores them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from eval import ablate
from eval.answers import outcomes_of, read_answers
from eval.calibration import calibrate
from eval.compare import compare
from eval.lines import write_lines
from eval.questions import Asked, cases_of, find_sets, read_sets
from eval.report import Report, Signature
from eval.run import ask_all, asker
from eval.score import score, summarise
from eval.sources import Sources, code_digest, digest
from eval.standing import with_standing
from eval.stored import check_stored, read_stored
from eval.types import Outcome, Row, Summary
from rag.places import sample_index, sample_sources
from rag.render import Progress
from rag.rerank import open_reranker
from rag.session import Session
from rag.types import JsonObject

Opener = Callable[[Path | None], Session]
SAMPLE = "sample"
"""The set that is asked where none is named."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Sets and what they are asked of.

    ``sets`` are names, files or folders; ``roots`` the folders of their source files besides the index's own;
    ``index`` the index to ask, None for the nearest, or the sample's where all sets are about it; ``reranker`` a
    cross-encoder to order passages by, a folder or hub name; ``reader`` says whether the embedded reader reads.
    ``announce`` gets warnings, and what is downloaded.
    """

    sets: Sequence[str]
    roots: Sequence[Path]
    index: Path | None
    opener: Opener
    announce: Callable[[str], None]
    reranker: str | None = None
    reader: bool = True

    def open(self) -> Session:
        """Open the index to ask. The sample's questions are the sample's: a .rag/ at hand holds other documents.

        Raises what the opener does, ScorerError when the cross-encoder cannot be had.
        """
        own = self.index is None and all(map(_of_sample, self.sets))
        session = self.opener(sample_index() if own else self.index)
        if not self.reader:
            session = session.with_reader(None)
        if self.reranker is None:
            return session
        return session.with_reranker(open_reranker(self.reranker, announce=self.announce))

    def settings(self, session: Session | None, summary: Summary) -> str:
        """Return what answered, for the signature; without a session that is not known of stored answers."""
        told = {"composer": ",".join(summary.composers) or "none"}
        if session is not None and self.reranker is not None and session.engine.reranker is not None:
            told["reranker"] = session.engine.reranker.name
        if session is not None and session.engine.reader is not None:
            told["reader"] = session.engine.reader.name
        told["code"] = code_digest() if session else "stored"
        return ";".join(f"{name}={value}" for name, value in told.items())

    def sources(self, session: Session | None) -> Sources:
        """Return the files that evidence is looked up in."""
        # The sample's documents are always at hand; with other sets they would only make absent quotes look untrue.
        sample = (sample_sources(),) if any(map(_of_sample, self.sets)) else ()
        return Sources((*self.roots, *sample, *(session.roots if session else ())))

    def warn(self, asked: Sequence[Asked], asked_of: Sources) -> None:
        """Warn when what was asked holds none of the files that the questions are about."""
        files = sorted({evidence.file for case in cases_of(asked) for evidence in case.evidence})
        if files and not any(asked_of.path(file) for file in files):
            self.announce(f"warning: no source file was found ({files[0]}, …): wrong index, or --root?")


def measure(
    trial: Trial, *, answers: Path | None = None, save: Path | None = None, against: Path | None = None,
    standing: bool = False,
) -> Report:  # fmt: skip
    """Get the answers, live or stored, and score them. All that is stored is read before anything is asked.

    ``answers`` are stored ones, which are scored instead of asking; ``save`` is where answers are stored, ``against``
    earlier ones to compare with. With ``standing``, slices are also told by what the evidence stands in, which takes
    reading the documents. Raises EvalError for what is malformed or does not belong together, and what the opener
    raises.
    """
    paths = find_sets(trial.sets)
    session = trial.open() if answers is None else None
    sources = trial.sources(session)
    asked = read_sets(paths, sources)
    earlier = None if against is None else read_stored(against, cases_of(asked), complete=True)
    if session is not None:
        records = _ask(asked, session)
    elif answers is not None:
        records = read_answers(answers)
        check_stored(answers, cases_of(asked), outcomes_of(records), complete=against is not None)
    if save is not None:
        write_lines(save, records)
    trial.warn(asked, Sources(session.roots) if session else sources)
    rows, summary = _scored(asked, outcomes_of(records), sources, standing=standing)
    cases = cases_of(asked)
    files = {evidence.file for case in cases for evidence in case.evidence}
    signature = Signature(
        data=digest(paths, files, sources),
        index=session.fingerprint if session else "stored",
        settings=trial.settings(session, summary),
        version=installed_version(),
        questions=len(cases),
    )
    report = Report(signature, summary, tuple(rows), calibrate(rows))
    if against is None or earlier is None:
        return report
    before = score(asked, earlier, sources)
    return replace(report, comparison=compare(before, report.rows, against.name))


def ablated(trial: Trial, *, as_json: bool) -> str:
    """Ask the sets with all stages and without each, and return what is printed."""
    paths = find_sets(trial.sets)
    session = trial.open()
    sources = Sources((*trial.roots, *session.roots))
    asked = read_sets(paths, sources)
    trial.warn(asked, sources)
    return ablate.run(paths, asked, session, sources, version=installed_version(), as_json=as_json)


def installed_version() -> str:
    """Return the installed version; a checkout that is not installed has none."""
    try:
        return version("wenju")
    except PackageNotFoundError:
        return "not installed"


def _ask(asked: Sequence[Asked], session: Session) -> list[JsonObject]:
    """Ask every question of an open session, with a bar on standard error when that is a terminal."""
    with Progress(sys.stderr if sys.stderr and sys.stderr.isatty() else None) as progress:
        show = partial(progress.show, "asking")
        return ask_all(asked, asker(session), on_asked=lambda done: show(done, len(asked)))


def _scored(
    asked: Sequence[Asked], outcomes: Mapping[str, Outcome], sources: Sources, *, standing: bool
) -> tuple[list[Row], Summary]:
    """Return the scores of the outcomes, question by question and together."""
    rows = score(asked, outcomes, sources)
    if standing:
        rows = with_standing(rows, sources)
    return rows, summarise(rows, composers={outcome.composer for outcome in outcomes.values()})


def _of_sample(name: str) -> bool:
    """Tell whether a set is about the built-in sample documents, as sample and near-misses-sample are."""
    return name == SAMPLE or name.endswith(f"-{SAMPLE}")
