"""The order of examples: a function of seed and step, each once a round."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from index.reader.pieces import PAD
from index.training.encoding import shown
from index.training.stream import AT_ONCE, Item, Source, batches, collate, windows_of


def numbered(count, slots=3, name="numbers"):
    return Source(name, list(range(count)), slots)


@given(st.integers(1, 40), st.integers(0, 5), st.integers(0, 2**32))
def test_each_item_comes_once_a_round(count, turn, seed):
    source = numbered(count)
    shown_ones = [source.at(turn * count + place, seed) for place in range(count)]
    assert sorted(shown_ones) == list(range(count))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30), st.integers(0, 2**32))
def test_what_is_shown_depends_on_no_earlier_call(numbers, seed):
    source = numbered(23)
    assert [source.at(n, seed) for n in numbers] == [numbered(23).at(n, seed) for n in numbers]


def test_orders_differ_by_round_seed_and_name():
    def order(source, seed, turn):
        return [source.at(turn * 30 + place, seed) for place in range(30)]

    source = numbered(30)
    found = [
        order(source, 1, 0), order(source, 1, 1), order(source, 2, 0), order(numbered(30, name="others"), 1, 0)
    ]  # fmt: skip
    assert len({tuple(one) for one in found}) == 4


def said(parts):
    return [(p.ids.tolist(), p.allowed.tolist(), p.starts.tolist(), p.ends.tolist(), p.groups.tolist()) for p in parts]  # fmt: skip


def fresh(source):
    return Source(source.name, source.items, source.slots, source.negatives)


def test_a_step_is_the_same_whenever_it_is_asked_for(beginning):
    straight = [said(batches([beginning.source], 5, step)) for step in range(12)]
    resumed = fresh(beginning.source)
    assert [said(batches([resumed], 5, step)) for step in range(7, 12)] == straight[7:]
    assert said(batches([fresh(beginning.source)], 6, 3)) != straight[3]
    assert straight[3] != straight[4]


def test_batches_are_padded_and_allow_the_text_and_the_first_place(beginning):
    parts = list(batches([replace(beginning.source, slots=9)], 5, 0))
    assert len(parts) == 3 and sum(len(part.ids) for part in parts) == 18
    longest: dict[int, int] = {}
    for part in parts:
        for group, row in zip(part.groups.tolist(), part.ids, strict=True):
            longest[group] = max(longest.get(group, 0), int((row != PAD).sum()))
    assert list(longest.values()) == sorted(longest.values())
    for part in parts:
        assert len(part.ids) <= AT_ONCE and part.ids.dtype == torch.int64
        assert part.allowed[:, 0].all() and not (part.allowed & (part.ids == PAD)).any()
        for row, start, end in zip(part.allowed, part.starts, part.ends, strict=True):
            assert row[start] and row[end] and (start > 0) == (end > 0)


@pytest.mark.parametrize("slots", [3, 7, 9, 14])
def test_the_windows_of_a_question_are_in_one_batch(beginning, slots):
    for step in range(5):
        groups = [
            set(part.groups.tolist()) for part in batches([replace(beginning.source, slots=slots)], 5, step)
        ]
        assert len(groups) > (slots > 7)
        assert sum(map(len, groups)) == len(set.union(*groups)) == slots


def test_a_batch_says_of_each_window_what_it_is_of(beginning):
    views = [
        (n, view) for n, item in enumerate(beginning.held) for view in shown(item.example, random.Random(n))
    ]
    batch = collate(views)
    assert batch.groups.tolist() == [n for n, _ in views]
    assert batch.starts.tolist() == [view.start for _, view in views]
    for row, (_, view) in enumerate(views):
        assert batch.ids[row, : len(view.window.ids)].tolist() == view.window.ids.tolist()
        assert batch.allowed[row].sum() == 1 + view.window.last - view.window.first


@pytest.mark.parametrize(("negatives", "least", "most"), [(0.0, 0, 0), (1.0, 1, 1), (0.5, 0, 1)])
def test_as_many_windows_stand_against_one_as_asked(beginning, negatives, least, most):
    source = replace(beginning.source, negatives=negatives)
    counts = Counter()
    for seed in range(60):
        first, *others = windows_of(source, beginning.source.items[seed % 9], random.Random(seed))
        assert first.start > 0 and all(view.start == 0 for view in others)
        counts[len(others)] += 1
    assert (min(counts), max(counts)) == (least, most)


def test_a_question_without_an_answer_is_one_window(beginning):
    (silent, *_), source = beginning.held[0].against, beginning.source
    (view,) = windows_of(source, Item(silent), random.Random(1))
    assert (view.start, view.end) == (0, 0)


def test_the_steps_of_a_round_show_every_item_once(beginning):
    source = replace(beginning.source, negatives=0.0)
    assert len(source.items) == 8 * source.slots
    seen = Counter(
        tuple(ids[allowed].tolist()[1:])
        for step in range(8)
        for part in batches([source], 5, step)
        for ids, allowed in zip(part.ids, part.allowed, strict=True)
    )
    assert seen == Counter(tuple(item.example.text.ids.tolist()) for item in source.items)
