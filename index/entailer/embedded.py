"""The committed entailment model: its files lie beside this one, its card is ``model/README.md``."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index.cross_encoder import ScorerError
from index.entailer.onnx_entailer import OnnxEntailer
from index.reader.embedded import FOLDER as READER
from index.reader.embedded import MANIFEST, MODEL, VOCABULARY
from index.types import FloatArray

FOLDER = Path(__file__).parent / "model"


class EmbeddedEntailer:
    """The committed model as an ``Entailer``; loaded when first asked, some 0.2 s, once in a process.

    ScorerError, then or when asked its name, where its files are missing or damaged.
    """

    @property
    def name(self) -> str:
        """Identity of the committed model."""
        return _open().name

    def entailed(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Judge pairs, see ``Entailer``."""
        return _open().entailed(pairs)


_LOCK = threading.Lock()


def _open() -> OnnxEntailer:
    with _LOCK:
        return open_folder(FOLDER)


@cache
def open_folder(folder: Path) -> OnnxEntailer:
    """Open a model as ``index.training`` exports it, once; its pieces are the reader's.

    ScorerError where its files are missing or damaged.
    """
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
        found = hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()
        if found != told:
            raise ValueError(f"{MODEL} has the sha256 {found[:8]}…, its manifest says {told[:8]}…")
        return OnnxEntailer.open(
            folder / MODEL, READER / VOCABULARY, name=f"wenju-entailer/int8/{told[:8]}"
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScorerError(
            f"{folder}: the entailment model is missing or damaged ({error}). Install the program anew, or go on"
            " without it: --nli none."
        ) from error
