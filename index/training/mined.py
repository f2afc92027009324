"""What ``eval.mine_negatives`` found: passages of a set that look like the answers of its questions and are none."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from corpus.errors import SourceError
from index.training.squad import Text

_AGAIN = "Mine again: python -m eval.mine_negatives SET.json --out MINED.jsonl"


def read_mined(
    path: Path, sha256: str, texts: Sequence[Text], left_out: Collection[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return title and words of the stretches against each question, by its id; those in ``left_out`` are none.

    ``sha256`` is that of the set's file, ``texts`` its paragraphs. SourceError when the stretches are of another file,
    or the lines not what they should be.
    """
    try:
        with path.open(encoding="utf-8") as file:
            head, *rows = (json.loads(line) for line in file)
        if head["sha256"] != sha256:
            raise SourceError(f"{path}: mined from another {head['set']} than this. {_AGAIN}")
        return {row["id"]: _against(row["stretches"], texts, left_out) for row in rows}
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise SourceError(
            f"{path}: not what eval.mine_negatives writes ({type(error).__name__}: {error}). {_AGAIN}"
        ) from error


def _against(
    stretches: Sequence[tuple[int, int, int]], texts: Sequence[Text], left_out: Collection[str]
) -> list[tuple[str, str]]:
    found = []
    for number, start, end in stretches:
        if not (0 <= number < len(texts) and 0 <= start < end <= len(texts[number].text)):
            raise ValueError(f"no stretch of the set: {[number, start, end]}")
        text = texts[number]
        if text.id not in left_out:
            found.append((text.title, text.text[start:end]))
    return found
