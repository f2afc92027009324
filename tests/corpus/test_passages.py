"""Passages: nothing lost, nothing twice, and every quotation true."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.documents import read_document
from corpus.passages import PassageSettings, passages
from corpus.quotes import bare, same_words
from corpus.ties import is_told_before
from corpus.types import ParagraphKind, Span
from tests.cases.texts import HAN_OR_DIGIT, document, run_together, texts

WHATEVER = st.one_of(texts, run_together())
SMALL = PassageSettings(target=20, longest=30)


@given(WHATEVER, st.data())
@settings(max_examples=150, deadline=None)
def test_every_quotation_is_the_words_of_its_place_in_the_file(source, data):
    read = document(source)
    for passage in passages(read, SMALL):
        whole = Span(0, len(passage.text))
        assert passage.source == passage.source_span(whole)
        assert same_words(passage.quote(whole), passage.source.of(source))
        start = data.draw(st.integers(0, len(passage.text) - 1))
        part = Span(start, data.draw(st.integers(start + 1, len(passage.text))))
        place = passage.source_span(part)
        assert passage.source.start <= place.start < place.end <= passage.source.end
        assert same_words(passage.quote(part), place.of(source)) or not bare(place.of(source))


@given(WHATEVER)
@settings(max_examples=100, deadline=None)
def test_passages_are_slices_in_order_without_overlap(source):
    read = document(source)
    at = 0
    ids = set()
    for passage in passages(read):
        assert passage.span.start >= at
        assert passage.span.of(read.text) == passage.text == passage.text.strip() != ""
        at = passage.span.end
        ids.add(passage.id)
        assert len(passage.text) <= 360
    assert len(ids) == len(passages(read))


@given(WHATEVER)
@settings(max_examples=100, deadline=None)
def test_every_han_character_and_digit_is_in_a_passage_or_a_header(source):
    read = document(source)
    found = passages(read)
    inside = [False] * len(read.text)
    for passage in found:
        inside[passage.span.start : passage.span.end] = [True] * len(passage.span)
    headers = "\n".join(p.header for p in found)
    told = {None, *(p.part for p in read.paragraphs if p.level == 0 and not is_told_before(read, p))}
    for paragraph in read.paragraphs:
        text = paragraph.span.of(read.text)
        if is_told_before(read, paragraph) or paragraph.kind is ParagraphKind.CONTENTS:
            continue
        # The title of a part all of which was told before stands above nothing.
        if paragraph.kind is ParagraphKind.HEADING and paragraph.part not in told:
            continue
        if not all(inside[paragraph.span.start : paragraph.span.end]) and HAN_OR_DIGIT.search(text):
            left = "".join(
                c
                for c, held in zip(text, inside[paragraph.span.start : paragraph.span.end], strict=True)
                if not held
            )
            assert text in headers or not left.strip()


def test_short_neighbours_are_gathered_under_one_heading_only():
    read = document("# 門市\n\n首段。\n\n次段。\n\n## 倉庫\n\n末段。\n")
    assert [(p.text, p.header) for p in passages(read)] == [
        ("首段。\n次段。", "門市"),
        ("末段。", "門市 > 倉庫"),
    ]


def test_a_long_paragraph_is_cut_at_sentence_ends():
    sentence = "各地的门店都在春天完成了改造。"
    found = passages(document(sentence * 60))
    assert all(p.text.endswith("。") and len(p.text) <= 240 for p in found)
    assert "".join(p.text for p in found) == sentence * 60


def test_a_heading_with_nothing_under_it_is_text():
    read = document("# 年報\n\n## 營收7415億港元\n\n## 門市\n\n去年開了三間。\n")
    assert [p.text for p in passages(read)] == ["營收7415億港元", "去年開了三間。"]


@pytest.mark.parametrize("source", ["# 網絡\n\n## 算力\n", "# 网络\n"])
def test_a_document_of_headings_is_not_lost(source):
    read = document(source)
    assert "".join(p.text for p in passages(read)).replace("\n", "") == "".join(
        p.span.of(read.text) for p in read.paragraphs
    )


def test_footnotes_stand_alone():
    found = passages(document("正文一句话。\n\n注：按月统计。\n\n正文又一句。\n"))
    assert [(p.text, p.kind) for p in found] == [
        ("正文一句话。", ParagraphKind.TEXT),
        ("注：按月统计。", ParagraphKind.FOOTNOTE),
        ("正文又一句。", ParagraphKind.TEXT),
    ]


def test_the_file_is_kept_where_more_than_space_and_emphasis_was_dropped():
    plain, marked = passages(document("## 甲\n\n**投資**增長。\n\n## 乙\n\n投資<sup>3</sup>增長。\n"))
    assert plain.raw is None
    assert marked.raw == "投資<sup>3</sup>增長。"
    assert marked.quote(Span(0, 4)) == "投資<sup>3</sup>增長"
    assert marked.quote(Span(2, 4)) == "增長"


@pytest.mark.parametrize(("target", "longest"), [(0, 10), (20, 10), (-1, -1)])
def test_settings_that_cannot_be_are_refused(target, longest):
    with pytest.raises(ValueError, match=f"target={target}, longest={longest}"):
        PassageSettings(target, longest)


def test_every_place_of_a_passage_knows_the_paragraph_it_stands_in():
    source = "# 覆蓋\n\n全部行政村已通網。\n\n城區平均速率很高。\n\n郊区还在建设。\n"
    read = read_document(source, file="a.md", sha256="0" * 64)
    (passage,) = passages(read)
    for paragraph in read.paragraphs[1:]:
        words = paragraph.span.of(read.text)
        assert passage.paragraph_at(passage.text.index(words)) == paragraph.number
        assert passage.paragraph_at(passage.text.index(words) + len(words) - 1) == paragraph.number
