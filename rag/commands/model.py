"""The flags of the language model, which several commands have, and the session that answers in its words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from corpus.types import Script
    from rag.model.nli import SecondOpinion
    from rag.model.settings import ModelSettings
    from rag.session import Session

_Command = TypeVar("_Command", bound=Callable[..., object])
# Where the flags of one call are kept: a command takes them together, not one by one.
_KEY = "rag.commands.model"
_NONE = "no_model"
_NLI = "nli"
_SHOWS = "shows_struck"
# In the place of a model's name: none is asked, not even the one that comes with the project.
_BY_WORDS = "none"


def _kept(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None and value is not False:
        context.meta.setdefault(_KEY, {})[str(parameter.name)] = value


_FLAGS = (
    click.option(
        "--model", metavar="PROVIDER:NAME", expose_value=False, callback=_kept,
        help="Answer in the words of this language model, checked: openai:qwen3-8b, ollama:qwen3:8b.",
    ),
    click.option(
        "--base-url", metavar="URL", expose_value=False, callback=_kept,
        help="Where the model is served, http://127.0.0.1:8000/v1 (default: the provider's own address).",
    ),
    click.option(
        "--key-env", metavar="NAME", expose_value=False, callback=_kept,
        help="The environment variable that holds its key.",
    ),
    click.option(
        "--temperature", type=float, expose_value=False, callback=_kept, help="0, the likeliest words (default), to 2."
    ),
    click.option("--max-tokens", type=int, expose_value=False, callback=_kept, help="Longest reply (default: 700)."),
    click.option(
        "--timeout", "timeout_s", type=float, expose_value=False, callback=_kept,
        help="Seconds for the whole reply (default: 60).",
    ),
    click.option(
        "--retries", type=int, expose_value=False, callback=_kept, help="New attempts at a busy server (default: 2)."
    ),
)  # fmt: skip
_WHERE_ONE_ASKS = (
    click.option(
        "--nli", metavar="NAME", expose_value=False, callback=_kept,
        help="Strike what this cross-encoder for inference, a folder or hub name, doubts; none: words decide alone.",
    ),
    click.option(
        "--no-model", is_flag=True, expose_value=False, callback=_kept, help="Ask no model, whatever rag.toml says."
    ),
    click.option(
        "--struck", "shows_struck", is_flag=True, expose_value=False, callback=_kept,
        help="Show which of the model's sentences were struck, and why.",
    ),
)  # fmt: skip


def model_flags(command: _Command) -> _Command:
    """Add the flags to a command that asks; ``chosen_model`` and ``shows_struck`` read them."""
    return _with(command, (*_FLAGS, *_WHERE_ONE_ASKS))


def served_flags(command: _Command) -> _Command:
    """Add to a command the flags that name a model and how it is asked; ``chosen_model`` reads them."""
    return _with(command, _FLAGS)


def _with(command: _Command, flags: Sequence[Callable[[_Command], _Command]]) -> _Command:
    for flag in reversed(flags):
        command = flag(command)
    return command


def given_flags() -> dict[str, object]:
    """Return the flags of the current command line by the names of their settings."""
    return dict(click.get_current_context().meta.get(_KEY, {}))


def shows_struck() -> bool:
    """Tell whether struck sentences are shown."""
    return bool(given_flags().get(_SHOWS))


def chosen_model(*, file: bool = True) -> ModelSettings | None:
    """Return the model that the flags and ``rag.toml`` name; None when none does, and with --no-model.

    ``file`` False lets no file name one, it only completes what flags say. Raises SettingsError for a value that cannot
    be used, UsageError for flags that mean nothing together.
    """
    flags = given_flags()
    flags.pop(_SHOWS, None)
    doubted = flags.pop(_NLI, None)
    if flags.pop(_NONE, False):
        if flags:
            raise click.UsageError(f"--no-model does not go with {flag_said(next(iter(flags)))}.")
        return None
    if not file and not flags:
        return None
    from rag.model.settings import read_settings

    settings = read_settings(flags)
    if settings is None and (flags or doubted):
        named = flag_said(next(iter(flags), _NLI))
        raise click.UsageError(f"{named} goes with --model: no model is named.")
    return settings


def flag_said(name: str, value: object = True) -> str:
    """Return a flag as it is typed, by the name of its setting.

    >>> flag_said("timeout_s", 9.5), flag_said("shows_struck")
    ('--timeout 9.5', '--struck')
    """
    option = f"--{name.removesuffix('_s').removeprefix('shows_').replace('_', '-')}"
    return option if value is True else f"{option} {value}"


def in_words_of(session: Session, settings: ModelSettings | None, script: Script | None = None) -> Session:
    """Return a session that answers in the words of a model; as it is for None. Says what will go where.

    It is said in ``script``, in English without one. Raises ModelError where the model cannot be opened.
    """
    if settings is None:
        return session
    named = given_flags().get(_NLI)
    words_only = named == _BY_WORDS
    second = None if words_only else _second_opinion(named)
    spoken = session.with_model(settings, second=second, by_words_only=words_only)
    writer = spoken.engine.writer
    assert writer is not None
    from corpus.types import Script
    from rag.model.arguments import key_variable
    from rag.notices import sent_said

    click.echo(
        sent_said(settings.model, writer.where, key_variable(settings) or "", script or Script.NONE), err=True
    )
    from rag.model.awaited import AwaitedWriter
    from rag.model.composer import LLMComposer

    if sys.stderr is None or not sys.stderr.isatty() or not isinstance(writer, LLMComposer):
        return spoken
    # Where somebody watches, silence is told of.
    awaited = AwaitedWriter(writer, lambda line: click.echo(line, err=True), longest_s=settings.timeout_s)
    return spoken.with_writer(awaited)


def _second_opinion(name: object) -> SecondOpinion | None:
    """Return what also judges a model's sentences, None where none is named; ScorerError where it cannot be had."""
    if name is None:
        return None
    from index.entailment import open_entailer
    from rag.model.nli import SecondOpinion

    return SecondOpinion(open_entailer(str(name), announce=lambda line: click.echo(line, err=True)))
