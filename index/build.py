"""Files to an index folder: built beside the one in use, swapped in by replacing one small file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.dates.periods import in_words
from corpus.files import ReadFiles, Skipped, check_name, read_files
from corpus.passages import PassageSettings, passages
from corpus.script import fold
from corpus.types import Passage, Span
from index.bm25 import LexicalIndex
from index.companies import companies_of
from index.encode import Encoder, lasting_choice
from index.errors import IndexFolderError
from index.faiss_store import FaissStore
from index.lexicon import write_lexicon
from index.lock import Interrupts, cannot_write, only_writer
from index.manifest import (
    CURRENT,
    GENERATION,
    MANIFEST,
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
MARKER = "wenju-generation"
"""The file in every generation that says it is ours, from its first moment on."""
_BATCH = 64
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of files and passages, how many passages the encoder read, files left out and why.

    ``remarks`` are what readers have to say of files that were read, a line each.
    """

    files: int
    passages: int
    encoded: int
    skipped: tuple[Skipped, ...] = ()
    unchanged: bool = False
    remarks: tuple[str, ...] = ()


def context(passage: Passage) -> str:
    """Return what a passage stands under, as both indexes read it: company, period, title and headings."""
    period = passage.subject.period
    year = in_words(period, chinese=True) if period else ""
    return " ".join(part for part in (passage.company or "", year, passage.header) if part)


def encoder_text(passage: Passage, folded: str) -> str:
    """Return the text that is embedded for a passage: its context, then its own words, folded to one script."""
    return f"{fold(context(passage))}\n{folded}"


def _key(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little"))


def _known_vectors(folder: Path, recipe: Recipe) -> dict[int, FloatArray]:
    """Return the vectors of the index in place by key of their text; empty when there is none that fits."""
    with suppress(IndexFolderError, OSError, EOFError, ValueError, IndexError):
        place = generation(folder)
        old = read_manifest(folder, place)
        check_files(folder, old, place)
        if (old.recipe.encoder, old.recipe.dim) == (recipe.encoder, recipe.dim):
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
    encoding: str | None = None,
    read_paths: Callable[[Sequence[Path], Callable[[int, int], None], str | None], ReadFiles] = read_files,
) -> BuildReport:
    """Index files and folders into ``folder``; an index already there stays usable until the new one is whole.

    Passages whose text is unchanged are not encoded again; when nothing changed nothing is written. ``progress`` is
    called with the stage's name, how much is done and of how much; ``encoding`` is what all text files are written in,
    None to find out for each; ``read_paths`` makes documents of the paths. Ctrl-C changes nothing before the new index
    is in place, and comes too late afterwards. Raises SourceError when nothing can be read or the dictionary is none,
    IndexFolderError when the folder cannot be written (a full disk, for example), and IndexBusyError while another
    process writes there.
    """
    settings = settings or PassageSettings()
    dictionary = _lasting_dictionary(segmenter)
    choice = lasting_choice(encoder_choice)
    check_name(Path(choice))
    check_target(folder)
    with Interrupts() as interrupts, only_writer(folder):
        read = read_paths(paths, lambda done, total: progress("reading", done, total), encoding)
        files = tuple(
            IndexedFile(s.file, str(s.path), d.sha256, s.encoding, s.said.digest if s.said else "")
            for s, d in zip(read.sources, read.documents, strict=True)
        )
        recipe = Recipe(
            encoder.name, encoder.dim, segmenter.name, settings.target, settings.longest, reader_digest(), dictionary
        )  # fmt: skip
        found = [p for d in read.documents for p in passages(d, settings)]
        manifest = Manifest(recipe, choice, files, len(found), {}, companies_of(read))
        remarks = tuple(f"{d.file}: {remark}" for d in read.documents for remark in d.reading.remarks)
        report = BuildReport(len(files), len(found), 0, tuple(read.skipped), unchanged=True, remarks=remarks)
        if _is_current(folder, manifest):
            return report
        folds = {d.file: fold(d.text) for d in read.documents}
        # Glued cells are words of their own to both indexes, as they are to a reader.
        folded = [fold(p.words(Span(0, len(p.text)))) if p.cells else p.span.of(folds[p.file]) for p in found]
        segmenter.terms("字")  # A dictionary that is none is said before anything is encoded.
        texts = [encoder_text(p, f) for p, f in zip(found, folded, strict=True)]
        vectors, encoded = _encode(texts, encoder, _known_vectors(folder, recipe), progress)
        lexical = _lexical(found, folded, segmenter, progress)
        try:
            _write(folder, manifest, found, vectors, texts, lexical, interrupts.ignore)
        except OSError as error:
            raise IndexFolderError(
                f"{folder}: the index cannot be written ({error.strerror or error}). Free some space or choose another"
                " folder with --index; what stood there before is unchanged."
            ) from error
        return replace(report, encoded=encoded, unchanged=False)


def _lasting_dictionary(segmenter: Segmenter) -> str | None:
    """Return the absolute path of a segmenter's dictionary. SourceError when that is not UTF-8."""
    if segmenter.dictionary is None:
        return None
    path = Path(segmenter.dictionary).absolute()
    check_name(path)
    return str(path)


def _lexical(
    found: Sequence[Passage], folded: Sequence[str], segmenter: Segmenter, progress: Progress
) -> LexicalIndex:
    terms = []
    for i, (p, f) in enumerate(zip(found, folded, strict=True), start=1):
        terms.append(segmenter.terms(f) + segmenter.terms(fold(context(p))))
        if i % 500 == 0 or i == len(found):
            progress("segmenting", i, len(found))
    return LexicalIndex.build(terms)


def check_target(folder: Path) -> None:
    """Raise IndexFolderError when an index plainly cannot be kept in a folder; nothing is written to find out."""
    reason = ""
    try:
        there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
        if not there.is_dir():
            reason = f"{there} is a file"
        elif not os.access(there, os.W_OK | os.X_OK):
            reason = f"no right to write in {there}"
        elif _is_foreign(folder):
            reason = f"{folder / CURRENT} is in the way, which is of no index"
    except OSError as error:
        reason = str(error.strerror or error)
    if reason:
        raise IndexFolderError(cannot_write(folder, reason))


def _is_foreign(folder: Path) -> bool:
    """Tell whether something that is no pointer of ours, not even a damaged one, stands where the pointer goes."""
    pointer = folder / CURRENT
    if not pointer.exists():
        return False
    if not pointer.is_file():
        return True
    data = pointer.read_bytes().strip()
    if not data or GENERATION.fullmatch(data.decode("utf-8", "replace")):
        return False
    return not any(_is_ours(place) for place in folder.glob("generation-*"))


def _is_current(folder: Path, wanted: Manifest) -> bool:
    try:
        place = generation(folder)
        old = read_manifest(folder, place)
        check_files(folder, old, place)
    except IndexFolderError:
        return False
    return replace(old, checksums={}) == wanted


def _write(
    folder: Path,
    manifest: Manifest,
    found: Sequence[Passage],
    vectors: FloatArray,
    texts: Sequence[str],
    lexical: LexicalIndex,
    before_swap: Callable[[], None],
) -> None:
    """Write a new generation, then point to it; a failure or Ctrl-C on the way leaves nothing behind.

    ``before_swap`` is called when all but the swap is done. Raises OSError.
    """
    place = folder / f"generation-{uuid.uuid4().hex[:12]}"
    previous: Path | None = None
    with suppress(IndexFolderError):
        previous = generation(folder)
    try:
        place.mkdir()
        (place / MARKER).touch()
        write_passages(place / PASSAGES, found)
        store = FaissStore(vectors.shape[1])
        store.add(vectors)
        store.save(place / VECTORS)
        np.save(place / KEYS, np.array([_key(t) for t in texts], dtype=np.uint64), allow_pickle=False)
        lexical.save(place / LEXICAL)
        write_lexicon(place / LEXICON, lexical)
        written = sorted(p for p in place.rglob("*") if p.is_file() and p.name != MARKER)
        sums = {p.relative_to(place).as_posix(): checksum(p) for p in written}
        replace(manifest, checksums=sums).save(place)
        pointer = place / CURRENT
        pointer.write_text(place.name + "\n", encoding="utf-8")
        before_swap()
        os.replace(pointer, folder / CURRENT)  # noqa: PTH105 - the one atomic step
    except RuntimeError as error:  # FAISS reports a full disk this way
        raise OSError(0, f"the vector store could not be written: {error}") from error
    finally:
        _tidy(folder, place, previous)


def _tidy(folder: Path, place: Path, previous: Path | None) -> None:
    """Remove the new generation when it is not in use, else those older than the previous one.

    The previous one stays for whoever has just read the old pointer. What is in use is read from the pointer, for
    Ctrl-C may fall between its replacement and any note of that.
    """
    live: Path | None = None
    with suppress(IndexFolderError):
        live = generation(folder)
    if live != place:
        shutil.rmtree(place, ignore_errors=True)
        return
    for other in list(folder.glob("generation-*")):
        if other not in (live, previous) and _is_ours(other):
            shutil.rmtree(other, ignore_errors=True)


def _is_ours(place: Path) -> bool:
    """Tell whether a folder is a generation that we wrote: by its name, and by our marker or manifest in it."""
    if not GENERATION.fullmatch(place.name) or place.is_symlink() or not place.is_dir():
        return False
    if (place / MARKER).is_file():
        return True
    try:
        data = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(data, dict) and {"recipe", "encoder_choice", "checksums"} <= data.keys()
