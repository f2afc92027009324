"""``rag show``: a cited paragraph in its context."""

from __future__ import annotations

from pathlib import Path

import click

from rag.commands.inputs import NamedPath


@click.command()
@click.argument("citation")
@click.option("--index", "folder", type=NamedPath(), default=None, help="Index that made the citation.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(citation: str, folder: Path | None, as_json: bool) -> None:
    """Print the paragraph of CITATION with its section and neighbours.

    CITATION is a FILE:START-END that `rag ask` prints, whose words are marked, or the `id` of a whole paragraph.
    """
    import json

    from rag.commands.sample import open_or_make_sample
    from rag.context import find_context
    from rag.render import terminal_context

    context = find_context(citation, open_or_make_sample(folder).searcher.passages)
    click.echo(json.dumps(context.to_json(), ensure_ascii=False) if as_json else terminal_context(context))
