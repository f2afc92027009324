"""The values refuse what cannot be."""

import numpy as np
import pytest

from corpus.subject import Subject
from corpus.types import Cell, Document, Paragraph, Passage, Script, SourceMap, Span
from tests.cases.texts import document


def offsets(*values):
    return SourceMap(np.array(values, dtype=np.int32))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward_from_zero(start, end):
    with pytest.raises(ValueError, match=f"start={start}, end={end}"):
        Span(start, end)


def test_a_span_slices_code_points():
    assert (Span(1, 3).of("𠮷野家"), len(Span(1, 3))) == ("野家", 2)


@pytest.mark.parametrize(
    "wrong",
    [
        np.array([0, 0], np.int32),
        np.array([0], np.int64),
        np.zeros((1, 1), np.int32),
    ],
)
def test_no_offset_stands_twice(wrong):
    with pytest.raises(ValueError, match="offset"):
        SourceMap(wrong)


def test_a_source_map_leads_back():
    places = offsets(2, 3, 7, 8)
    assert places.to_source(Span(0, 3)) == Span(2, 8)
    assert places.to_source(Span(2, 2)) == Span(7, 7)
    assert places.to_source(Span(4, 4)) == Span(9, 9)
    assert places.runs(Span(1, 4)) == ((0, 3), (1, 7))
    assert places.runs(Span(1, 1)) == ()
    assert (places.end, offsets().end) == (9, 0)
    with pytest.raises(IndexError):
        places.to_source(Span(3, 5))


TWO = (Span(0, 1), Span(1, 3))


def a_document(text="甲乙丙", paragraphs=TWO, places=(0, 1, 2)):
    numbered = tuple(Paragraph(n, span) for n, span in enumerate(paragraphs, 1))
    return Document("a.txt", "甲乙丙", text, offsets(*places), numbered, Subject("a"), Script.HANS, "0" * 64)


def test_a_document_checks_its_parts():
    assert a_document().source_span(Span(1, 3)) == Span(1, 3)
    with pytest.raises(ValueError, match="3 characters but 2 offsets"):
        a_document(places=(0, 1))
    with pytest.raises(ValueError, match="overlap"):
        a_document(paragraphs=(Span(0, 2), Span(1, 3)))
    with pytest.raises(ValueError, match="beyond the text"):
        a_document(paragraphs=(Span(0, 4),))


def a_passage():
    return Passage(
        file="甲/乙.md", span=Span(5, 9), source=Span(10, 17), text="投资增长", subject=Subject("年報"), headings=("網絡", "網絡"),
        paragraph=2, runs=((0, 10), (2, 15)), raw="投资<s>增长"[:2] + "<x>增长",
    )  # fmt: skip


def test_a_passage_names_its_place_and_context():
    passage = a_passage()
    assert (passage.id, passage.header) == ("甲/乙.md:10-17", "年報 > 網絡")
    assert [passage.source_offset(i) for i in range(4)] == [10, 11, 15, 16]
    assert passage.source_span(Span(1, 3)) == Span(11, 16)
    assert passage.quote(Span(0, 4)) == "投资<x>增长"
    assert passage.quote(Span(2, 4)) == "增长"


@pytest.mark.parametrize("span", [Span(0, 5), Span(2, 2)])
def test_a_passage_has_no_place_for_what_it_does_not_hold(span):
    with pytest.raises(IndexError, match="no characters at"):
        a_passage().source_span(span)


def test_the_enums_are_what_files_say():
    assert [script.value for script in Script] == ["hans", "hant", "mixed", "none"]
    assert document("# 網絡").paragraphs[0].kind == "heading"


def glued(raw=None):
    """Return a row of a table whose cells were glued; in the file a page header may stand inside."""
    text = "利潤2,030,9701,692,168元"
    runs = ((0, 10),) if raw is None else ((0, 10), (11, 26))
    return Passage(
        file="甲.txt", span=Span(0, 21), source=Span(10, 31 if raw is None else 36), text=text, subject=Subject("季報"),
        headings=(), paragraph=1, runs=runs, raw=raw,
        cells=(Cell(Span(2, 11), "利潤", "本期"), Cell(Span(11, 20), "利潤", "上期")),
    )  # fmt: skip


def test_glued_cells_stand_apart_in_words_and_quotes():
    row = glued()
    assert row.words(Span(0, 21)) == row.quote(Span(0, 21)) == "利潤 2,030,970 1,692,168 元"
    assert row.quote(Span(2, 11)) == "2,030,970"
    assert row.quote(Span(0, 20)) == "利潤 2,030,970 1,692,168"


def test_cells_stand_apart_in_the_files_own_words():
    row = glued(raw="利潤2,030,970季報第7頁1,692,168元")
    assert row.quote(Span(0, 21)) == "利潤 2,030,970季報第7頁 1,692,168 元"
    assert row.words(Span(0, 21)) == "利潤 2,030,970 1,692,168 元"
