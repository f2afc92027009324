"""The order of claims: each once a turn, pairs together, the same for the same seed; either script is laid out alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import torch

from corpus.script import to_script
from corpus.types import Script
from index.entailer.windows import WINDOW
from index.reader.pieces import PAD
from index.training.claims.examples import Claim
from index.training.claims.stream import AT_ONCE, Stream, collate, item_of


def test_a_turn_shows_each_group_at_most_once_and_whole(stream):
    shown = [item for step in range(stream.steps) for item in stream.at(step)]
    assert stream.steps == len(stream.groups) // AT_ONCE == 3
    assert max(Counter(id(item) for item in shown).values()) == 1
    for step in range(stream.steps):
        here = {id(item) for item in stream.at(step)}
        groups = [group for group in stream.groups if here & {id(item) for item in group}]
        assert len(groups) == AT_ONCE
        assert here == {id(item) for group in groups for item in group}


def test_the_next_turn_has_another_order(stream):
    first = [id(item) for step in range(3) for item in stream.at(step)]
    second = [id(item) for step in range(3, 6) for item in stream.at(step)]
    assert first != second


def test_a_step_is_a_function_of_seed_and_number(stream):
    again, other = Stream(stream.groups, stream.seed), Stream(stream.groups, stream.seed + 1)
    assert [id(item) for item in again.at(7)] == [id(item) for item in stream.at(7)]
    assert [id(item) for item in other.at(7)] != [id(item) for item in stream.at(7)]


def test_claims_of_like_length_stand_together(stream):
    spread = [np.ptp([len(item.ids) for item in stream.at(step)]) for step in range(3)]
    every = [len(item.ids) for group in stream.groups for item in group]
    assert np.mean(spread) < np.ptp(every)


def test_a_few_groups_make_one_step(stream):
    few = Stream(stream.groups[:2], 1)
    assert few.steps == 1 and len(few.at(0)) == len(few.at(5)) == sum(len(group) for group in few.groups)


def test_the_digest_tells_other_claims_and_truths_from_lies(stream):
    turned = [tuple(replace(item, holds=not item.holds) for item in group) for group in stream.groups]
    digests = {stream.digest(), Stream(stream.groups[1:], 3).digest(), Stream(turned, 3).digest()}
    assert len(digests) == 3
    assert Stream(list(stream.groups), 9).digest() == stream.digest()


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_either_script_is_laid_out_alike(script, beginning):
    words = ("東港有燈塔。", "東港", "東港燈塔建於1902年。茶館秋天開門。")
    plain = item_of(Claim(*words, None, "test"), beginning.cutter.cut)
    said, heading, text = (to_script(one, script) for one in words)
    assert np.array_equal(
        item_of(Claim(said, heading, text, None, "test"), beginning.cutter.cut).ids, plain.ids
    )


def test_what_is_shown_twice_is_laid_out_once(beginning):
    asked = []

    def cut(text):
        asked.append(text)
        return beginning.cutter.cut(text)

    pair = (Claim("山海有網點。", "山海", "山海有網點三百個。", None, "test"),)
    twice = Stream.of([pair, pair], cut, 1)
    assert twice.groups[0][0] is twice.groups[1][0] and len(asked) == 3


def test_a_long_text_is_cut_to_the_window(beginning):
    long = Claim("山海有網點。", "山海", "茶館秋天開門，東港燈塔很高。" * 80 + "山海有網點。", None, "test")
    item = item_of(long, beginning.cutter.cut)
    assert len(item.ids) <= WINDOW


def test_a_batch_is_padded_behind(stream):
    items = stream.at(0)
    batch = collate(items)
    assert batch.ids.shape == (len(items), max(len(item.ids) for item in items))
    for row, item, holds in zip(batch.ids, items, batch.holds, strict=True):
        assert torch.equal(row[: len(item.ids)], torch.from_numpy(item.ids))
        assert (row[len(item.ids) :] == PAD).all()
        assert holds.item() == item.holds
