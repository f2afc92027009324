"""Examples as windows: the answer's pieces are where the window says, and others do not hold it."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.script import fold
from index.reader.windows import WINDOW
from index.training.encoding import LEAST, WHOLE, encode, shown
from index.training.examples import Example
from index.training.stream import Item, Source, windows_of
from tests.cases.load import golden

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SENTENCES = st.lists(
    st.sampled_from(["東港燈塔建於1902年，", "高三十二公尺。", "山海邮局有网点120个，", "全年營業收入5.8億元。\n", "茶館秋天開門；"]),
    min_size=1, max_size=90,
)  # fmt: skip


def drawn(data, text):
    start = data.draw(st.integers(0, len(text) - 1))
    return start, data.draw(st.integers(start + 1, min(len(text), start + 30)))


@many
@given(SENTENCES, st.integers(0, 2**32), st.data())
def test_a_window_holds_the_answer_where_it_says_and_others_none_of_it(beginning, sentences, seed, data):
    text = "".join(sentences)
    span = drawn(data, text)
    example = Example("燈塔有多高？", text, span, "x", "東港 > 燈塔")
    if not text[slice(*span)].strip():
        with pytest.raises(ValueError, match="no piece of the text covers the answer"):
            encode(example, beginning.cutter)
        return
    encoded = encode(example, beginning.cutter)
    first, last = encoded.span
    assert encoded.text.starts[first] < span[1] and encoded.text.ends[last] > span[0]
    views = shown(encoded, random.Random(seed))
    right = [view for view in views if view.start]
    assert len(right) >= 1
    for view in views:
        window = view.window
        assert len(window.ids) <= WINDOW
        if view.start:
            np.testing.assert_array_equal(
                window.ids[view.start : view.end + 1], encoded.text.ids[first : last + 1]
            )
            assert window.offset <= view.start <= view.end < len(window.ids) - 1
        else:
            assert view.end == 0
            assert last < window.first or first >= window.last


@many
@given(SENTENCES, st.integers(0, 2**32))
def test_a_text_without_an_answer_is_one_window_drawn_in_it(beginning, sentences, seed):
    encoded = encode(Example("誰？", "".join(sentences), None, "x"), beginning.cutter)
    (view,) = shown(encoded, random.Random(seed))
    assert (view.start, view.end) == (0, 0)
    assert 0 <= view.window.first < view.window.last <= len(encoded.text)
    assert view.window.last - view.window.first >= min(LEAST, len(encoded.text))


def test_windows_without_an_answer_begin_all_over_the_text(beginning):
    encoded = encode(Example("誰？", "茶館秋天開門；" * 120, None, "x"), beginning.cutter)
    begins = {shown(encoded, random.Random(seed))[0].window.first for seed in range(200)}
    assert len(begins) > 50
    assert min(begins) < 60 and max(begins) > len(encoded.text) - WINDOW - 60


@pytest.mark.parametrize(
    ("span", "words"),
    [((3, 8), "三十二公尺"), ((4, 5), "十"), ((2, 3), "高"), ((0, 9), "燈塔高三十二公尺。")],
)
def test_an_answer_becomes_the_fewest_pieces_that_cover_it(beginning, span, words):
    text = "燈塔高三十二公尺。"
    encoded = encode(Example("有多高？", text, span, "x"), beginning.cutter)
    first, last = encoded.span
    assert words in text[encoded.text.starts[first] : encoded.text.ends[last]]
    assert encoded.text.ends[first] > span[0] and encoded.text.starts[last] < span[1]


@pytest.mark.parametrize(("text", "expected"), golden("training_begins", both=True))
def test_windows_may_begin_where_sentences_rows_and_headings_do(beginning, text, expected):
    """Rows, headings and items begin a line; a closing mark belongs to what it closes."""
    encoded = encode(Example("誰？", text, None, "x"), beginning.cutter)
    starts = [int(encoded.text.starts[piece]) for piece in encoded.begins]
    assert [text[a:b].strip() for a, b in pairwise([*starts, len(text)])] == expected


def test_a_text_without_words_begins_once(beginning):
    assert encode(Example("誰？", " \n\t", None, "x"), beginning.cutter).begins == (0,)


def test_seven_windows_of_ten_begin_with_a_sentence(beginning):
    text = "茶館秋天開門，山海郵局在東港。" * 60
    encoded = encode(Example("誰？", text, None, "x"), beginning.cutter)
    begins = [shown(encoded, random.Random(seed))[0].window.first for seed in range(400)]
    whole = sum(begin in encoded.begins for begin in begins) / len(begins)
    # Those drawn anywhere fall upon a beginning now and then.
    assert WHOLE - 0.07 < whole < WHOLE + 0.13


def test_both_scripts_are_encoded_alike(beginning):
    example = Example("東港燈塔有多高？", "東港燈塔高三十二公尺。", (5, 10), "x", "東港")
    other = Example(fold(example.question), fold(example.text), (5, 10), "x", fold(example.header))
    one, two = encode(example, beginning.cutter), encode(other, beginning.cutter)
    assert one.span == two.span
    for left, right in ((one.question, two.question), (one.header, two.header), (one.text, two.text)):
        assert left.ids.tolist() == right.ids.tolist()


def test_the_same_chance_shows_the_same_and_an_answer_stands_at_many_places(beginning):
    text = "茶館秋天開門；" * 60 + "燈塔高三十二公尺。" + "茶館秋天開門；" * 60
    start = text.index("三十二")
    encoded = encode(Example("有多高？", text, (start, start + 5), "x", "東港"), beginning.cutter)
    views = [shown(encoded, random.Random(seed)) for seed in range(30)]
    again = [shown(encoded, random.Random(seed)) for seed in range(30)]
    assert [[(v.start, v.end, v.window.first) for v in vs] for vs in views] == [
        [(v.start, v.end, v.window.first) for v in vs] for vs in again
    ]
    places = {view.start - view.window.offset for vs in views for view in vs if view.start}
    assert len(places) > 20
    bare = [vs[0].window.ids.tolist()[:20] for vs in views]
    assert len({tuple(ids) for ids in bare}) > 1


def test_what_stands_before_and_behind_the_answer_is_shown_against_it(beginning):
    text = "茶館秋天開門；" * 60 + "燈塔高三十二公尺。" + "茶館秋天開門；" * 60
    start = text.index("三十二")
    encoded = encode(Example("有多高？", text, (start, start + 5), "x"), beginning.cutter)
    views = [view for seed in range(10) for view in shown(encoded, random.Random(seed)) if not view.start]
    assert any(view.window.last <= encoded.span[0] for view in views)
    assert any(view.window.first > encoded.span[1] for view in views)


def test_windows_with_and_without_the_answer_begin_alike(beginning):
    chance = random.Random(7)
    begins = {True: [], False: []}
    for number in range(250):
        before, behind = chance.randint(0, 50), chance.randint(0, 50)
        text = "茶館秋天開門；" * before + "燈塔高三十二公尺。" + "茶館秋天開門；" * (behind + 40)
        start = text.index("三十二")
        right = encode(Example("有多高？", text, (start, start + 5), "x"), beginning.cutter)
        other = "村民夏天種茶。" * chance.randint(50, 100)
        silent = encode(Example("有多高？", other, None, "x"), beginning.cutter)
        source = Source("long", [Item(right, (silent,))], 1, 1.0)
        for view in windows_of(source, source.items[0], random.Random(number)):
            begins[view.start > 0].append(view.window.first == 0)
    assert min(len(found) for found in begins.values()) >= 200
    right_share, wrong_share = (sum(found) / len(found) for found in begins.values())
    assert abs(right_share - wrong_share) < 0.25
    assert right_share < 0.5 and wrong_share < 0.5
