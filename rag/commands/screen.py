"""An answer on standard output: a language model's sentences as they come, then the rest."""

from __future__ import annotations

import click

from rag.types import NOT_ASKED, Answer


class Screen:
    """Prints answers; what is said of the model goes to standard error. ``struck`` shows struck sentences too."""

    def __init__(self, *, struck: bool = False) -> None:
        self._struck = struck
        self._said = 0

    def say(self, sentence: str) -> None:
        """Print a sentence of the answer that is still being written."""
        click.echo(sentence)
        self._said += 1

    def forget(self) -> None:
        """Begin anew behind an answer that was not finished."""
        self._said = 0

    def show(self, answer: Answer) -> None:
        """Print what of an answer has not been printed yet."""
        from rag.notices import notice_said
        from rag.render import struck_lines, terminal_answer

        said, self._said = self._said, 0
        click.echo(terminal_answer(answer, said=said))
        if answer.notice is not None and answer.notice.kind != NOT_ASKED:
            click.echo(notice_said(answer.notice, answer.script), err=True)
        if self._struck:
            for line in struck_lines(answer):
                click.echo(line)
