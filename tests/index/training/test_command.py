"""The command: from a set to a checkpoint, from a checkpoint to a reader that reads."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file, save_file

from index.reader.onnx_reader import OnnxReader
from index.reader.types import Shown
from index.training import __main__ as command
from index.training.model import ReaderModel

TEXT = "東港燈塔建於1902年，由林海山設計，塔高三十二公尺。"


@pytest.fixture
def set_path(tmp_path, ask_over):
    qas = [
        {"id": "L_0_QUERY_0", "question": "誰設計的？", "answers": [{"text": "林海山", "answer_start": 13}]}
    ]
    other = [
        {
            "id": "L_1_QUERY_0",
            "question": "塔有多高？",
            "answers": [{"text": "三十二公尺", "answer_start": 1}],
        }
    ]
    paragraphs = [{"context": TEXT, "qas": qas}, {"context": TEXT + "茶館秋天開門。", "qas": other}]
    path = tmp_path / "小集.json"
    path.write_text(json.dumps({"data": [{"title": "燈塔", "paragraphs": paragraphs}]}), encoding="utf-8")
    over = {"text": "L_1", "question": "燈塔建於哪年？", "span": [6, 11], "kind": "date"}
    held = {"text": "L_0", "question": "燈塔建於哪年？", "span": [6, 11], "kind": "date"}
    left_out = {"text": "TRAIN_162", "question": "誰？", "span": [0, 900], "kind": "name"}
    ask_over(path, over, held, left_out)
    return path


@pytest.fixture
def tiny(beginning, monkeypatch):
    monkeypatch.setattr(command, "_embedded", lambda: beginning.weights)


def invoked(*arguments):
    return CliRunner().invoke(command.main, [str(one) for one in arguments])


def trained(set_path, run, *, steps=2, seed=1):
    told = invoked(
        "run", set_path, "--into", run, "--made", 0, "--steps", steps, "--cooldown", 1, "--frozen", 1, "--seed", seed
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    return run


def test_a_set_becomes_a_checkpoint_and_that_a_reader(tiny, set_path, tmp_path):
    run, into = trained(set_path, tmp_path / "run"), tmp_path / "model"
    assert {path.name for path in run.glob("step-*")} == {"step-000001", "step-000002"}
    # A vocabulary that lies about is not what the graph is written for.
    (run / "tokenizer.json").write_text("old", encoding="utf-8")
    told = invoked("export", run, "--into", into)
    assert told.exit_code == 0, told.output
    assert "after 2 steps" in told.output
    assert {path.name for path in into.iterdir()} == {
        "manifest.json", "model.onnx", "reference.json", "tokenizer.json"
    }  # fmt: skip
    data = (into / "model.onnx").read_bytes()
    manifest = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["steps"], manifest["bytes"]) == (2, len(data))
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    recipe = json.loads((run / "step-000002" / "state.json").read_text(encoding="utf-8"))["recipe"]
    assert (manifest["plan"], manifest["data"]) == (recipe["plan"], recipe["data"])
    assert manifest["plan"]["seed"] == 1 and len(manifest["data"]) == 64
    reader = OnnxReader.open(into, name="made")
    (read,) = reader.read("誰設計的？", [Shown("燈塔", TEXT)])
    assert read.span is not None and read.span.of(TEXT)
    golden = json.loads((into / "reference.json").read_text(encoding="utf-8"))
    assert [one["text"] for one in golden] == ["茶馆夏天关门。", "茶館秋天開門。"]
    for one in golden:
        (read,) = reader.read(one["question"], [Shown(one["header"], one["text"])])
        assert read.relevance == pytest.approx(one["relevance"], abs=0.5)


def test_the_mean_of_all_checkpoints_can_be_taken(tiny, set_path, tmp_path):
    run = trained(set_path, tmp_path / "run")
    assert invoked("export", run, "--into", tmp_path / "last").exit_code == 0
    told = invoked("export", run, "--into", tmp_path / "mean", "--mean")
    assert told.exit_code == 0 and "after 2 steps" in told.output
    graphs = [(tmp_path / name / "model.onnx").read_bytes() for name in ("last", "mean")]
    assert graphs[0] != graphs[1]
    told = [json.loads((tmp_path / name / "manifest.json").read_text("utf-8")) for name in ("last", "mean")]
    assert [one["averaged"] for one in told] == [[2], [1, 2]]
    first, last = run / "step-000001", run / "step-000002"
    tensors = [load_file(path / "model.safetensors") for path in (first, last)]
    half = {name: (tensors[0][name] + tensors[1][name]) / 2 for name in tensors[1]}
    save_file(half, last / "model.safetensors")
    assert invoked("export", run, "--into", tmp_path / "half").exit_code == 0
    assert (tmp_path / "half" / "model.onnx").read_bytes() == graphs[1]


def test_checkpoints_of_other_recipes_are_not_averaged(tiny, set_path, tmp_path):
    run = trained(set_path, tmp_path / "run")
    path = run / "step-000001" / "state.json"
    state = json.loads(path.read_text("utf-8"))
    state["recipe"]["plan"]["seed"] = 7
    path.write_text(json.dumps(state), "utf-8")
    told = invoked("export", run, "--into", tmp_path / "mean", "--mean")
    assert told.exit_code == 1 and "plan.seed was 7 and is 1" in told.output
    assert not (tmp_path / "mean").exists()
    assert invoked("export", run, "--into", tmp_path / "last").exit_code == 0


def test_a_checkpoint_of_before_becomes_the_same_reader(beginning, tiny, set_path, tmp_path):
    run = trained(set_path, tmp_path / "run")
    assert invoked("export", run, "--into", tmp_path / "new").exit_code == 0
    path = run / "step-000002"
    model = ReaderModel.from_embedded(beginning.weights, beginning.keep, 9)
    whole = {name: value.detach().contiguous() for name, value in model.state_dict().items()}
    words = "bert.embeddings.word_embeddings.weight"
    tuned = load_file(path / "model.safetensors")
    save_file({**whole, words: whole[words][:9].clone(), **tuned}, path / "model.safetensors")
    (path / "state.json").write_text('{"step": 2}', encoding="utf-8")
    told = invoked("export", run, "--into", tmp_path / "old")
    assert told.exit_code == 0, told.output
    for name in ("model.onnx", "tokenizer.json", "reference.json"):
        assert (tmp_path / "new" / name).read_bytes() == (tmp_path / "old" / name).read_bytes(), name
    manifest = json.loads((tmp_path / "old" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["plan"], manifest["data"]) == (None, None)


def test_two_runs_begin_with_equal_heads(tiny, set_path, tmp_path):
    heads = []
    for number in range(2):
        torch.manual_seed(number)
        path = trained(set_path, tmp_path / f"{number}") / "step-000002" / "model.safetensors"
        heads.append(load_file(path))
    assert heads[0].keys() == heads[1].keys()
    assert all(torch.equal(value, heads[1][name]) for name, value in heads[0].items())
    other = load_file(trained(set_path, tmp_path / "other", seed=2) / "step-000002" / "model.safetensors")
    assert not torch.equal(heads[0]["span.weight"], other["span.weight"])


def test_a_run_with_another_seed_is_not_gone_on_with(tiny, set_path, tmp_path):
    run = trained(set_path, tmp_path / "run")
    told = invoked("run", set_path, "--into", run, "--made", 0, "--steps", 4, "--cooldown", 1, "--frozen", 1, "--seed", 2)  # fmt: skip
    assert told.exit_code == 1
    assert "begun with something else: plan.seed was 1 and is 2" in told.output


def test_a_set_that_is_none_ends_with_one_line(tiny, tmp_path):
    (tmp_path / "set.json").write_text("{}", encoding="utf-8")
    told = invoked("run", tmp_path / "set.json", "--into", tmp_path / "run", "--made", 0)
    assert told.exit_code == 1
    assert "cannot be read as a set in SQuAD's layout" in told.output and "Traceback" not in told.output


def test_a_folder_without_checkpoints_ends_with_one_line(tiny, tmp_path):
    told = invoked("export", tmp_path, "--into", tmp_path / "model")
    assert told.exit_code == 1
    assert "no checkpoint there. Give the folder of a run" in told.output


@pytest.mark.parametrize("missing", ["torch", "transformers"])
def test_a_missing_library_ends_with_one_line(missing, tmp_path):
    code = (
        f"import sys; sys.modules['{missing}'] = None\n"
        "from index.training import __main__ as command\n"
        "command._embedded = lambda: None\n"
        "command.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "export", str(tmp_path), "--into", str(tmp_path / "model")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert (
        done.stderr
        == f'Error: {missing}, which training needs, is not installed: pip install -e ".[train]"\n'
    )
