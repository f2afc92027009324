"""DOCX: styles of Chinese editions, numbered lists, notes at the end, pictures."""

import io
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from PIL import Image

from corpus.readers.registry import decode

A = Path("a.docx")


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_headings_by_the_names_of_chinese_styles():
    document = docx.Document()
    for name, text in (("標題 1", "營運報告"), ("标题2", "网点建设")):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph(text, style=name)
    document.add_paragraph("正文在此。")
    assert decode(A, saved(document)).text == "# 營運報告\n\n## 网点建设\n\n正文在此。\n"


def test_numbered_lists_keep_their_numbers():
    document = docx.Document()
    for text in ("先登記", "後辦理"):
        document.add_paragraph(text, style="List Number")
    assert decode(A, saved(document)).text == "1. 先登記\n2. 後辦理\n"


def test_merged_cells_stand_in_every_column():
    document = docx.Document()
    table = document.add_table(2, 3)
    for column, text in enumerate(("項目", "金額", "")):
        table.cell(0, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for column, text in enumerate(("營收", "1", "2")):
        table.cell(1, column).text = text
    assert (
        decode(A, saved(document)).text == "| 項目 | 金額 | 金額 |\n| --- | --- | --- |\n| 營收 | 1 | 2 |\n"
    )


def test_pictures_are_told():
    document = docx.Document()
    document.add_paragraph("外觀如圖。")
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    decoded = decode(A, saved(document))
    assert (decoded.text, decoded.reading.remarks) == ("外觀如圖。\n", ("1 picture left out",))


def test_menus_are_no_menus_in_a_word_file():
    document = docx.Document()
    document.add_paragraph(
        "版权所有。", style=document.styles.add_style("footer-nav", WD_STYLE_TYPE.PARAGRAPH)
    )
    assert decode(A, saved(document)).text == "版权所有。\n"
