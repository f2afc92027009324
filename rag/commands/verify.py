"""``rag verify``: stored answers against the source files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rag.commands.inputs import NamedPath


@click.command()
@click.argument("answers", type=NamedPath())
@click.option(
    "--index",
    "folder",
    type=NamedPath(),
    default=None,
    help="Index whose sources are checked.",
)
@click.option(
    "--root",
    type=NamedPath(),
    default=None,
    help="Folder the cited files lie in, when it has moved.",
)
def verify(answers: Path, folder: Path | None, root: Path | None) -> None:
    """Check every citation of stored ANSWERS (JSON lines of `rag ask --batch`); exit status 1 if one fails."""
    from index.manifest import read_manifest
    from rag.places import resolve_index
    from rag.verify import Sources, verify_file

    sources = Sources.below(root) if root is not None else Sources.of(read_manifest(resolve_index(folder)))
    report = verify_file(answers, sources)
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(report.summary)
    sys.exit(1 if report.problems else 0)
