"""From what a graph gives to words of the text: long texts, several windows, places, shares."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from corpus.script import fold
from index.reader.onnx_reader import OnnxReader
from index.reader.pieces import PieceCutter
from index.reader.types import Shown
from index.reader.windows import WINDOW
from index.types import FloatArray

FILLER = "車站早上開門，晚上關門，遊客可以喝茶。"


class Pointing:
    """A session without a model: an answer starts and ends at the piece ``wanted``; other windows have none.

    ``relevance`` is 4 where the piece is there, -4 elsewhere. ``seen`` are the lengths of the windows.
    """

    def __init__(self, wanted: int, lead: float = 8.0) -> None:
        self._wanted = wanted
        self._lead = lead
        self.seen: list[int] = []

    def run(self, output_names: Sequence[str], inputs: dict[str, np.ndarray]) -> Sequence[FloatArray]:
        assert list(output_names) == ["spans", "relevance"]
        ids = inputs["ids"]
        self.seen.append(ids.shape[1])
        spans = np.zeros((1, ids.shape[1], 2), dtype=np.float32)
        spans[0, ids[0] == self._wanted] = self._lead
        spans[0, 0] = 2
        found = bool((ids == self._wanted).any())
        return [spans, np.array([[4.0 if found else -4.0]], dtype=np.float32)]


@pytest.fixture
def cutter(tiny):
    return PieceCutter.open(tiny / "tokenizer.json")


def opened(cutter, word, threads=1):
    session = Pointing(cutter.cut("，" + fold(word)).ids[-1])  # within a line, not after a blank
    return session, OnnxReader(session, cutter, name="pointing", threads=threads)


@pytest.mark.parametrize("before", [0, 1, 9, 20, 40, 60])
@pytest.mark.parametrize("word", ["湖", "鹽"])
@pytest.mark.parametrize("header", ["", "東港年報 > 車站 > 早上"])
def test_words_of_a_long_text_are_marked_where_they_stand(cutter, before, word, header):
    text = FILLER * before + f"三山之間有{word}，" + FILLER * (60 - before)
    session, reader = opened(cutter, word)
    (read,) = reader.read("那裡有什麼？", [Shown(header, text)])
    assert read.span is not None and read.span.of(text) == word
    assert read.span.start == text.index(word)
    assert (read.relevance, read.lead) == (4, 12)
    assert len(session.seen) > 3 and max(session.seen) == WINDOW


class Doubting(Pointing):
    """As ``Pointing``, but where the piece ``doubted`` stands, words and no answer are both far likelier."""

    def __init__(self, wanted: int, doubted: int) -> None:
        super().__init__(wanted)
        self._doubted = doubted

    def run(self, output_names: Sequence[str], inputs: dict[str, np.ndarray]) -> Sequence[FloatArray]:
        spans, relevance = super().run(output_names, inputs)
        doubted = inputs["ids"][0] == self._doubted
        if doubted.any():
            spans[0, doubted] = 20
            spans[0, 0] = 19
        return [spans, relevance]


@pytest.mark.parametrize("words", [("湖", "鹽"), ("鹽", "湖")])
def test_the_window_whose_words_lead_most_gives_them(cutter, words):
    """Not the one whose words are likeliest: there no answer may be as likely."""
    text = f"三山之間有{words[0]}，" + FILLER * 40 + f"三山之間有{words[1]}，"
    wanted, doubted = (cutter.cut("，" + fold(word)).ids[-1] for word in ("湖", "鹽"))
    reader = OnnxReader(Doubting(wanted, doubted), cutter, name="doubting", threads=1)
    (read,) = reader.read("那裡有什麼？", [Shown("", text)])
    assert read.span is not None and read.span.of(text) == "湖"
    assert (read.relevance, read.lead) == (4, 12)


def test_a_short_text_is_one_window(cutter):
    session, reader = opened(cutter, "湖")
    (read,) = reader.read("哪里？", [Shown("", "山海之間有湖。")])
    assert len(session.seen) == 1
    assert read.span is not None and (read.span.start, read.span.end) == (5, 6)


def test_a_text_without_the_words_is_none_the_surer(cutter):
    _, reader = opened(cutter, "湖")
    (read,) = reader.read("哪里？", [Shown("", FILLER)])
    assert read.relevance == -4 and read.lead == -4


def test_words_of_question_or_header_are_never_marked(cutter):
    _, reader = opened(cutter, "湖")
    (read,) = reader.read("湖在哪里？", [Shown("湖", FILLER)])
    assert read.span is not None and read.lead == -4


def test_the_share_is_of_all_words_of_the_window(cutter):
    _, reader = opened(cutter, "湖")
    text = "山海之間有湖。"
    (read,) = reader.read("哪里？", [Shown("", text)])
    others = len(cutter.cut(fold(text))) - 1
    assert read.share == pytest.approx((math.exp(8) / (math.exp(8) + others)) ** 2, rel=1e-4)


def test_places_hold_before_characters_of_several_pieces(cutter):
    # ㎡ becomes two pieces, 𠮷 is two units of UTF-16.
    text = "㎡㎡𠮷𠮷  ①" + FILLER * 20 + "有湖。"
    _, reader = opened(cutter, "湖")
    (read,) = reader.read("哪里？", [Shown("", text)])
    assert read.span is not None and read.span.of(text) == "湖"


@pytest.mark.parametrize("threads", [1, 4])
def test_many_texts_keep_their_order(cutter, threads):
    texts = [Shown("", FILLER * (i % 3) + "湖" + "茶" * i) for i in range(12)]
    _, reader = opened(cutter, "湖", threads)
    found = reader.read("哪里？", texts)
    assert [read.span.start for read in found] == [len(FILLER) * (i % 3) for i in range(12)]


@pytest.mark.parametrize("damage", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_told_by_its_name(tiny, tmp_path, damage):
    for path in tiny.iterdir():
        (tmp_path / path.name).write_bytes(b"no model" if path.name == damage else path.read_bytes())
    with pytest.raises(ValueError, match=rf"{damage} cannot be"):
        OnnxReader.open(tmp_path, name="damaged")


def test_the_real_graph_of_a_random_model_reads_a_long_text(tiny):
    text = FILLER * 60
    (read,) = OnnxReader.open(tiny, name="tiny").read("幾點開門？", [Shown("車站", text)])
    assert read.span is not None and 0 <= read.span.start < read.span.end <= len(text)
    assert math.isfinite(read.relevance) and 0 < read.share <= 1
