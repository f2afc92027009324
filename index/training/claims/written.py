"""The claims of our own, written one by one: over texts of our own, and over paragraphs of the training set by id."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from corpus.errors import SourceError
from index.training.claims.examples import Claim

FOLDER = Path(__file__).parent / "data"
TEXTS, WRITTEN = "texts.jsonl", "written-*.jsonl"
KINDS = frozenset(
    {
        "figure", "unit", "year", "name", "direction", "negation", "extent", "swapped", "predicate", "added", "cause",
        "plan", "converse", "premise", "outside",
    }
)  # fmt: skip
"""What a lie can be: another figure, unit, time or name, the contrary, a denial (or one dropped), all for some, what is
true of another subject, a verb or adjective or detail or cause that is not told, a plan said as done (or the other way
round), B of A for A of B, what its question takes for granted, what the text does not speak of."""

Texts = Mapping[str, tuple[str, str]]
"""Title and words of texts by id."""


def claim_texts(folder: Path | None = None) -> dict[str, tuple[str, str]]:
    """Return title and words of our own texts, by id. SourceError where two have one id."""
    found: dict[str, tuple[str, str]] = {}
    path = (folder or FOLDER) / TEXTS
    for row in _rows(path):
        if row["id"] in found:
            raise SourceError(f"{path}: two texts are called {row['id']}.")
        found[str(row["id"])] = (str(row["title"]), str(row["text"]))
    return found


def written_claims(
    texts: Texts, left_out: Collection[str] = (), folder: Path | None = None
) -> Iterator[tuple[str, Claim]]:
    """Yield the id of the text of each claim, and the claim; those over the ids ``left_out`` are left out.

    Each line names a text, a claim, and the kind of lie that it is (null: the text says so). SourceError for a text
    that is neither known nor left out, an empty claim, and a kind that is none of ``KINDS``.
    """
    for path in _files(folder):
        for row in _rows(path):
            name, said, lie = str(row["text"]), str(row["claim"]).strip(), row["lie"]
            if name in left_out:
                continue
            if name not in texts:
                raise SourceError(f"{path}: {said!r} is claimed of {name}, a text that is not there.")
            if not said or not (lie is None or lie in KINDS):
                raise SourceError(f"{path}: {said!r} over {name}: empty, or {lie!r} is no kind of lie.")
            title, text = texts[name]
            yield name, Claim(said, title, text, None if lie is None else str(lie), "written")


def short_pairs(count: int, folder: Path | None = None) -> list[Claim]:
    """Return so many claims over the first of our own texts, a truth and a lie of each."""
    texts = claim_texts(folder)
    found: dict[str, dict[bool, Claim]] = {}
    over_set = {str(row["text"]) for path in _files(folder) for row in _rows(path)} - texts.keys()
    for name, claim in written_claims(texts, over_set, folder):
        found.setdefault(name, {}).setdefault(claim.holds, claim)
    pairs = [(both[True], both[False]) for both in found.values() if len(both) == 2]
    return [claim for pair in pairs for claim in pair][:count]


def _files(folder: Path | None) -> list[Path]:
    return sorted((folder or FOLDER).glob(WRITTEN))


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
