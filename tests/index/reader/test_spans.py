"""The best stretch, against all stretches tried one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reader.spans import LONGEST, best_span

LOGITS = st.integers(-40, 40).map(lambda n: n / 4)


def slow(starts, ends, offset, last):
    return max(starts[i] + ends[j] for i in range(offset, last) for j in range(i, min(last, i + LONGEST)))


@settings(deadline=None)
@given(st.lists(st.tuples(LOGITS, LOGITS), min_size=3, max_size=70), st.data())
def test_the_best_of_all_stretches_is_found(rows, data):
    starts, ends = (np.array(column, dtype=np.float32) for column in zip(*rows, strict=True))
    offset = data.draw(st.integers(1, len(rows) - 2))
    last = data.draw(st.integers(offset + 1, len(rows) - 1))
    best = best_span(starts, ends, offset, last)
    assert offset <= best.start <= best.end < last
    assert best.end - best.start < LONGEST
    assert best.score == starts[best.start] + ends[best.end] == slow(starts, ends, offset, last)
    assert best.null == starts[0] + ends[0]


def test_an_end_never_stands_before_its_start():
    starts, ends = np.zeros(6, dtype=np.float32), np.zeros(6, dtype=np.float32)
    starts[4], ends[2] = 9, 8
    best = best_span(starts, ends, 1, 5)
    assert (best.start, best.end, best.score) == (4, 4, 9)


def test_no_answer_is_longer_than_the_longest():
    starts, ends = np.zeros(80, dtype=np.float32), np.zeros(80, dtype=np.float32)
    starts[1], ends[LONGEST], ends[LONGEST + 1] = 5, 4, 9
    assert best_span(starts, ends, 1, 79)[:2] != (1, LONGEST + 1)
    ends[LONGEST + 1] = 0
    assert best_span(starts, ends, 1, 79)[:2] == (1, LONGEST)


def test_what_stands_around_the_text_is_never_chosen():
    starts = ends = np.array([50, 60, 0, 1, 0, 70], dtype=np.float32)
    best = best_span(starts, ends, 2, 5)
    assert (best.start, best.end, best.null) == (3, 3, 100)


@pytest.mark.parametrize(("offset", "last"), [(3, 3), (4, 2)])
def test_nothing_to_choose_from_is_an_error(offset, last):
    with pytest.raises(ValueError, match="no pieces between"):
        best_span(np.zeros(5, dtype=np.float32), np.zeros(5, dtype=np.float32), offset, last)
