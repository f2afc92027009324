"""One writer at a time in an index folder, and no Ctrl-C once its work is done."""

from __future__ import annotations

import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, Self

from index.errors import IndexFolderError

LOCK = ".wenju-lock"
"""The file that holds the process id of the build that is writing in an index folder."""


class IndexBusyError(IndexFolderError):
    """Another process (``pid``) is writing in the index folder."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(
            f"{folder}: another `rag index` is writing here (pid {pid}). Wait for it, or choose another folder with"
            f" --index. Should none be running, delete {folder / LOCK}."
        )
        self.pid = pid


def cannot_write(folder: Path, reason: str) -> str:
    """Return the message for an index folder that cannot be written."""
    return f"{folder}: the index cannot be written ({reason}). Choose another folder with --index."


class Interrupts:
    """Lets Ctrl-C be ignored from a moment on until the end of the ``with``: then it comes too late."""

    def __init__(self) -> None:
        self._before: Callable[[int, FrameType | None], Any] | int | None = None
        self._ignored = False

    def __enter__(self) -> Self:
        return self

    def ignore(self) -> None:
        """Ignore Ctrl-C from now on. Only the main thread gets it, and only there can this be set."""
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            self._ignored = True

    def __exit__(self, *_error: object) -> None:
        if self._ignored:
            signal.signal(signal.SIGINT, signal.SIG_DFL if self._before is None else self._before)


# Locks that this very process holds; one with its own id that is not here was left by an earlier process.
_HELD: set[Path] = set()
# How long a lock that is just being made may be without its process id: 20 times 50 milliseconds.
_LOOKS = 20


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the lock of an index folder, made when missing and removed when left empty.

    IndexBusyError when another build holds it, IndexFolderError when the folder cannot be written.
    """
    made = [p for p in (folder, *folder.parents) if not p.exists()]
    lock = folder.absolute() / LOCK
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _take(folder, lock)
        except OSError as error:
            raise IndexFolderError(cannot_write(folder, str(error.strerror or error))) from error
        try:
            yield
        finally:
            _HELD.discard(lock)
            with suppress(OSError):
                lock.unlink()
    finally:
        for place in made:
            with suppress(OSError):
                place.rmdir()


def _take(folder: Path, lock: Path) -> None:
    """Make the lock, in the place of one whose process has ended. IndexBusyError when that lives; OSError."""
    for _ in range(_LOOKS):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            pid = _holder(lock)
            if pid is not None:
                raise IndexBusyError(folder, pid) from None
            _set_aside(lock)
            continue
        try:
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(f"{os.getpid()}\n")
        except OSError:
            lock.unlink(missing_ok=True)
            raise
        _HELD.add(lock)
        return
    raise OSError(0, f"{lock} cannot be taken over")


def _set_aside(lock: Path) -> None:
    """Remove a lock whose process has ended; one that another build has just put in its place is put back."""
    aside = lock.with_name(f"{LOCK}.{uuid.uuid4().hex[:12]}")
    with suppress(FileNotFoundError):
        lock.rename(aside)
        if _holder(aside) not in (None, os.getpid()):
            with suppress(OSError):
                os.link(aside, lock)
        aside.unlink()


def writer(folder: Path) -> int | None:
    """Return the process id of the build that is writing in an index folder, None without one."""
    return _holder(folder.absolute() / LOCK)


def _holder(lock: Path) -> int | None:
    """Return the id of the living process that holds a lock, None when there is none or it has ended."""
    text = ""
    for _ in range(_LOOKS):
        try:
            text = lock.read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return None
        if text:
            break
        time.sleep(0.05)
    pid = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if pid == os.getpid():
        return pid if lock in _HELD else None
    return pid if pid > 0 and _is_alive(pid) else None


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # Signal 0 ends a process there.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
