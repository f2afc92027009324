"""Opening a session; the built-in sample's index is made on first use, saying so."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rag.places import resolve_index, sample_index, sample_sources
from rag.session import Session, open_session


def make_sample() -> None:
    """Index the built-in sample documents in the user's cache; done at once when nothing changed."""
    from index.build import build
    from index.encode import EMBEDDED, open_encoder
    from index.segment import Segmenter
    from rag.render import Progress

    encoder = open_encoder(EMBEDDED, announce=lambda line: click.echo(line, err=True))
    click.echo("Indexing the built-in sample documents (once) …", err=True)
    with Progress(sys.stderr) as progress:
        build(
            [sample_sources()], sample_index(), encoder=encoder, encoder_choice=EMBEDDED, segmenter=Segmenter(),
            progress=progress.show,
        )  # fmt: skip


def open_or_make_sample(folder: Path | None) -> Session:
    """Open the index that is asked for; the sample's is made when it is missing or was made by another version."""
    from index.errors import IndexFolderError

    place = resolve_index(folder)
    if place != sample_index():
        return open_session(place)
    try:
        session = open_session(place)
        if session.is_current(sample_sources()):
            return session
    except IndexFolderError:
        pass
    make_sample()
    return open_session(place)
