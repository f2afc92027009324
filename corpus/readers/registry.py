"""Which reader takes a file: by its format, each loaded with its library only when a file asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from corpus.readers.decoded import Decoded
from corpus.readers.sniff import FORMATS, format_of
from corpus.reading import Format

Reader = Callable[[Path, bytes, str | None], Decoded]
"""Takes a path (for messages), a file's bytes and the encoding that the user names; SourceError says what is wrong."""

SUFFIXES = frozenset(FORMATS)
"""Endings of the files that are read, in lower case."""
KINDS = "PDF, DOCX, XLSX, HTML, CSV, Markdown and text are read"
"""For messages about files of other kinds."""
# Named as text, so that asking a question loads no parser.
_READERS = {
    Format.TEXT: "corpus.readers.text:read_text",
    Format.MARKDOWN: "corpus.readers.text:read_markdown",
    Format.HTML: "corpus.readers.html.read:read_html",
    Format.PDF: "corpus.readers.pdf.read:read_pdf",
    Format.DOCX: "corpus.readers.docx:read_docx",
    Format.CSV: "corpus.readers.delimited:read_delimited",
    Format.XLSX: "corpus.readers.xlsx:read_xlsx",
}


def reader(kind: Format) -> Reader:
    """Return the reader of a format."""
    module, _, name = _READERS[kind].partition(":")
    return cast("Reader", getattr(import_module(module), name))


def decode(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return the decoded source that a file's bytes hold; ``path`` gives its ending and stands in messages.

    ``encoding`` is what the user says a text is written in; None to find out. SourceError says why it cannot be read.
    """
    kind, remarks = format_of(path, data)
    decoded = reader(kind)(path, data, encoding)
    if not remarks:
        return decoded
    return replace(decoded, reading=replace(decoded.reading, remarks=(*remarks, *decoded.reading.remarks)))
