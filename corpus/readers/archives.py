"""Office files are ZIP archives: how large they unpack is checked before anything is parsed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from corpus.errors import SourceError

MOST_UNPACKED = 400_000_000
"""Bytes that all parts of an Office file may unpack to."""
LARGEST_PART = 100_000_000
"""Bytes that one XML part may unpack to; parsed, it takes some ten times as much memory."""
HIGHEST_RATIO = 200
"""How many times its size an XML part may unpack to; real ones reach 10 to 60."""
MOST_PARTS = 20_000
"""Parts that an archive may have."""
# Small parts may be as regular as they like: an empty sheet packs to nothing.
_RATIO_FROM = 5_000_000


def check_archive(path: Path, data: bytes) -> None:
    """Raise SourceError when an archive is damaged, encrypted, or unpacks to more than the limits above."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(f"{path}: a damaged or cut archive. Get it once more or save it anew.") from error
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError(f"{path}: an encrypted archive. Remove the password and save it anew.")
    for reason in _too_much(parts):
        raise SourceError(f"{path}: {reason}. It may be a ZIP bomb; save it anew, smaller or in parts.")


def _too_much(parts: list[zipfile.ZipInfo]) -> list[str]:
    found = []
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        found.append(f"{len(parts):,} parts, above the limit of {MOST_PARTS:,}")
    if total > MOST_UNPACKED:
        found.append(f"unpacks to {total:,} bytes, above the limit of {MOST_UNPACKED:,}")
    for part in parts:
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        if part.file_size > LARGEST_PART:
            found.append(
                f"{part.filename} unpacks to {part.file_size:,} bytes, above the limit of {LARGEST_PART:,}"
            )
        elif part.file_size > max(_RATIO_FROM, HIGHEST_RATIO * part.compress_size):
            found.append(
                f"{part.filename} unpacks to {part.file_size:,} bytes, over {HIGHEST_RATIO} times its size"
            )
    return found
