"""A tiny run: its loss falls, its log tells, and a run broken off goes on as if it had not been."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import replace

import pytest
import torch

from index.training import loop
from index.training.loop import TOLD_EVERY, train
from index.training.model import ReaderModel
from index.training.plan import Plan

PLAN = Plan(
    steps=100, seed=3, rate=3e-3, head_rate=1e-2, warmup=5, cooldown=20, frozen=0, check_every=50
)  # fmt: skip


def begun(beginning, seed=4):
    return ReaderModel.from_embedded(beginning.weights, beginning.keep, seed)


def run(beginning, plan, folder, model=None):
    folder.mkdir(exist_ok=True)
    model = model or begun(beginning)
    train(model, [beginning.source], beginning.held, plan, folder)
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]
    return model, lines


@pytest.fixture(scope="module")
def tuned(beginning, tmp_path_factory):
    return run(beginning, PLAN, tmp_path_factory.mktemp("run"))


def test_the_loss_falls_and_held_out_answers_are_found(tuned):
    _, lines = tuned
    first, second = (line for line in lines if "spans" in line)
    assert second["spans"] < first["spans"] * 0.8
    assert second["relevance"] < first["relevance"]
    checks = [line for line in lines if "exact" in line]
    assert checks[-1]["f1"] > 0.3


def test_the_log_tells_how_it_went(tuned):
    _, lines = tuned
    head, *rows = lines
    assert head["begun"] == 0 and head["sources"] == {"made-up": [32, 4]}
    assert head["plan"]["steps"] == 100 and head["plan"]["seed"] == 3
    assert TOLD_EVERY == 50 and [row["step"] for row in rows] == [50, 50, 100, 100]
    assert {"spans", "relevance", "seconds"} <= rows[0].keys()
    assert {"exact", "f1", "relevance", "null"} <= rows[1].keys()


def test_embeddings_stay_as_they_were(beginning, tuned):
    model, _ = tuned
    assert torch.equal(
        model.bert.embeddings.word_embeddings.weight, begun(beginning).bert.embeddings.word_embeddings.weight
    )
    assert not torch.equal(
        model.bert.encoder.layer[0].output.dense.weight, begun(beginning).bert.encoder.layer[0].output.dense.weight
    )  # fmt: skip


def test_a_run_resumed_is_the_run_in_one(beginning, tmp_path):
    plan = replace(PLAN, steps=6, cooldown=1, check_every=100)
    whole, _ = run(beginning, plan, tmp_path / "whole")
    run(beginning, replace(plan, steps=3), tmp_path / "parts")
    resumed, lines = run(beginning, plan, tmp_path / "parts", begun(beginning, seed=99))
    assert [line["begun"] for line in lines if "begun" in line] == [0, 3]
    again = dict(resumed.named_parameters())
    moved = 0
    for name, value in whole.named_parameters():
        torch.testing.assert_close(again[name], value, atol=1e-5, rtol=1e-4)
        moved += not torch.equal(value, dict(begun(beginning).named_parameters())[name])
    assert moved > 20


def test_a_finished_run_does_nothing_more_and_says_so(beginning, tmp_path, caplog):
    plan = replace(PLAN, steps=2, cooldown=1, check_every=100)
    first, lines = run(beginning, plan, tmp_path)
    with caplog.at_level(logging.INFO):
        again, after = run(beginning, plan, tmp_path, begun(beginning, seed=99))
    assert "already at step 2" in caplog.text
    assert after == lines
    for one, other in zip(first.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl", "step-000001", "step-000002"]


def test_a_longer_run_goes_on_from_where_the_rate_began_to_fall(beginning, tmp_path):
    short = replace(PLAN, steps=6, cooldown=2, check_every=100)
    run(beginning, short, tmp_path / "longer")
    shutil.rmtree(tmp_path / "longer" / "step-000006")
    longer = replace(short, steps=9)
    resumed, lines = run(beginning, longer, tmp_path / "longer", begun(beginning, seed=99))
    assert [line["begun"] for line in lines if "begun" in line] == [0, 4]
    whole, _ = run(beginning, longer, tmp_path / "whole")
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)
    assert sorted(path.name for path in (tmp_path / "longer").glob("step-*")) == [
        "step-000007",
        "step-000009",
    ]


def test_with_another_seed_a_run_does_not_go_on(beginning, tmp_path):
    plan = replace(PLAN, steps=2, check_every=100)
    run(beginning, plan, tmp_path)
    with pytest.raises(ValueError, match=r"begun with something else: plan\.seed was 3 and is 4"):
        run(beginning, replace(plan, steps=4, seed=4), tmp_path)


def test_means_are_of_the_steps_that_were_taken(beginning, tmp_path, monkeypatch):
    monkeypatch.setattr(loop, "TOLD_EVERY", 3)
    monkeypatch.setattr(loop, "_learn", lambda model, optimiser, parts, plan, device: (2.0, 4.0))
    monkeypatch.setattr(loop, "save", lambda *args, **named: None)
    _, lines = run(beginning, replace(PLAN, steps=5, check_every=100), tmp_path)
    rows = [line for line in lines if "spans" in line]
    assert [(row["step"], row["spans"], row["relevance"]) for row in rows] == [(3, 2, 4), (5, 2, 4)]


@pytest.mark.parametrize(
    ("step", "share"), [(0, 0.1), (8, 0.9), (9, 1.0), (50, 1.0), (80, 1.0), (90, 0.5), (99, 0.05), (100, 0.0)]
)
def test_the_rate_rises_stays_and_falls(step, share):
    assert Plan(steps=100, warmup=10, cooldown=20).share(step) == pytest.approx(share)
