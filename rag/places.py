"""Where an index lies: as given, the nearest ``.rag`` folder upwards, or the built-in sample's."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

from corpus.folders import cache_folder

INDEX_FOLDER = ".rag"


def sample_sources() -> Path:
    """Return the folder of the built-in sample documents."""
    return Path(str(resources.files("corpus"))) / "sample"


def sample_index() -> Path:
    """Return where the built-in sample's index is kept: the user's cache, one for each installed copy."""
    copy = hashlib.sha256(str(sample_sources()).encode()).hexdigest()[:8]
    return cache_folder() / f"sample-{copy}"


def nearest_index(start: Path) -> Path | None:
    """Return the nearest ``.rag`` folder in ``start`` or above it, None when there is none."""
    for folder in (start, *start.parents):
        if (folder / INDEX_FOLDER).is_dir():
            return folder / INDEX_FOLDER
    return None


def resolve_index(given: Path | None, *, start: Path | None = None) -> Path:
    """Return the index folder to use. The folder need not exist: opening it says what is missing."""
    if given is not None:
        return given
    return nearest_index((start or Path.cwd()).resolve()) or sample_index()
