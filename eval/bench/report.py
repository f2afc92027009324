"""Scores of a bench run: a table for people, an object for programs, each with what could change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from corpus.types import Script
from eval.bench.cmrc import exact_match, f1
from eval.bench.run import Trial
from eval.report import Signature
from rag.types import JsonObject


@dataclass(frozen=True, slots=True)
class BenchMeasure:
    """A measure of a trial: its name in JSON, its head in the table, what it is, and the function., 0 to 1."""

    name: str
    head: str
    of: Callable[[Trial], float]


def _recall(k: int) -> BenchMeasure:
    return BenchMeasure(f"recall@{k}", f"R@{k}", lambda t: float(t.rank is not None and t.rank <= k))


MEASURES = (
    _recall(1),
    _recall(5),
    _recall(20),
    BenchMeasure("mrr@20", "MRR", lambda t: 1 / t.rank if t.rank else 0.0),
    BenchMeasure("em", "EM", lambda t: exact_match(t.question.answers, t.short)),
    BenchMeasure("f1", "F1", lambda t: f1(t.question.answers, t.short)),
    BenchMeasure("em_unrefused", "EM+", lambda t: exact_match(t.question.answers, t.unrefused)),
    BenchMeasure("f1_unrefused", "F1+", lambda t: f1(t.question.answers, t.unrefused)),
    BenchMeasure("short", "short", lambda t: float(bool(t.short))),
    BenchMeasure("abstained", "refused", lambda t: float(t.abstained)),
)
_LEGEND = """\
Every question is asked without its paragraph; * marks questions converted to this script, paragraphs stay as they are.
R@k: share of questions whose right paragraph is among the first k passages; MRR: mean of 1 / rank, 0 beyond 20.
EM, F1: of the short answer, by CMRC 2018's evaluation (longest common substring), scripts folded; EM+, F1+: the same
when nothing is refused. short: share of questions that got a short answer; refused: share refused, though all have an
answer. ms: median of a question."""


@dataclass(frozen=True, slots=True)
class BenchRow:
    """The averages of one set in one script. ``ms`` is the median time of a question, None where none was answered."""

    set: str
    script: Script
    own: bool
    questions: int
    means: dict[str, float]
    ms: float | None
    errors: int


def rows_of(trials: Iterable[Trial]) -> list[BenchRow]:
    """Average trials by set and script, in the order in which they were asked."""
    groups: dict[tuple[str, Script], list[Trial]] = {}
    for trial in trials:
        groups.setdefault((trial.set, trial.script), []).append(trial)
    return [_row(group) for group in groups.values()]


def _row(trials: Sequence[Trial]) -> BenchRow:
    first, times = trials[0], [t.ms for t in trials if t.ms is not None]
    return BenchRow(
        set=first.set,
        script=first.script,
        own=first.own,
        questions=len(trials),
        means={m.name: fmean(m.of(t) for t in trials) for m in MEASURES},
        ms=median(times) if times else None,
        errors=sum(t.error is not None for t in trials),
    )


def to_json(rows: Sequence[BenchRow], signature: Signature, *, paragraphs: int) -> JsonObject:
    """Return the scores as one object, every digit kept."""
    return {
        "signature": str(signature),
        "paragraphs": paragraphs,
        "sets": [
            {
                "set": row.set, "script": row.script.value, "converted": not row.own, "questions": row.questions,
                "errors": row.errors, "ms": row.ms, **row.means,
            }
            for row in rows
        ],
    }  # fmt: skip


def to_text(rows: Sequence[BenchRow], signature: Signature, *, paragraphs: int, left_out: int) -> str:
    """Return the scores as a table with its legend; a star at a script says that the questions were converted to it."""
    width = max(len("set"), *(len(row.set) for row in rows))
    heads = "".join(f"{m.head:>8}" for m in MEASURES)
    lines = [f"{'set':{width}}  script  questions{heads}      ms"]
    for row in rows:
        cells = "".join(f"{row.means[m.name]:8.3f}" for m in MEASURES)
        script = row.script.value + ("" if row.own else "*")
        ms = "-" if row.ms is None else f"{row.ms:.0f}"
        lines.append(f"{row.set:{width}}  {script:6}  {row.questions:9}{cells}{ms:>8}")
    lines += ["", f"One index of {paragraphs} paragraphs under the titles of their articles.", _LEGEND]
    if left_out:
        lines.append(f"{left_out} questions without words or without an answer were not asked.")
    if errors := sum(row.errors for row in rows):
        lines.append(f"{errors} questions failed; they count as not found and not answered.")
    return "\n".join([*lines, str(signature)])
