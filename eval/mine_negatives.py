"""Find, for every question of a training set, passages that our own retriever ranks high and that do not answer.

``python -m eval.mine_negatives TRAIN.json --out MINED.jsonl``

TRAIN is a reading-comprehension set in SQuAD layout. The first line of MINED names it: ``set``, the file's name, and
``sha256``, of its bytes. Each other line names a question and stretches of the set, best first: the number of a
paragraph, from 0, and start and end in characters of it; of other paragraphs, without the words of its answer. They
teach the reader of ``index.training`` what not to take for an answer. The same input gives the same file.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from corpus.errors import WenjuError
from corpus.script import fold
from corpus.types import Span
from eval.bench.index import open_bench
from eval.bench.squad import SquadQuestion, SquadSet, read_squad
from rag.pipeline import query_of, read_turn
from rag.render import Progress
from rag.session import Session

# The first hits beyond the right paragraph: below them little looks like an answer.
HITS, KEPT = 20, 6


@dataclass(frozen=True, slots=True)
class Mined:
    """The lines of the questions for which there is a passage to learn from, and how many could not be asked."""

    lines: list[dict[str, object]]
    failed: int


def mined(
    given: SquadSet, session: Session, progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> Mined:  # fmt: skip
    """Find what stands against the questions; one that raises WenjuError is left out and counted."""
    lines: list[dict[str, object]] = []
    failed = 0
    for number, question in enumerate(given.questions, start=1):
        try:
            stretches = [_place(given, span) for span in _against(question, session)]
        except WenjuError:
            stretches = []
            failed += 1
        if stretches:
            lines.append({"id": question.id, "stretches": stretches[:KEPT]})
        progress("mining", number, len(given.questions))
    return Mined(lines, failed)


def _against(question: SquadQuestion, session: Session) -> Iterator[Span]:
    _, reading = read_turn(question.question, None)
    answers = [fold(answer) for answer in question.answers]
    for hit in session.searcher.search(query_of(reading), HITS):
        span = hit.passage.span
        own = any(span.start < right.end and right.start < span.end for right in question.spans)
        if not own and not any(answer in fold(hit.passage.text) for answer in answers):
            yield span


def _place(given: SquadSet, span: Span) -> tuple[int, int, int]:
    """Return the number of the paragraph that a stretch of the set begins in, and where it stands there."""
    number = bisect_right(given.spans, span.start, key=lambda paragraph: paragraph.start) - 1
    paragraph = given.spans[number]
    return number, span.start - paragraph.start, min(span.end, paragraph.end) - paragraph.start


@click.command()
@click.argument("train", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def main(train: Path, out: Path) -> None:
    """Write what stands against the questions of TRAIN."""
    try:
        given = read_squad(train)
        with Progress(sys.stderr) as progress:
            session = open_bench([given], progress=progress.show, announce=_say)
            found = mined(given, session, progress.show)
    except WenjuError as error:
        raise click.ClickException(str(error)) from error
    _write(out, [{"set": given.name, "sha256": given.sha256}, *found.lines])
    if found.failed:
        _say(f"{found.failed} questions could not be asked and are left out")
    click.echo(f"{len(found.lines)} of {len(given.questions)} questions have passages against them: {out}")


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    """Write the lines under another name first, so that a file of the name is whole."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    fresh.replace(path)


def _say(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()
