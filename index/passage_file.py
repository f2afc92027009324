"""Passages as JSON lines: one passage a line, every field of ``corpus.types.Passage``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from corpus.types import ParagraphKind, Passage, Span
from index.errors import IndexFolderError


def write_passages(path: Path, passages: Iterable[Passage]) -> None:
    """Write passages in order."""
    with path.open("w", encoding="utf-8") as out:
        for p in passages:
            row = {
                "file": p.file, "span": [p.span.start, p.span.end], "source": [p.source.start, p.source.end],
                "text": p.text, "title": p.title, "headings": p.headings, "paragraph": p.paragraph,
                "runs": [n for run in p.runs for n in run], "kind": p.kind.value, "page": p.page,
                "company": p.company, "year": p.year, "raw": p.raw, "paragraphs": p.paragraphs,
            }  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def read_passages(path: Path) -> list[Passage]:
    """Read passages in order; IndexFolderError names the line that is damaged."""
    found: list[Passage] = []
    try:
        with path.open("rb") as lines:
            found.extend(_passage(line.decode("utf-8")) for line in lines)
    except OSError as error:
        raise IndexFolderError(f"{path}: cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFolderError(f"{path}: line {len(found) + 1} is damaged ({error}).") from error
    return found


def _passage(line: str) -> Passage:
    row = json.loads(line)
    runs = row["runs"]
    return Passage(
        file=row["file"],
        span=Span(*row["span"]),
        source=Span(*row["source"]),
        text=row["text"],
        title=row["title"],
        headings=tuple(row["headings"]),
        paragraph=row["paragraph"],
        runs=tuple(zip(runs[::2], runs[1::2], strict=True)),
        kind=ParagraphKind(row["kind"]),
        page=row["page"],
        company=row["company"],
        year=row["year"],
        raw=row["raw"],
        paragraphs=tuple((at, number) for at, number in row.get("paragraphs", ())),
    )
