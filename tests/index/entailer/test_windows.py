"""What the entailment model sees: never more than its window, sentences in order, the best one among them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.script import to_script
from corpus.types import Script
from index.entailer.windows import CLAIM, HEADING, WINDOW, Premise, laid_out, near, seen
from index.reader.pieces import BEGIN, END, Pieces

SENTENCES = (
    "东港灯塔高三十二公尺。",
    "山海邮局有网点三百个！",
    "茶馆秋天举办节；",
    "湖水很咸？",
    "候鸟飞到湖心岛筑巢。",
)
TEXTS = st.lists(st.sampled_from([*SENTENCES, "\n", "长" * 90 + "。"]), max_size=60).map("".join)


def cut(text: str) -> Pieces:
    """Cut at every character, white space left out, as a piece of its code point."""
    places = [n for n, character in enumerate(text) if not character.isspace()]
    ids = np.array([ord(text[n]) for n in places], dtype=np.int64)
    starts = np.array(places, dtype=np.int64)
    return Pieces(ids, starts, starts + 1)


def read(ids) -> str:
    return "".join(chr(piece) for piece in ids)


def parts(ids) -> list[str]:
    """Return what stands between the marks: claim, nothing, heading, text."""
    found: list[list[int]] = [[]]
    for piece in ids[1:].tolist():
        found.append([]) if piece == END else found[-1].append(piece)
    return [read(part) for part in found]


@given(st.text("东港灯塔三百个。", max_size=200), st.text("山海邮局", max_size=60), TEXTS)
def test_never_over_the_window(claim, heading, text):
    ids = laid_out(claim, Premise(heading, text), cut)
    assert ids.dtype == np.int64 and len(ids) <= WINDOW
    assert ids[0] == BEGIN and ids[-1] == END and (ids == END).sum() == 5
    said, empty, also_empty, above, _, rest = parts(ids)
    assert (said, empty, also_empty, rest) == (claim[:CLAIM], "", "", "")
    assert above == heading[-HEADING:]


@given(st.sampled_from(SENTENCES), TEXTS, st.integers(20, 120))
def test_sentences_stand_in_their_order_and_whole(claim, text, room):
    told = read(near(claim, text, room, cut))
    assert len(told) <= room
    left = re.sub(r"\s", "", text)
    for sentence in re.findall(r"[^。！？；]+[。！？；]*", told):
        assert sentence in left
        left = left[left.index(sentence) + len(sentence) :]


@pytest.mark.parametrize("place", [0, 7, 29])
@pytest.mark.parametrize("best", SENTENCES[:3])
def test_the_best_sentence_is_there(best, place):
    others = [sentence for sentence in SENTENCES if sentence != best] * 8
    others.insert(place, best)
    ids = laid_out(best.strip("。！；"), Premise("", "".join(others)), cut)
    assert best in parts(ids)[4]


def test_the_neighbour_of_a_good_sentence_is_taken_before_another():
    filler = ["茶馆秋天举办节。"] * 30
    text = "".join([*filler[:15], "该处由林海山设计。", "东港灯塔高三十二公尺。", *filler[15:]])
    assert "该处由林海山设计。" in read(near("东港灯塔高三十二公尺", text, 40, cut))


def test_a_best_sentence_too_long_is_cut():
    assert read(near("东港灯塔", "东港灯塔" + "高" * 300 + "。", 50, cut)) == "东港灯塔" + "高" * 46


def test_a_short_text_is_shown_whole():
    assert parts(laid_out("灯塔很高", Premise("东港", "灯塔高。\n湖水咸。"), cut)) == [
        "灯塔很高", "", "", "东港", "灯塔高。湖水咸。", ""
    ]  # fmt: skip


def test_the_end_of_a_heading_is_kept():
    assert parts(laid_out("高", Premise("甲" * 30 + "网络", "高。"), cut))[3] == "甲" * (HEADING - 2) + "网络"


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT])
def test_either_script_is_seen_alike(script):
    text, claim = "東港燈塔\n燈塔建於1902年，由林海山設計。", "燈塔是林海山設計的。"
    ids = seen(to_script(text, script), to_script(claim, script), cut)
    assert parts(ids)[0] == "灯塔是林海山设计的"
    assert parts(ids)[3:5] == ["东港灯塔", "灯塔建于1902年，由林海山设计。"]


def test_a_hostile_text_takes_no_time():
    assert len(laid_out("灯塔", Premise("", "灯塔。" * 30_000), cut)) <= WINDOW
    assert len(laid_out("灯塔", Premise("", "？" * 100_000), cut)) <= WINDOW
