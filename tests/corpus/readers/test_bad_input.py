"""Bad input of every format: a message that says what, where and what to do; the rest is read."""

import io
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import SourceError
from corpus.files import read_folder
from corpus.readers import archives, registry
from corpus.readers.pdf import chars
from tests.corpus.readers import made


def canvas(draw, **options) -> bytes:
    out = io.BytesIO()
    paper = Canvas(out, invariant=1, **options)
    draw(paper)
    paper.save()
    return out.getvalue()


def encrypted(paper: Canvas) -> None:
    paper.drawString(50, 700, "Post offices of the province: 2860 at the end of the year.")


def scan(paper: Canvas) -> None:
    for number in (1, 2, 3):
        paper.drawImage(ImageReader(Image.new("L", (300, 400), 200)), 50, 50, 300, 400)
        paper.drawString(290, 20, str(number))
        paper.showPage()


def no_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made_of:
        for name, data in parts:
            made_of.writestr(name, data)
    return out.getvalue()


WORD = made.word(made.CONTENT["hans"])
PDF = made.pdf(made.CONTENT["hans"], "hans")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = b"<w>" + b" " * 60_000_000
BAD = {
    "密.pdf": (canvas(encrypted, encrypt=StandardEncryption("secret", canPrint=0)), "an encrypted PDF. Remove the password and save it anew."),
    "截.pdf": (PDF[:700], "a damaged or cut PDF. Get it once more or save it anew."),
    "空.pdf": (b"", "empty. Get the file once more."),
    "無頁.pdf": (no_pages(), "a PDF without pages. Get it once more or save it anew."),
    "掃描.pdf": (canvas(scan), "a scan: 3 pages without text. Run OCR first."),
    "白.pdf": (canvas(lambda paper: paper.showPage()), "1 page without text. If they are drawn or scanned, run OCR first."),
    "網頁.pdf": (b"<!DOCTYPE html><html><body>404</body></html>", "a web page, not a PDF. Get the file once more or name it .html."),
    "文字.docx": ("只是文字。".encode(), "damaged or not a DOCX. Get it once more or save it anew."),
    "截.docx": (WORD[:5000], "a damaged or cut archive (ZIP, DOCX, XLSX). Get it once more or save it anew."),
    "密.docx": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "an encrypted Office file. Remove the password and save it anew."),
    "舊.docx": (OLE + bytes(900), "an Office file of the old kind. Save it as .docx or .xlsx."),
    "炸.docx": (archive(("word/document.xml", BOMB)), "word/document.xml unpacks to 60,000,003 bytes, over 200 times its size. It may be a ZIP bomb; save it anew, smaller or in parts."),
    "炸.xlsx": (archive(("xl/workbook.xml", BOMB)), "xl/workbook.xml unpacks to 60,000,003 bytes, over 200 times its size. It may be a ZIP bomb; save it anew, smaller or in parts."),
    "壞.docx": (archive(("word/document.xml", b"<w:document>")), "a damaged Word file (ExpatError). Open it in Word and save it anew."),
    "壞.xlsx": (archive(("xl/workbook.xml", b"<x"), ("[Content_Types].xml", b"<")), "a damaged workbook (XMLSyntaxError). Open it and save it anew."),
    "包.txt": (archive(("a.txt", b"x")), "a ZIP archive, not a document. Unpack it and give the folder."),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_rest_is_read(name, tmp_path):
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "好.md").write_text("新建網點三百個。\n", encoding="utf-8")
    documents, skipped = read_folder([tmp_path])
    assert [d.file for d in documents] == ["好.md"]
    assert [s.reason for s in skipped] == [f"{tmp_path / name}: {reason}"]


def test_a_pdf_called_text_is_read_and_named():
    decoded = registry.decode(Path("a.txt"), PDF)
    assert decoded.text == registry.decode(Path("a.pdf"), PDF).text
    assert decoded.reading.remarks[0] == "named .txt, but is PDF"


def test_a_text_about_pdfs_stays_text():
    text = "文件以 %PDF-1.7 開頭。\n"
    assert registry.decode(Path("a.txt"), text.encode()).text == text


def test_a_pdf_cut_at_its_end_is_read_and_said():
    cut = PDF[: PDF.rindex(b"startxref")]
    decoded = registry.decode(Path("a.pdf"), cut)
    assert "山海邮政" in decoded.text
    assert "the file has no end mark: it may be cut" in decoded.reading.remarks


def test_scanned_pages_among_others_are_said():
    def draw(paper: Canvas) -> None:
        encrypted(paper)
        paper.showPage()
        scan(paper)

    decoded = registry.decode(Path("a.pdf"), canvas(draw).replace(b"(1) Tj", b"() Tj"))
    assert "Post offices" in decoded.text


def test_a_pdf_of_too_many_pages_or_characters_is_refused(monkeypatch):
    monkeypatch.setattr(chars, "MOST_PAGES", 1)
    with pytest.raises(SourceError, match=r"a\.pdf: 2 pages, above the limit of 1\. Split the file\."):
        registry.decode(Path("a.pdf"), PDF)
    monkeypatch.undo()
    monkeypatch.setattr(chars, "MOST_CHARACTERS", 600)
    with pytest.raises(SourceError, match=r"more than 600 characters, read up to page 2\. Split the file\."):
        registry.decode(Path("a.pdf"), PDF)


def test_an_archive_that_unpacks_to_too_much_is_not_parsed(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    with pytest.raises(
        SourceError, match=r"unpacks to [\d,]+ bytes, above the limit of 1,000\. It may be a ZIP bomb"
    ):
        registry.decode(Path("a.docx"), WORD)
    monkeypatch.setattr(archives, "MOST_PARTS", 3)
    with pytest.raises(SourceError, match=r"parts, above the limit of 3\."):
        registry.decode(Path("a.docx"), WORD)


def test_entities_that_grow_are_not_expanded():
    growing = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "呵呵呵呵">{growing}]><w:document>&a11;</w:document>'
    )
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    data = archive(("word/document.xml", body.encode()), ("[Content_Types].xml", types))
    with pytest.raises(SourceError, match=r"a damaged Word file \(\w+\)\."):
        registry.decode(Path("a.docx"), data)
    book = archive(("xl/workbook.xml", body.encode()), ("[Content_Types].xml", types))
    with pytest.raises(SourceError, match=r"a damaged workbook \(\w+\)\."):
        registry.decode(Path("a.xlsx"), book)


def test_a_sheet_of_too_many_cells_is_cut_and_said(monkeypatch):
    from corpus.readers import xlsx

    monkeypatch.setattr(xlsx, "MOST_CELLS", 10)
    book = Workbook()
    for number in range(20):
        book.active.append([f"項目{number}", number])
    out = io.BytesIO()
    book.save(out)
    decoded = registry.decode(Path("a.xlsx"), out.getvalue())
    assert decoded.text.count("項目") == 5
    assert decoded.reading.remarks == ("sheet Sheet cut: more than 10 cells",)
