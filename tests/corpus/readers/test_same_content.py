"""The same content as PDF, DOCX, HTML, Markdown and text is the same document to its reader, in both scripts."""

from pathlib import Path

import pytest

from corpus.documents import read_document
from corpus.readers.registry import decode
from corpus.types import Document, ParagraphKind
from tests.corpus.readers import made

MAKERS = {
    "a.txt": lambda pieces, script: made.plain(pieces),
    "a.html": lambda pieces, script: made.page(pieces),
    "a.docx": lambda pieces, script: made.word(pieces),
    "a.pdf": made.pdf,
    "unruled.pdf": lambda pieces, script: made.pdf(pieces, script, grid=False),
}


def read(name: str, data: bytes) -> Document:
    decoded = decode(Path(name), data)
    return read_document(decoded.text, file=name, sha256="0" * 64, reading=decoded.reading)


def told(document: Document) -> list[tuple[object, ...]]:
    return [(p.kind, p.level, p.headings, p.span.of(document.text)) for p in document.paragraphs]


@pytest.mark.parametrize("script", made.CONTENT)
@pytest.mark.parametrize("name", MAKERS)
def test_paragraphs_kinds_and_headings_are_the_same(name, script):
    pieces = made.CONTENT[script]
    expected = told(read("a.md", made.markdown(pieces)))
    found = told(read(name, MAKERS[name](pieces, script)))
    # A PDF has its footnote on the page of its mark, the others at the end.
    note = ParagraphKind.FOOTNOTE
    assert [p for p in found if p[0] is not note] == [p for p in expected if p[0] is not note]
    assert [(p[0], p[3]) for p in found if p[0] is note] == [(p[0], p[3]) for p in expected if p[0] is note]
    assert len([p for p in found if p[0] is note]) == 1


@pytest.mark.parametrize("script", made.CONTENT)
def test_a_pdfs_paragraphs_know_their_pages(script):
    document = read("a.pdf", made.pdf(made.CONTENT[script], script))
    pages = [p.page for p in document.paragraphs]
    assert pages[0] == 1
    assert pages[-1] == 2
    (note,) = [p for p in document.paragraphs if p.kind is ParagraphKind.FOOTNOTE]
    assert note.page == 1
    # The last paragraph of the first page runs on to the second, the footnote below it does not cut it.
    (long,) = [p for p in document.paragraphs if "二〇二四年" in p.span.of(document.text)]
    assert long.page == 1
    assert long.span.of(document.text).endswith("。")
    turned = [page.start for page in document.reading.pages if page.number == 2]
    source = document.source_span(long.span)
    assert any(source.start < start < source.end for start in turned)


@pytest.mark.parametrize("script", made.CONTENT)
def test_boxes_name_the_lines_of_the_page(script):
    decoded = decode(Path("a.pdf"), made.pdf(made.CONTENT[script], script))
    boxes = decoded.reading.boxes
    assert len(boxes) > 20
    assert [box.start for box in boxes] == sorted({box.start for box in boxes})
    for box in boxes:
        assert 0 <= box.left < box.right <= 420
        assert 0 <= box.bottom < box.top <= 596
    first = next(box for box in boxes if decoded.text[box.start :].startswith("山海"))
    assert (first.page, decoded.text[: first.start]) == (1, "# ")
    assert first.top > 500


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.pdf", "a.txt"])
def test_the_same_bytes_give_the_same_text(name):
    data = MAKERS[name](made.CONTENT["hant"], "hant")
    assert decode(Path(name), data) == decode(Path(name), data)


def test_what_is_hidden_or_around_the_text_is_not_in_it_but_told():
    decoded = decode(Path("a.html"), made.page(made.CONTENT["hans"]))
    assert not any(word in decoded.text for word in ("看不见", "版权", "招聘", "var a", "color"))
    assert decoded.reading.remarks == (
        "1 hidden element left out", "2 parts around the text left out", "1 script left out",
    )  # fmt: skip


def test_running_headers_and_page_numbers_of_a_pdf_are_left_out_and_told():
    decoded = decode(Path("a.pdf"), made.pdf(made.CONTENT["hant"], "hant"))
    assert made.HEADER["hant"] not in decoded.text
    assert decoded.reading.remarks == ("4 running headers, footers and page numbers left out",)


def test_tracked_deletions_of_a_word_file_are_not_shown():
    assert "删去" not in decode(Path("a.docx"), made.word(made.CONTENT["hans"])).text
