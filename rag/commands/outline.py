"""``rag outline``: what was understood of files, as a tree."""

from __future__ import annotations

from pathlib import Path

import click

from rag.commands.inputs import NamedPath


@click.command()
@click.argument("paths", nargs=-1, required=True, type=NamedPath())
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with every paragraph.")
@click.option("--paragraphs", is_flag=True, help="List every paragraph, table cell and footnote too.")
@click.option(
    "--dropped", "places", is_flag=True, help="List every place that was left out, not only how many."
)
@click.option(
    "--encoding",
    default=None,
    help="What the text files are written in, where it is guessed wrongly: GB18030, Big5, UTF-16, ...",
)
def outline(
    paths: tuple[Path, ...], as_json: bool, paragraphs: bool, places: bool, encoding: str | None
) -> None:
    """Print what is understood of files and folders: documents, sections, pages, tables, footnotes, what was dropped.

    Needs no index. Places are offsets in the decoded file, as in citations.
    """
    import json

    from corpus.files import read_files
    from corpus.outline import outline_of
    from corpus.outline_text import outline_json, outline_lines
    from rag.render import skipped_lines

    read = read_files(paths, encoding=encoding)
    outlines = [outline_of(document) for document in read.documents]
    if as_json:
        skipped = [{"path": str(s.path), "reason": s.reason} for s in read.skipped]
        files = [outline_json(tree) for tree in outlines]
        click.echo(json.dumps({"files": files, "skipped": skipped}, ensure_ascii=False))
        return
    for number, tree in enumerate(outlines):
        if number:
            click.echo()
        for line in outline_lines(tree, paragraphs=paragraphs, places=places):
            click.echo(line)
    for line in skipped_lines(read.skipped):
        click.echo(line, err=True)
