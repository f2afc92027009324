"""``rag index``: files and folders to an index."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rag.commands.inputs import NamedPath
from rag.places import INDEX_FOLDER


@click.command()
@click.argument("paths", nargs=-1, required=True, type=NamedPath())
@click.option(
    "--index",
    "folder",
    type=NamedPath(),
    default=None,
    help=f"Where to keep the index (default: {INDEX_FOLDER} here).",
)
@click.option(
    "--encoder",
    default=None,
    help="embedded (default), embedded:fp32, or a sentence-transformers model by folder or hub name.",
)
@click.option(
    "--dictionary",
    type=NamedPath(),
    default=None,
    help="A jieba user dictionary: `word frequency tag` a line.",
)
@click.option(
    "--encoding",
    default=None,
    help="What the text files are written in, where it is guessed wrongly: GB18030, Big5, UTF-16, ...",
)
def index(
    paths: tuple[Path, ...],
    folder: Path | None,
    encoder: str | None,
    dictionary: Path | None,
    encoding: str | None,
) -> None:
    """Build or update an index from files and folders: PDF, DOCX, XLSX, HTML, CSV, Markdown, text.

    Unchanged files are not read again by the encoder. An index already there stays usable until the new one is whole.
    """
    from corpus.files import find_sources
    from index.build import build, check_target
    from index.encode import EMBEDDED, open_encoder
    from index.segment import Segmenter
    from rag.render import Progress, build_summary, skipped_lines

    target = folder or Path.cwd() / INDEX_FOLDER
    find_sources(paths)
    check_target(target)
    choice = encoder or EMBEDDED
    opened = open_encoder(choice, announce=lambda line: click.echo(line, err=True))
    with Progress(sys.stderr) as progress:
        report = build(
            paths,
            target,
            encoder=opened,
            encoder_choice=choice,
            segmenter=Segmenter(dictionary),
            progress=progress.show,
            encoding=encoding,
        )
    for line in (*report.remarks, *skipped_lines(report.skipped)):
        click.echo(line, err=True)
    click.echo(build_summary(report, target))
