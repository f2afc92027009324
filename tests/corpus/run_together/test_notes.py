"""Footnotes of glued pages: golden cases, and that uncertain ones are left alone."""

import time
from itertools import accumulate, pairwise

import pytest
from hypothesis import given, settings

from corpus.run_together.named_notes import find_named
from corpus.run_together.notes import find_notes
from corpus.script import fold
from corpus.types import Span
from tests.cases.load import golden
from tests.cases.texts import texts


def noted(pages):
    """Return a text's notes (label, body, words before each mark) and the text without them and their digits."""
    text = "".join(pages)
    ends = [0, *accumulate(map(len, pages))]
    spans = [Span(a, b) for a, b in pairwise(ends)]
    notes = find_notes(fold(text), spans) + find_named(fold(text), ends)
    gone = {i for n in notes for i in range(n.at.start, n.body.end)}
    gone |= {i for n in notes for m in n.marks if m.of(text).isdigit() for i in range(m.start, m.end)}
    return [(n, text) for n in notes], "".join(c for i, c in enumerate(text) if i not in gone)


@pytest.mark.parametrize(("pages", "expected"), golden("run_together_notes"))
def test_golden_cases(pages, expected):
    notes, text = noted(pages)
    found = [[note.label, note.body.of(whole)] for note, whole in notes]
    assert found == [[label, body] for label, body, _ in expected["notes"]]
    before = [[whole[: mark.start] for mark in note.marks] for note, whole in notes]
    for have, (_, _, words) in zip(before, expected["notes"], strict=True):
        assert len(have) == len(words)
        assert all(map(str.endswith, have, words))
    assert expected["text"] in (None, text)


@given(texts, texts)
@settings(deadline=None, max_examples=60)
def test_notes_lie_in_their_page_and_in_order(first, second):
    text = first + second
    pages = [Span(0, len(first)), Span(len(first), len(text))]
    at = 0
    for note in find_notes(fold(text), pages):
        assert at <= note.at.start < note.at.end == note.body.start <= note.body.end <= len(text)
        assert all(mark.end <= note.at.start for mark in note.marks)
        at = note.body.end


@pytest.mark.parametrize("unit", ["站1，", "1数据来源", "注1：", "17万3900MHz", "9", "（注1）"])
def test_hostile_text_takes_no_longer_than_its_length_allows(unit):
    text = unit * (200_000 // len(unit))
    pages = [Span(i, min(len(text), i + 1500)) for i in range(0, len(text), 1500)]
    started = time.process_time()
    find_notes(text, pages)
    find_notes(text, [Span(0, len(text))])
    find_named(text, [p.start for p in pages])
    assert time.process_time() - started < 4
