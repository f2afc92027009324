"""The source files that evidence and citations point into: found below given folders, read once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from corpus.files import read_source
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class _Bare:
    """A text without its white space, and for each character left its offset in the text."""

    text: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """Source files by the name that sets and citations call them; ``roots`` are searched in order.

    A file is looked for under its relative path, then under its bare name, because a set and an index may
    have been made from different folders. An empty ``roots`` is allowed: then no file is ever found.
    """

    roots: tuple[Path, ...] = ()
    _texts: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)
    _bares: dict[str, _Bare] = field(default_factory=dict, repr=False, compare=False)

    def path(self, file: str) -> Path | None:
        """Return where a file lies, None when it is below no root. A name never leads out of its root."""
        names = (Path(file), Path(Path(file).name))
        for root in self.roots:
            for name in names:
                path = root / name
                if ".." not in name.parts and not name.is_absolute() and path.is_file():
                    return path
        return None

    def text(self, file: str) -> str | None:
        """Return a file's decoded text, None when it is not there; SourceError when it cannot be read."""
        if file not in self._texts:
            path = self.path(file)
            self._texts[file] = None if path is None else read_source(path)[0].text
        return self._texts[file]

    def locate(self, file: str, quote: str) -> tuple[Span, ...]:
        """Return every place where a quote stands in a file, white space disregarded; none when absent."""
        text, wanted = self.text(file), "".join(quote.split())
        if text is None or not wanted:
            return ()
        if file not in self._bares:
            kept = tuple(i for i, c in enumerate(text) if not c.isspace())
            self._bares[file] = _Bare("".join(text[i] for i in kept), kept)
        bare, spans = self._bares[file], []
        at = bare.text.find(wanted)
        while at >= 0:
            spans.append(Span(bare.offsets[at], bare.offsets[at + len(wanted) - 1] + 1))
            at = bare.text.find(wanted, at + 1)
        return tuple(spans)


def code_digest(folders: Sequence[Path] | None = None) -> str:
    """Return 8 hex digits over the programs (``*.py``) and data (``data/*.json``) that answer questions.

    Without ``folders``, those of the installed stages: weights and fitted models are in them, so that no change of
    what answers leaves it as it was. Where they are installed does not count.
    """
    if folders is None:
        folders = [Path(str(resources.files(name))) for name in ("corpus", "index", "rag")]
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted([*folder.rglob("*.py"), *folder.glob("data/*.json")]):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            whole.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:8]


def digest(set_files: Sequence[Path], files: Iterable[str], sources: Sources) -> str:
    """Return 8 hex digits of the SHA-256 over question sets and the source files that their evidence names.

    Editing a question or a document changes it; where the files lie does not. A source that is not there
    counts as absent, so the digest with and without the sources differ.
    """
    whole = hashlib.sha256()
    parts = [(path.name, path) for path in sorted(set_files, key=lambda p: p.name)]
    parts += [(file, found) for file in sorted(set(files)) if (found := sources.path(file))]
    for name, path in parts:
        whole.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:8]
