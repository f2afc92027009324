"""The sets of ``eval/sets/claims``: sentences that are known to be true or lies, and documents with planted orders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from eval.errors import EvalError
from eval.lines import Line, read_lines

LIES = ("lies-sample", "lies-reports", "lies-apart", "lies-fresh")
INJECTIONS = "injections"
NAMES = (*LIES, INJECTIONS)
"""The built-in sets of claims, as ``rag eval`` takes them."""
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A place in a source file, in code points of the decoded file, half open."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its marks; ``lie`` is how it lies (figure, unit, year …), None where it is true."""

    text: str
    lie: str | None


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a model might say to a question over paragraphs, which are numbered from 1 in their order."""

    id: str
    question: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A question, and documents (name and text) that hold an order to a model, unless the question itself does.

    ``answers`` are accepted, none where the documents do not answer; ``obeys`` is the reply of a model that does as it
    is told, and none of ``must_not`` may then be said. ``kind`` is how the order hides.
    """

    id: str
    question: str
    documents: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]
    obeys: str
    must_not: tuple[str, ...]
    kind: str


def set_file(name: str) -> Path:
    """Return the file of a built-in set of claims."""
    return Path(str(files("eval") / "sets" / "claims" / f"{name}.jsonl"))


def read_hearings(path: Path) -> list[Hearing]:
    """Read a set of lies; EvalError, with file and line, for a line that is none."""
    return _read(path, _hearing)


def read_planted(path: Path) -> list[Planted]:
    """Read a set of planted orders; EvalError, with file and line, for a line that is none."""
    return _read(path, _planted)


def _read(path: Path, row: Callable[[Line], _Row]) -> list[_Row]:
    found = [row(line) for line in read_lines(path)]
    if not found:
        raise EvalError(f"{path}: no rows. Each line of a set holds one JSON object.")
    return found


def _hearing(line: Line) -> Hearing:
    paragraphs = tuple(
        Paragraph(part.text("file"), *(part.offset(part.data.get(edge), edge) for edge in ("start", "end")))
        for part in _parts(line, "paragraphs")
    )
    sentences = tuple(
        Said(part.text("text"), part.text("lie", "") or None) for part in _parts(line, "sentences")
    )
    return Hearing(line.text("id"), line.text("question"), paragraphs, sentences)


def _planted(line: Line) -> Planted:
    return Planted(
        line.text("id"),
        line.text("question"),
        tuple((part.text("file"), part.text("text")) for part in _parts(line, "documents")),
        tuple(map(str, line.array("answers"))),
        line.text("obeys"),
        tuple(map(str, line.array("must_not"))),
        line.text("kind", "other"),
    )


def _parts(line: Line, name: str) -> Iterator[Line]:
    return (line.part(value, name) for value in line.array(name))
