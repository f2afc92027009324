"""A citation's name leads to its paragraph with neighbours."""

import pytest

from corpus.subject import Subject
from corpus.types import Cell, Passage, Span
from rag.context import find_context
from rag.errors import AskError
from rag.render import terminal_context


@pytest.fixture
def passages(small):
    return small.searcher.passages


def test_an_id_names_its_passage(passages):
    for passage in passages:
        context = find_context(passage.id, passages)
        assert context.passage is passage
        assert (context.start, context.end) == (passage.source.start, passage.source.end)


def test_a_place_within_a_passage_names_it(passages):
    passage = passages[1]
    inside = f" {passage.file}:{passage.source.start + 1}-{passage.source.start + 3}\n"
    assert find_context(inside, passages).passage is passage


def test_neighbours_are_of_the_same_file(passages):
    for passage in passages:
        context = find_context(passage.id, passages)
        for other in (context.before, context.after):
            assert other is None or other.file == passage.file
    files = {p.file for p in passages}
    assert sum(find_context(p.id, passages).before is None for p in passages) == len(files)


def test_json_says_where_and_what(passages):
    data = find_context(passages[0].id, passages).to_json()
    assert list(data) == [
        "id", "file", "title", "section", "company", "year", "paragraph", "page", "start", "end", "text", "before", "after",
        "kind", "sections", "notes", "also", "cells",
    ]  # fmt: skip
    assert (data["id"], data["text"], data["before"]) == (passages[0].id, passages[0].text, None)


@pytest.mark.parametrize(
    "name",
    ["", "郵局", "郵局.md", "郵局.md:1", "郵局.md:a-b", "郵局.md:-1-2", f"a.md:{'1' * 5000}-2", "é:" * 3000],
)
def test_nonsense_is_no_name(name, passages):
    with pytest.raises(AskError, match=r"names no paragraph\. A citation reads FILE:START-END") as caught:
        find_context(name, passages)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("沒有.md:1-9", "that file is not in this index"),
        ("雲山書店.txt:99999-100000", "nothing readable stands at that place"),
        ("雲山書店.txt:5-5", "nothing readable stands at that place"),
        ("雲山書店.txt:9-5", "nothing readable stands at that place"),
    ],
)
def test_a_name_of_nothing_says_what_is_missing(name, said, passages):
    with pytest.raises(AskError, match=said):
        find_context(name, passages)


def tied():
    """Return two sections of one document: a table with cells, and the footnote of its mark."""
    subject = Subject("年報")
    table = Passage(
        file="甲.md", span=Span(0, 9), source=Span(10, 19), text="收入 12 萬元", subject=subject, headings=("財務",),
        paragraph=1, runs=((0, 10),), cells=(Cell(Span(3, 5), "收入", "2023年", "萬元"),), notes=(Span(40, 44),),
        also=(Span(70, 79),),
    )  # fmt: skip
    note = Passage(
        file="甲.md", span=Span(30, 34), source=Span(40, 44), text="未經審計", subject=subject, headings=("附註",),
        paragraph=2, runs=((0, 40),), notes=(Span(10, 19),),
    )  # fmt: skip
    other = Passage(
        file="乙.md", span=Span(30, 34), source=Span(40, 44), text="未经审计", subject=subject, headings=(),
        paragraph=1, runs=((0, 40),),
    )  # fmt: skip
    return [table, note, other]


def test_footnotes_repeats_and_sections_come_along():
    table, note, other = tied()
    context = find_context(table.id, [table, note, other])
    assert context.notes == (note,)
    assert context.sections == (("財務",), ("附註",))
    assert find_context(note.id, [table, note, other]).notes == (table,)
    assert find_context(other.id, [table, note, other]).sections == ()
    shown = terminal_context(context)
    assert "→ 財務\n  附註" in shown
    assert f"{note.id}  未經審計" in shown
    assert "= 甲.md:70-79" in shown


def test_an_asked_cell_is_named():
    table, note, other = tied()
    context = find_context("甲.md:13-15", [table, note, other])
    assert [cell.column for cell in context.cells] == ["2023年"]
    assert context.to_json()["cells"] == [
        {
            "value": "12",
            "row": "收入",
            "column": "2023年",
            "unit": "萬元",
            "note": None,
            "start": 13,
            "end": 15,
        }
    ]
    assert "12: 收入 | 2023年 | 萬元" in terminal_context(context)
    assert find_context(table.id, [table, note, other]).cells == ()
