"""``rag``: the prompt. The only file that knows prompt-toolkit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_WELCOME = "Ask in either script · 用简体或繁體提问 · /quit ends · /new forgets the conversation"


def open_prompt(folder: str | None) -> None:
    """Open the prompt on an index: one question a line, follow-ups understood, until Ctrl-D or ``/quit``."""
    from rag.commands.sample import open_or_make_sample
    from rag.places import resolve_index, sample_index

    place = resolve_index(Path(folder) if folder else None)
    session = open_or_make_sample(Path(folder) if folder else None)
    if place == sample_index():
        click.echo(
            "No .rag index here or above: the built-in sample is asked. Your own: rag index PATH...", err=True
        )
    click.echo(f"{len(session.searcher)} passages, index {session.fingerprint}. {_WELCOME}", err=True)
    if sys.stdin.isatty():
        _loop(_reader(), session)
    else:
        _loop(iter(sys.stdin), session)


def _reader():  # type: ignore[no-untyped-def]
    import platformdirs
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    history = platformdirs.user_state_path("wenju", ensure_exists=True) / "history"
    prompt: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    while True:
        try:
            yield prompt.prompt("? ")
        except EOFError:
            return
        except KeyboardInterrupt:
            continue


def _loop(lines, session) -> None:  # type: ignore[no-untyped-def]
    from corpus.errors import WenjuError
    from rag.conversation import complete
    from rag.render import terminal_answer

    asked: list[str] = []
    for line in lines:
        text = line.strip()
        if text in {"/quit", "/exit", "/q"}:
            return
        if text == "/new":
            asked.clear()
            continue
        if not text:
            continue
        try:
            full = complete(text, asked)
            answer = session.ask(text, search_as=full)
        except WenjuError as error:
            click.echo(str(error), err=True)
            continue
        asked.append(full)
        click.echo(terminal_answer(answer) + "\n")
