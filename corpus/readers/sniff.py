"""Of which format a file is: by its ending, and by its bytes where the ending lies."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from corpus.errors import SourceError
from corpus.reading import Format

FORMATS = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".xlsx": Format.XLSX,
}
"""Endings of readable files, in lower case."""
BINARY = frozenset({Format.PDF, Format.DOCX, Format.XLSX})
"""Formats that are no text: no encoding can be named for them."""
# A PDF's mark may stand behind other bytes, as far as this.
_PDF_WITHIN = 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted Office file is an OLE folder with a stream of this name, written in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OFFICE = {"word/document.xml": Format.DOCX, "xl/workbook.xml": Format.XLSX}
_HTML_STARTS = (b"<!doctype html", b"<html")


def _inside_zip(path: Path, data: bytes) -> Format:
    """Return which Office format an archive is; SourceError when it is another archive or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise SourceError(
            f"{path}: a damaged or cut archive (ZIP, DOCX, XLSX). Get it once more or save it anew."
        ) from error
    for name, kind in _OFFICE.items():
        if name in names:
            return kind
    raise SourceError(f"{path}: a ZIP archive, not a document. Unpack it and give the folder.")


def _by_content(path: Path, data: bytes) -> Format | None:
    """Return the format that the bytes make certain; SourceError for known ones that are not read."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(_ZIP):
        return _inside_zip(path, data)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise SourceError(f"{path}: an encrypted Office file. Remove the password and save it anew.")
        raise SourceError(f"{path}: an Office file of the old kind. Save it as .docx or .xlsx.")
    return None


def _not_what_it_says(path: Path, data: bytes, told: Format) -> SourceError:
    """Return the error about a file whose ending names a binary format that its bytes are not."""
    if data.lstrip()[:64].lower().startswith(_HTML_STARTS):
        return SourceError(f"{path}: a web page, not a {told}. Get the file once more or name it .html.")
    if not data.strip(b"\0 \r\n\t"):
        return SourceError(f"{path}: empty. Get the file once more.")
    return SourceError(f"{path}: damaged or not a {told}. Get it once more or save it anew.")


def format_of(path: Path, data: bytes) -> tuple[Format, tuple[str, ...]]:
    """Return a file's format, and a remark when its ending says another one.

    A file of any other ending is read as text. SourceError for archives, encrypted and old Office files, and for files
    that say they are PDF, DOCX or XLSX and are not.
    """
    told = FORMATS.get(path.suffix.lower(), Format.TEXT)
    found = _by_content(path, data)
    if found is None:
        if told in BINARY:
            raise _not_what_it_says(path, data, told)
        return told, ()
    # A text about PDFs may begin with the mark's letters; nothing but a PDF begins with the mark itself.
    if found is Format.PDF and told is not Format.PDF and not data.startswith(b"%PDF-"):
        return told, ()
    return found, () if found is told else (f"named {path.suffix or 'without ending'}, but is {found}",)
