"""A writer whose silence is told: after some seconds one line says that a language model is still awaited."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from corpus.types import Script
from index.types import Hit
from rag.compose import Draft, Say, Writer
from rag.notices import waiting_said
from rag.question import Reading

# Seconds of silence after which it is told: most models say a first word by then.
TOLD_AFTER_S = 5.0


class HeardWriter(Writer, Protocol):
    """``Writer`` that tells when a part of its model's reply arrives, before any sentence of it is whole or checked."""

    def write(
        self,
        reading: Reading,
        hits: Sequence[Hit],
        draft: Draft,
        say: Say | None = None,
        arrived: Callable[[], None] | None = None,
    ) -> Draft:
        """Return what ``Writer.write`` does; ``arrived`` is called for each part of the reply that says something."""
        ...


class AwaitedWriter:
    """``Writer`` that tells, once an answer, that a model has said nothing at all for a while.

    ``tell`` gets the line, in the question's script, on a thread of its own; never once the reply has begun to arrive
    or the answer is made. ``longest_s`` is how long the model may take in all, ``patience_s`` the silence before the
    line. A model that talks and is struck is not silent: what is struck is told with the answer.
    """

    def __init__(
        self, writer: HeardWriter, tell: Callable[[str], None], *, longest_s: float, patience_s: float = TOLD_AFTER_S
    ) -> None:  # fmt: skip
        self._writer = writer
        self._tell = tell
        self._longest_s = longest_s
        self._patience_s = patience_s

    @property
    def name(self) -> str:
        """The writer's name."""
        return self._writer.name

    @property
    def where(self) -> str:
        """Where questions and paragraphs are sent."""
        return self._writer.where

    def write(self, reading: Reading, hits: Sequence[Hit], draft: Draft, say: Say | None = None) -> Draft:
        """Return what the writer makes of a draft; the first part of its model's reply, or its end, ends the wait."""
        wait = Wait(lambda: self._tell(self._line(reading.script)), self._patience_s)
        try:
            return self._writer.write(reading, hits, draft, say, wait.end)
        finally:
            wait.end()

    def _line(self, script: Script) -> str:
        return waiting_said(self.name.removeprefix("llm:"), self._longest_s, script)


class Wait:
    """A wait that calls ``tell`` once after some seconds, on a thread of its own, unless it has ended by then."""

    def __init__(self, tell: Callable[[], None], seconds: float) -> None:
        self._tell = tell
        self._over = False
        # Held while it tells: who ends a wait may print at once, nothing is told into his lines.
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._told)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        """End the wait: nothing is told once this returns. May be called again."""
        if self._over:
            return
        self._timer.cancel()
        with self._lock:
            self._over = True

    def _told(self) -> None:
        with self._lock:
            if not self._over:
                self._tell()
