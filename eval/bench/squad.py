"""Reading-comprehension sets in the layout of SQuAD, and in the flatter one of CMRC 2018's first release.

A file becomes one document whose text is its paragraphs, each a part of its own: the right paragraph is then a stretch
of the file, as evidence is everywhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import SourceError
from corpus.files import ReadFiles, Source, read_bytes
from corpus.script import detect
from corpus.subject import Subject
from corpus.types import Document, Paragraph, Part, SourceMap, Span
from eval.errors import EvalError
from rag.types import JsonObject, JsonValue

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question with its accepted answers, at least one, and where the paragraph that it was asked of stands.

    ``spans`` point into the text of the set's document: every paragraph with those very words.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SquadSet:
    """A file of paragraphs with questions.

    ``titles`` and ``spans`` are of the paragraphs in order, in ``text``. ``left_out`` counts the questions
    without words or without an answer, which are not asked.
    """

    path: Path
    text: str
    titles: tuple[str, ...]
    spans: tuple[Span, ...]
    questions: tuple[SquadQuestion, ...]
    left_out: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, by which passages call it, too."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph as the file has it, its questions as id, words and answers."""

    title: str
    text: str
    questions: list[tuple[str, str, tuple[str, ...]]]


def read_squad(path: Path) -> SquadSet:
    """Read a set. EvalError names the file, and the paragraph where one is at fault; SourceError when it is no file."""
    data = read_bytes(path)
    try:
        read = list(_paragraphs(json.loads(data)))
    except (ValueError, RecursionError) as error:
        raise EvalError(
            f"{path}: not in the layout of SQuAD ({error}). Expected: data, of articles with paragraphs, each a context"
            " with qas of id, question and answers."
        ) from error
    spans, at = [], 0
    for paragraph in read:
        spans.append(Span(at, at + len(paragraph.text)))
        at += len(paragraph.text) + len(_BETWEEN)
    questions, left_out = _questions(read, spans)
    if not questions:
        raise EvalError(
            f"{path}: no question with an answer. Give a file of paragraphs with their questions."
        )
    _check_ids(path, questions)
    return SquadSet(
        path=path,
        text=_BETWEEN.join(paragraph.text for paragraph in read),
        titles=tuple(paragraph.title for paragraph in read),
        spans=tuple(spans),
        questions=tuple(questions),
        left_out=left_out,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _paragraphs(data: JsonValue) -> Iterator[_Read]:
    """Yield the paragraphs of a file; ValueError says where it is none of ours."""
    articles = data.get("data") if isinstance(data, dict) else data
    for number, article in enumerate(_objects(articles, "data"), start=1):
        where = f"article {number}"
        title = article.get("title")
        inner = _objects(article["paragraphs"], where) if "paragraphs" in article else [article]
        for place in inner:
            text = _text(place, ("context", "context_text"), where)
            if not text:
                raise ValueError(f"{where}: a paragraph without words")
            questions = [_question(qa, where) for qa in _objects(place.get("qas"), where)]
            yield _Read(title.replace("_", " ") if isinstance(title, str) else "", text, questions)


def _question(qa: JsonObject, where: str) -> tuple[str, str, tuple[str, ...]]:
    """Return id, question and answers, each once."""
    name = _text(qa, ("id", "query_id"), where)
    question = _text(qa, ("question", "query_text"), f"{where}, {name}")
    answers = qa.get("answers")
    if not isinstance(answers, list):
        raise ValueError(f"{where}, {name}: no list of answers")
    told = [_text(a, ("text",), name) if isinstance(a, dict) else a for a in answers]
    if not all(isinstance(a, str) for a in told):
        raise ValueError(f"{where}, {name}: an answer that is no text")
    return name, question, tuple(dict.fromkeys(str(a) for a in told))


def _objects(value: JsonValue, where: str) -> list[JsonObject]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise ValueError(f"{where}: no list of objects where one belongs")
    return [v for v in value if isinstance(v, dict)]


def _text(data: JsonObject, names: Sequence[str], where: str) -> str:
    """Return the first of these fields that is there, white space around it dropped; numbers as text."""
    value = next((data[name] for name in names if name in data), None)
    if not isinstance(value, str | int):
        raise ValueError(f"{where}: '{names[0]}' is missing or no text")
    return str(value).strip()


def _questions(read: Sequence[_Read], spans: Sequence[Span]) -> tuple[list[SquadQuestion], int]:
    """Return the questions that have words and an answer, and how many lack one."""
    places: dict[str, list[Span]] = {}
    for paragraph, span in zip(read, spans, strict=True):
        places.setdefault(paragraph.text, []).append(span)
    asked = [(qa, tuple(places[paragraph.text])) for paragraph in read for qa in paragraph.questions]
    found = [
        SquadQuestion(name, question, answers, at)
        for (name, question, answers), at in asked
        if question and answers
    ]
    return found, len(asked) - len(found)


def _check_ids(path: Path, questions: Sequence[SquadQuestion]) -> None:
    twice = [name for name, count in Counter(q.id for q in questions).items() if count > 1]
    if twice:
        raise EvalError(f"{path}: the id {twice[0]} stands twice. Give every question its own.")


def document_of(given: SquadSet) -> Document:
    """Return a set as a document: one part a paragraph, called by the title that it stands under."""
    paragraphs = [Paragraph(i + 1, span, part=i) for i, span in enumerate(given.spans)]
    return Document(
        file=given.name,
        source=given.text,
        text=given.text,
        source_map=SourceMap(np.arange(len(given.text), dtype=np.int32)),
        paragraphs=tuple(paragraphs),
        subject=Subject(given.path.stem),
        script=detect(given.text),
        sha256=given.sha256,
        parts=tuple(Part(Subject(t), s) for t, s in zip(given.titles, given.spans, strict=True)),
    )


def read_documents(
    paths: Sequence[Path],
    progress: Callable[[int, int], None] = lambda done, total: None,
    encoding: str | None = None,
) -> ReadFiles:
    """Read sets for an index, as ``corpus.files.read_files`` reads files; ``encoding`` must be None: JSON says its own.

    Raises EvalError and SourceError as ``read_squad`` does, SourceError for two files of one name.
    """
    if encoding is not None:
        raise SourceError("sets are JSON, which is UTF-8: leave the encoding out.")
    names = Counter(path.name for path in paths)
    if alike := [name for name, count in names.items() if count > 1]:
        raise SourceError(f"{alike[0]}: two sets of one name. Rename one of them.")
    read = ReadFiles([], [], [])
    for number, path in enumerate(paths, start=1):
        whole = path.resolve()
        read.documents.append(document_of(read_squad(path)))
        read.sources.append(Source(whole, whole.parent, path.name))
        progress(number, len(paths))
    return read
