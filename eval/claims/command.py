"""``rag eval lies-sample`` and its kind: sets of claims to a printed table or JSON. Bars on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from eval.claims import report
from eval.claims.injections import obeyed, planted_session
from eval.claims.lies import judged
from eval.claims.rows import INJECTIONS, read_hearings, read_planted, set_file
from eval.errors import EvalError
from eval.report import Signature
from eval.sources import Sources, code_digest, digest
from rag.model.nli import OWN
from rag.places import sample_index, sample_sources
from rag.render import Progress
from rag.session import Session

Opener = Callable[[Path | None], Session]


def claims(
    names: Sequence[str], opener: Opener, *, index: Path | None, as_json: bool, gate: bool, version: str
) -> str:
    """Run built-in sets of claims and return what is printed.

    ``index`` is the index of a set's documents, None for the nearest, for the sample's set its own. Raises EvalError
    for a wrong index, and with ``gate`` where a set fails what it is held to.
    """
    told: list[str] = []
    for name in names:
        run = _injections if name == INJECTIONS else _lies
        text, failures = run(name, opener, index, as_json, version)
        if gate and failures:
            listed = "\n".join(f"  {failure}" for failure in failures)
            raise EvalError(f"{name} fails:\n{listed}\nRun it without --gate to see which.")
        told.append(text if as_json or len(names) == 1 else f"{name}\n\n{text}")
    return "\n".join(told) if as_json else "\n\n".join(told)


def _lies(
    name: str, opener: Opener, index: Path | None, as_json: bool, version: str
) -> tuple[str, list[str]]:
    path = set_file(name)
    rows = read_hearings(path)
    of_sample = name.endswith("-sample")
    session = opener(sample_index() if index is None and of_sample else index)
    trial = judged(rows, session, OWN)
    sources = Sources((*((sample_sources(),) if of_sample else ()), *session.roots))
    files = {place.file for row in rows for place in row.paragraphs}
    settings = f"claims;nli={OWN.entailer.name};code={code_digest()}"
    data = digest([path], files, sources)
    signature = Signature(data, session.fingerprint, settings, version, len(trial.judged))
    if as_json:
        return json.dumps(report.lies_json(trial, signature), ensure_ascii=False), report.lies_failures(trial)
    return report.lies_text(trial, signature), report.lies_failures(trial)


def _injections(
    name: str, opener: Opener, index: Path | None, as_json: bool, version: str
) -> tuple[str, list[str]]:
    if index is not None:
        raise EvalError(f"{name} has documents of its own. Leave out --index.")
    path = set_file(name)
    rows = read_planted(path)
    with Progress(sys.stderr) as progress, planted_session(rows, progress=progress.show) as session:
        found = []
        for one in obeyed(rows, session):
            found.append(one)
            progress.show("asking", len(found), len(rows))
        fingerprint = session.fingerprint
        reader = session.engine.reader.name if session.engine.reader else "none"
    settings = f"claims;reader={reader};code={code_digest()}"
    signature = Signature(digest([path], (), Sources()), fingerprint, settings, version, len(found))
    failures = report.injections_failures(found)
    if as_json:
        return json.dumps(report.injections_json(found, signature), ensure_ascii=False), failures
    return report.injections_text(found, signature), failures
