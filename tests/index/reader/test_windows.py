"""Windows: they cover a text, overlap, and are never too large."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reader.pieces import BEGIN, END, Pieces
from index.reader.windows import HEADER, OVERLAP, QUESTION, WINDOW, room, stretches, window

SIZES = st.integers(OVERLAP + 1, WINDOW)


def pieces(count: int, first: int = 10) -> Pieces:
    ids = np.arange(first, first + count, dtype=np.int64)
    return Pieces(ids, ids - first, ids - first + 1)


@given(st.integers(0, 2000), st.integers(1, 300))
def test_stretches_cover_all_and_the_last_is_full(length, size):
    found = list(stretches(length, size))
    assert found[0][0] == 0 and found[-1][1] == length
    assert all(end - start == min(size, length) for start, end in found)
    assert all(a[0] < b[0] <= a[1] for a, b in itertools.pairwise(found))


@given(st.integers(0, 2000), SIZES, st.data())
def test_every_answer_of_the_overlaps_length_stands_whole_in_one(length, size, data):
    start = data.draw(st.integers(0, max(0, length - 1)))
    end = min(length, start + OVERLAP)
    assert any(first <= start and end <= last for first, last in stretches(length, size))


def test_no_more_windows_than_needed():
    assert len(list(stretches(200, 200))) == 1
    assert len(list(stretches(201, 200))) == 2
    # Each brings size - OVERLAP new pieces: no quadratic reading of long texts.
    assert len(list(stretches(10_000, 200))) <= 10_000 // (200 - OVERLAP) + 1


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 1000))
def test_a_window_holds_what_it_says_and_fits(asked, above, length):
    question, header, text = pieces(asked, 1000), pieces(above, 2000), pieces(length, 3000)
    size = room(question, header)
    for first, last in stretches(length, size):
        view = window(question, header, text, first, last)
        assert len(view.ids) <= WINDOW and view.ids.dtype == np.int64
        assert (view.first, view.last) == (first, last)
        assert view.ids[0] == BEGIN and view.ids[-1] == END and view.ids[view.offset - 1] == END
        np.testing.assert_array_equal(view.ids[view.offset : -1], text.ids[first:last])
    assert size >= WINDOW - 5 - QUESTION - HEADER


def test_a_long_question_keeps_its_beginning_and_a_long_header_its_end():
    question, header, text = pieces(90, 1000), pieces(90, 2000), pieces(5, 3000)
    ids = window(question, header, text, 0, 5).ids.tolist()
    assert ids == [
        BEGIN, *range(1000, 1000 + QUESTION), END, END, *range(2090 - HEADER, 2090), END, *range(3000, 3005), END,
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "above"), [(0, 0), (3, 0), (0, 3)])
def test_nothing_asked_or_nothing_above_leaves_its_marks(asked, above):
    ids = window(pieces(asked), pieces(above, 50), pieces(2, 90), 0, 2).ids.tolist()
    assert ids == [BEGIN, *range(10, 10 + asked), END, END, *range(50, 50 + above), END, 90, 91, END]
