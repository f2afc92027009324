"""``rag``: the prompt. The only file that knows prompt-toolkit."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from corpus.folders import state_folder
from rag.commands.model import chosen_model, in_words_of, shows_struck
from rag.session import Session
from rag.types import Answer

_LEAVE = frozenset({"/quit", "/exit", "/q", ":q", ":quit", "quit", "exit", "退出"})
_HELP = frozenset({"/help", ":help", "help", "帮助", "幫助"})
_NEW = frozenset({"/new", ":new"})
_STRUCK = frozenset({"/struck", ":struck"})
_WELCOME = (
    "Ask in either script · 简体、繁體皆可提问 · follow-ups: 那2023年呢？ 換成億 再详细一点 出處？ · "
    "/new forgets the conversation, as 换个话题 does · /help · /quit ends"
)


def open_prompt(folder: Path | None, reranker: str | None = None, *, reader: bool = True) -> None:
    """Open the prompt on an index: one question a line, follow-ups understood, until Ctrl-D or ``/quit``.

    ``/help`` says what can be typed. In a pipe every line of standard input is a question. ``reranker`` is a
    cross-encoder that orders the passages, a folder or hub name; ``reader`` says whether the embedded one
    reads them. Where a language model is named, answers are in its words, which appear as they are checked;
    ``/struck`` shows what of the last answer was struck.
    """
    from rag.commands.sample import open_or_make_sample
    from rag.places import resolve_index, sample_index

    model = chosen_model()
    session = open_or_make_sample(folder, reranker, reader=reader)
    if resolve_index(folder) == sample_index():
        click.echo(
            "No .rag index here or above: asking the built-in sample. Your own: rag index PATH...", err=True
        )
    click.echo(f"{len(session.searcher)} passages, index {session.fingerprint}. {_WELCOME}", err=True)
    _converse(_lines(), in_words_of(session, model), struck=shows_struck())


def _lines() -> Iterable[str]:
    if sys.stdin is None:
        return ()
    return _typed() if sys.stdin.isatty() else sys.stdin


def _typed() -> Iterator[str]:
    """Yield lines typed at the terminal, with history kept in the user's own folder; Ctrl-C clears the line."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    try:
        folder = state_folder()
        folder.mkdir(parents=True, exist_ok=True)
        history: History = FileHistory(str(folder / "history"))
    except OSError:
        history = InMemoryHistory()
    prompt: PromptSession[str] = PromptSession(history=history)
    while True:
        try:
            yield prompt.prompt("? ")
        except EOFError:
            return
        except KeyboardInterrupt:
            continue


def _converse(lines: Iterable[str], session: Session, *, struck: bool = False) -> None:
    talk = _Talk(session, struck=struck)
    for line in lines:
        text = line.strip()
        if text.lower() in _LEAVE:
            return
        if text.startswith(("/", ":")) or text.lower() in _HELP:
            talk.told(text)
        elif text:
            talk.asked(text)


class _Talk:
    """The conversation at the prompt, and what was answered last."""

    def __init__(self, session: Session, *, struck: bool) -> None:
        from rag.commands.screen import Screen
        from rag.conversation import Conversation

        self._session = session
        self._screen = Screen(struck=struck)
        self._empty = self._conversation = Conversation(names=session.searcher.names)
        self._last: Answer | None = None

    def told(self, text: str) -> None:
        """Do what a command says."""
        from rag.render import struck_lines

        if text.lower() in _NEW:
            self._conversation = self._empty
        elif text.lower() in _HELP:
            click.echo(_WELCOME, err=True)
        elif text.lower() in _STRUCK:
            click.echo("\n".join(struck_lines(self._last)) if self._last else "nothing was asked yet")
        else:
            click.echo(f"{text}: no such command. {_WELCOME}", err=True)

    def asked(self, text: str) -> None:
        """Answer a turn; what cannot be answered is said on standard error."""
        from corpus.errors import WenjuError

        try:
            self._answer(text)
        except WenjuError as error:
            click.echo(f"{error}", err=True)
            self._screen.forget()
        except KeyboardInterrupt:
            # Enough of a model that is slow; without one, or in a pipe, it means the program.
            if self._session.engine.writer is None or sys.stdin is None or not sys.stdin.isatty():
                raise
            click.echo("stopped; the question is forgotten.", err=True)
            self._screen.forget()

    def _answer(self, text: str) -> None:
        from rag.conversation import reply

        session, screen = self._session, self._screen

        def ask(turn: str, full: str) -> Answer:
            return session.ask(turn, search_as=full, say=screen.say)

        self._last, self._conversation = reply(
            text, self._conversation, ask, session.searcher.passages, session.engine.rewriter
        )
        screen.show(self._last)
        click.echo()
