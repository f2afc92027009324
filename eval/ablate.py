"""What each stage of answering is worth: the run as it is, then with one stage less at a time, in one table."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from eval.answers import outcomes_of
from eval.compare import METHOD, Comparison, Difference, compare
from eval.measures import MEASURES
from eval.questions import Asked, cases_of
from eval.report import Signature
from eval.run import ask_all, asker
from eval.score import latency_of, score, scores_of
from eval.sources import Sources, code_digest, digest
from eval.stages import STAGES, Stage
from eval.types import Row
from index.encode import Encoder
from index.types import FloatArray
from rag.render import Progress
from rag.session import Session
from rag.types import JsonObject, JsonValue

SIGNIFICANT = 0.05
"""A difference with a smaller p is marked."""


class Remembering:
    """An encoder that keeps the vectors of questions: every run of an ablation asks the same ones."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, FloatArray] = {}

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self._encoder.name

    @property
    def dim(self) -> int:
        """Its number of dimensions."""
        return self._encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encode the questions that are new, each by itself, as they are asked."""
        for text in texts:
            if text not in self._vectors:
                self._vectors[text] = self._encoder.encode_queries([text])[0]
        return np.array([self._vectors[t] for t in texts], dtype=np.float32).reshape(len(texts), self.dim)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encode passages; none is kept."""
        return self._encoder.encode_passages(texts)


@dataclass(frozen=True, slots=True)
class Ablated:
    """A run without a stage (None: with all), against the run with all. ``ms`` is its median without the encoder."""

    stage: Stage | None
    rows: Sequence[Row]
    comparison: Comparison
    ms: float | None

    @property
    def differences(self) -> dict[str, Difference]:
        """The differences by measure."""
        return {d.name: d for d in self.comparison.differences}


def ablate(
    asked: Sequence[Asked], session: Session, sources: Sources, *, stages: Sequence[Stage] = STAGES,
    on_asked: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Ablated]:  # fmt: skip
    """Yield the run with all stages, then one without each; the same questions, the same index, the same encoder.

    ``on_asked`` is told how many questions are done, of how many.
    """
    session = session.with_searcher(session.searcher.with_encoder(Remembering))
    total, done = len(asked) * (len(stages) + 2), 0

    def rows_of(changed: Session) -> list[Row]:
        nonlocal done
        base, done = done, done + len(asked)
        records = ask_all(asked, asker(changed), on_asked=lambda n: on_asked(base + n, total))
        return score(asked, outcomes_of(records), sources)

    rows_of(session)  # fills the encoder's memory, so that no run is timed with it and another without
    whole = rows_of(session)
    yield _ablated(None, whole, whole)
    for stage in stages:
        yield _ablated(stage, whole, rows_of(stage.without(session)))


def run(
    paths: Sequence[Path], asked: Sequence[Asked], session: Session, sources: Sources, *, version: str, as_json: bool
) -> str:  # fmt: skip
    """Run the ablation over sets, with a bar on standard error, and return what is printed."""
    with Progress(sys.stderr) as progress:
        runs = list(ablate(asked, session, sources, on_asked=partial(progress.show, "asking")))
    cases = cases_of(asked)
    files = {evidence.file for case in cases for evidence in case.evidence}
    settings = f"composer={session.composer.name};code={code_digest()}"
    signature = Signature(digest(paths, files, sources), session.fingerprint, settings, version, len(cases))
    if as_json:
        return json.dumps(to_json(runs, signature), ensure_ascii=False)
    return to_text(runs, signature)


def _ablated(stage: Stage | None, whole: Sequence[Row], rows: Sequence[Row]) -> Ablated:
    times = [row.total_ms for row in rows if row.total_ms is not None]
    return Ablated(stage, rows, compare(whole, rows, "all stages"), latency_of(times).p50)


def to_text(runs: Sequence[Ablated], signature: Signature) -> str:
    """Return the table: scores of the run with all stages, then what becomes of them without each."""
    names = ["all stages", *(f"without {run.stage.name}" for run in runs if run.stage)]
    width = max(map(len, names))
    lines = [f"{'':{width}}" + "".join(f"{m.head:>9}" for m in MEASURES) + "  changed     ms"]
    for name, run in zip(names, runs, strict=True):
        cells = "".join(f"{_cell(run, m.name):>9}" for m in MEASURES)
        changed = len(run.comparison.changed) if run.stage else ""
        ms = "-" if run.ms is None else f"{run.ms:.1f}"
        lines.append(f"{name:{width}}{cells}{changed:>9}{ms:>7}")
    lines += ["", *(f"{run.stage.name}: {run.stage.does}" for run in runs if run.stage)]
    lines += [
        "",
        f"Differences from the run with all stages; * where p < {SIGNIFICANT}. {METHOD}",
        "changed: questions of which any score changed. ms: median, the encoder's time left out.",
        str(signature),
    ]
    return "\n".join(lines)


def _cell(run: Ablated, name: str) -> str:
    """Return a score of the whole run, or its difference in another, marked where it is no chance."""
    mean = scores_of(run.rows).means[name].value
    if run.stage is None:
        return "-" if mean is None else f"{mean:.3f} "
    difference = run.differences[name]
    if difference.change is None or abs(difference.change) < 0.0005:
        return "· "
    p = difference.p
    return f"{difference.change:+.3f}" + ("*" if p is not None and p < SIGNIFICANT else " ")


def to_json(runs: Sequence[Ablated], signature: Signature) -> JsonObject:
    """Return all runs as one object: ``means`` of each, and of those without a stage the differences with their p."""
    listed: list[JsonValue] = []
    for run in runs:
        means: dict[str, JsonValue] = {n: mean.value for n, mean in scores_of(run.rows).means.items()}
        one: JsonObject = {"stage": run.stage.name if run.stage else None, "ms": run.ms, "means": means}
        if run.stage:
            one["does"] = run.stage.does
            one["changed"] = len(run.comparison.changed)
            one["differences"] = {name: d.to_json() for name, d in run.differences.items()}
        listed.append(one)
    return {"signature": str(signature), "method": METHOD, "runs": listed}
