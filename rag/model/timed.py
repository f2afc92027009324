"""Read a slow iterator with a limit on each wait and on the whole, whatever the library behind it waits for."""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator


class LateError(Exception):
    """Nothing came in time; ``silent`` tells that no part came for long, else the whole took too long."""

    def __init__(self, *, silent: bool) -> None:
        super().__init__("silent" if silent else "not done")
        self.silent = silent


class _End:
    """Stands behind the last part; ``error`` is what ended it."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def timed(
    make: Callable[[threading.Event], Iterator[str]], *, silence_s: float, whole_s: float
) -> Generator[str]:
    """Yield what an iterator yields; raises LateError when a part, or all of them, take longer than so many seconds.

    ``make`` gets an event that is set when nobody reads on: it stops then, at its next part at the latest. It runs on a
    thread of its own, in a fresh context; what it raises is raised here. An empty part is yielded too, it is a sign of
    life.
    """
    parts: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
    stopped = threading.Event()

    def pump() -> None:
        try:
            for part in make(stopped):
                if stopped.is_set():
                    break
                parts.put(part)
            parts.put(_End())
        except Exception as error:  # noqa: BLE001 - it is raised again where the parts are read
            parts.put(_End(error))

    threading.Thread(target=contextvars.Context().run, args=(pump,), daemon=True, name="rag-model").start()
    ends = time.monotonic() + whole_s
    try:
        while True:
            left = ends - time.monotonic()
            if left <= 0:
                raise LateError(silent=False)
            try:
                part = parts.get(timeout=min(silence_s, left))
            except queue.Empty:
                raise LateError(silent=silence_s < left) from None
            if isinstance(part, _End):
                if part.error is not None:
                    raise part.error
                return
            yield part
    finally:
        stopped.set()
