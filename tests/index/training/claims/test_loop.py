"""A tiny run: its loss falls, its log tells, a run broken off goes on as if it had not been, and it becomes a graph."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from index.entailer.onnx_entailer import OnnxEntailer
from index.errors import TrainingError
from index.training.claims.begin import tunable
from index.training.claims.deliver import deliver_entailer, judged
from index.training.claims.loop import TOLD_EVERY, train
from index.training.claims.plan import plan_of
from index.training.claims.written import short_pairs
from index.training.model import ReaderModel
from index.training.plan import Plan

PLAN = Plan(steps=60, seed=3, rate=3e-3, head_rate=1e-2, warmup=5, cooldown=20, frozen=1, check_every=30)


def run(beginning, stream, plan, folder, *, seed=4, begun="the reader"):
    folder.mkdir(exist_ok=True)
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, seed)
    held = [item for group in stream.groups[:10] for item in group]
    train(model, stream, held, plan, folder, begun=begun)
    return model, [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def tuned(beginning, stream, tmp_path_factory):
    return run(beginning, stream, PLAN, tmp_path_factory.mktemp("run"))


def test_the_loss_falls_and_truths_are_put_above_lies(tuned):
    _, (head, *rows) = tuned
    assert head["begun"] == 0 and head["groups"] == 60 and head["plan"]["seed"] == 3
    losses = [row for row in rows if "loss" in row]
    assert [row["step"] for row in losses] == [TOLD_EVERY, 2 * TOLD_EVERY, 60]
    assert losses[-1]["loss"] < losses[0]["loss"] * 0.7 and losses[-1]["right"] > 0.9
    checks = [row["held"] for row in rows if "held" in row]
    assert len(checks) == 2 and checks[-1]["auroc"] > 0.95 and checks[-1]["right"] > 0.9


def test_embeddings_frozen_layers_and_the_span_head_stay(beginning, tuned):
    model, _ = tuned
    fresh = dict(ReaderModel.from_embedded(beginning.weights, beginning.keep, 4).named_parameters())
    moved = {name for name, value in model.named_parameters() if not torch.equal(value, fresh[name])}
    assert not any(name.startswith(("bert.embeddings", "bert.encoder.layer.0.", "span.")) for name in moved)
    assert {"relevance.weight", "relevance.bias"} <= moved
    assert any(name.startswith("bert.encoder.layer.1.") for name in moved)


def test_a_run_resumed_is_the_run_in_one(beginning, stream, tmp_path):
    plan = replace(PLAN, steps=6, cooldown=1, check_every=100)
    whole, _ = run(beginning, stream, plan, tmp_path / "whole")
    run(beginning, stream, replace(plan, steps=3), tmp_path / "parts")
    resumed, lines = run(beginning, stream, plan, tmp_path / "parts")
    assert [line["begun"] for line in lines if "begun" in line] == [0, 3]
    again = dict(resumed.named_parameters())
    for name, value in whole.named_parameters():
        torch.testing.assert_close(again[name], value, atol=1e-5, rtol=1e-4)


def test_a_run_that_began_with_another_reader_is_not_gone_on_with(beginning, stream, tmp_path):
    plan = replace(PLAN, steps=2, cooldown=1)
    run(beginning, stream, plan, tmp_path)
    with pytest.raises(TrainingError, match="begun was the reader and is another"):
        run(beginning, stream, replace(plan, steps=4), tmp_path, begun="another")


def test_the_rate_falls_over_the_last_part():
    plan = plan_of(1000)
    assert (plan.turn, plan.frozen) == (600, 6)
    assert plan.share(0) < plan.share(59) == plan.share(599) == 1 > plan.share(800) > plan.share(999) > 0


@pytest.fixture(scope="module")
def delivered(beginning, tuned, tmp_path_factory):
    folder = tmp_path_factory.mktemp("delivered")
    parameters = folder / "tuned.safetensors"
    save_file({name: value.contiguous() for name, value in tunable(tuned[0]).items()}, parameters)
    told = deliver_entailer(parameters, beginning.weights, folder / "model", steps=60)
    return folder / "model", told, parameters


def test_the_files_are_those_of_an_entailer_and_the_manifest_fits(delivered):
    folder, told, _ = delivered
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "model.onnx", "reference.json"}
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["steps"], manifest["sha256"], manifest["averaged"]) == (60, told.sha256, [60])
    assert manifest["bytes"] == told.bytes == (folder / "model.onnx").stat().st_size


def test_the_graph_says_what_the_model_says(beginning, tuned, delivered, stream, tmp_path):
    from tests.readers import write_vocabulary

    folder, _, _ = delivered
    vocabulary = write_vocabulary(beginning.weights, beginning.keep, tmp_path)
    entailer = OnnxEntailer.open(folder / "model.onnx", vocabulary, name="tuned", threads=1)
    golden = json.loads((folder / "reference.json").read_text("utf-8"))
    assert [one["claim"] for one in golden] == [case.words for case in short_pairs(20)]
    told = entailer.entailed([(f"{one['heading']}\n{one['text']}", one["claim"]) for one in golden])
    logits = np.array([one["logit"] for one in golden])
    assert np.abs(np.log(told / (1 - told)) - logits).mean() < 0.25 * max(1, np.ptp(logits))
    assert [one.logit for one in judged(tuned[0], beginning.cutter.cut, short_pairs(20))] == pytest.approx(
        logits
    )


def test_parameters_of_another_model_are_refused(beginning, delivered, tmp_path):
    found = load_file(delivered[2])
    del found["relevance.bias"]
    save_file(found, tmp_path / "less.safetensors")
    with pytest.raises(TrainingError, match=r"relevance\.bias is missing or of another shape"):
        deliver_entailer(tmp_path / "less.safetensors", beginning.weights, tmp_path / "model", steps=1)
    (tmp_path / "none.safetensors").write_bytes(b"none")
    with pytest.raises(TrainingError, match="no parameters can be read"):
        deliver_entailer(tmp_path / "none.safetensors", beginning.weights, tmp_path / "model", steps=1)
    assert not (tmp_path / "model").exists()
