"""The reader that comes with the project: its files lie beside this one, its card is ``model/README.md``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index.reader.onnx_reader import OnnxReader
from index.reader.types import Read, Shown

FOLDER = Path(__file__).parent / "model"
MODEL, VOCABULARY, MANIFEST = "model.onnx", "tokenizer.json", "manifest.json"


class EmbeddedReader:
    """The committed model as a ``Reader``; loaded when first read with, some 0.2 s, once in a process.

    ValueError, then or when asked its name, where its files are missing or damaged.
    """

    @property
    def name(self) -> str:
        """Identity of the committed model."""
        return _open().name

    def read(self, question: str, texts: Sequence[Shown]) -> list[Read]:
        """Read the texts, see ``Reader``."""
        return _open().read(question, texts)


@cache
def _open() -> OnnxReader:
    try:
        manifest = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{FOLDER / MANIFEST}: the reader cannot be opened ({error}).") from error
    return OnnxReader.open(FOLDER, name=f"wenju-reader/int8/{manifest['sha256'][:8]}")
