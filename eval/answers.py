"""Answer objects of the contract to outcomes. Live and stored answers go through the same door.

A record is a line of ``rag ask --batch``: an answer with ``id``, ``{"id", "turns": [answer, …]}``, or an
error object.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eval.errors import EvalError
from eval.lines import read_lines
from eval.types import Cited, Outcome, Place
from rag.types import JsonObject, JsonValue


def read_answers(path: Path) -> list[JsonObject]:
    """Read stored answers; EvalError names the line that is no JSON object, has no id, or is no answer."""
    records: list[JsonObject] = []
    for line in read_lines(path):
        line.text("id")
        try:
            outcomes_of([line.data])
        except EvalError as error:
            raise EvalError(f"{path}, line {line.number}: {error}") from error
        records.append(line.data)
    return records


def outcomes_of(records: Iterable[JsonObject]) -> dict[str, Outcome]:
    """Return the outcomes by question id, turns as ``<id>.<n>``; of two records with one id the later counts.

    Raises EvalError, naming the id, when a record does not have the contract's shape.
    """
    outcomes: dict[str, Outcome] = {}
    for record in records:
        name = str(record.get("id"))
        try:
            turns = record.get("turns")
            if isinstance(turns, list):
                outcomes |= {f"{name}.{i}": outcome_of(_object(turn)) for i, turn in enumerate(turns)}
            else:
                outcomes[name] = outcome_of(record)
        except (TypeError, ValueError, OverflowError) as error:
            what = f"the answer with id '{name}' is not in the contract's format ({error})"
            raise EvalError(f"{what}. Store answers with `rag ask --batch` or `rag eval --save`.") from error
    return outcomes


def outcome_of(answer: JsonObject) -> Outcome:
    """Read one answer or error object, absent fields as defaults.

    Raises TypeError, ValueError or OverflowError for fields of another kind.
    """
    timings = _object(answer.get("timings"))
    total = timings.get("total_ms")
    error = answer.get("error")
    return Outcome(
        answer=_text(answer.get("answer")),
        short_answer=_text(answer.get("short_answer")),
        abstained=bool(answer.get("abstained")),
        citations=tuple(Cited(_place(c), _text(c.get("quote"))) for c in _objects(answer.get("citations"))),
        passages=tuple(_place(p) for p in _objects(answer.get("passages"))),
        composer=_text(answer.get("composer")),
        total_ms=float(total) if isinstance(total, int | float) else None,
        error=None if error is None else _text(_object(error).get("message")) or "unknown error",
        confidence=_confidence(answer.get("confidence")),
        question=_text(answer.get("question")),
    )


def _confidence(value: JsonValue) -> float | None:
    """Read a probability; nothing is None, anything that is none raises ValueError or TypeError."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"expected a confidence, got {value!r}")
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"a confidence lies from 0 to 1, got {value!r}")
    return float(value)


def _place(data: JsonObject) -> Place:
    """Read file, start and end of a citation or passage."""
    return Place(_text(data.get("file")), _offset(data.get("start")), _offset(data.get("end")))


def _offset(value: JsonValue) -> int:
    """Read an offset; nothing counts as 0, as in the independent scorer."""
    if isinstance(value, list | dict):
        raise TypeError("an offset is no number")
    return int(value or 0)


def _text(value: JsonValue) -> str:
    """Read a text field; nothing counts as empty."""
    if value is not None and not isinstance(value, str):
        raise TypeError(f"expected a text, got {value!r}")
    return value or ""


def _object(value: JsonValue) -> JsonObject:
    """Read an object; nothing counts as empty."""
    if value is not None and not isinstance(value, dict):
        raise TypeError(f"expected an object, got {value!r}")
    return value or {}


def _objects(value: JsonValue) -> list[JsonObject]:
    """Read a list of objects; nothing counts as empty."""
    if value is not None and not isinstance(value, list):
        raise TypeError(f"expected a list, got {value!r}")
    return [_object(v) for v in value or []]
