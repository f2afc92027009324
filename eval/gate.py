"""The quality gate: floors pinned with the data they were measured on. It ratchets: a floor rises, or stays.

A drop below a floor fails. So does edited data, until it is pinned again, because floors over other data say
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from eval.lines import write_text
from eval.measures import FALLING
from eval.report import Report
from rag.types import JsonObject

# How many questions may turn from right to wrong before it counts as a drop. Answers are deterministic on one
# machine, but another CPU sums the encoder's products in another order, and one near tie of two passages may
# then fall the other way. Two questions at once have not been a coincidence of rounding.
NOISE_QUESTIONS = 1
# Over fewer questions (families of wordings, of which a set has some six) one weighs more than 5 %, and letting it go
# would let a floor of one in six fall to nothing: there every loss counts.
NOISE_FROM = 20
FORMAT = 1
BUILT_IN = Path(__file__).parent / "baseline.json"
"""The floors of the sample set, which CI holds this project to."""

# Floors are stored with this precision, so a difference below it is none.
_DIGITS = 6
_ROUNDING = 10.0**-_DIGITS


@dataclass(frozen=True, slots=True)
class Baseline:
    """The pinned floors, measure name to value (ceilings where less is better), and their data."""

    data: str
    questions: int
    floors: Mapping[str, float]


def hold(report: Report, path: Path) -> None:
    """Hold a report to the floors pinned in a file; EvalError, with all that fails, when it does not pass."""
    pinned = read_baseline(path)
    if pinned is None:
        raise EvalError(f"{path}: no baseline yet. Pin one: rag eval --update-baseline.")
    if failures := check(report, pinned):
        lines = "\n".join(f"  {failure}" for failure in failures)
        raise EvalError(f"the gate of {path} failed:\n{lines}\nMend the cause; see the slices with --slices.")


def pin(report: Report, path: Path, *, allow_lower: bool = False) -> None:
    """Pin a report's scores as the floors of a file; EvalError when that would lower one and is not allowed."""
    write_baseline(path, update(report, read_baseline(path), allow_lower=allow_lower))


def check(report: Report, baseline: Baseline) -> list[str]:
    """Return what fails, in words for the user; empty when the gate is passed."""
    data = report.signature.data
    if data != baseline.data:
        remedy = "If that is meant, pin it again: rag eval --update-baseline."
        return [f"the data changed: pinned {baseline.data}, now {data}. {remedy}"]
    failures = []
    if lost := _lost(report):
        failures.append(lost)
    measured = report.summary.overall.means
    for name, floor in baseline.floors.items():
        mean = measured.get(name)
        if mean is None or mean.value is None:
            failures.append(f"{name}: pinned at {floor:.3f} but not measured")
        elif _loss(name, floor, mean.value) > (noise := _noise(mean.count)) + _ROUNDING:
            bound = "ceiling" if name in FALLING else "floor"
            failures.append(f"{name}: {mean.value:.3f}, pinned {bound} {floor:.3f}, noise {noise:.3f}")
    return failures


def _noise(count: int) -> float:
    """Return the loss that is let go over so many questions."""
    return NOISE_QUESTIONS / count if count >= NOISE_FROM else 0.0


def _lost(report: Report) -> str | None:
    """Say how many questions have no answer to score, None when all have one."""
    summary = report.summary
    if not summary.missing and not summary.errors:
        return None
    return f"{summary.missing} questions have no answer and {summary.errors} failed"


def _loss(name: str, pinned: float, value: float) -> float:
    """Return by how much a value is worse than what was pinned; negative when it is better."""
    return value - pinned if name in FALLING else pinned - value


def update(report: Report, baseline: Baseline | None, *, allow_lower: bool = False) -> Baseline:
    """Return the baseline pinned to this report's data: better values raise the floors, others leave them.

    Raises EvalError when a measure lies below its floor at all, or is gone, unless ``allow_lower`` is set;
    then the report's values are taken as they are. Nothing is pinned from a report with missing or failed
    questions.
    """
    if lost := _lost(report):
        raise EvalError(f"the baseline is not updated: {lost}. Mend those first.")
    values = {
        name: mean.value for name, mean in report.summary.overall.means.items() if mean.value is not None
    }
    old = {} if baseline is None else baseline.floors
    lowered = [
        f"{name}: {floor:.3f} to {'nothing' if name not in values else f'{values[name]:.3f}'}"
        for name, floor in old.items()
        if name not in values or _loss(name, floor, values[name]) > _ROUNDING
    ]
    if lowered and not allow_lower:
        what = f"it would be lowered ({'; '.join(lowered)})"
        raise EvalError(f"the baseline is not updated: {what}. If that is meant, add --allow-lower.")
    return Baseline(report.signature.data, report.signature.questions, values)


def read_baseline(path: Path) -> Baseline | None:
    """Read pinned floors, None when there is no such file; EvalError when damaged or of another format."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            what = f"format {data['format']}, but this version reads {FORMAT}"
            raise EvalError(f"{path}: {what}. Update wenju, or pin again.")
        floors = {str(name): float(floor) for name, floor in data["floors"].items()}
        return Baseline(str(data["data"]), int(data["questions"]), floors)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, OverflowError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise EvalError(f"{path}: not a readable baseline ({error!r}). Restore it, or pin again.") from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write pinned floors, rounded to 6 decimals, in the order of the measures."""
    floors: JsonObject = {name: round(value, _DIGITS) for name, value in baseline.floors.items()}
    data: JsonObject = {
        "format": FORMAT,
        "data": baseline.data,
        "questions": baseline.questions,
        "floors": floors,
    }
    write_text(path, json.dumps(data, ensure_ascii=False, indent=2) + "\n")
