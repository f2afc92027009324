"""The questions of our own: over paragraphs of the training set, and over texts of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.errors import SourceError
from index.training.examples import Example

FOLDER = Path(__file__).parent / "questions"
TEXTS = "texts.jsonl"


def own_texts(folder: Path = FOLDER) -> dict[str, tuple[str, str]]:
    """Return title and words of our own texts, by id."""
    rows = _rows(folder / TEXTS)
    return {str(row["id"]): (str(row["title"]), str(row["text"])) for row in rows}


def own_examples(texts: Mapping[str, tuple[str, str]], folder: Path = FOLDER) -> Iterator[Example]:
    """Yield the questions whose text is among ``texts``, (title, words) by id.

    Each line names a text, a question, the span that answers (null: the text does not say) and the kind. SourceError
    for a span that is none of its text.
    """
    for path in sorted(folder.glob("*.jsonl")):
        if path.name == TEXTS:
            continue
        for row in _rows(path):
            if row["text"] in texts:
                title, text = texts[str(row["text"])]
                yield Example(str(row["question"]), text, _span(row, text, path), f"own:{row['kind']}", title)


def _span(row: Mapping[str, object], text: str, path: Path) -> tuple[int, int] | None:
    span = row["span"]
    if span is None:
        return None
    if not (isinstance(span, list) and len(span) == 2 and 0 <= span[0] < span[1] <= len(text)):
        raise SourceError(
            f"{path}: {row['question']!r} has the span {span}, its text {len(text)} characters."
        )
    return span[0], span[1]


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
