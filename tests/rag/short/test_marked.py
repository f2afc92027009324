"""What the reader marks in the chosen sentences, in sentences' own places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import fold
from corpus.subject import Subject
from corpus.types import Passage, Span
from index.reader.types import Read
from index.types import Hit
from rag.evidence import Candidate
from rag.short.marked import marked

TEXT = "東港燈塔建於1902年。由林海山設計，塔高三十二公尺。\n他说：“风大。”后来又修了「望海樓」。"


def sentence(span: Span, read: Read | None, text: str = TEXT) -> Candidate:
    passage = Passage(
        file="a.md", span=Span(0, len(text)), source=Span(0, len(text)), text=text,
        subject=Subject("燈塔"), headings=(), paragraph=1, runs=((0, 0),),
    )  # fmt: skip
    hit = Hit(passage, 0, 1, 0.9, 1.0, 0.8, read=read)
    return Candidate(hit, span, fold(span.of(text)), 0.5, 0.5, 0.0, 0.0, 0.0, 0.0, frozenset())


def place(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def read(words: str, lead: float = 1.0) -> Read:
    return Read(2.0, place(words), lead, 0.5)


FIRST, SECOND, THIRD = place("東港燈塔建於1902年。"), place("由林海山設計，塔高三十二公尺。"), place("他说：“风大。”后来又修了「望海樓」。")  # fmt: skip


@pytest.mark.parametrize(
    ("span", "words", "expected"),
    [
        (FIRST, "1902年", "1902年"),
        (SECOND, "林海山", "林海山"),
        (SECOND, "林海山設計", "林海山設計"),
        (SECOND, "三十二公尺。", "三十二公尺"),
        (SECOND, "，塔高", "塔高"),
        (SECOND, "由林海山設計，塔高三十二公尺。", "由林海山設計，塔高三十二公尺"),
        (THIRD, "：“风大。”", "风大。"),
        (THIRD, "「望海樓」。", "望海樓"),
        (THIRD, "望海樓", "望海樓"),
        # Words of another sentence, in part or in whole, and marks alone.
        (FIRST, "1902年。由林海山", None),
        (SECOND, "1902年。由林海山", None),
        (FIRST, "林海山", None),
        # A quotation that only opens, or only closes, within them.
        (THIRD, "风大。”后来", None),
        (THIRD, "修了「望海", None),
        (SECOND, "，", None),
        (SECOND, "。\n", None),
    ],
)
def test_the_words_marked_are_a_span_of_their_sentence(span, words, expected):
    found = marked([sentence(span, read(words))])
    assert [one.span.of(span.of(TEXT)) for one in found] == ([expected] if expected else [])


def test_what_was_not_read_or_has_no_words_marks_nothing():
    assert marked([]) == []
    assert marked([sentence(FIRST, None), sentence(SECOND, Read(-9.0, None, -9.0, 0.0))]) == []


def test_the_surest_comes_first_under_its_own_number():
    chosen = [
        sentence(FIRST, read("1902年", lead=-1.0)), sentence(FIRST, None), sentence(SECOND, read("林海山", lead=3.0)),
        sentence(THIRD, read("望海樓", lead=0.5)),
    ]  # fmt: skip
    found = marked(chosen)
    assert [(one.claim, one.fit) for one in found] == [(2, 3.0), (3, 0.5), (0, -1.0)]
    assert all(one.yes is None and one.items == () for one in found)


def test_equal_ones_keep_the_order_of_their_sentences():
    found = marked([sentence(SECOND, read("林海山")), sentence(SECOND, read("三十二公尺"))])
    assert [one.claim for one in found] == [0, 1]


@given(st.text("燈塔由林海山设计1902年，。：「」“” \n|", min_size=1, max_size=30), st.data())
def test_what_is_found_is_a_part_of_what_is_marked(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = data.draw(st.integers(0, len(text) - 1))
    whole = Span(first, data.draw(st.integers(first + 1, len(text))))
    for one in marked([sentence(whole, Read(0.0, Span(start, end), 0.0, 0.5), text)]):
        assert start <= whole.start + one.span.start < whole.start + one.span.end <= end
        assert one.span.end <= len(whole)
        words = one.span.of(whole.of(text))
        assert words.strip(" \n，：|") and not words[0].isspace()
