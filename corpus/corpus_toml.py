"""What a ``corpus.toml`` beside the files says of them: it goes before the rules.

It lies in the folder that is read or in any folder above a file within it; a nearer one goes before one further up::

    [[document]]
    file = "reports/2020*.pdf"      # from the folder of corpus.toml; without a slash, in any folder below
    company = "山海邮递"
    period = "2020-Q3"              # 2020, 2020-H1, 2020-Q3
    kind = "quarterly report"
    published = "2020-10-21"        # or 2020-10, or 2020
    encoding = "gb18030"

    [[document]]
    file = "archive.txt"
    part = "春季公告"                # a document within the file whose title holds this
    title = "山海邮递春季公告"

    [companies]                     # usual name, and what else the company is called
    "山海邮递" = ["山海邮政", "Shanhai Post"]
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import SourceError
from corpus.globs import fits
from corpus.statement import FIELDS, SOURCE, Said, Statement
from corpus.subject import DocumentKind, Period

NAME = SOURCE
_KEYS = ("file", "part", *FIELDS, "encoding")
# TOML takes names in Chinese only in quotes.
_BARE_NAME = re.compile(r"^[ \t]*([^\s\"'#\[=]*[^\x00-\x7f][^\"'=\n]{0,40}?)[ \t]*=", re.MULTILINE)
_TABLES = ("document", "companies")
_PUBLISHED = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One ``[[document]]``."""

    glob: str
    part: str | None
    said: Said
    encoding: str | None


@dataclass(frozen=True, slots=True)
class _File:
    """One parsed ``corpus.toml``."""

    path: Path
    entries: tuple[_Entry, ...]
    companies: tuple[tuple[str, tuple[str, ...]], ...]


def _wrong(path: Path, what: str) -> SourceError:
    return SourceError(f"{path}: {what}")


def _text(path: Path, where: str, key: str, value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool) and key in {"period", "published"}:
        return str(value)
    if not isinstance(value, str):
        raise _wrong(path, f'{where}: {key} must be text in quotes, for example {key} = "…".')
    return value.strip()


def _period(path: Path, where: str, text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise _wrong(
            path, f'{where}: period = "{text}" is none. Write "2020", "2020-H1" or "2020-Q3".'
        ) from error


def _kind(path: Path, where: str, text: str) -> DocumentKind:
    try:
        return DocumentKind(text)
    except ValueError as error:
        allowed = ", ".join(k.value for k in DocumentKind)
        raise _wrong(path, f'{where}: kind = "{text}" is unknown. Allowed: {allowed}.') from error


def _published(path: Path, where: str, text: str) -> str:
    try:
        if not _PUBLISHED.fullmatch(text):
            raise ValueError
        dt.date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError as error:
        raise _wrong(
            path, f'{where}: published = "{text}" is no date. Write "2020", "2020-10" or "2020-10-21".'
        ) from error
    return text


def _encoding(path: Path, where: str, text: str) -> str:
    try:
        codecs.lookup(text)
    except (LookupError, ValueError) as error:
        raise _wrong(
            path, f'{where}: encoding = "{text}" is unknown. Write "utf-8", "gb18030", "big5" or "utf-16".'
        ) from error
    return text


def _said(path: Path, where: str, given: Mapping[str, str]) -> Said:
    stated = {key: value for key, value in given.items() if value}
    return Said(
        title=stated.get("title"),
        kind=_kind(path, where, stated["kind"]) if "kind" in stated else None,
        company=stated.get("company"),
        period=_period(path, where, stated["period"]) if "period" in stated else None,
        published=_published(path, where, stated["published"]) if "published" in stated else None,
        empty=frozenset(f for f in FIELDS if f in given and not given[f] and f != "title"),
    )


def _entry(path: Path, number: int, table: object) -> _Entry:
    where = f"[[document]] {number}"
    if not isinstance(table, dict):
        raise _wrong(path, "document must be a list of tables: write [[document]].")
    if unknown := [key for key in table if key not in _KEYS]:
        raise _wrong(path, f"{where}: unknown key {unknown[0]}. Allowed: {', '.join(_KEYS)}.")
    given = {key: _text(path, where, key, value) for key, value in table.items()}
    if not given.get("file"):
        raise _wrong(
            path, f'{where}: file is missing. Name the files it speaks of, for example file = "2020*.txt".'
        )
    if "part" in given and "encoding" in given:
        raise _wrong(path, f"{where}: encoding is of a whole file. Say it without part.")
    encoding = _encoding(path, where, given["encoding"]) if given.get("encoding") else None
    return _Entry(given["file"], given.get("part") or None, _said(path, where, given), encoding)


def _companies(path: Path, table: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(table, dict):
        raise _wrong(path, "companies must be a table: write [companies].")
    for name, aliases in table.items():
        if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
            raise _wrong(path, f'[companies]: {name} must be a list of names, for example {name} = ["…"].')
    return tuple((str(name), tuple(aliases)) for name, aliases in table.items())


def _parse(path: Path, data: bytes) -> _File:
    try:
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        bare = _BARE_NAME.search(data.decode("utf-8", "replace"))
        advice = f'Put names in quotes: "{bare[1]}" = ….' if bare else "Mend it, or remove the file."
        raise _wrong(path, f"no valid TOML ({error}). {advice}") from error
    if unknown := [key for key in tables if key not in _TABLES]:
        raise _wrong(path, f"unknown table {unknown[0]}. Allowed: [[document]] and [companies].")
    documents = tables.get("document", [])
    if not isinstance(documents, list):
        raise _wrong(path, "document must be a list of tables: write [[document]].")
    entries = tuple(_entry(path, n, table) for n, table in enumerate(documents, start=1))
    return _File(path, entries, _companies(path, tables.get("companies", {})))


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> _File:
    try:
        return _parse(path, path.read_bytes())
    except OSError as error:
        raise _wrong(path, f"cannot be read ({error.strerror}). Check its permissions.") from error


def _files(root: Path, path: Path) -> list[_File]:
    """Return the ``corpus.toml`` that speak of a file, the nearest first."""
    if not path.is_relative_to(root):  # A link that leads out of the folder.
        return []
    found = []
    for folder in path.parents:
        given = folder / NAME
        if given.is_file():
            state = given.stat()
            found.append(_read(given, state.st_mtime_ns, state.st_size))
        if folder == root:
            break
    return found


def _fits(glob: str, folder: Path, path: Path) -> bool:
    return fits(glob, path.relative_to(folder).as_posix())


def find_statement(root: Path, path: Path) -> Statement | None:
    """Return what the ``corpus.toml`` between ``root`` and a file below it say of the file; None when nothing.

    Both paths as ``Source`` has them, absolute. Raises SourceError for a ``corpus.toml`` that cannot be understood.
    """
    statement = Statement()
    for file in _files(root, path):
        fitting = [e for e in file.entries if _fits(e.glob, file.path.parent, path)]
        said, encoding = statement.said, statement.encoding
        # A later entry goes before an earlier one of the same file: the rule first, then its exceptions.
        for entry in reversed([e for e in fitting if e.part is None]):
            said, encoding = said.over(entry.said), encoding or entry.encoding
        parts = tuple((e.part, e.said) for e in reversed(fitting) if e.part is not None)
        statement = Statement(said, encoding, statement.parts + parts, statement.companies + file.companies)
    return None if statement == Statement() else statement


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a ``corpus.toml`` that its author may want to know."""

    file: Path
    reason: str


def unmatched(files: Iterable[tuple[Path, Path]]) -> list[Remark]:
    """Return a remark on each glob that fits none of the files, given as (root, path), in the order of the folders."""
    sources = list(files)
    found: dict[tuple[Path, str], bool] = {}
    for root, path in sources:
        for file in _files(root, path):
            for entry in file.entries:
                key = (file.path, entry.glob)
                found[key] = found.get(key, False) or _fits(entry.glob, file.path.parent, path)
    return [
        Remark(path, f'{path}: file = "{glob}" fits no file here. Write a path from the folder of {NAME}.')
        for (path, glob), fits in found.items()
        if not fits
    ]
