"""Folders made once, used often: written beside, renamed into place, checked by SHA-256 digests."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def read_manifest(folder: Path) -> dict[str, str] | None:
    """Return file name to SHA-256 of an undamaged folder; None where a file is missing or differs."""
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        intact = all(sha256_of(folder / name) == digest for name, digest in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(files) if intact and files else None


def make_folder(folder: Path, fill: Callable[[Path], None]) -> dict[str, str]:
    """Let ``fill`` write into a new folder, publish it as ``folder`` in one rename, return its manifest.

    Two processes may do this at once: each fills its own, the first to finish wins, the other uses the
    winner's. A damaged folder in the place is replaced. OSError when the place cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        fill(fresh)
        files = {path.relative_to(fresh).as_posix(): sha256_of(path) for path in _files(fresh)}
        (fresh / MANIFEST).write_text(json.dumps({"files": files}, indent=1), encoding="utf-8")
        return _publish(fresh, folder, files)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _publish(fresh: Path, folder: Path, files: dict[str, str]) -> dict[str, str]:
    fresh.chmod(0o755)
    if folder.exists():
        made_meanwhile = read_manifest(folder)
        if made_meanwhile is not None:
            return made_meanwhile
        _set_aside(folder)
    try:
        fresh.rename(folder)
    except OSError:
        made_meanwhile = read_manifest(folder)
        if made_meanwhile is None:
            raise
        return made_meanwhile
    return files


def _set_aside(folder: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-damaged-", dir=folder.parent))
    try:
        folder.rename(aside / folder.name)
    except FileNotFoundError:
        pass  # another process was quicker
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
