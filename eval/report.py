"""Scores for people (a table) and programs (JSON), each with the signature of what could change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval import calibration, measures
from eval.calibration import Calibration
from eval.compare import METHOD, Changed, Comparison, Difference
from eval.measures import FALLING, Definition
from eval.text_table import number, table
from eval.types import Outcome, Row, Scores, Summary
from rag.types import JsonObject, JsonValue

# The names of the slices' columns, short enough for twelve of them to stand on a terminal.
HEADS = {d.name: d.head for d in measures.DEFINITIONS}
DEFINITIONS: tuple[Definition, ...] = (*measures.DEFINITIONS, *calibration.DEFINITIONS)
"""Every figure of a report, with its meaning and its source."""
# Characters of an answer in the list of changed questions, and where its short form tells nothing.
_SHOWN, _SHOWN_WHOLE = 60, 300


@dataclass(frozen=True, slots=True)
class Signature:
    """What could change a score: data, index, settings, version, and how many questions there were.

    ``data`` is 8 hex digits over the sets and their sources; ``index`` the index's fingerprint, or ``stored``
    when stored answers were scored; ``settings`` what answered: the composer and a digest of the code and its data.
    """

    data: str
    index: str
    settings: str
    version: str
    questions: int

    def __str__(self) -> str:
        return (
            f"data:{self.data}|index:{self.index}|settings:{self.settings}"
            f"|version:{self.version}|questions:{self.questions}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """Scores and their signature; neither is shown without the other.

    ``rows`` are the questions that were scored, ``confidence`` what their confidences are worth (None when it was not
    looked at), ``comparison`` how they differ from an earlier run, where one was named.
    """

    signature: Signature
    summary: Summary
    rows: tuple[Row, ...] = ()
    confidence: Calibration | None = None
    comparison: Comparison | None = None


def to_json(report: Report) -> JsonObject:
    """Return the report as one object: ``value`` is null where a measure applied to no question."""
    summary, signature = report.summary, report.signature
    latency = summary.latency
    data: JsonObject = {
        "signature": {
            "line": str(signature), "data": signature.data, "index": signature.index,
            "settings": signature.settings, "version": signature.version, "questions": signature.questions,
        },
        "missing": summary.missing,
        "errors": summary.errors,
        "overall": _scores_json(summary.overall),
        "slices": {name: _scores_json(scores) for name, scores in summary.slices.items()},
        "total_ms": {"mean": latency.mean, "p50": latency.p50, "p95": latency.p95, "count": latency.count},
    }  # fmt: skip
    if report.confidence is not None:
        data["calibration"] = report.confidence.to_json()
    if report.comparison is not None:
        data["comparison"] = report.comparison.to_json()
    return data


def _scores_json(scores: Scores) -> JsonObject:
    means: dict[str, JsonValue] = {
        name: {"value": m.value, "count": m.count} for name, m in scores.means.items()
    }
    return {"questions": scores.questions, "measures": means}


def definitions_json() -> JsonObject:
    """Return every measure's definition and source by its name."""
    return {
        d.name: {"meaning": d.meaning, "source": d.source, "less_is_better": d.falling} for d in DEFINITIONS
    }


def definitions_text() -> str:
    """Return every measure with its definition and source, for reading."""
    return "\n".join(f"{label(d.name)}\n  {d.meaning}\n  Source: {d.source}" for d in DEFINITIONS)


def to_text(report: Report, *, slices: bool = False) -> str:
    """Return the report as plain text: the measures, with ``slices`` also the groups, the signature last."""
    summary = report.summary
    means = summary.overall.means.items()
    rows = [(label(name), number(mean.value), str(mean.count)) for name, mean in means]
    parts = [table(("measure", "score", "of"), rows)]
    if report.confidence is not None and report.confidence.answers:
        parts.append(_confidence_table(report.confidence))
    latency = summary.latency
    if latency.count:
        parts.append(
            f"ms per question: mean {latency.mean:.0f}, p50 {latency.p50:.0f}, p95 {latency.p95:.0f}"
        )
    if summary.missing or summary.errors:
        parts.append(
            f"{summary.missing} questions without an answer, {summary.errors} errors: scored as empty"
        )
    if slices:
        parts.append(_slices_table(summary.slices))
    if report.comparison is not None:
        parts.append(_comparison_text(report.comparison))
    return "\n\n".join([*parts, str(report.signature)])


def label(name: str) -> str:
    """Return a measure's name as it is printed, with a word on those that should be low."""
    falling = name in FALLING or any(d.name == name and d.falling for d in calibration.DEFINITIONS)
    return f"{name} (less is better)" if falling else name


def _confidence_table(confidence: Calibration) -> str:
    counts = {calibration.AUROC_ANSWERABLE: confidence.asked}
    rows = [
        (label(name), number(value), str(counts.get(name, confidence.answers)))
        for name, value in confidence.values.items()
    ]
    return table(("confidence", "score", "of"), rows)


def _slices_table(slices: Mapping[str, Scores]) -> str:
    """Lay out one row a slice, one column a measure."""
    rows = [
        (name, str(scores.questions), *(number(scores.means[measure].value) for measure in HEADS))
        for name, scores in slices.items()
    ]
    return table(("slice", "n", *HEADS.values()), rows)


def _comparison_text(comparison: Comparison) -> str:
    """Lay out the differences, how they were tested, and the questions that were answered better or worse."""
    heads = ("measure", "of", "before", "after", "difference", "95 % interval", "p", "better", "worse")
    rows = [difference_cells(d) for d in comparison.differences if d.count]
    telling = [c for c in comparison.changed if c.gain]
    parts = [f"against {comparison.name}", table(heads, rows), METHOD, *_changed_lines(telling)]
    if others := len(comparison.changed) - len(telling):
        parts.append(f"{others} questions changed in other measures only; --json and --html list them.")
    return "\n".join(parts)


def difference_cells(d: Difference) -> tuple[str, ...]:
    """Return a difference as the cells of a row: measure, of, before, after, difference, interval, p, better, worse."""
    interval = f"{number(d.low, signed=True)} … {number(d.high, signed=True)}"
    p = "-" if d.p is None else f"{d.p:.4f}"
    change = number(d.change, signed=True)
    return (
        label(d.name), str(d.count), number(d.before), number(d.after), change, interval, p, str(d.better), str(d.worse)
    )  # fmt: skip


def _changed_lines(changed: Sequence[Changed]) -> list[str]:
    lines = []
    for one in changed:
        case = one.after.case
        lines.append(f"{'worse ' if one.gain < 0 else 'better'} {one.gain:+.2f}  {case.id}  {case.question}")
        # Where the short answers are the same, the difference is in what stands around them.
        alike = brief(one.before.outcome) == brief(one.after.outcome)
        lines.append(f"    before: {brief(one.before.outcome, whole=alike)}")
        lines.append(f"    after:  {brief(one.after.outcome, whole=alike)}")
    return lines


def brief(outcome: Outcome, *, whole: bool = False) -> str:
    """Return what was answered in a few words: that it failed or was refused, else the short answer.

    Without a short answer, or where the ``whole`` answer is wanted, its first words.
    """
    if outcome.error is not None:
        said = f"error: {outcome.error}"
    elif outcome.abstained:
        return "refused"
    else:
        said = outcome.answer if whole else outcome.short_answer or outcome.answer
    said = " ".join(said.split())
    most = _SHOWN_WHOLE if whole else _SHOWN
    return said if len(said) <= most else said[: most - 1] + "…"
