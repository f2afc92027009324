"""JSON lines, for question sets and stored answers; errors name the file, the line, and what to do."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from rag.types import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Line:
    """One JSON object and where it stands; the readers below ask it for fields."""

    path: Path
    number: int
    data: JsonObject

    def wrong(self, what: str, remedy: str) -> EvalError:
        """Return the error for this line: what is wrong with it, and what to do."""
        return EvalError(f"{self.path}, line {self.number}: {what}. {remedy}")

    def part(self, value: JsonValue, name: str) -> Line:
        """Return an inner object of this line as a line of its own; EvalError when it is not an object."""
        if not isinstance(value, dict):
            raise self.wrong(f"{name} must be an object, got {_kind(value)}", "Correct the line.")
        return Line(self.path, self.number, value)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text field; EvalError when it is no text, or absent (or null) without a default."""
        value = self.data.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.wrong(f"'{name}' must be a text, got {_kind(value)}", "Correct or add the field.")
        return value

    def array(self, name: str) -> list[JsonValue]:
        """Return a list field, empty when absent or null; EvalError when it is something else."""
        value = self.data.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(f"'{name}' must be a list, got {_kind(value)}", "Correct the field.")
        return value

    def offset(self, value: JsonValue, name: str) -> int:
        """Return a whole number; EvalError when it is something else (JSON's true is not 1 here)."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(f"'{name}' must be a whole number, got {_kind(value)}", "Correct the field.")
        return value


def _kind(value: JsonValue) -> str:
    """Name a value's kind as JSON calls it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names[type(value)]


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the objects of a JSON-lines file, blank lines skipped.

    Raises EvalError when the file cannot be read, is not UTF-8, or when a line is not a JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    except UnicodeDecodeError as error:
        raise EvalError(f"{path}: not UTF-8 (byte {error.start}). Save the file as UTF-8.") from error
    # Not splitlines(): it also breaks at U+2028 and its kind, which JSON texts may hold as they are.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Line(path, number, _parse(path, number, line))


def _parse(path: Path, number: int, line: str) -> JsonObject:
    """Parse one line into an object, or say where it breaks."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        what = f"not JSON ({error.msg} at column {error.colno})"
        raise EvalError(f"{path}, line {number}: {what}. Each line holds one JSON object.") from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets nested beyond what the reader follows.
        what = f"not JSON that can be read ({error})"
        raise EvalError(f"{path}, line {number}: {what}. Each line holds one JSON object.") from error
    if not isinstance(data, dict):
        raise EvalError(
            f"{path}, line {number}: {_kind(data)} instead of an object. Each line holds one JSON object."
        )
    return data


def write_text(path: Path, text: str) -> None:
    """Replace a file at once: an interrupted run leaves the old one. EvalError when the folder refuses."""
    try:
        # Half a surrogate pair, which JSON can hold and UTF-8 cannot, is written as JSON escapes it.
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", dir=path.parent, delete=False
        ) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise EvalError(f"{path}: cannot be written ({error.strerror}). Choose another place.") from error


def write_lines(path: Path, objects: Iterable[JsonObject]) -> None:
    """Write objects as JSON lines, Chinese as itself."""
    write_text(path, "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects))
