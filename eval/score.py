"""From outcomes to scores: one row a question, even a forgotten one; averages over all and over slices."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from eval.measures import ALL_RIGHT, MEASURES, QUOTES, SAME, all_right, quotes_true, same
from eval.questions import Asked, cases_of
from eval.slices import slices_of, sourced_slices_of
from eval.sources import Sources
from eval.types import Case, Evidence, Latency, Mean, Outcome, Row, Scores, Summary


def score(asked: Iterable[Asked], outcomes: Mapping[str, Outcome], sources: Sources) -> list[Row]:
    """Return one row a question, turns counted singly, in the sets' order.

    A question without an outcome gets the scores of an empty answer: dropping it would reward a crash.
    Outcomes of questions that are not in the sets are ignored.
    """
    return [_row(case, outcomes.get(case.id), sources) for case in cases_of(asked)]


def _row(case: Case, outcome: Outcome | None, sources: Sources) -> Row:
    seen = outcome or Outcome()
    values = {measure.name: measure.of(case, seen) for measure in MEASURES}
    values[QUOTES] = quotes_true(seen, sources)
    return Row(
        case,
        values,
        seen.total_ms,
        missing=outcome is None,
        error=seen.error,
        outcome=seen,
        slices=tuple(sourced_slices_of(case, sources)),
        evidence=tuple(_words(evidence, sources) for evidence in case.evidence),
    )


def _words(evidence: Evidence, sources: Sources) -> str:
    text = sources.text(evidence.file)
    return text[evidence.spans[0].start : evidence.spans[0].end] if text and evidence.spans else ""


def summarise(rows: Sequence[Row], *, composers: Iterable[str] = ()) -> Summary:
    """Average rows over all questions and over each slice, and count what is missing or failed."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in (*slices_of(row.case), *row.slices):
            groups.setdefault(name, []).append(row)
    return Summary(
        overall=scores_of(rows),
        slices={name: scores_of(groups[name]) for name in sorted(groups)},
        latency=latency_of([row.total_ms for row in rows if row.total_ms is not None]),
        missing=sum(row.missing for row in rows),
        errors=sum(row.error is not None for row in rows),
        composers=tuple(sorted(set(composers) - {""})),
    )


def scores_of(rows: Sequence[Row]) -> Scores:
    """Average each measure over the rows to which it applies."""
    names = (*(measure.name for measure in MEASURES), QUOTES)
    means = {name: _mean(row.values[name] for row in rows) for name in names}
    rights = list(families_of(rows).values())
    means[SAME] = Mean(same(rights), len(rights))
    means[ALL_RIGHT] = Mean(all_right(rights), len(rights))
    return Scores(len(rows), means)


def families_of(rows: Iterable[Row]) -> dict[str, list[float]]:
    """Return how right each wording of each family is, by the family's name."""
    families: dict[str, list[float]] = {}
    for row in rows:
        value = row.values["right"]
        if row.case.family is not None and value is not None:
            families.setdefault(row.case.family, []).append(value)
    return families


def _mean(values: Iterable[float | None]) -> Mean:
    given = [value for value in values if value is not None]
    return Mean(sum(given) / len(given) if given else None, len(given))


def latency_of(times: Sequence[float]) -> Latency:
    """Return mean and nearest-rank percentiles of milliseconds.

    >>> latency_of([10.0, 20.0, 30.0, 40.0])
    Latency(mean=25.0, p50=20.0, p95=40.0, count=4)
    """
    if not times:
        return Latency(None, None, None, 0)
    ranked = sorted(times)

    def percentile(share: float) -> float:
        return ranked[max(0, math.ceil(share * len(ranked)) - 1)]

    return Latency(sum(ranked) / len(ranked), percentile(0.5), percentile(0.95), len(ranked))
