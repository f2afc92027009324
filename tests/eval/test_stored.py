"""Stored answers that do not belong to the questions are named, with the ids."""

import json
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.stored import read_stored
from eval.types import Case

CASES = [Case(f"q{i}", f"第{i}題：共有幾個？", "s") for i in range(15)]


def stored(tmp_path: Path, records: list[dict[str, object]]) -> Path:
    path = tmp_path / "stored.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def test_all_of_them_are_read(tmp_path: Path) -> None:
    path = stored(tmp_path, [{"id": c.id, "question": c.question} for c in CASES] + [{"id": "more"}])
    assert len(read_stored(path, CASES, complete=True)) == 16


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([], r"no answer to any of the 15 questions \(it is empty; asked are q0, q1, .*q9, … \(5 more\)\)"),
        (
            [{"id": "x1"}, {"id": "x2"}],
            r"no answer to any of the 15 questions \(it holds x1, x2; asked are q0,",
        ),
        ([{"id": c.id} for c in CASES if c.id not in ("q3", "q7")], "no answer to 2 of 15 questions: q3, q7"),
        ([{"id": "q1", "question": "另一題？"}], "answers other questions under the ids q1"),
        (
            [{"id": "q1", "confidence": 7}],
            "line 1: .*'q1' is not in the contract's format .a confidence lies",
        ),
        ([{"id": "q1", "confidence": "high"}], "expected a confidence"),
        ([{"id": "q1", "confidence": True}], "expected a confidence"),
    ],
)
def test_what_does_not_belong_is_named(tmp_path: Path, records: list[dict[str, object]], said: str) -> None:
    with pytest.raises(EvalError, match=said):
        read_stored(stored(tmp_path, records), CASES, complete=True)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"absent\.jsonl: cannot be read"):
        read_stored(tmp_path / "absent.jsonl", CASES)


@pytest.mark.parametrize(
    "said", [" 第1題：共有 幾個？\n", "第１題：共有幾個？", "第1題：共有幾個？\u200b", ""]
)
def test_a_tidied_question_is_the_same(tmp_path: Path, said: str) -> None:
    assert "q1" in read_stored(stored(tmp_path, [{"id": "q1", "question": said}]), CASES)


def test_the_other_script_is_another_question(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="other questions"):
        read_stored(stored(tmp_path, [{"id": "q1", "question": "第1题：共有几个？"}]), CASES)


def test_gaps_are_allowed_where_nothing_is_compared(tmp_path: Path) -> None:
    assert set(read_stored(stored(tmp_path, [{"id": "q1"}]), CASES)) == {"q1"}
