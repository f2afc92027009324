"""Files and folders to documents. What cannot be read is named and skipped; the rest goes on."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.corpus_toml import NAME, find_statement, unmatched
from corpus.documents import read_document
from corpus.errors import SourceError
from corpus.readers.decoded import Decoded
from corpus.readers.encodings import check_encoding
from corpus.readers.registry import KINDS, SUFFIXES, decode
from corpus.readers.sniff import BINARY, FORMATS
from corpus.statement import Statement
from corpus.types import Document

__all__ = [
    "LARGEST", "LARGEST_TEXT", "SUFFIXES", "ReadFiles", "Skipped", "Source", "check_name", "find_sources", "load",
    "read_files", "read_folder", "read_source",
]  # fmt: skip

LARGEST = 200_000_000
"""Bytes above which no file is opened: it is held in memory while it is read."""
LARGEST_TEXT = 32_000_000
"""The same for text, HTML and CSV: a document takes 30 times its bytes in memory."""
# Endings that are named in the line about files of other kinds.
_KINDS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: ``path`` where it lies, ``root`` the folder it is cited relative to, ``file`` the cited path.

    ``encoding`` is what the user says its text is written in; None to find out. ``said`` is what a ``corpus.toml``
    says of the file.
    """

    path: Path
    root: Path
    file: str
    encoding: str | None = None
    said: Statement | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why, in words for the user."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What files gave: ``sources`` and ``documents`` belong together in order; ``skipped`` names what was left out."""

    sources: list[Source]
    documents: list[Document]
    skipped: list[Skipped]


def _printable(path: Path | str) -> str:
    """Return a path that can be written as UTF-8; bytes that are none are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def check_name(path: Path) -> None:
    """Raise SourceError when a path is not UTF-8: it could be neither stored nor cited."""
    shown = _printable(path)
    if shown != str(path):
        raise SourceError(f"{shown}: the name of the file or of a folder above it is not UTF-8. Rename it.")


def _unlisted(path: Path, error: OSError) -> str:
    return f"{_printable(path)}: cannot be listed ({error.strerror}). Check its permissions."


def _walk(entries: Sequence[Path], skipped: list[Skipped], kinds: Counter[str]) -> Iterator[Path]:
    """Yield the readable kinds of files among a folder's entries and below, sorted.

    Hidden ones and links to folders are left out. Broken links and what cannot be listed go to ``skipped``, the endings
    of other files to ``kinds``.
    """
    for entry in sorted(entries):
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_symlink() and not entry.exists():
                skipped.append(Skipped(entry, f"{_printable(entry)}: a broken link. Mend or remove it."))
            elif entry.is_dir():
                if not entry.is_symlink():
                    yield from _walk(list(entry.iterdir()), skipped, kinds)
            elif entry.is_file() and entry.suffix.lower() in SUFFIXES:
                yield entry
            elif entry.name != NAME:
                kinds[_printable(entry.suffix.lower()) or "without ending"] += 1
        except OSError as error:
            skipped.append(Skipped(entry, _unlisted(entry, error)))


def _other_kinds(folder: Path, kinds: Counter[str]) -> Skipped:
    """Return the one line about all files of a folder that are of kinds that are not read."""
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    common = [f"{kind} {count}" for kind, count in ranked[:_KINDS_SHOWN]]
    told = ", ".join([*common, "…"] if len(kinds) > _KINDS_SHOWN else common)
    many = kinds.total() > 1
    what = f"{kinds.total()} files of other kinds" if many else "1 file of another kind"
    return Skipped(
        folder,
        f"{_printable(folder)}: {what} ({told}) {'were' if many else 'was'} left out: {KINDS}.",
    )


def _files_of(path: Path, skipped: list[Skipped]) -> list[Path]:
    """Return the files behind one given path. SourceError when it is missing or cannot be listed."""
    try:
        if not path.exists():
            raise SourceError(
                f"{path}: no such file or folder. Check the path; `rag index PATH` takes files and folders."
            )
        if not path.is_dir():
            return [path]
        entries = list(path.iterdir())
    except OSError as error:
        raise SourceError(_unlisted(path, error)) from error
    kinds: Counter[str] = Counter()
    files = list(_walk(entries, skipped, kinds))
    if kinds:
        skipped.append(_other_kinds(path, kinds))
    return files


def find_sources(paths: Sequence[Path], skipped: list[Skipped] | None = None) -> list[Source]:
    """Return the text files behind the given files and folders, each once.

    What is left out in folders (broken links, folders that cannot be listed, other kinds of files) is added to
    ``skipped``. Raises SourceError for a path that does not exist or cannot be listed and when nothing readable is
    found at all. Files that would be cited by the same name get the names of their folders in front, as many as it
    takes.
    """
    found: dict[Path, Source] = {}
    left: list[Skipped] = []
    for path in paths:
        files = _files_of(path, left)
        root = path if path.is_dir() else path.parent
        for file in files:
            found.setdefault(
                file.resolve(), Source(file.resolve(), root.resolve(), file.relative_to(root).as_posix())
            )
    left = list(dict.fromkeys(left))
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        places = ", ".join(map(str, paths)) or "(no path given)"
        reasons = "".join(f"\n  {s.reason}" for s in left)
        raise SourceError(
            f"{places}: no readable documents. Files of these kinds are read: {kinds}.{reasons}"
        )
    if skipped is not None:
        skipped += left
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


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, as they were at one moment.

    SourceError when it is no ordinary file, cannot be read, is too large (then it is not opened), or changes meanwhile.
    """
    if not path.is_file():
        raise SourceError(f"{path}: cannot be read (no ordinary file).")
    textual = FORMATS.get(path.suffix.lower()) not in BINARY
    limit = LARGEST_TEXT if textual else LARGEST
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > limit:
                raise SourceError(
                    f"{path}: {before.st_size:,} bytes, above the limit of {limit:,}. Split the file."
                )
            # A file that grows while it is read must not fill the memory.
            data = file.read(limit + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}).") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(
        data
    ) != after.st_size:
        raise SourceError(f"{path}: changed while it was read. Index again when nothing writes to it.")
    return data


def read_source(path: Path, encoding: str | None = None) -> tuple[Decoded, str]:
    """Return a file's decoded source, which citations point into, and the SHA-256 of its bytes.

    Everything that looks at sources reads them through here: what is cited is what was indexed. SourceError says why
    the file cannot be read.
    """
    data = read_bytes(path)
    return decode(path, data, encoding), hashlib.sha256(data).hexdigest()


def load(source: Source) -> Document:
    """Read one file into a document. SourceError says why it cannot be read."""
    check_name(source.path)
    decoded, sha256 = read_source(source.path, source.encoding)
    document = read_document(
        decoded.text, file=source.file, sha256=sha256, reading=decoded.reading, said=source.said
    )
    if not document.paragraphs:
        raise SourceError(f"{source.path}: holds no readable text.")
    return document


def _as_said(sources: Sequence[Source], encoding: str | None, skipped: list[Skipped]) -> list[Source]:
    """Return the sources with what a ``corpus.toml`` says of them; its encoding goes before the one for all.

    Globs of a ``corpus.toml`` that fit no file are told in ``skipped``. SourceError for one that cannot be understood.
    """
    places = [(s.root, s.path) for s in sources]
    skipped += [Skipped(remark.file, remark.reason) for remark in unmatched(places)]
    said = [find_statement(*place) for place in places]
    return [
        replace(s, said=told, encoding=s.encoding or (told and told.encoding) or encoding)
        for s, told in zip(sources, said, strict=True)
    ]


def read_files(
    paths: Sequence[Path],
    progress: Callable[[int, int], None] = lambda done, total: None,
    encoding: str | None = None,
) -> ReadFiles:
    """Read files and folders, and list what was skipped with the reason. ``progress``: how many files of how many.

    ``encoding`` is what all text files are written in; None to find out for each. Raises SourceError when a path is
    missing, no encoding is called so, or not one file could be read.
    """
    skipped: list[Skipped] = []
    named = None if encoding is None else check_encoding(encoding)
    sources = _as_said(find_sources(paths, skipped), named, skipped)
    read = ReadFiles([], [], skipped)
    for number, source in enumerate(sources, start=1):
        try:
            read.documents.append(load(source))
            read.sources.append(source)
        except SourceError as error:
            skipped.append(Skipped(source.path, str(error)))
        progress(number, len(sources))
    if not read.documents:
        reasons = "\n".join(f"  {s.reason}" for s in skipped)
        raise SourceError(f"none of {len(sources)} files could be read:\n{reasons}")
    return read


def read_folder(paths: Sequence[Path]) -> tuple[list[Document], list[Skipped]]:
    """Read files and folders into documents, and list what was skipped with the reason.

    Raises SourceError when a path is missing or when not one file could be read.
    """
    read = read_files(paths)
    return read.documents, read.skipped
