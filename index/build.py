"""Files to an index folder: built beside the one in use, swapped in by replacing one small file."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.errors import SourceError
from corpus.files import Skipped, Source, find_sources, load
from corpus.passages import PassageSettings, passages
from corpus.script import fold
from corpus.types import Document, Passage
from index.bm25 import LexicalIndex
from index.encode import Encoder
from index.errors import IndexFolderError
from index.faiss_store import FaissStore
from index.lexicon import write_lexicon
from index.manifest import (
    CURRENT,
    IndexedFile,
    Manifest,
    Recipe,
    check_files,
    checksum,
    generation,
    read_manifest,
    reader_digest,
)
from index.passage_file import write_passages
from index.segment import Segmenter
from index.types import FloatArray

PASSAGES, VECTORS, LEXICAL, KEYS, LEXICON = (
    "passages.jsonl",
    "vectors.faiss",
    "lexical",
    "keys.npy",
    "lexicon.json",
)
_BATCH = 64
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of files and passages, how many passages the encoder read, files left out and why."""

    files: int
    passages: int
    encoded: int
    skipped: tuple[Skipped, ...] = ()
    unchanged: bool = False


@dataclass(slots=True)
class _Read:
    documents: list[Document] = field(default_factory=list)
    files: list[IndexedFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def context(passage: Passage) -> str:
    """Return what a passage stands under, as both indexes read it: company, year, title and headings."""
    year = f"{passage.year}年" if passage.year else ""
    return " ".join(part for part in (passage.company or "", year, passage.header) if part)


def encoder_text(passage: Passage, folded: str) -> str:
    """Return the text that is embedded for a passage: its context, then its own words, folded to one script."""
    return f"{fold(context(passage))}\n{folded}"


def _read(sources: Sequence[Source], progress: Progress) -> _Read:
    read = _Read()
    for number, source in enumerate(sources, start=1):
        try:
            document = load(source)
        except SourceError as error:
            read.skipped.append(Skipped(source.path, str(error)))
        else:
            read.documents.append(document)
            read.files.append(IndexedFile(source.file, str(source.path), document.sha256))
        progress("reading", number, len(sources))
    if not read.documents:
        reasons = "\n".join(f"  {s.reason}" for s in read.skipped)
        raise SourceError(f"none of {len(read.skipped)} files could be read:\n{reasons}")
    return read


def _key(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little"))


def _known_vectors(folder: Path, recipe: Recipe) -> dict[int, FloatArray]:
    """Return the vectors of the index in place by key of their text; empty when there is none that fits."""
    with suppress(IndexFolderError, OSError, EOFError, ValueError, IndexError):
        old = read_manifest(folder)
        check_files(folder, old)
        if (old.recipe.encoder, old.recipe.dim) == (recipe.encoder, recipe.dim):
            place = generation(folder)
            keys = np.load(place / KEYS, allow_pickle=False)
            rows = FaissStore.open(place / VECTORS).vectors(list(range(len(keys))))
            return {int(k): row for k, row in zip(keys, rows, strict=True)}
    return {}


def _encode(
    texts: Sequence[str], encoder: Encoder, known: dict[int, FloatArray], progress: Progress
) -> tuple[FloatArray, int]:
    """Encode the texts that are not known yet; return all vectors in order and how many were encoded."""
    keys = [int(_key(text)) for text in texts]
    missing = sorted({k: i for i, k in enumerate(keys) if k not in known}.values())
    for at in range(0, len(missing), _BATCH):
        batch = missing[at : at + _BATCH]
        vectors = encoder.encode_passages([texts[i] for i in batch])
        known.update({keys[i]: vector for i, vector in zip(batch, vectors, strict=True)})
        progress("encoding", min(at + _BATCH, len(missing)), len(missing))
    stacked = np.stack([known[k] for k in keys]) if keys else np.zeros((0, encoder.dim), dtype=np.float32)
    return stacked.astype(np.float32), len(missing)


def build(
    paths: Sequence[Path],
    folder: Path,
    *,
    encoder: Encoder,
    encoder_choice: str,
    segmenter: Segmenter,
    settings: PassageSettings | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> BuildReport:
    """Index files and folders into ``folder``; an index already there stays usable until the new one is whole.

    Passages whose text is unchanged are not encoded again; when nothing changed nothing is written. ``progress`` is
    called with the stage's name, how much is done and of how much. Raises SourceError when nothing can be read and
    IndexFolderError when the folder cannot be written (a full disk, for example).
    """
    settings = settings or PassageSettings()
    read = _read(find_sources(paths), progress)
    recipe = Recipe(
        encoder.name,
        encoder.dim,
        segmenter.name,
        settings.target,
        settings.longest,
        reader_digest(),
        segmenter.dictionary,
    )
    found = [(d, p) for d in read.documents for p in passages(d, settings)]
    manifest = Manifest(recipe, encoder_choice, tuple(read.files), len(found), {})
    if _is_current(folder, manifest):
        return BuildReport(len(read.files), len(found), 0, tuple(read.skipped), unchanged=True)
    folds = {d.file: fold(d.text) for d in read.documents}
    folded = [p.span.of(folds[d.file]) for d, p in found]
    only = [p for _, p in found]
    texts = [encoder_text(p, f) for p, f in zip(only, folded, strict=True)]
    vectors, encoded = _encode(texts, encoder, _known_vectors(folder, recipe), progress)
    terms = []
    for i, (p, f) in enumerate(zip(only, folded, strict=True), start=1):
        terms.append(segmenter.terms(f) + segmenter.terms(fold(context(p))))
        if i % 500 == 0 or i == len(only):
            progress("segmenting", i, len(only))
    try:
        _write(
            folder,
            manifest,
            only,
            vectors,
            np.array([_key(t) for t in texts], dtype=np.uint64),
            LexicalIndex.build(terms),
        )
    except OSError as error:
        raise IndexFolderError(
            f"{folder}: the index cannot be written ({error.strerror or error}). Free some space or choose another"
            " folder with --index; what stood there before is unchanged."
        ) from error
    return BuildReport(len(read.files), len(found), encoded, tuple(read.skipped))


def _is_current(folder: Path, wanted: Manifest) -> bool:
    try:
        old = read_manifest(folder)
        check_files(folder, old)
    except IndexFolderError:
        return False
    return old.fingerprint == wanted.fingerprint and old.files == wanted.files


def _write(
    folder: Path,
    manifest: Manifest,
    found: Sequence[Passage],
    vectors: FloatArray,
    keys: np.ndarray,
    lexical: LexicalIndex,
) -> None:
    """Write a new generation, then point to it; a failure or Ctrl-C on the way leaves nothing behind."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"generation-{uuid.uuid4().hex[:12]}"
    try:
        place.mkdir()
        write_passages(place / PASSAGES, found)
        store = FaissStore(vectors.shape[1])
        store.add(vectors)
        store.save(place / VECTORS)
        np.save(place / KEYS, keys, allow_pickle=False)
        lexical.save(place / LEXICAL)
        write_lexicon(place / LEXICON, lexical)
        written = sorted(p for p in place.rglob("*") if p.is_file())
        sums = {p.relative_to(place).as_posix(): checksum(p) for p in written}
        Manifest(manifest.recipe, manifest.encoder_choice, manifest.files, manifest.passages, sums).save(
            place
        )
        pointer = folder / f"{CURRENT}.{place.name}"
        pointer.write_text(place.name + "\n", encoding="utf-8")
        os.replace(pointer, folder / CURRENT)  # noqa: PTH105 - the one atomic step
    except RuntimeError as error:  # FAISS reports a full disk this way
        raise OSError(0, f"the vector store could not be written: {error}") from error
    finally:
        _tidy(folder, place)
        if is_new and not any(folder.iterdir()):
            folder.rmdir()


def _tidy(folder: Path, place: Path) -> None:
    """Remove every generation but the new one when that is in use, else the new one alone.

    What is in use is read from the pointer, for Ctrl-C may fall between its replacement and any note of that.
    """
    live: Path | None = None
    with suppress(IndexFolderError):
        live = generation(folder)
    for other in list(folder.glob("generation-*")) if live == place else [place]:
        if other != live:
            shutil.rmtree(other, ignore_errors=True)
    for left in folder.glob(f"{CURRENT}.generation-*"):
        left.unlink(missing_ok=True)
