"""``rag ask``: one question, or a batch of them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from corpus.subject import DocumentKind, Period
from rag.commands.inputs import READER, RERANKER, NamedPath, standard_input
from rag.commands.model import chosen_model, in_words_of, model_flags, shows_struck


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
@click.option("--company", default=None, help="Answer only from documents about this company.")
@click.option(
    "--year",
    "--period",
    "period",
    default=None,
    help="Answer only from documents about this year, half or quarter: 2020, 2020-H1, 2020-Q3.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in DocumentKind]),
    default=None,
    help="Answer only from documents of this kind.",
)
@click.option(
    "--file", default=None, help="Answer only from files that this fits: '2020*.pdf', 'reports/**'."
)
@click.option("--reranker", metavar="NAME", default=None, help=RERANKER)
@click.option("--reader/--no-reader", default=True, help=READER)
@model_flags
def ask(
    question: str | None,
    folder: Path | None,
    as_json: bool,
    batch: Path | None,
    company: str | None,
    period: str | None,
    kind: str | None,
    file: str | None,
    reranker: str | None,
    reader: bool,
) -> None:
    """Ask QUESTION (`-`: from standard input); print a short answer with citations, or say that there is none."""
    if (question is None) == (batch is None):
        raise click.UsageError("give one QUESTION, or --batch FILE.jsonl")
    wanted, model = _period(period), chosen_model()
    from rag.commands.sample import open_or_make_sample

    if batch is not None:
        from rag.batch import answer_lines

        lines = _lines(batch)
        opened = open_or_make_sample(folder, reranker, reader=reader)
        session = in_words_of(opened.restricted(company, wanted, kind, file), model)
        for row in answer_lines(lines, session):
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    from corpus.tongue import asked_script
    from rag.commands.screen import Screen
    from rag.question import tidy

    text = standard_input() if question == "-" else str(question)
    tidy(text)
    opened = open_or_make_sample(folder, reranker, reader=reader)
    session = in_words_of(opened.restricted(company, wanted, kind, file), model, asked_script(text))
    if as_json:
        click.echo(json.dumps(session.ask(text).to_json(), ensure_ascii=False))
        return
    screen = Screen(struck=shows_struck())
    screen.show(session.ask(text, say=screen.say))


def _period(text: str | None) -> Period | None:
    if not text:
        return None
    try:
        return Period.parse(text)
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no period. Write 2020, 2020-H1 or 2020-Q3.", param_hint="--year"
        ) from error


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
