"""An answer as it is made: the sentences that a language model's answer begins with, then the whole answer."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Callable, Generator

from rag.compose import Say
from rag.types import Answer


class _LeftError(Exception):
    """Nobody hears the rest."""


def aloud(ask: Callable[[Say], Answer]) -> Generator[str | Answer]:
    """Yield what is said while ``ask`` answers, each sentence as soon as it is said, and last its answer.

    ``ask`` gets what it is to say sentences to, and runs on a thread of its own; what it raises is raised here. When
    the generator is closed, ``ask`` ends with its next sentence: saying it raises an exception there.
    """
    heard: queue.SimpleQueue[str | Answer | Exception] = queue.SimpleQueue()
    left = threading.Event()

    def say(sentence: str) -> None:
        if left.is_set():
            raise _LeftError
        heard.put(sentence)

    def run() -> None:
        try:
            heard.put(ask(say))
        except Exception as error:  # noqa: BLE001 - it is raised again where the sentences are heard
            heard.put(error)

    here = contextvars.copy_context()
    threading.Thread(target=here.run, args=(run,), daemon=True, name="rag-aloud").start()
    try:
        while isinstance(one := heard.get(), str):
            yield one
        if isinstance(one, Exception):
            raise one
        yield one
    finally:
        left.set()
