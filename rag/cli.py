"""The command line: a table of commands imported on use, exit statuses, messages. The composition root.

Exit status: 0 done (a refusal to answer is an answer), 1 the input or the data is at fault, 2 wrong usage.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from rag.commands.inputs import READER, RERANKER, NamedPath
from rag.commands.model import flag_said, given_flags, model_flags

# name -> (module:command, summary). Text, so that `--help` imports nothing and no stage imports a later one.
COMMANDS: dict[str, tuple[str, str]] = {
    "index": ("rag.commands.index:index", "Build or update an index from files and folders."),
    "outline": ("rag.commands.outline:outline", "Print what is understood of files, as a tree."),
    "ask": ("rag.commands.ask:ask", "Ask one question, or a batch of them."),
    "show": ("rag.commands.show:show", "Print a cited paragraph in its context."),
    "verify": (
        "rag.commands.verify:verify",
        "Check the citations of stored answers against the source files.",
    ),
    "eval": ("eval.commands:evaluate", "Run known-answer sets and print the scores."),
}


class LazyGroup(click.Group):
    """A click group whose commands are imported when called (click's documents: complex applications)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None for a name that is not in the table."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="wenju", prog_name="rag")
@click.option("--index", "folder", type=NamedPath(), default=None, help="Index to open the prompt on.")
@click.option("--reranker", metavar="NAME", default=None, help=RERANKER)
@click.option("--reader/--no-reader", default=None, help=READER)
@model_flags
@click.pass_context
def cli(ctx: click.Context, folder: Path | None, reranker: str | None, reader: bool | None) -> None:
    """Cited answers from Chinese documents in both scripts. Without a command, opens the prompt."""
    if ctx.invoked_subcommand is None:
        from rag.commands.prompt import open_prompt

        open_prompt(folder, reranker, reader=reader is not False)
        return
    switch = None if reader is None else "--reader" if reader else "--no-reader"
    named = (("--index", folder), ("--reranker", reranker))
    model = (flag_said(name, value) for name, value in given_flags().items())
    for option in [*(f"{name} {value}" for name, value in named if value is not None), switch, *model]:
        if option:
            name = option.split()[0]
            raise click.UsageError(f"{name} goes behind the command: rag {ctx.invoked_subcommand} … {option}")


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with the contract's status."""
    from corpus.errors import WenjuError

    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status: Any = cli.main(args=arguments, prog_name="rag", standalone_mode=False)
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.ClickException as error:
        error.show()
        status = 2 if isinstance(error, click.UsageError) else 1
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was changed.", err=True)
        status = 1
    except WenjuError as error:
        click.echo(f"rag: {error}", err=True)
        status = 1
    except BrokenPipeError:
        # The reader went away (`rag ask … | head`): nothing to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(
            f"rag: {place}{error.strerror or error}. Check the path, its permissions and the free space.",
            err=True,
        )
        status = 1
    done = status if isinstance(status, int) else 0
    sys.exit(done if _flush() else done or 1)


def _flush() -> bool:
    """Write out what waits on standard output; False when the reader is gone or the disk is full."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True
