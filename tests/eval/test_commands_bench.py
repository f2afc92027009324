"""``rag eval --squad`` and ``--ablate``: what they print, and what does not go with them."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from corpus.errors import WenjuError
from eval.commands import evaluate
from eval.errors import EvalError
from eval.stages import STAGES
from rag.errors import AskError
from rag.session import Session
from tests.model_server import ModelServer, says

SET = {"id": "a", "question": "山海邮局2023年新建网点多少个？", "answers": ["120个"],
       "evidence": [{"file": "郵局/山海邮局.md", "quote": "新建网点120个"}]}  # fmt: skip


def call(*arguments: str, session: Session | None = None) -> Result:
    result = CliRunner().invoke(evaluate, list(arguments), obj=lambda index: session)
    if result.exception is not None and not isinstance(result.exception, WenjuError | SystemExit):
        raise result.exception
    return result


@pytest.fixture
def a_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "set.jsonl").write_text(json.dumps(SET, ensure_ascii=False), encoding="utf-8")
    return "set.jsonl"


def test_the_ablation_has_a_line_a_stage(a_set: str, small: Session) -> None:
    result = call(a_set, "--ablate", session=small)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1].startswith("all stages")
    assert [line.split("  ")[0] for line in lines[2 : 2 + len(STAGES)]] == [
        f"without {s.name}" for s in STAGES
    ]
    assert lines[-1].endswith("|questions:1")
    assert "asking: " in result.stderr


def test_the_ablation_in_json(a_set: str, small: Session) -> None:
    told = json.loads(call(a_set, "--ablate", "--json", session=small).stdout)
    assert [run["stage"] for run in told["runs"]] == [None, *(stage.name for stage in STAGES)]
    assert told["runs"][0]["means"]["found@1"] == 1.0


def test_a_malformed_set_is_told_before_anything_is_indexed(a_set: str) -> None:
    Path("bad.json").write_text('{"data": 3}', encoding="utf-8")
    result = call("--squad", "bad.json")
    assert isinstance(result.exception, EvalError)
    assert str(result.exception).startswith("bad.json: not in the layout of SQuAD")
    assert (result.stdout, result.stderr) == ("", "")


def test_an_empty_path_is_refused() -> None:
    assert isinstance(call("--squad", "").exception, AskError)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--squad", "a.json", "--gate"), "--gate does not go with --squad."),
        (("--squad", "a.json", "--index", "b"), "--index does not go with --squad."),
        (("--squad", "a.json", "--ablate"), "--ablate does not go with --squad."),
        (("--ablate", "--answers", "b"), "--answers does not go with --ablate."),
        (("--ablate", "--update-baseline"), "--update-baseline does not go with --ablate."),
        (("--sample", "3"), "--sample goes with --squad."),
        (("--squad", "a.json", "--sample", "0"), "0 is not in the range x>=1"),
    ],
)
def test_what_means_nothing_together_is_wrong_usage(arguments: tuple[str, ...], said: str) -> None:
    result = call(*arguments)
    assert result.exit_code == click.UsageError.exit_code == 2
    assert said in result.stderr


def test_a_model_is_asked_only_where_a_flag_names_one(
    a_set: str, small: Session, plain_environment: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("langchain_openai")
    with ModelServer(otherwise=lambda request: says("新建网点120个[1]。")) as server:
        Path("rag.toml").write_text(
            f'[model]\nmodel = "openai:x"\nbase_url = "{server.url}"\n', encoding="utf-8"
        )
        assert "composer=extractive" in call(a_set, session=small).stdout
        assert server.requests == []
        result = call(a_set, "--model", "openai:x", session=small)
        assert "composer=llm:openai:x" in result.stdout
        assert len(server.requests) == 1
    assert "questions and paragraphs are sent there" in result.stderr
    assert call(a_set, "--answers", a_set, "--model", "openai:x").exit_code == 2
