"""Passages as JSON lines: one passage a line, every field of ``corpus.types.Passage``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.reading import Box
from corpus.subject import DocumentKind, Evidence, Period, Subject
from corpus.types import Cell, ParagraphKind, Passage, Span
from index.errors import IndexFolderError


def write_passages(path: Path, passages: Iterable[Passage]) -> None:
    """Write passages in order."""
    with path.open("w", encoding="utf-8") as out:
        for p in passages:
            row = _row(p)
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


def _row(p: Passage) -> dict[str, object]:
    return {
        "file": p.file, "span": [p.span.start, p.span.end], "source": [p.source.start, p.source.end], "text": p.text,
        "subject": _subject_row(p.subject), "headings": p.headings, "paragraph": p.paragraph,
        "runs": [n for run in p.runs for n in run], "kind": p.kind.value, "page": p.page, "raw": p.raw,
        "paragraphs": p.paragraphs, "head": p.head,
        "cells": [[c.value.start, c.value.end, c.row, c.column, c.unit, c.note] for c in p.cells],
        "also": [[s.start, s.end] for s in p.also], "notes": [[s.start, s.end] for s in p.notes],
        "boxes": [[b.start, b.page, b.left, b.bottom, b.right, b.top] for b in p.boxes],
    }  # fmt: skip


def _subject_row(subject: Subject) -> dict[str, object]:
    return {
        "title": subject.title, "kind": subject.kind, "company": subject.company,
        "period": str(subject.period) if subject.period else None, "published": subject.published,
        "evidence": [[e.field, e.words] for e in subject.evidence],
    }  # fmt: skip


def _subject(row: dict[str, Any]) -> Subject:
    return Subject(
        title=row["title"],
        kind=DocumentKind(row["kind"]) if row["kind"] else None,
        company=row["company"],
        period=Period.parse(row["period"]) if row["period"] else None,
        published=row["published"],
        evidence=tuple(Evidence(*pair) for pair in row["evidence"]),
    )


def _passage(line: str) -> Passage:
    row = json.loads(line)
    runs = row["runs"]
    return Passage(
        file=row["file"],
        span=Span(*row["span"]),
        source=Span(*row["source"]),
        text=row["text"],
        subject=_subject(row["subject"]),
        headings=tuple(row["headings"]),
        paragraph=row["paragraph"],
        runs=tuple(zip(runs[::2], runs[1::2], strict=True)),
        kind=ParagraphKind(row["kind"]),
        page=row["page"],
        raw=row["raw"],
        paragraphs=tuple((at, number) for at, number in row["paragraphs"]),
        head=row["head"],
        cells=tuple(Cell(Span(a, b), r, c, unit, note) for a, b, r, c, unit, note in row["cells"]),
        also=tuple(Span(*s) for s in row["also"]),
        notes=tuple(Span(*s) for s in row["notes"]),
        boxes=tuple(Box(*b) for b in row["boxes"]),
    )
