"""Checkpoints: written whole, the right ones kept, damage and other recipes told, old ones taken."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file, save_file

from index.training.checkpoint import State, latest, load, read_trained, save
from index.training.model import ReaderModel
from index.training.plan import Plan
from index.training.recipe import differences, digest, recipe_of
from tests.readers import SHAPE

RECIPE = {"plan": {"seed": 3, "rate": 0.1}, "slots": {"set": [10, 0.7]}, "data": "ab"}
FILES = {"model.safetensors", "optimiser.safetensors", "state.json"}


def begun(beginning, seed=1, frozen=1):
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, seed)
    model.freeze(frozen)
    return model, torch.optim.AdamW(p for p in model.parameters() if p.requires_grad)


def stepped(model, optimiser):
    sum((p**2).sum() for p in model.parameters() if p.requires_grad).backward()
    optimiser.step()
    optimiser.zero_grad()


@pytest.fixture
def saved(beginning, tmp_path):
    """The folder of a run with one checkpoint, of 8 steps, and the model in it."""
    model, optimiser = begun(beginning)
    stepped(model, optimiser)
    save(tmp_path, model, optimiser, State(8, RECIPE), keep=0)
    return tmp_path, model


def loaded(beginning, folder, recipe=RECIPE, frozen=1):
    model, optimiser = begun(beginning, seed=2, frozen=frozen)
    return load(folder, model, optimiser, recipe), model, optimiser


def test_what_is_trained_is_there_and_nothing_else(beginning, saved):
    folder, model = saved
    (path,) = folder.iterdir()
    assert path.name == "step-000008" and {file.name for file in path.iterdir()} == FILES
    names = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    assert load_file(path / "model.safetensors").keys() == names
    assert not any("embeddings" in name or "layer.0" in name for name in names)
    assert json.loads((path / "state.json").read_text("utf-8")) == {"step": 8, "recipe": RECIPE}


def test_what_was_saved_is_loaded(beginning, saved):
    folder, model = saved
    step, again, optimiser = loaded(beginning, folder)
    assert step == 8
    for one, other in zip(model.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)
    assert {float(state["step"]) for state in optimiser.state.values()} == {1.0}
    assert any(state["exp_avg"].abs().max() > 0 for state in optimiser.state.values())


def test_without_a_checkpoint_nothing_is_done_yet(beginning, tmp_path):
    (tmp_path / "step-000004.new").mkdir()
    (tmp_path / "step-9").write_text("no folder", encoding="utf-8")
    assert latest(tmp_path) is None
    assert loaded(beginning, tmp_path)[0] == 0


def test_the_highest_and_the_one_to_keep_stay(beginning, tmp_path):
    model, optimiser = begun(beginning)
    stepped(model, optimiser)
    for step in (4, 8, 12, 1_000_000):
        save(tmp_path, model, optimiser, State(step, RECIPE), keep=8)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["step-000008", "step-1000000"]
    assert latest(tmp_path).name == "step-1000000"


def test_one_broken_off_while_it_was_written_is_written_anew(beginning, saved):
    folder, model = saved
    rest = folder / "step-000012.new"
    rest.mkdir()
    (rest / "model.safetensors").write_bytes(b"cut")
    assert latest(folder).name == "step-000008"
    optimiser = torch.optim.AdamW(p for p in model.parameters() if p.requires_grad)
    stepped(model, optimiser)
    save(folder, model, optimiser, State(12, RECIPE), keep=0)
    assert [path.name for path in folder.iterdir()] == ["step-000012"]
    assert loaded(beginning, folder)[0] == 12


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


def without(path):
    tensors = load_file(path)
    tensors.pop(sorted(tensors)[0])
    save_file(tensors, path)


def foreign(path):
    save_file({**load_file(path), "bert.pooler.weight": torch.zeros(2)}, path)


def reshaped(path):
    tensors = load_file(path)
    name = sorted(tensors)[0]
    save_file({**tensors, name: torch.zeros(3, 5)}, path)


def emptied(path):
    path.write_bytes(b"")


def no_steps(path):
    path.write_text('{"step": "eight"}', encoding="utf-8")


def a_list(path):
    path.write_text("[8]", encoding="utf-8")


def a_recipe_that_is_none(path):
    path.write_text('{"step": 8, "recipe": 3}', encoding="utf-8")


TENSORS = [cut, without, foreign, reshaped, emptied, lambda path: path.unlink()]


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        *((name, damage) for name in sorted(FILES - {"state.json"}) for damage in TENSORS),
        *(("state.json", damage) for damage in (cut, emptied, no_steps, a_list, a_recipe_that_is_none)),
        ("state.json", lambda path: path.unlink()),
    ],
)
def test_damage_is_one_error_that_says_where_and_what_to_do(beginning, saved, name, damage):
    folder, _ = saved
    damage(folder / "step-000008" / name)
    with pytest.raises(
        ValueError, match=rf"step-000008: the checkpoint is damaged .*{name}.*Delete this folder"
    ):
        loaded(beginning, folder)


def test_nothing_is_changed_by_a_damaged_one(beginning, saved):
    folder, _ = saved
    cut(folder / "step-000008" / "optimiser.safetensors")
    model, optimiser = begun(beginning, seed=2)
    with pytest.raises(ValueError, match="damaged"):
        load(folder, model, optimiser, RECIPE)
    for one, other in zip(model.parameters(), begun(beginning, seed=2)[0].parameters(), strict=True):
        assert torch.equal(one, other)
    assert not optimiser.state


def test_one_of_another_model_is_refused(saved):
    folder, _ = saved
    other = ReaderModel(replace(SHAPE, layers=1, vocabulary=30), 1)
    with pytest.raises(ValueError, match="the checkpoint is damaged or of another model"):
        load(folder, other, torch.optim.AdamW(other.parameters()), RECIPE)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({**RECIPE, "plan": {"seed": 4, "rate": 0.1}}, "plan.seed was 3 and is 4"),
        ({**RECIPE, "slots": {"set": [10, 0.7], "own": [4, 0.5]}}, r"slots.own was None and is \[4, 0.5\]"),
        ({**RECIPE, "data": "cd"}, "data was ab and is cd"),
    ],
)
def test_another_recipe_is_refused_by_what_differs(beginning, saved, other, told):
    with pytest.raises(
        ValueError, match=rf"step-000008: the run was begun with something else: {told}\. Start it"
    ):
        loaded(beginning, saved[0], other)


def old_layout(folder, beginning):
    """Make the checkpoint one of before: all parameters, the words of another vocabulary, no recipe."""
    path = folder / "step-000008"
    model, _ = begun(beginning, seed=2)
    frozen = {name: p.detach() for name, p in model.named_parameters() if not p.requires_grad}
    words = "bert.embeddings.word_embeddings.weight"
    more = {**frozen, words: frozen[words][:9].clone()}
    save_file({**more, **load_file(path / "model.safetensors")}, path / "model.safetensors")
    (path / "state.json").write_text('{"step": 8}', encoding="utf-8")
    return path


def test_one_with_frozen_parameters_and_no_recipe_is_taken_with_a_warning(beginning, saved, caplog):
    folder, model = saved
    path = old_layout(folder, beginning)
    step, again, _ = loaded(beginning, folder)
    assert step == 8
    for one, other in zip(model.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)
    assert "does not say what it was trained with" in caplog.text
    names = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    assert read_trained(path, model).keys() == names


def test_a_recipe_holds_what_lasts(beginning):
    plan = Plan(steps=9, seed=4)
    recipe = recipe_of(plan, [beginning.source])
    longer = recipe_of(replace(plan, steps=99, cooldown=7, check_every=3), [beginning.source])
    assert differences(recipe, longer) == []
    assert recipe["plan"]["seed"] == 4 and "steps" not in recipe["plan"]
    changed = [
        replace(beginning.source, items=beginning.source.items[::-1]),
        replace(beginning.source, items=beginning.source.items[:-1]),
        replace(beginning.source, items=[replace(item, against=()) for item in beginning.source.items]),
        replace(beginning.source, name="another"),
    ]
    digests = {digest([source]) for source in (beginning.source, *changed)}
    assert len(digests) == 5
    assert digest([replace(beginning.source)]) == recipe["data"]
