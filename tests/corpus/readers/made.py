"""One content as PDF, DOCX, HTML, Markdown and text: the files that the tests of the readers read."""

from __future__ import annotations

import html
import io
from dataclasses import dataclass

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

FONTS = {"hans": "STSong-Light", "hant": "MSung-Light"}


@dataclass(frozen=True)
class Piece:
    """A part of a content: a heading of a level, a paragraph, a list's item, a table or a footnote with its label."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


HEADER = {"hans": "山海邮政二〇二三年年报", "hant": "山海郵政二〇二三年年報"}

CONTENT = {
    "hans": (
        Piece("heading", "山海邮政二〇二三年经营情况", 1),
        Piece("text", "山海邮政在二〇二三年新建乡村网点三百一十二个，把寄递服务送到了最后一批没有通邮的山村。全年处理包裹九千四百万件，比上年增长百分之十二，其中生鲜包裹占三成以上。公司同时更新了四百台分拣设备，分拣差错率降到万分之一以下。"),
        Piece("heading", "一、网点建设", 2),
        Piece("text", "截至年底，公司共有网点二千八百六十个¹，覆盖全省所有乡镇。新建网点全部采用节能照明和保温墙体，平均每个网点每年节电一千二百度。员工可以在网点完成培训和考核，不必再到县城。"),
        Piece("item", "乡村网点延长营业时间到晚上八点"),
        Piece("item", "城区网点增设自助寄件柜，全天可用"),
        Piece("item", "所有网点接受老年人优先办理"),
        Piece("heading", "二、主要指标", 2),
        Piece("table", rows=(("指标", "2022年", "2023年"), ("网点（个）", "2548", "2860"), ("包裹（万件）", "8390", "9400"), ("投诉率（%）", "0.42", "0.31"))),
        Piece("text", "上表的包裹件数含国际小包。投诉率为每百件包裹的有效投诉件数，由省消费者协会核定，公司不作修正。核定结果每季度公布一次，任何人都可以在公司网站查阅，也可以来函索取纸质文本。"),
        Piece("heading", "三、来年安排", 2),
        Piece("text", "二〇二四年公司计划再建网点一百五十个，重点放在渔港和边境集镇。分拣中心将改用可再生电力，预计每年减少排放二氧化碳六千吨。运输车辆中新能源车的比例要达到百分之四十，为此已经签订了三百辆电动货车的采购合同，首批车辆将在三月交付使用。公司还将与三所职业学校合办物流专业，每年招收学生二百四十名，毕业后优先录用，实习期间发放生活补贴。"),
        Piece("text", "董事会认为，上述安排与公司的资金状况相适应。如果燃油价格上涨超过百分之二十，公司将推迟部分车辆的更新，但不影响网点的建设进度。董事会每半年检查一次计划的执行情况，并把结果写进下一年的年报。"),
        Piece("note", "网点数不含代办点，代办点共四百零三个。", 1),
    ),
    "hant": (
        Piece("heading", "山海郵政二〇二三年經營情況", 1),
        Piece("text", "山海郵政在二〇二三年新建鄉村網點三百一十二個，把寄遞服務送到了最後一批沒有通郵的山村。全年處理包裹九千四百萬件，較上年增長百分之十二，其中生鮮包裹佔三成以上。公司同時更新了四百台分揀設備，分揀差錯率降到萬分之一以下。"),
        Piece("heading", "一、網點建設", 2),
        Piece("text", "截至年底，公司共有網點二千八百六十個¹，覆蓋全省所有鄉鎮。新建網點全部採用節能照明和保溫牆體，平均每個網點每年節電一千二百度。員工可以在網點完成培訓和考核，不必再到縣城。"),
        Piece("item", "鄉村網點延長營業時間到晚上八點"),
        Piece("item", "城區網點增設自助寄件櫃，全天可用"),
        Piece("item", "所有網點接受長者優先辦理"),
        Piece("heading", "二、主要指標", 2),
        Piece("table", rows=(("指標", "2022年", "2023年"), ("網點（個）", "2548", "2860"), ("包裹（萬件）", "8390", "9400"), ("投訴率（%）", "0.42", "0.31"))),
        Piece("text", "上表的包裹件數含國際小包。投訴率為每百件包裹的有效投訴件數，由省消費者協會核定，公司不作修正。核定結果每季度公佈一次，任何人都可以在公司網站查閱，也可以來函索取紙本文件。"),
        Piece("heading", "三、來年安排", 2),
        Piece("text", "二〇二四年公司計劃再建網點一百五十個，重點放在漁港和邊境集鎮。分揀中心將改用可再生電力，預計每年減少排放二氧化碳六千噸。運輸車輛中新能源車的比例要達到百分之四十，為此已經簽訂了三百輛電動貨車的採購合同，首批車輛將在三月交付使用。公司還將與三所職業學校合辦物流專業，每年招收學生二百四十名，畢業後優先錄用，實習期間發放生活津貼。"),
        Piece("text", "董事會認為，上述安排與公司的資金狀況相適應。如果燃油價格上漲超過百分之二十，公司將推遲部分車輛的更新，但不影響網點的建設進度。董事會每半年檢查一次計劃的執行情況，並把結果寫進下一年的年報。"),
        Piece("note", "網點數不含代辦點，代辦點共四百零三個。", 1),
    ),
}  # fmt: skip


def markdown(pieces: tuple[Piece, ...]) -> bytes:
    """Return a content as Markdown."""
    parts: list[str] = []
    last = ""
    for piece in pieces:
        parts.append("\n" if last == piece.kind == "item" else "\n\n" if parts else "")
        last = piece.kind
        text = piece.text.replace("¹", "<sup>1</sup>")
        if piece.kind == "heading":
            parts.append(f"{'#' * piece.level} {text}")
        elif piece.kind == "item":
            parts.append(f"- {text}")
        elif piece.kind == "note":
            parts.append(f"[^{piece.level}]: {text}")
        elif piece.kind == "table":
            head, *rows = ["| " + " | ".join(row) + " |" for row in piece.rows]
            parts.append("\n".join([head, "|" + " --- |" * len(piece.rows[0]), *rows]))
        else:
            parts.append(text)
    return ("".join(parts) + "\n").encode()


def page(pieces: tuple[Piece, ...]) -> bytes:
    """Return a content as an HTML page with a menu, a script, a hidden element and a footer around it."""
    body: list[str] = []
    last = ""
    for piece in pieces:
        if last == "item" and piece.kind != "item":
            body.append("</ul>")
        if piece.kind == "item" and last != "item":
            body.append("<ul>")
        last = piece.kind
        text = html.escape(piece.text).replace("¹", '<sup><a id="r1" href="#n1">1</a></sup>')
        if piece.kind == "heading":
            body.append(f"<h{piece.level}>{text}</h{piece.level}>")
        elif piece.kind == "item":
            body.append(f"<li>{text}</li>")
        elif piece.kind == "note":
            body.append(f'<p id="n{piece.level}">{text}<a href="#r{piece.level}">↑</a></p>')
        elif piece.kind == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in piece.rows
            )
            body.append(f"<table>{rows}</table>")
        else:
            body.append(f"<p>　　{text}</p>")
    menu = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("首页", "新闻", "招聘", "联系"))
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>网页_山海邮政</title><style>p{color:red}</style></head>"
        f"<body><ul>{menu}</ul><script>var a = '<p>x</p>';</script><p style='display:none'>看不见的字。</p>"
        f"<article>{''.join(body)}</article><footer>版权所有。</footer></body></html>"
    ).encode()


_NOTES = (
    f"<w:footnotes {nsdecls('w')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def word(pieces: tuple[Piece, ...]) -> bytes:
    """Return a content as a Word document, its footnote as a true one, with a tracked deletion."""
    document = docx.Document()
    for piece in pieces:
        if piece.kind == "heading":
            document.add_heading(piece.text, piece.level)
        elif piece.kind == "item":
            document.add_paragraph(piece.text, style="List Bullet")
        elif piece.kind == "table":
            table = document.add_table(len(piece.rows), len(piece.rows[0]))
            for row, cells in zip(table.rows, piece.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif piece.kind == "note":
            part = Part(
                PackURI("/word/footnotes.xml"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
                _NOTES.format(piece.text).encode(),
                document.part.package,
            )
            document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        else:
            _paragraph(document.add_paragraph(), piece.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraph(paragraph, text: str) -> None:
    before, mark, after = text.partition("¹")
    paragraph.add_run(before)
    if mark:
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), "1")
        paragraph.add_run()._r.append(reference)
        paragraph.add_run(after)
    deleted = (
        f'<w:del {nsdecls("w")} w:id="9" w:author="x"><w:r><w:delText>删去的字</w:delText></w:r></w:del>'
    )
    paragraph._p.append(parse_xml(deleted))


def pdf(pieces: tuple[Piece, ...], script: str, *, grid: bool = True) -> bytes:
    """Return a content as a PDF of small pages with a running header, page numbers and the note on the first page."""
    font = FONTS[script]
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    body = ParagraphStyle(
        "body", fontName=font, fontSize=10.5, leading=16, firstLineIndent=21, alignment=TA_JUSTIFY, wordWrap="CJK",
        spaceAfter=4,
    )  # fmt: skip
    heads = {
        level: ParagraphStyle(f"h{level}", fontName=font, fontSize=size, leading=size * 1.5, spaceBefore=8, spaceAfter=6, wordWrap="CJK")
        for level, size in ((1, 18), (2, 14))
    }  # fmt: skip
    item = ParagraphStyle(
        "item", parent=body, firstLineIndent=0, leftIndent=21, bulletIndent=8, bulletFontName=font
    )
    notes = [piece for piece in pieces if piece.kind == "note"][:1]
    story = []
    for piece in pieces:
        text = html.escape(piece.text).replace("¹", "<super size=6>1</super>")
        if piece.kind == "heading":
            story.append(Paragraph(text, heads[piece.level]))
        elif piece.kind == "item":
            story.append(Paragraph(text, item, bulletText="•"))
        elif piece.kind == "table":
            lines = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))] if grid else []
            story.append(Table(piece.rows, style=[("FONT", (0, 0), (-1, -1), font, 10), *lines]))
        elif piece.kind == "text":
            story.append(Paragraph(text, body))

    def furniture(canvas, document) -> None:
        canvas.setFont(font, 8)
        canvas.drawString(50, A5[1] - 30, HEADER[script])
        canvas.drawCentredString(A5[0] / 2, 25, str(document.page))
        if document.page == 1:
            for at, note in enumerate(notes):
                canvas.setFont(font, 5)
                canvas.drawString(50, 48 + 12 * at, str(note.level))
                canvas.setFont(font, 8)
                canvas.drawString(54, 45 + 12 * at, note.text)

    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A5, leftMargin=50, rightMargin=50, topMargin=50, bottomMargin=70, invariant=1
    ).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def plain(pieces: tuple[Piece, ...]) -> bytes:
    """Return a content as plain text: the marks of Markdown are the only ones that text has for headings."""
    return markdown(pieces)
