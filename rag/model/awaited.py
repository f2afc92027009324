"""A writer whose silence is told: after some seconds one line says that a language model is still awaited."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from corpus.types import Script
from index.types import Hit
from rag.compose import Draft, Say, Writer
from rag.notices import waiting_said
from rag.question import Reading

# Seconds of silence after which it is told: most models say a first sentence by then.
PATIENCE_S = 5.0


class AwaitedWriter:
    """``Writer`` that tells, once an answer, that a writer has said no sentence for a while.

    ``tell`` gets the line, in the question's script, on a thread of its own; ``longest_s`` is how long the writer may
    take in all, ``patience_s`` the silence before the line.
    """

    def __init__(
        self, writer: Writer, tell: Callable[[str], None], *, longest_s: float, patience_s: float = PATIENCE_S
    ) -> None:
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
        """Return what the writer makes of a draft; its first sentence, or its end, ends the wait."""
        timer = threading.Timer(self._patience_s, self._tell, (self._line(reading.script),))
        timer.daemon = True
        timer.start()

        def heard(sentence: str) -> None:
            timer.cancel()
            if say is not None:
                say(sentence)

        try:
            return self._writer.write(reading, hits, draft, heard)
        finally:
            timer.cancel()

    def _line(self, script: Script) -> str:
        return waiting_said(self.name.removeprefix("llm:"), self._longest_s, script)
