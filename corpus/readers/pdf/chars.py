"""A PDF's printed characters and ruled lines, page by page. The only file that knows the library."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SourceError

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES = 5_000
"""Pages of a PDF that is read; larger ones are refused."""
MOST_CHARACTERS = 12_000_000
"""Characters of all pages; a PDF with more is refused."""
_MOST_ON_PAGE = 200_000
_MOST_OBJECTS = 20_000
# A page with more ruled lines is a drawing: they part no text.
_MOST_RULINGS = 2_000
# A stroke thinner than this many points and at least this long is a ruled line.
_THIN, _LONG = 3.0, 8.0
# Characters turned by more than this (radians) stand on their side.
_TURNED = 0.1
_BOLD_WEIGHT = 600
_NO_PAGES = re.compile(rb"/Count\s+0\b[^>]{0,80}/Kids\s*\[\s*\]|/Kids\s*\[\s*\][^>]{0,80}/Count\s+0\b")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its box in points from the lower left corner, its baseline, size, and whether it is bold.

    ``spaced`` says that the library sees a space before it where the file has none.
    """

    char: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    size: float
    bold: bool
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruled line from (left, bottom) to (right, top); one of its extents is next to nothing."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def level(self) -> bool:
        """Whether it runs across the page rather than up."""
        return self.right - self.left >= self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageChars:
    """A page: its 1-based number, its size in points, its characters in the file's order, and its ruled lines.

    ``turned`` counts the characters left out because they stand on their side; ``broken`` says that it could not be
    read.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    turned: int = 0
    pictures: int = 0
    broken: bool = False


def pages_of(path: Path, data: bytes) -> Iterator[PageChars]:
    """Yield a PDF's pages. SourceError when it is encrypted, damaged, empty or too large."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # The library's error may be that of an earlier file: the file itself must bear it out.
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise SourceError(f"{path}: an encrypted PDF. Remove the password and save it anew.") from error
        what = "a PDF without pages" if _NO_PAGES.search(data) else "a damaged or cut PDF"
        raise SourceError(f"{path}: {what}. Get it once more or save it anew.") from error
    with closing(document):
        count = len(document)
        if count > MOST_PAGES:
            raise SourceError(f"{path}: {count:,} pages, above the limit of {MOST_PAGES:,}. Split the file.")
        total = 0
        for number in range(count):
            page = _page(document, number)
            total += len(page.glyphs)
            if total > MOST_CHARACTERS:
                raise SourceError(
                    f"{path}: more than {MOST_CHARACTERS:,} characters, read up to page {number + 1}. Split the file."
                )
            yield page


def _page(document: pypdfium2.PdfDocument, index: int) -> PageChars:
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return PageChars(index + 1, 0, 0, (), (), broken=True)
    with closing(page):
        width, height = page.get_size()
        try:
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return PageChars(index + 1, width, height, (), (), broken=True)
        with closing(text):
            glyphs, turned = _glyphs(text)
        rulings, pictures = _objects(page)
        return PageChars(index + 1, width, height, tuple(glyphs), tuple(rulings), turned, pictures)


def _is_bold(text: object, at: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text, at) >= _BOLD_WEIGHT:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, at, name, 128, ctypes.byref(ctypes.c_int()))
    called = name.value.lower()
    return any(part in called for part in (b"bold", b"heavy", b"black", b"simhei", b"-demi"))


def _glyphs(page: pypdfium2.PdfTextPage) -> tuple[list[Glyph], int]:
    """Return a page's characters without those that the library adds itself, and how many stand on their side."""
    from pypdfium2 import raw

    text = page.raw
    found: list[Glyph] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    turned, last, size, bold, angle, spaced = 0, -1, 0.0, False, 0.0, False
    for at in range(min(raw.FPDFText_CountChars(text), _MOST_ON_PAGE)):
        code = raw.FPDFText_GetUnicode(text, at)
        if not code or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        if raw.FPDFText_IsGenerated(text, at) == 1:
            spaced = spaced or code == ord(" ")
            continue
        of = ctypes.cast(raw.FPDFText_GetTextObject(text, at), ctypes.c_void_p).value or 0
        if of != last:
            last = of
            raw.FPDFText_GetMatrix(text, at, matrix)
            size = raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
            angle = math.atan2(matrix.b, matrix.a)
            bold = _is_bold(text, at)
        if abs(angle) > _TURNED:
            turned += 1
            continue
        if not raw.FPDFText_GetLooseCharBox(text, at, box) or not raw.FPDFText_GetCharOrigin(text, at, x, y):
            continue
        found.append(Glyph(chr(code), box.left, box.right, box.bottom, box.top, y.value, size, bold, spaced))
        spaced = False
    return found, turned


def _objects(page: pypdfium2.PdfPage) -> tuple[list[Ruling], int]:
    """Return a page's ruled lines, and how many pictures it has."""
    from pypdfium2 import raw

    rulings: list[Ruling] = []
    pictures = 0
    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        thing = raw.FPDFPage_GetObject(page, at)
        kind = raw.FPDFPageObj_GetType(thing)
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
        if kind != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(thing, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        wide, high = right - left, top - bottom
        if min(wide, high) <= _THIN and max(wide, high) >= _LONG:
            rulings.append(Ruling(left, bottom, right, top))
        elif min(wide, high) > _THIN and _is_stroked_box(thing):
            rulings += [
                Ruling(left, bottom, right, bottom), Ruling(left, top, right, top),
                Ruling(left, bottom, left, top), Ruling(right, bottom, right, top),
            ]  # fmt: skip
    return (rulings if len(rulings) <= _MOST_RULINGS else []), pictures


def _is_stroked_box(path: object) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value) and raw.FPDFPath_CountSegments(path) in (4, 5)
