"""Files and folders to documents. What cannot be read is named and skipped; the rest goes on."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import read_document
from corpus.errors import SourceError
from corpus.types import Document

SUFFIXES = frozenset({".txt", ".md", ".markdown"})
# More control characters than this share of a decoded text mean that it is no text (a renamed archive, an image).
_CONTROL_SHARE = 0.01
# Files above this many bytes are refused: one document is held in memory with its offsets, about 20 bytes a character.
LARGEST = 200_000_000
# Bytes from which the encoding of a file that is not UTF-8 is guessed.
_GUESSED_FROM = 20_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: ``path`` where it lies, ``root`` the folder it is cited relative to, ``file`` the cited path."""

    path: Path
    root: Path
    file: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why, in words for the user."""

    path: Path
    reason: str


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the readable kinds of files below a folder, sorted; hidden ones and links to folders are left out."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file() and entry.suffix.lower() in SUFFIXES:
            yield entry


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """Return the text files behind the given files and folders, each once.

    Raises SourceError for a path that does not exist and when nothing readable is found at all. Files that would be
    cited by the same name get the names of their folders in front, as many as it takes.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        if not path.exists():
            raise SourceError(
                f"{path}: no such file or folder. Check the path; `rag index PATH` takes files and folders."
            )
        try:
            files = list(_walk(path)) if path.is_dir() else [path]
        except OSError as error:
            place = error.filename or path
            raise SourceError(
                f"{place}: cannot be listed ({error.strerror}). Check its permissions."
            ) from error
        root = path if path.is_dir() else path.parent
        for file in files:
            found.setdefault(
                file.resolve(), Source(file.resolve(), root.resolve(), file.relative_to(root).as_posix())
            )
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        places = ", ".join(map(str, paths)) or "(no path given)"
        raise SourceError(f"{places}: no readable documents. Files of these kinds are read: {kinds}.")
    return _told_apart(list(found.values()))


def _told_apart(sources: list[Source]) -> list[Source]:
    """Put folder names in front of cited paths until no two are the same."""
    while True:
        counts = Counter(s.file for s in sources)
        alike = [s for s in sources if counts[s.file] > 1 and s.root.name]
        if not alike:
            return sources
        longer = {s.path: Source(s.path, s.root.parent, f"{s.root.name}/{s.file}") for s in alike}
        sources = [longer.get(s.path, s) for s in sources]


def _likely_encoding(data: bytes) -> str:
    """Guess how text that is not UTF-8 is encoded, for advice only: both Chinese encodings accept much of the other."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    usual = {}
    for encoding in ("gb18030", "big5"):
        # The commonest characters of Chinese text; read in the wrong encoding they are rare.
        text = data[:_GUESSED_FROM].decode(encoding, "ignore")
        usual[encoding] = sum(text.count(char) for char in "的一是不在有和年中公司為為为發发了")
    return "BIG5" if usual["big5"] > usual["gb18030"] else "GB18030"


def decode(data: bytes, path: Path) -> str:
    """Return UTF-8 bytes as text; SourceError says where the first wrong byte is, or that this is no text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path}: not UTF-8 (byte {error.start}, line {line}). Convert it, for example:"
            f" iconv -f {_likely_encoding(data)} -t UTF-8."
        ) from error
    controls = sum(1 for c in text if c < " " and c not in "\t\n\r\f")
    if controls > _CONTROL_SHARE * len(text):
        raise SourceError(
            f"{path}: not a text file ({controls} control characters). Leave it out or save it as text."
        )
    return text


def load(source: Source) -> Document:
    """Read one file into a document. SourceError says why it cannot be read."""
    shown = os.fsencode(source.path).decode("utf-8", "replace")
    if shown != str(source.path):
        raise SourceError(f"{shown}: the name of the file or of a folder above it is not UTF-8. Rename it.")
    if not source.path.is_file():
        raise SourceError(f"{source.path}: cannot be read (no ordinary file).")
    try:
        size = source.path.stat().st_size
        if size > LARGEST:
            raise SourceError(
                f"{source.path}: {size:,} bytes, above the limit of {LARGEST:,}. Split the file."
            )
        data = source.path.read_bytes()
    except OSError as error:
        raise SourceError(f"{source.path}: cannot be read ({error.strerror}).") from error
    text = decode(data, source.path)
    document = read_document(text, file=source.file, sha256=hashlib.sha256(data).hexdigest())
    if not document.paragraphs:
        raise SourceError(f"{source.path}: holds no readable text.")
    return document


def read_folder(paths: Sequence[Path]) -> tuple[list[Document], list[Skipped]]:
    """Read files and folders into documents, and list what was skipped with the reason.

    Raises SourceError when a path is missing or when not one file could be read.
    """
    documents, skipped = [], []
    for source in find_sources(paths):
        try:
            documents.append(load(source))
        except SourceError as error:
            skipped.append(Skipped(source.path, str(error)))
    if not documents:
        reasons = "\n".join(f"  {s.reason}" for s in skipped)
        raise SourceError(f"none of {len(skipped)} files could be read:\n{reasons}")
    return documents, skipped
