"""A long table is cut at its rows, and every passage of it names the columns."""

import gc
import time

import pytest

from corpus.documents import read_document
from corpus.passages import PassageSettings, passages
from corpus.tables.flattened import find_tables
from corpus.tables.rows import head_of, head_words, row_spans
from corpus.types import Span

ROWS = "".join(
    f"第{n}投遞段收寄郵件（件） {i},100 {i},200\n" for i, n in enumerate("一二三四五六七八九", start=1)
)
SOURCE = f"# 年報\n\n前文。\n\n派遞量\n指標名稱 2022 2023\n{ROWS}\n後文。\n"


@pytest.fixture(scope="module")
def found():
    document = read_document(SOURCE, file="a.md", sha256="0" * 64)
    return passages(document, PassageSettings(target=80, longest=120))


def test_passages_of_a_table_hold_whole_rows_and_name_its_columns(found):
    tables = [passage for passage in found if passage.cells]
    assert len(tables) > 2
    for passage in tables:
        for line in passage.text.split("\n"):
            assert line.startswith(("派遞量", "指標名稱", "第"))
            assert line.endswith(("派遞量", "2023", ",200"))
        assert "2022 2023" in passage.text + passage.head
        assert bool(passage.head) == ("指標名稱" not in passage.text)


def test_no_cell_is_lost_and_each_holds_its_figure(found):
    cells = [(c.row, c.column, c.value.of(p.text)) for p in found for c in p.cells]
    assert len(cells) == 18
    assert ("第五投遞段收寄郵件（件）", "2023", "5,200") in cells


def test_the_head_is_in_the_header_for_the_retrievers(found):
    last = [passage for passage in found if passage.cells][-1]
    assert "2022 2023" in last.header


def flat(count):
    text = "單位：元項目2023年2022年" + "".join(
        f"業務{n}1,234,5672,345,678" for n in "甲乙丙丁戊己庚辛"[:count]
    )
    (table,) = find_tables(text)
    return text, table


def test_a_flattened_table_is_cut_before_labels():
    text, table = flat(8)
    whole = Span(0, len(text))
    pieces = [span.of(text) for span in row_spans(text, whole, table.cells, 100)]
    assert pieces[0] == "單位：元項目2023年2022年"
    assert pieces[1:] == [f"業務{n}1,234,5672,345,678" for n in "甲乙丙丁戊己庚辛"]
    assert "".join(pieces) == text
    assert head_of(text, whole, table.cells).of(text) == pieces[0]


def test_a_head_is_short_and_columns_stand_in_where_there_is_none():
    text, table = flat(3)
    assert head_words(text, Span(0, len(text)), table.cells) == "單位：元 2023年 2022年"
    rows = Span(table.rows[0].start, len(text))
    assert head_words(text, rows, table.cells) == "2023年 2022年"
    long = "題" * 200 + text
    moved = [cell.moved(200) for cell in table.cells]
    words = head_words(long, Span(0, len(long)), moved)
    assert len(words) <= 110
    assert words.endswith("2023年 2022年")


def test_a_glued_head_is_title_unit_and_columns_apart():
    before = "合并利润表2023年1—3月编制单位:山海邮局单位：元币种:人民币审计类型：未经审计项目"
    text = f"{before}2023年第一季度2022年第一季度业务甲1,234,5672,345,678业务乙1,234,5672,345,678"
    (table,) = find_tables(text)
    words = head_words(text, Span(0, len(text)), table.cells)
    assert words == "合并利润表2023年1—3月 单位：元 2023年第一季度 2022年第一季度"


@pytest.mark.parametrize("bars", [True, False])
def test_passages_of_a_long_table_take_linear_time(bars):
    def seconds(count):
        head = "| 站 | 2022 | 2023 |\n|---|---|---|\n" if bars else "指標名稱 2022 2023\n"
        row = "| 第{0}站 | {0}.5 | {0}.5 |\n" if bars else "第{0}站郵筒（個） {0}.5 {0}.5\n"
        source = head + "".join(row.format(i) for i in range(count))
        document = read_document(source, file="a.md", sha256="0" * 64)
        assert sum(len(p.cells) for p in document.paragraphs) == 2 * count
        # The collector would look through all that other tests have loaded.
        gc.collect()
        gc.disable()
        try:
            start = time.process_time()
            assert sum(len(p.cells) for p in passages(document)) == 2 * count
            return time.process_time() - start
        finally:
            gc.enable()

    assert seconds(8_000) < 8 * seconds(2_000) + 0.2
