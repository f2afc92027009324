"""DOCX: headings, lists, tables, foot- and endnotes by mammoth, then as a page. Tracked deletions are not shown."""

from __future__ import annotations

import io
import re
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.archives import check_archive
from corpus.readers.decoded import Decoded, counted
from corpus.readers.html.read import draw_page
from corpus.reading import Format, Reading

# Word's own styles, and what Chinese editions and templates call them.
_STYLES = (
    "\n".join(
        f"p[style-name='{name}'] => h{level}:fresh"
        for level in range(1, 7)
        for name in (f"标题 {level}", f"標題 {level}", f"标题{level}", f"標題{level}", f"Heading{level}")
    )
    + "\n"
    + "\n".join(f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "标题", "標題"))
    + "\np[style-name='Caption'] => p:fresh\np[style-name='题注'] => p:fresh\np[style-name='標號'] => p:fresh"
)
_IMAGE = re.compile(r"<img[^>]*>")


def read_docx(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """Return a Word document's text. SourceError when it is damaged, encrypted or unpacks to too much.

    ``encoding`` is not looked at: the format says it itself.
    """
    check_archive(path, data)
    html = _to_html(path, data)
    images = len(_IMAGE.findall(html))
    text, _ = draw_page(html, path, whole=True)
    remarks = (f"{counted(images, 'picture')} left out",) if images else ()
    return Decoded(text, Reading(Format.DOCX, remarks=remarks))


def _to_html(path: Path, data: bytes) -> str:
    import mammoth

    # Pictures as empty elements: their bytes would make the page many times as long.
    without = mammoth.images.img_element(lambda image: {"src": ""})
    try:
        made = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=without)
    except Exception as error:
        # Whatever the parser stumbles over (a missing part, broken XML, too deep a nesting) is the file's fault.
        raise SourceError(
            f"{path}: a damaged Word file ({type(error).__name__}). Open it in Word and save it anew."
        ) from error
    return str(made.value)
