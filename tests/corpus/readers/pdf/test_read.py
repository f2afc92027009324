"""PDF: columns, tables, headings, headers, hyphens and marks by where they stand on the page."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import SourceError
from corpus.readers.pdf.read import read_pdf
from tests.corpus.readers import made

A = Path("a.pdf")
HANS = "山海邮政在全省乡村新建网点三百一十二个并且更换了四百台分拣设备这样一来分拣差错率降到了万分之一以下"
HANT = "山海郵政在全省鄉村新建網點三百一十二個並且更換了四百台分揀設備這樣一來分揀差錯率降到了萬分之一以下"


class Paper:
    """A PDF that is written line by line at given places."""

    def __init__(self, font: str = "STSong-Light"):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(600, 800), invariant=1)
        self.font = font

    def write(
        self, left: float, base: float, text: str, size: float = 10, font: str | None = None
    ) -> "Paper":
        self.canvas.setFont(font or self.font, size)
        self.canvas.drawString(left, base, text)
        return self

    def lines(self, left: float, top: float, lines: list[str], size: float = 10) -> "Paper":
        for at, line in enumerate(lines):
            self.write(left, top - 16 * at, line, size)
        return self

    def page(self) -> "Paper":
        self.canvas.showPage()
        return self

    def read(self):
        self.canvas.save()
        return read_pdf(A, self.out.getvalue())


def column(text: str, width: int, lines: int) -> list[str]:
    long = text * (width * lines // len(text) + 1)
    return [long[at : at + width] for at in range(0, width * lines, width)]


@pytest.mark.parametrize(("font", "text"), [("STSong-Light", HANS), ("MSung-Light", HANT)])
def test_two_columns_are_read_one_after_the_other(font, text):
    left, right = column(text, 22, 12), column(text[::-1], 22, 12)
    paper = Paper(font)
    paper.write(60, 740, text[:8], 16)
    # The lines of both columns are drawn in turn, as a text extraction across the page would have them.
    for at, (a, b) in enumerate(zip(left, right, strict=True)):
        paper.write(60, 700 - 16 * at, a).write(320, 700 - 16 * at, b)
    decoded = paper.read()
    assert decoded.text == f"# {text[:8]}\n\n{''.join(left)}{''.join(right)}\n"


SENTENCES = {"STSong-Light": "山海邮政新建网点，更换了分拣设备，寄递更快。", "MSung-Light": "山海郵政新建據點，更換了分揀設備，寄遞更快。"}  # fmt: skip


@pytest.mark.parametrize("font", SENTENCES)
@pytest.mark.parametrize(("count", "width", "lines"), [(3, 13, 6), (3, 13, 3), (2, 21, 3), (4, 10, 5)])
def test_columns_of_prose_are_no_table(font, count, width, lines):
    text = SENTENCES[font]
    columns = [column(text[at:] + text[:at], width, lines) for at in range(count)]
    paper = Paper(font)
    for at, row in enumerate(zip(*columns, strict=True)):
        for place, line in enumerate(row):
            paper.write(50 + 500 / count * place, 700 - 16 * at, line)
    assert paper.read().text == "".join("".join(lines) for lines in columns) + "\n"


def test_a_table_below_columns_of_prose_stays_a_table():
    text = SENTENCES["STSong-Light"]
    paper = Paper()
    for at in range(3):
        paper.lines(50 + 175 * at, 700, column(text[at:] + text[:at], 15, 5))
    rows = [("指标", "2022年", "2023年"), ("网点", "2548", "2860"), ("投诉率", "0.42", "0.31")]
    for at, cells in enumerate(rows):
        for place, cell in zip((60, 250, 450), cells, strict=True):
            paper.write(place, 560 - 18 * at, cell)
    assert "| 指标 | 2022年 | 2023年 |\n| --- | --- | --- |\n| 网点 | 2548 | 2860 |" in paper.read().text


def test_a_table_of_words_in_three_columns_stays_a_table():
    rows = [
        ("风险", "说明", "措施"),
        ("燃油涨价", "运费上升", "签订长约"),
        ("人手不足", "投递延误", "合办专业"),
    ]
    paper = Paper()
    for at, cells in enumerate(rows):
        for place, cell in zip((60, 250, 400), cells, strict=True):
            paper.write(place, 700 - 18 * at, cell)
    assert paper.read().text.startswith("| 风险 | 说明 | 措施 |\n| --- |")


def test_a_number_alone_at_the_foot_of_one_page_is_its_page_number():
    paper = Paper()
    paper.write(60, 770, "山海邮政二〇二三年年报", 8).lines(60, 700, [*column(HANS, 40, 3), "今后还要努力。"])
    decoded = paper.write(300, 30, "12", 8).read()
    assert "12" not in decoded.text
    assert decoded.reading.remarks == ("1 running header, footer or page number left out",)


def test_a_short_line_ends_a_paragraph_in_each_column():
    left, right = column(HANS, 22, 6), column(HANS[::-1], 22, 6)
    left[2], right[3] = left[2][:9] + "。", right[3][:9] + "。"
    paper = Paper()
    paper.lines(60, 700, left).lines(320, 700, right)
    parts = paper.read().text.strip().split("\n\n")
    assert parts == ["".join(left[:3]), "".join(left[3:] + right[:4]), "".join(right[4:])]


def test_a_table_of_figures_is_no_pair_of_columns():
    rows = [
        ("指标", "2022年", "2023年"),
        ("网点（个）", "2548", "2860"),
        ("包裹（万件）", "8390", "9400"),
        ("投诉率", "0.42", "0.31"),
    ]
    paper = Paper()
    for at, cells in enumerate(rows):
        for place, cell in zip((60, 250, 350), cells, strict=True):
            paper.write(place, 700 - 18 * at, cell)
    assert paper.read().text == (
        "| 指标 | 2022年 | 2023年 |\n| --- | --- | --- |\n| 网点（个） | 2548 | 2860 |\n| 包裹（万件） | 8390 | 9400 |\n"
        "| 投诉率 | 0.42 | 0.31 |\n"
    )


def test_merged_cells_and_wrapped_labels_of_a_ruled_table():
    paper = Paper("MSung-Light")
    xs, ys = (60, 200, 300, 400), (700, 680, 660, 620)
    for y in (ys[0], ys[2], ys[3]):
        paper.canvas.line(xs[0], y, xs[-1], y)
    paper.canvas.line(xs[1], ys[1], xs[3], ys[1])
    for x in (xs[0], xs[1], xs[3]):
        paper.canvas.line(x, ys[0], x, ys[3])
    paper.canvas.line(xs[2], ys[1], xs[2], ys[3])
    paper.write(70, 676, "項目").write(270, 685, "金額（百萬元）")
    paper.write(220, 665, "2022年").write(320, 665, "2023年")
    paper.write(70, 645, "歸屬於公司所有者").write(70, 630, "的淨利潤")
    paper.write(240, 638, "1,280").write(340, 638, "1,366")
    assert paper.read().text == (
        "| 項目 | 金額（百萬元） | 金額（百萬元） |\n| --- | --- | --- |\n| 項目 | 2022年 | 2023年 |\n"
        "| 歸屬於公司所有者的淨利潤 | 1,280 | 1,366 |\n"
    )


def test_running_headers_go_and_a_heading_at_the_same_height_stays():
    paper = Paper()
    heads = ["网点建设情况", "包裹业务发展", "来年工作安排", "公司治理结构"]
    for number, head in enumerate(heads, start=7):
        paper.write(60, 770, "山海邮政二〇二三年年报").write(500, 770, f"第 {number} 页")
        paper.write(60, 730, head, 16).lines(60, 700, [*column(HANS, 40, 3), "公司今后还要努力。"]).page()
    decoded = paper.read()
    assert decoded.reading.remarks == ("4 running headers, footers and page numbers left out",)
    assert [line for line in decoded.text.splitlines() if line.startswith("#")] == [
        f"# {head}" for head in heads
    ]
    assert "年报" not in decoded.text
    assert [page.number for page in decoded.reading.pages] == [1, 2, 3, 4]


def test_a_figure_at_the_foot_of_one_page_is_no_page_number():
    paper = Paper()
    paper.lines(60, 700, column(HANS, 40, 3)).write(60, 40, "2860")
    assert "2860" in paper.read().text


def test_words_are_joined_and_hyphens_of_the_line_break_go():
    paper = Paper()
    text = [
        "The annual report of the post office describes the trans-",
        "portation of parcels in 2021-",
        "2023 and the long way",
        "home.",
    ]
    for at, line in enumerate(text):
        paper.write(60, 700 - 14 * at, line, font="Helvetica")
    words = paper.read().text.replace("\n\n", " ").split()
    assert "transportation" in words
    assert "2021-2023" in words


def test_bold_lines_are_headings_below_larger_ones():
    paper = Paper()
    paper.write(60, 740, "Annual report of the post", 18, "Helvetica-Bold")
    for at, head in enumerate(("Offices", "Parcels")):
        paper.write(60, 700 - 100 * at, head, 10, "Helvetica-Bold")
        for line in range(3):
            paper.write(
                60,
                680 - 100 * at - 14 * line,
                f"The province had many offices at the end of year {line}, and more were built.",
                font="Helvetica",
            )
    heads = [line for line in paper.read().text.splitlines() if line.startswith("#")]
    assert heads == ["# Annual report of the post", "## Offices", "## Parcels"]


def test_marks_powers_and_notes():
    paper = Paper("MSung-Light")
    paper.lines(60, 700, column(HANT, 40, 4))
    paper.write(60, 620, "公司的據點共三百個").write(150, 624, "2", 6).write(154, 620, "，面積 12 km").write(
        215, 624, "2", 6
    ).write(217, 620, "。特此說明。")
    paper.write(60, 60, "2", 5).write(64, 57, "不含代辦所，代辦所由各地鄉鎮公所管理，", 7).write(
        64, 47, "共四百零三個。", 7
    )
    parts = paper.read().text.strip().split("\n\n")
    assert parts[1] == "公司的據點共三百個<sup>2</sup>，面積 12 km²。特此說明。"
    assert parts[2] == "[^2]: 不含代辦所，代辦所由各地鄉鎮公所管理，共四百零三個。"


def test_text_on_its_side_is_left_out_and_told():
    paper = Paper()
    paper.lines(60, 700, column(HANS, 40, 3))
    paper.canvas.rotate(90)
    paper.write(300, -30, "Offices", font="Helvetica")
    decoded = paper.read()
    assert "".join(column(HANS, 40, 3)) + "\n" == decoded.text
    assert decoded.reading.remarks == ("7 characters on their side left out",)


def test_a_long_document_takes_a_short_time_and_keeps_every_character():
    data = made.pdf(made.CONTENT["hans"] * 20, "hans")
    text = read_pdf(A, data).text
    wanted = "".join(piece.text for piece in made.CONTENT["hans"] if piece.kind == "text").replace("¹", "")
    body = "".join(text.split()).replace("<sup>1</sup>", "")
    assert all(body.count(sentence) >= 20 for sentence in wanted.split("。") if len(sentence) > 12)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_pdf_is_read_or_named(data):
    whole = bytearray(made.pdf(made.CONTENT["hant"][:4], "hant"))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        length = data.draw(st.integers(0, 60))
        whole[at : at + length] = data.draw(st.binary(max_size=20))
    try:
        decoded = read_pdf(A, bytes(whole))
    except SourceError as error:
        assert str(error).startswith("a.pdf: ")
    else:
        assert decoded.text.endswith("\n")
