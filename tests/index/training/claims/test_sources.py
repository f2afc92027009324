"""What is trained on and held out, and the two commands: from a set and a reader to a graph that judges."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from safetensors.torch import load_file

from index.entailer.onnx_entailer import OnnxEntailer
from index.training import __main__ as command
from index.training.claims import sources, written
from index.training.claims.sources import claims

TEXT = "東港燈塔建於1902年，由林海山設計，塔高三十二公尺。"


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def set_path(tmp_path, ask_over, monkeypatch):
    def paragraph(number, text):
        question, answer = ("網點有幾個？", "三百個") if number == 2 else ("誰設計的燈塔？", "林海山")
        qa = {
            "id": f"L_{number}_QUERY_0",
            "question": question,
            "answers": [{"text": answer, "answer_start": 0}],
        }
        return {"context": text, "qas": [qa]}

    texts = [TEXT, TEXT + "茶館秋天開門。", "山海有網點三百個，都在車站旁邊。"]
    path = tmp_path / "小集.json"
    data = [{"title": "燈塔", "paragraphs": [paragraph(n, text) for n, text in enumerate(texts)]}]
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    ask_over(path, {"text": "L_1", "question": "燈塔建於哪年？", "span": [6, 11], "kind": "date"})
    folder = tmp_path / "claims"
    folder.mkdir()
    own = [{"id": f"own-{n}", "title": "網點", "text": f"山海郵局有網點{n}個。"} for n in (1, 2, 3)]
    write(folder / "texts.jsonl", own)
    said = [
        ("own-1", "一個網點。"),
        ("own-2", "郵局有兩個網點。"),
        ("L_0", "塔是林海山設計的。"),
        ("L_1", "茶館有開的時候。"),
    ]
    rows = [
        {"text": text, "claim": claim, "lie": lie}
        for text, claim in said
        for claim, lie in ((claim, None), ("沒有" + claim, "negation"))
    ]
    write(folder / "written-1.jsonl", [*rows, {"text": "TRAIN_162", "claim": "停用。", "lie": None}])
    monkeypatch.setattr(written, "FOLDER", folder)
    for name, few in (("_ASKED", 40), ("_FROM_RULES", 10), ("_ELSEWHERE", 6)):
        monkeypatch.setattr(sources, name, few)
    return path


def by_source(groups):
    found = {}
    for group in groups:
        found.setdefault(group[0].source.split(":")[0] + ":" + group[0].source.split(":")[-1], []).append(
            group
        )
    return found


def test_all_kinds_of_claims_are_there_and_what_is_held_out_is_not(set_path):
    groups, held = claims(set_path, 1)
    found = by_source(groups)
    assert {"made:answer", "made:sentence", "made:elsewhere", "written:written"} <= set(found)
    # Of the set the first paragraph is held out, of our own texts the first.
    assert {claim.words for claim in held} == {
        "一個網點。",
        "沒有一個網點。",
        "塔是林海山設計的。",
        "沒有塔是林海山設計的。",
    }
    shown = {claim.words for group in groups for claim in group}
    assert not shown & {claim.words for claim in held}
    assert {"郵局有兩個網點。", "茶館有開的時候。"} <= shown
    pairs = [tuple(claim.words for claim in group) for group in found["written:written"]]
    assert sorted(pairs) == sorted(
        [("郵局有兩個網點。", "沒有郵局有兩個網點。"), ("茶館有開的時候。", "沒有茶館有開的時候。")] * 2
    )
    assert sum(group[0].source.startswith("made:rules") for group in groups) == 10


def test_the_same_seed_makes_the_same_claims(set_path):
    assert claims(set_path, 1) == claims(set_path, 1)
    assert claims(set_path, 1)[0] != claims(set_path, 2)[0]


def invoked(*arguments):
    return CliRunner().invoke(command.main, [str(one) for one in arguments])


@pytest.fixture
def reader_run(beginning, set_path, tmp_path, monkeypatch):
    monkeypatch.setattr(command, "_embedded", lambda: beginning.weights)
    told = invoked(
        "run",
        set_path,
        "--into",
        tmp_path / "reader",
        "--made",
        0,
        "--steps",
        2,
        "--cooldown",
        1,
        "--frozen",
        1,
    )
    assert told.exit_code == 0, told.output
    return tmp_path / "reader"


def test_a_reader_becomes_an_entailer(reader_run, set_path, tmp_path):
    run, into = tmp_path / "run", tmp_path / "model"
    for steps in (2, 4):
        told = invoked("entail", "--set", set_path, "--begin", reader_run, "--into", run, "--steps", steps)
        assert told.exit_code == 0, told.output
    rows = [json.loads(line) for line in (run / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["begun"] for row in rows if "begun" in row] == [0, 2]
    told = invoked("export-entailer", run, "--into", into)
    assert told.exit_code == 0, told.output
    assert "after 4 steps" in told.output
    manifest = json.loads((into / "manifest.json").read_text("utf-8"))
    recipe = json.loads((run / "step-000004" / "state.json").read_text("utf-8"))["recipe"]
    assert (manifest["steps"], manifest["plan"], manifest["data"]) == (4, recipe["plan"], recipe["data"])
    entailer = OnnxEntailer.open(into / "model.onnx", run / "tokenizer.json", name="made")
    assert 0 < entailer.entailed([(TEXT, "塔是林海山設計的。")])[0] < 1


def test_what_a_run_began_with_is_the_reader_but_for_its_relevance(reader_run, set_path, tmp_path):
    told = invoked(
        "entail", "--set", set_path, "--begin", reader_run, "--into", tmp_path / "run", "--steps", 1
    )
    assert told.exit_code == 0, told.output
    begun = load_file(tmp_path / "run" / "begun.safetensors")
    reader = load_file(reader_run / "step-000002" / "model.safetensors")
    apart = {name for name, value in reader.items() if not (begun[name] == value).all()}
    assert apart == {"relevance.weight", "relevance.bias"}
    assert not any(name.startswith("bert.embeddings") for name in begun)


def test_a_folder_without_a_reader_ends_with_one_line(reader_run, set_path, tmp_path):
    (tmp_path / "none").mkdir()
    told = invoked("entail", "--set", set_path, "--begin", tmp_path / "none", "--into", tmp_path / "run")
    assert told.exit_code == 1 and "no checkpoint there" in told.output
    told = invoked("export-entailer", tmp_path / "none", "--into", tmp_path / "model")
    assert told.exit_code == 1 and "no checkpoint there" in told.output


def test_another_set_is_refused(reader_run, set_path, tmp_path):
    other = tmp_path / "other.json"
    other.write_text('{"data": []}', encoding="utf-8")
    told = invoked("entail", "--set", other, "--begin", reader_run, "--into", tmp_path / "run")
    assert told.exit_code == 1 and "sha256" in told.output
