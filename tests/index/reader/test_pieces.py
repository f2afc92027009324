"""Pieces: golden cuts in both scripts, and what holds for every text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.script import fold
from index.reader.pieces import UNKNOWN
from index.segment import word_borders
from tests.cases.load import golden

TEXT = st.text(
    st.sampled_from("山海邮局新建网点增长率林海設計燈塔了和2023.,%亿 \u3000\n\tG-Apeé\u0301①㎡ﬁ𠮷😀，。「」\x01\u200b\ud800"),
    max_size=40,
)  # fmt: skip
# The vocabulary is made once; no example changes it.
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(cutter, text):
    pieces = cutter.cut(fold(text))
    return [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]


@pytest.mark.parametrize(("text", "expected"), golden("pieces", both=True))
def test_a_text_is_cut_at_its_words(cutter, text, expected):
    assert said(cutter, text) == expected


@many
@given(TEXT)
def test_places_rise_inside_the_text_and_no_piece_crosses_a_word(cutter, text):
    folded = fold(text)
    pieces = cutter.cut(folded)
    assert len(pieces) == len(pieces.starts) == len(pieces.ends)
    places = list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    # One character may give several pieces (㎡), which all stand where it does.
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in itertools.pairwise(places))
    borders = word_borders(folded)
    assert not any(start < border < end for start, end in places for border in borders)
    assert not any(text[start:end].isspace() for start, end in places)


@many
@given(TEXT)
def test_every_word_is_covered(cutter, text):
    pieces = cutter.cut(fold(text))
    covered = {at for a, b in zip(pieces.starts, pieces.ends, strict=True) for at in range(int(a), int(b))}
    missed = {c for at, c in enumerate(text) if at not in covered}
    assert not any(char.isalnum() or "\u4e00" <= char <= "\u9fff" for char in missed)


@many
@given(st.text("山海邮局新建网点增长率亿\t \n2023", max_size=20))
def test_white_space_gives_none_and_changes_no_word(cutter, text):
    words = " \n".join(text.split())
    assert said(cutter, f"\u3000 {text}\n\t") == said(cutter, f" {words}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東港燈塔由林海山設計。", "东港灯塔由林海山设计。"),
        ("營業收入增長了多少？", "营业收入增长了多少？"),
        ("軟體與資料庫", "软体与资料库"),
    ],
)
def test_both_scripts_give_the_same_pieces(cutter, one, other):
    left, right = cutter.cut(fold(one)), cutter.cut(fold(other))
    assert left.ids.tolist() == right.ids.tolist()
    assert (left.starts.tolist(), left.ends.tolist()) == (right.starts.tolist(), right.ends.tolist())


def test_a_blank_before_a_word_is_known_but_stands_at_no_place(cutter):
    apart, together = cutter.cut("网络 at"), cutter.cut("网络at")
    assert apart.starts.tolist() == [0, 3] and together.starts.tolist() == [0, 2]
    assert apart.ids[1] != together.ids[1]


def test_what_the_vocabulary_lacks_is_unknown(cutter):
    assert cutter.cut("𠮷野").ids.tolist()[0] == UNKNOWN
    assert UNKNOWN not in cutter.cut("野家").ids


def test_a_part_keeps_its_places(cutter):
    pieces = cutter.cut("东港灯塔建于1902年，由林海山设计。")
    part = pieces.part(3, 7)
    assert len(part) == 4
    assert part.starts.tolist() == pieces.starts.tolist()[3:7]
    assert part.ids.tolist() == pieces.ids.tolist()[3:7]


def test_a_long_text_is_cut_whole(cutter):
    text = "山海邮局新建网点120个。" * 400
    pieces = cutter.cut(text)
    assert len(pieces) > 3000
    assert pieces.ends[-1] == len(text)
