"""Scores for people (a table) and programs (JSON), each with the signature of what could change them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eval.measures import MEASURES
from eval.score import ALL_RIGHT, QUOTES, SAME
from eval.types import Mean, Scores, Summary
from rag.types import JsonObject, JsonValue

# Three decimals in tables: one question of a thousand. JSON keeps every digit.
_DIGITS = 3
_HEADS = {**{m.name: m.head for m in MEASURES}, QUOTES: "quote", SAME: "same", ALL_RIGHT: "all"}


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
    """Scores and their signature; neither is shown without the other."""

    signature: Signature
    summary: Summary


def to_json(report: Report) -> JsonObject:
    """Return the report as one object: ``value`` is null where a measure applied to no question."""
    summary, signature = report.summary, report.signature
    latency = summary.latency
    return {
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


def _scores_json(scores: Scores) -> JsonObject:
    means: dict[str, JsonValue] = {
        name: {"value": m.value, "count": m.count} for name, m in scores.means.items()
    }
    return {"questions": scores.questions, "measures": means}


def to_text(report: Report, *, slices: bool = False) -> str:
    """Return the report as plain text: the measures, with ``slices`` also the groups, the signature last."""
    summary = report.summary
    rows = [(_label(name), _number(mean), str(mean.count)) for name, mean in summary.overall.means.items()]
    parts = [_table(("measure", "score", "of"), rows)]
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
    return "\n\n".join([*parts, str(report.signature)])


def _label(name: str) -> str:
    falling = any(m.name == name and m.falling for m in MEASURES)
    return f"{name} (less is better)" if falling else name


def _slices_table(slices: Mapping[str, Scores]) -> str:
    """Lay out one row a slice, one column a measure."""
    rows = [
        (name, str(scores.questions), *(_number(scores.means[measure]) for measure in _HEADS))
        for name, scores in slices.items()
    ]
    return _table(("slice", "n", *_HEADS.values()), rows)


def _number(mean: Mean) -> str:
    return "-" if mean.value is None else f"{mean.value:.{_DIGITS}f}"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Align columns by what they take on a terminal: the first to the left, numbers to the right."""
    lines = [heads, *rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(heads))]
    padded = [[_pad(cell, widths[i], left=i == 0) for i, cell in enumerate(line)] for line in lines]
    return "\n".join("  ".join(line) for line in padded)


def _pad(cell: str, columns: int, *, left: bool) -> str:
    space = " " * (columns - width(cell))
    return cell + space if left else space + cell


def width(text: str) -> int:
    """Return how many terminal columns a text takes: wide characters two, combining marks none.

    >>> width("5G基站"), width("5G bases")
    (6, 8)
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)
