"""Batches: one JSON question a line in, one JSON answer a line out, in order; a bad line does not stop the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from corpus.errors import WenjuError
from rag.errors import AskError
from rag.session import Session
from rag.types import JsonObject, JsonValue


def answer_lines(lines: Iterable[str], session: Session) -> Iterator[JsonObject]:
    """Yield the contract's answer object for every line that is not blank; an error object in a bad one's place.

    A line is ``{"id", "question"}`` or ``{"id", "turns": [...]}``, not both. Error kinds: ``bad_json``, ``bad_line``,
    ``bad_question``.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield answer_line(line, number, session)


def answer_line(line: str, number: int, session: Session) -> JsonObject:
    """Answer one line of a batch; ``number`` counts from 1 and is named in errors."""
    try:
        row: JsonValue = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return _error(None, "bad_json", f"line {number} is not JSON ({error}). Each line is one object.")
    if not isinstance(row, dict):
        return _error(None, "bad_line", f'line {number} is not an object. Write {{"id": …, "question": …}}.')
    given = row.get("id")
    if not _is_json(given):
        return _error(None, "bad_line", f'line {number}: its "id" holds a number beyond what JSON can hold.')
    try:
        if "turns" in row:
            if row.get("question") is not None:
                raise _BadLineError(f'line {number} has both "question" and "turns". Write one of them.')
            return {
                "id": given,
                "turns": [a.to_json() for a in session.ask_turns(_turns(row["turns"], number))],
            }
        return {"id": given, **session.ask(_question(row.get("question"), number)).to_json()}
    except _BadLineError as error:
        return _error(given, "bad_line", str(error))
    except WenjuError as error:
        return _error(given, "bad_question", f"line {number}: {error}")


def _no_number(name: str) -> float:
    """Refuse NaN and Infinity, which Python reads and no other JSON reader would accept back."""
    raise ValueError(f"{name} is no JSON value")


def _is_json(value: JsonValue) -> bool:
    """Tell whether a value can be written back: 1e999 is read as infinity, which JSON does not have."""
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return True


class _BadLineError(AskError):
    """A line that is JSON but not a question."""


def _question(value: JsonValue, number: int) -> str:
    if not isinstance(value, str):
        raise _BadLineError(f'line {number} has no text under "question" or list under "turns".')
    return value


def _turns(value: JsonValue, number: int) -> list[str]:
    if not isinstance(value, list) or not value or not all(isinstance(t, str) for t in value):
        raise _BadLineError(f'line {number}: "turns" must be a list of questions, at least one.')
    return [str(t) for t in value]


def _error(given: JsonValue, kind: str, message: str) -> JsonObject:
    return {"id": given, "error": {"kind": kind, "message": message}}
