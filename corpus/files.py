"""Files and folders to documents. What cannot be read is named and skipped; the rest goes on."""

from __future__ import annotations

import codecs
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
# Wrong places above this share mean that text is not in the encoding it was read in.
_WRONG_SHARE = 0.001
# Endings that are named in the line about files of other kinds.
_KINDS_SHOWN = 6
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
            else:
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
        f"{_printable(folder)}: {what} ({told}) {'were' if many else 'was'} left out: text and Markdown are read.",
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


def _controls(text: str) -> int:
    return sum(1 for c in text if c < " " and c not in "\t\n\r\f")


def _few_wrong(text: str) -> bool:
    """Tell whether text decoded with replacements is whole but for a wrong or cut place."""
    return text.count("\ufffd") <= max(1, _WRONG_SHARE * len(text))


def _advice(data: bytes) -> str | None:
    """Return what to do with text that is not UTF-8; None when the bytes are no text in a usual encoding either."""
    encoding = _likely_encoding(data)
    other, own = data.decode(encoding, "replace"), data.decode("utf-8", "replace")
    if "\0" in other or _controls(other) > _CONTROL_SHARE * len(other):
        return None
    if _few_wrong(own):
        return "though most of it is. Mend or remove what stands there."
    return f"Convert it, for example: iconv -f {encoding} -t UTF-8." if _few_wrong(other) else None


def decode(data: bytes, path: Path) -> str:
    """Return UTF-8 bytes as text; SourceError says where the first wrong byte is, or that this is no text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        advice = _advice(data)
        if advice is None:
            raise SourceError(
                f"{path}: not a text file (neither UTF-8 nor another usual encoding). Leave it out or save it as text."
            ) from error
        line = data.count(b"\n", 0, error.start) + 1
        comma = "," if advice.startswith("though") else "."
        raise SourceError(f"{path}: not UTF-8 (byte {error.start}, line {line}){comma} {advice}") from error
    controls = _controls(text)
    if controls > _CONTROL_SHARE * len(text):
        raise SourceError(
            f"{path}: not a text file ({controls} control characters). Leave it out or save it as text."
        )
    return text


def load(source: Source) -> Document:
    """Read one file into a document. SourceError says why it cannot be read."""
    check_name(source.path)
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


def read_files(
    paths: Sequence[Path], progress: Callable[[int, int], None] = lambda done, total: None
) -> ReadFiles:
    """Read files and folders, and list what was skipped with the reason. ``progress``: how many files of how many.

    Raises SourceError when a path is missing or when not one file could be read.
    """
    skipped: list[Skipped] = []
    sources = find_sources(paths, skipped)
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
