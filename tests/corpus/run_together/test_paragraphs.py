"""Paragraphs between what is cut out."""

from dataclasses import replace

from corpus.block import Block
from corpus.mapped import from_source
from corpus.run_together.chapters import Cut
from corpus.run_together.pages import Page
from corpus.run_together.paragraphs import Flow, page_of, to_blocks, with_notes
from corpus.types import ParagraphKind, Span

SENTENCE = "各地的门店都在春天完成了改造，客人比去年多了一成。"


def pages(*starts):
    ends = [*starts[1:], 10_000]
    return [Page("", n, Span(a, a), Span(a, b)) for n, (a, b) in enumerate(zip(starts, ends, strict=True), 1)]


def test_sentences_are_gathered_to_paragraphs_of_some_hundred_characters():
    blocks = list(to_blocks(Flow(from_source(SENTENCE * 60)), ()))
    assert all(400 <= len(b.content) < 450 for b in blocks[:-1])
    assert "".join(b.text for b in blocks) == SENTENCE * 60


def test_a_paragraph_ends_with_the_sentence_that_its_page_cuts():
    flow = Flow(from_source(SENTENCE * 6), pages(0, len(SENTENCE) * 2 + 5))
    assert [(b.page, len(b.content) // len(SENTENCE)) for b in to_blocks(flow, ())] == [(1, 3), (2, 3)]


def test_a_list_is_parted_where_its_page_ends():
    text = SENTENCE + "议案如下：1.年报的议案2.决算的议案。"
    flow = Flow(from_source(text), pages(0, text.index("1.")))
    assert [b.page for b in to_blocks(flow, ())] == [1, 2]


def test_short_items_stay_together():
    text = "一是修路。二是添车。三是建站。"
    assert [b.text for b in to_blocks(Flow(from_source(text)), ())] == [text]


def test_source_lines_part_however_short():
    text = "数据见图。来源：远山研究院。"
    assert [b.text for b in to_blocks(Flow(from_source(text)), ())] == ["数据见图。", "来源：远山研究院。"]


def test_lost_bullets_part():
    text = SENTENCE * 3 + SENTENCE
    flow = Flow(from_source("#" + text).part(1, len(text) + 1), bullets=frozenset({len(SENTENCE) * 3}))
    assert [len(b.content) for b in to_blocks(flow, ())] == [len(SENTENCE) * 3, len(SENTENCE)]


def test_cuts_are_blocks_of_their_own():
    flow = Flow(from_source(SENTENCE + "一、展望" + SENTENCE))
    cut = Cut(Span(len(SENTENCE), len(SENTENCE) + 4), ParagraphKind.HEADING, 2)
    kinds = [(b.kind, b.level, b.text) for b in to_blocks(flow, [cut])]
    assert kinds == [
        (ParagraphKind.TEXT, 0, SENTENCE),
        (ParagraphKind.HEADING, 2, "一、展望"),
        (ParagraphKind.TEXT, 0, SENTENCE),
    ]


def test_page_of_a_place_before_all_pages():
    assert page_of(3, pages(5, 9)) is None
    assert [page_of(at, pages(5, 9)) for at in (5, 8, 9)] == [1, 1, 2]


def test_notes_stand_behind_what_they_interrupted():
    whole = from_source("前文后文注文另文")
    first = Block(whole.part(0, 2))
    note = replace(first, content=whole.part(4, 6), kind=ParagraphKind.FOOTNOTE)
    last = Block(whole.part(6, 8))
    assert with_notes([first, last], [note]) == [first, note, last]
    assert with_notes([first], [note]) == [first, note]
