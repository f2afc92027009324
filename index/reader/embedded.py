"""The reader that comes with the project: its files lie beside this one, its card is ``model/README.md``."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index.errors import ReaderError
from index.reader.onnx_reader import OnnxReader
from index.reader.types import Read, Shown

FOLDER = Path(__file__).parent / "model"
MODEL, VOCABULARY, MANIFEST = "model.onnx", "tokenizer.json", "manifest.json"


class EmbeddedReader:
    """The committed model as a ``Reader``; loaded when first read with, some 0.2 s, once in a process.

    ReaderError, then or when asked its name, where its files are missing or damaged.
    """

    @property
    def name(self) -> str:
        """Identity of the committed model."""
        return _open().name

    def read(self, question: str, texts: Sequence[Shown]) -> list[Read]:
        """Read the texts, see ``Reader``."""
        return _open().read(question, texts)


_LOCK = threading.Lock()


def _open() -> OnnxReader:
    with _LOCK:
        return open_folder(FOLDER)


@cache
def open_folder(folder: Path) -> OnnxReader:
    """Open a reader as ``index.training`` exports it, once. ReaderError where its files are missing or damaged."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
        found = hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()
        if found != told:
            raise ValueError(f"{MODEL} has the sha256 {found[:8]}…, its manifest says {told[:8]}…")
        return OnnxReader.open(folder, name=f"wenju-reader/int8/{told[:8]}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReaderError(
            f"{folder}: the reading model is missing or damaged ({error}). Install the program anew, or go on without"
            " it: --no-reader."
        ) from error
