"""``rag ask``: one question, or a batch of them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rag.commands.inputs import NamedPath, standard_input


@click.command()
@click.argument("question", required=False)
@click.option(
    "--index",
    "folder",
    type=NamedPath(),
    default=None,
    help="Index to ask (default: the nearest .rag folder, else the sample's).",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--batch",
    type=NamedPath(allow_dash=True),
    default=None,
    help="JSON lines of questions; one JSON answer a line.",
)
def ask(question: str | None, folder: Path | None, as_json: bool, batch: Path | None) -> None:
    """Ask QUESTION (`-`: from standard input); print a short answer with citations, or say that there is none."""
    if (question is None) == (batch is None):
        raise click.UsageError("give one QUESTION, or --batch FILE.jsonl")
    from rag.commands.sample import open_or_make_sample

    if batch is not None:
        from rag.batch import answer_lines

        lines = _lines(batch)
        session = open_or_make_sample(folder)
        for row in answer_lines(lines, session):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    from rag.question import tidy
    from rag.render import terminal_answer

    text = standard_input() if question == "-" else str(question)
    tidy(text)
    answer = open_or_make_sample(folder).ask(text)
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else terminal_answer(answer))


def _lines(batch: Path) -> list[str]:
    from rag.errors import AskError

    if str(batch) == "-":
        return standard_input().split("\n")
    try:
        return batch.read_bytes().decode("utf-8-sig", errors="replace").split("\n")
    except OSError as error:
        raise AskError(
            f"{batch}: cannot be read ({error.strerror}). --batch takes a file of JSON lines."
        ) from error
