"""Plain text and Markdown: the decoded source is the file's own text."""

from __future__ import annotations

from pathlib import Path

from corpus.readers.decoded import Decoded
from corpus.readers.encodings import decode_text
from corpus.reading import Format, Reading


def read_text(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a plain text as it stands. SourceError when it is in no known encoding or no text."""
    return _read(path, data, encoding, Format.TEXT)


def read_markdown(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a Markdown text as it stands. SourceError when it is in no known encoding or no text."""
    return _read(path, data, encoding, Format.MARKDOWN)


def _read(path: Path, data: bytes, encoding: str | None, kind: Format) -> Decoded:
    encoded = decode_text(path, data, encoding)
    return Decoded(encoded.text, Reading(kind, encoded.encoding, remarks=encoded.remarks))
