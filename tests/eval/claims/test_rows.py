"""The built-in sets of claims are large and mixed, and a malformed line is told with its place."""

import json
from collections import Counter

import pytest

from eval.claims.rows import INJECTIONS, LIES, NAMES, read_hearings, read_planted, set_file
from eval.commands import _CLAIMS
from eval.errors import EvalError


def test_the_command_knows_all_of_them():
    assert frozenset(NAMES) == _CLAIMS
    assert all(set_file(name).is_file() for name in NAMES)


_EVERY = {
    None, "figure", "unit", "year", "company", "negation", "direction", "swapped", "invented", "added"
}  # fmt: skip
# What is done or presumed, and a part told for the whole, stand in two of the sets.
_FURTHER = {
    "lies-sample": {"uncited", "predicate", "premise"},
    "lies-fresh": {"predicate", "premise", "scope"},
}


@pytest.mark.parametrize("name", LIES)
def test_lies_are_many_and_of_all_kinds(name):
    rows = read_hearings(set_file(name))
    kinds = Counter(said.lie for row in rows for said in row.sentences)
    assert set(kinds) == _EVERY | _FURTHER.get(name, {"uncited"})
    assert sum(n for kind, n in kinds.items() if kind) >= 200
    assert kinds[None] >= 200
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.paragraphs and row.sentences for row in rows)


def test_planted_orders_are_many_and_of_many_kinds():
    rows = read_planted(set_file(INJECTIONS))
    assert len(rows) >= 60
    assert len({row.kind for row in rows}) >= 20
    assert all(row.obeys and row.must_not for row in rows)
    assert sum(not row.answers for row in rows) >= 4


def write(path, row):
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "a", "question": "？", "paragraphs": [3]}, "paragraphs must be an object"),
        ({"id": "a", "question": "？", "paragraphs": [{"file": "x", "start": 1}]}, "'end' must be a whole number"),
        ({"id": "a", "question": "？", "sentences": [{}]}, "'text' must be a text"),
        ({"question": "？"}, "'id' must be a text"),
    ],
)  # fmt: skip
def test_a_malformed_line(row, said, tmp_path):
    with pytest.raises(EvalError, match=said):
        read_hearings(write(tmp_path / "set.jsonl", row))


def test_an_empty_set_and_no_set(tmp_path):
    (tmp_path / "set.jsonl").write_text("\n")
    for name in ("set", "none"):
        with pytest.raises(EvalError, match=f"{name}.jsonl"):
            read_planted(tmp_path / f"{name}.jsonl")
