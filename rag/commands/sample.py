"""Opening a session; the built-in sample's index is made on first use, saying so."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

import click

from rag.places import resolve_index, sample_index, sample_sources
from rag.session import Session, open_session

# Seconds that a process waits for another one that is indexing the sample.
_PATIENCE = 120.0


def _say(line: str) -> None:
    click.echo(line, err=True)


def make_sample() -> None:
    """Index the built-in sample documents in the user's cache; done at once when nothing changed.

    Raises IndexFolderError when the cache cannot be written, IndexBusyError while another process makes it.
    """
    from index import encode
    from index.build import build
    from index.segment import Segmenter
    from rag.render import Progress

    encoder = encode.open_encoder(encode.EMBEDDED, announce=_say)
    _say("Indexing the built-in sample documents (once) …")
    with Progress(sys.stderr) as progress:
        build(
            [sample_sources()], sample_index(), encoder=encoder, encoder_choice=encode.EMBEDDED,
            segmenter=Segmenter(), progress=progress.show,
        )  # fmt: skip


def open_or_make_sample(folder: Path | None, reranker: str | None = None, *, reader: bool = True) -> Session:
    """Open the index that is asked for; the sample's is made when it is missing or was made by another version.

    While another process makes the sample's, this one waits for it. ``reranker`` is as ``reranked`` takes it;
    ``reader`` says whether the embedded reader reads what is found. Raises
    IndexFolderError when an index does not fit or the sample's cannot be made, EncoderError when the encoder cannot be
    had, ScorerError when the cross-encoder cannot.
    """
    session = reranked(_opened(folder), reranker)
    return session if reader else session.with_reader(None)


def reranked(session: Session, reranker: str | None) -> Session:
    """Return a session that orders passages by a cross-encoder (a folder or hub name); as it is for None.

    A download is said on standard error first. Raises ScorerError when it cannot be had.
    """
    if reranker is None:
        return session
    from rag.rerank import open_reranker

    return session.with_reranker(open_reranker(reranker, announce=_say))


def _opened(folder: Path | None) -> Session:
    from index.lock import IndexBusyError

    place = resolve_index(folder)
    if place != sample_index():
        return open_session(place, announce=_say)
    until = time.monotonic() + _PATIENCE
    while (session := _current_sample(place)) is None:
        try:
            if not _wait_for_another(place, until):
                make_sample()
                return open_session(place, announce=_say)
        except IndexBusyError:
            if time.monotonic() >= until:
                raise
    return session


def _current_sample(place: Path) -> Session | None:
    """Return the sample's session when its index fits its documents and this version, else None."""
    from index.errors import IndexFolderError

    with suppress(IndexFolderError):
        session = open_session(place, announce=_say)
        return session if session.is_current(sample_sources()) else None
    return None


def _wait_for_another(place: Path, until: float) -> bool:
    """Wait while another process makes the index; return whether one did. IndexBusyError after ``until``."""
    from index.lock import IndexBusyError, writer

    if writer(place) is None:
        return False
    _say("Another `rag` is indexing the built-in sample documents: waiting for it …")
    while (pid := writer(place)) is not None:
        if time.monotonic() >= until:
            raise IndexBusyError(place, pid)
        time.sleep(0.2)
    return True
