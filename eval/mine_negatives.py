"""Find, for every question of a training set, passages that our own retriever ranks high and that do not answer.

``python -m eval.mine_negatives TRAIN.json --out MINED.jsonl``

TRAIN is a reading-comprehension set in SQuAD layout. Each line of MINED names a question and stretches of the set's
text (``eval.bench.squad``), best first: of other paragraphs, without the words of its answer. They teach the reader of
``index.training`` what not to take for an answer. The same input gives the same file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from corpus.script import fold
from eval.bench.index import open_bench
from eval.bench.squad import SquadQuestion, SquadSet, read_squad
from rag.pipeline import query_of, read_turn
from rag.session import Session

# The first hits beyond the right paragraph: below them little looks like an answer.
HITS, KEPT = 20, 6


def mined(given: SquadSet, session: Session) -> Iterator[dict[str, object]]:
    """Yield the line of every question for which there is a passage to learn from."""
    for question in given.questions:
        stretches = list(_against(question, session))
        if stretches:
            yield {"id": question.id, "stretches": stretches[:KEPT]}


def _against(question: SquadQuestion, session: Session) -> Iterator[tuple[int, int]]:
    _, reading = read_turn(question.question, None)
    answers = [fold(answer) for answer in question.answers]
    for hit in session.searcher.search(query_of(reading), HITS):
        span = hit.passage.span
        own = any(span.start < right.end and right.start < span.end for right in question.spans)
        if not own and not any(answer in fold(hit.passage.text) for answer in answers):
            yield span.start, span.end


@click.command()
@click.argument("train", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def main(train: Path, out: Path) -> None:
    """Write what stands against the questions of TRAIN."""
    given = read_squad(train)
    session = open_bench([given], progress=lambda stage, done, total: None, announce=click.echo)
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for line in mined(given, session):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    click.echo(f"{count} of {len(given.questions)} questions have passages against them: {out}")


if __name__ == "__main__":
    main()
