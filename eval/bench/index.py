"""The one index of all paragraphs of the sets, kept in the user's cache and made anew only when something changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.folders import cache_folder
from eval.bench.squad import SquadSet, read_documents
from index.build import Progress, build
from index.encode import EMBEDDED, Encoder, open_encoder
from index.segment import Segmenter
from rag.session import Session, open_session


def digest_of(sets: Sequence[SquadSet]) -> str:
    """Return 8 hex digits over the names and contents of the files, whatever their order and where they lie."""
    named = sorted(f"{given.name}\0{given.sha256}" for given in sets)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:8]


def open_bench(
    sets: Sequence[SquadSet], *, progress: Progress, announce: Callable[[str], None], folder: Path | None = None,
    encoder: Encoder | None = None,
) -> Session:  # fmt: skip
    """Open the index of the sets' paragraphs; made first where it is not there, and again when its recipe changed.

    One passage a paragraph, several of a long one, as documents are cut. ``folder`` is where it is kept, by default in
    the user's cache under a name that changes with the sets. Raises IndexFolderError when it cannot be written,
    EncoderError when the encoder cannot be had.
    """
    folder = folder or cache_folder() / "bench" / digest_of(sets)
    encoder = encoder or open_encoder(EMBEDDED, announce=announce)
    build(
        sorted((given.path for given in sets), key=lambda path: path.name), folder, encoder=encoder,
        encoder_choice=EMBEDDED, segmenter=Segmenter(), progress=progress, read_paths=read_documents,
    )  # fmt: skip
    return open_session(folder, encoder=encoder)
