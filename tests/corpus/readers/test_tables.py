"""CSV, TSV and XLSX: tables in both scripts, delimiters and values as they are meant."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus.documents import read_document
from corpus.readers.markup import row, table
from corpus.readers.registry import decode
from corpus.types import ParagraphKind

ROWS = {
    "hans": [["指标", "2022年", "2023年"], ["收入（亿元）", "1,280", "1,366"], ["备注，含税", "", "是"]],
    "hant": [["指標", "2022年", "2023年"], ["收入（億元）", "1,280", "1,366"], ["備註，含稅", "", "是"]],
}
DRAWN = {
    "hans": "| 指标 | 2022年 | 2023年 |\n| --- | --- | --- |\n| 收入（亿元） | 1,280 | 1,366 |\n| 备注，含税 |  | 是 |\n",
    "hant": "| 指標 | 2022年 | 2023年 |\n| --- | --- | --- |\n| 收入（億元） | 1,280 | 1,366 |\n| 備註，含稅 |  | 是 |\n",
}


@pytest.mark.parametrize("script", ROWS)
@pytest.mark.parametrize(
    ("delimiter", "called"), [(",", "comma"), ("\t", "tab"), (";", "semicolon"), ("|", "bar")]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_delimiters_and_encodings_are_found(script, delimiter, called, encoding):
    quoted = ['"' + '","'.join(cells) + '"' for cells in ROWS[script]]
    text = "\r\n".join(line.replace('","', f'"{delimiter}"') for line in quoted)
    decoded = decode(Path("a.csv"), text.encode(encoding))
    assert decoded.text == DRAWN[script]
    assert f"cells parted by {called}" in decoded.reading.remarks


def test_big5_with_commas():
    text = "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in ROWS["hant"])
    decoded = decode(Path("a.csv"), text.encode("big5"))
    assert (decoded.text, decoded.reading.encoding) == (DRAWN["hant"], "Big5")


def test_a_cell_with_line_ends_stays_one_row():
    decoded = decode(Path("a.csv"), '"項目","說明"\n"網點","第一行\n第二行"\n'.encode())
    assert decoded.text.splitlines()[2] == "| 網點 | 第一行 第二行 |"


def book(*sheets: tuple[str, list[list[object]], str]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows, state in sheets:
        sheet = made.create_sheet(name)
        sheet.sheet_state = state
        for cells in rows:
            sheet.append(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("script", ROWS)
def test_sheets_are_headings_with_tables(script):
    data = book(("一季度", ROWS[script], "visible"), ("空", [], "visible"), ("草稿", [["x"]], "hidden"))
    decoded = decode(Path("a.xlsx"), data)
    assert decoded.text == f"# 一季度\n\n{DRAWN[script]}"
    assert decoded.reading.remarks == ("1 hidden sheet left out",)
    document = read_document(decoded.text, file="a.xlsx", sha256="0" * 64, reading=decoded.reading)
    kinds = [p.kind for p in document.paragraphs]
    assert kinds[0] is ParagraphKind.HEADING
    assert set(kinds[1:]) == {ParagraphKind.TABLE}


def test_values_are_shown_as_meant():
    cells = [
        ["日", "時", "整", "分", "真", "差"],
        [
            date(2024, 7, 30),
            datetime(2024, 7, 30, 9, 5),  # noqa: DTZ001 - a workbook has no time zones
            12.0,
            0.1 + 0.2,
            True,
            "#N/A",
        ],
    ]
    decoded = decode(Path("a.xlsx"), book(("表", cells, "visible")))
    assert decoded.text.splitlines()[-1] == "| 2024-07-30 | 2024-07-30 09:05 | 12 | 0.3 | TRUE | #N/A |"


@given(st.lists(st.lists(st.text(max_size=6), max_size=4), max_size=6))
def test_a_table_has_rows_of_one_width_and_keeps_what_is_said(rows):
    lines = table(rows)
    assert len({line.count("|") for line in lines}) <= 1
    said = [cell for cells in rows for cell in cells if any(c.isalnum() for c in cell)]
    assert all(row([cell])[2:-2] in "\n".join(lines) for cell in said)
    assert not any("\n" in line or "\u2028" in line for line in lines)


FORMATTED = [
    (0.113, "0.0%", "11.3%"), (0.1135, "0.0%", "11.4%"), (1, "0%", "100%"), (-0.05, "0.00%;[Red]-0.00%", "-5.00%"),
    (1234567, "#,##0", "1,234,567"), (-1234.5, "#,##0.00_);(#,##0.00)", "-1,234.50"), (2020, "General", "2020"),
    (0.5, '0.00"%"', "0.5"), (1234567, "#,##0,", "1234567"), (2.5, "0.00", "2.5"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "shown"), FORMATTED)
def test_percent_and_thousands_stand_as_the_sheet_shows_them(value, code, shown):
    made = Workbook()
    made.active.append(["指標", "2023年"])
    made.active.append(["毛利率", value])
    made.active["B2"].number_format = code
    out = io.BytesIO()
    made.save(out)
    assert decode(Path("a.xlsx"), out.getvalue()).text.splitlines()[-1] == f"| 毛利率 | {shown} |"


def read(name: str, data: bytes):
    decoded = decode(Path(name), data)
    return read_document(decoded.text, file=name, sha256="0" * 64, reading=decoded.reading)


TITLES = {"hans": ("山海邮政网点统计", "单位：亿元"), "hant": ("山海郵政據點統計", "單位：億元")}


@pytest.mark.parametrize("script", ROWS)
def test_a_title_row_above_the_head_is_a_line_and_names_a_nameless_sheet(script):
    title, unit = TITLES[script]
    rows = [[title, None, None], [None, None, unit], *ROWS[script]]
    named = book(("统计", rows, "visible"))
    assert decode(Path("a.xlsx"), named).text == f"# 统计\n\n{title}\n\n{unit}\n\n{DRAWN[script]}"
    nameless = book(("Sheet1", rows, "visible"))
    assert decode(Path("a.xlsx"), nameless).text == f"# {title}\n\n{unit}\n\n{DRAWN[script]}"
    assert read("a.xlsx", nameless).title == title


def test_a_sheet_of_one_column_has_no_title_row():
    data = book(("名单", [["网点"], ["城东"], ["城西"]], "visible"))
    assert decode(Path("a.xlsx"), data).text == "# 名单\n\n| 网点 |\n| --- |\n| 城东 |\n| 城西 |\n"


@pytest.mark.parametrize("script", ROWS)
def test_a_tables_title_is_no_head_row(script):
    text = "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in ROWS[script])
    assert read("年度收入.csv", text.encode()).title == "年度收入"
    assert read("年度收入.xlsx", book(("Sheet1", ROWS[script], "visible"))).title == "年度收入"
    assert read("年度收入.xlsx", book(("一季度", ROWS[script], "visible"))).title == "一季度"
