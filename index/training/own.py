"""The questions of our own: over paragraphs of the training set, and over texts of our own."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from corpus.errors import SourceError
from corpus.script import detect
from corpus.types import Script
from index.training.examples import Example

FOLDER = Path(__file__).parent / "questions"
# Our own texts, and the questions over them; the other files ask over the set.
TEXTS, OVER_TEXTS = "texts.jsonl", "reports.jsonl"
SET_SHA256 = "23ac5ce2d7b3ecc0edee5a677734556c78ff726639366523ff89dd7c81d47867"
"""Of the file cmrc2018_train.json, over whose paragraphs we ask, too: spans hold for its very words only."""

# Characters of a short text: sentences, no tables.
_SHORT = 250
_SENTENCE = re.compile(r"[^。！？]*[。！？]?")


def check_set(path: Path, sha256: str) -> None:
    """Raise SourceError unless ``sha256``, that of the set's file, is that of the set that we ask over."""
    if sha256 != SET_SHA256:
        raise SourceError(
            f"{path}: not the training part of CMRC 2018 over which the questions of {FOLDER.name}/ are asked: its"
            f" sha256 is {sha256[:12]}…, expected {SET_SHA256[:12]}…. Give cmrc2018_train.json as its authors do."
        )


def own_texts(folder: Path | None = None) -> dict[str, tuple[str, str]]:
    """Return title and words of our own texts, by id."""
    rows = _rows((folder or FOLDER) / TEXTS)
    return {str(row["id"]): (str(row["title"]), str(row["text"])) for row in rows}


def own_examples(
    texts: Mapping[str, tuple[str, str]], left_out: Collection[str] = (), folder: Path | None = None
) -> Iterator[Example]:
    """Yield the questions over ``texts``, (title, words) by id; those over the ids ``left_out`` are left out.

    Each line names a text, a question, the span that answers (null: the text does not say) and the kind. SourceError
    for a span that is none of its text, and for a text that is neither known nor left out.
    """
    for path in sorted((folder or FOLDER).glob("*.jsonl")):
        if path.name != TEXTS:
            yield from (example for _, example in _asked(path, texts, left_out))


def short_examples(count: int, folder: Path | None = None) -> list[Example]:
    """Return questions with answers over a few sentences of our own texts, one a text, both scripts in turn.

    Each question is in the script of its text. The same files give the same.
    """
    found: dict[Script, dict[str, Example]] = {Script.HANS: {}, Script.HANT: {}}
    for name, example in _asked((folder or FOLDER) / OVER_TEXTS, own_texts(folder), ()):
        script = detect(example.text)
        if example.span is not None and script in found and detect(example.question) is script:
            short = _shortened(example, example.span)
            if len(short.text) <= _SHORT:
                found[script].setdefault(name, short)
    pairs = zip(*(of_script.values() for of_script in found.values()), strict=False)
    return [example for pair in pairs for example in pair][:count]


def _asked(
    path: Path, texts: Mapping[str, tuple[str, str]], left_out: Collection[str]
) -> Iterator[tuple[str, Example]]:
    for row in _rows(path):
        name = str(row["text"])
        if name in left_out:
            continue
        if name not in texts:
            raise SourceError(f"{path}: {row['question']!r} is asked of {name}, a text that is not there.")
        title, text = texts[name]
        yield name, Example(str(row["question"]), text, _span(row, text, path), f"own:{row['kind']}", title)


def _shortened(example: Example, span: tuple[int, int]) -> Example:
    """Return the question over the sentences that hold the answer, and the one before and behind them."""
    borders = [0, *(match.end() for match in _SENTENCE.finditer(example.text) if match.group())]
    holding = [n for n, (start, end) in enumerate(pairwise(borders)) if start < span[1] and span[0] < end]
    first, last = borders[max(0, holding[0] - 1)], borders[min(len(borders) - 1, holding[-1] + 2)]
    return Example(
        example.question, example.text[first:last], (span[0] - first, span[1] - first), example.source, example.header
    )  # fmt: skip


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
