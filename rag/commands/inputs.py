"""What commands take: paths that are named, and the text on standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from rag.errors import AskError

# What --reranker says of itself, in every command that has it.
RERANKER = "Order passages by this cross-encoder of sentence-transformers, a folder or hub name."

# What --no-reader says of itself.
READER = "Whether the embedded reading model reads what is found (slower, surer)."


class NamedPath(click.Path):
    """A path that is not empty: ``Path("")`` is the current folder, which an unset shell variable never means."""

    def __init__(self, *, allow_dash: bool = False) -> None:
        super().__init__(path_type=Path, allow_dash=allow_dash)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path. Raises AskError for an empty one."""
        if value == "":
            name = param.get_error_hint(ctx) if param and ctx else "path"
            raise AskError(f"{name}: the path is empty. Name a file or folder; the current folder is `.`.")
        return Path(str(super().convert(value, param, ctx)))


def only_with(option: str, parameters: frozenset[str]) -> None:
    """Raise UsageError when the command line holds an option that means nothing beside ``option``.

    ``parameters`` are the names of those that do.
    """
    context = click.get_current_context()
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if source is click.core.ParameterSource.COMMANDLINE and parameter.name not in parameters:
            raise click.UsageError(f"{parameter.opts[0]} does not go with {option}.")


def standard_input() -> str:
    """Return all of standard input as text, wrong bytes replaced; empty where there is none."""
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace") if sys.stdin is not None else ""
