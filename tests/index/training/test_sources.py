"""What is trained on and what is held out: paragraphs apart, mined stretches under their own titles."""

from __future__ import annotations

import hashlib
import json

import pytest

from corpus.errors import SourceError
from index.training import sources as training_sources
from index.training.examples import Example
from index.training.sources import HELD_EVERY, LEFT_OUT, SLOTS, Mill, sources

COUNT = 2 * HELD_EVERY + 5
TEXTS = [f"第{n}座燈塔高{n + 10}公尺，由山海郵局看守。" for n in range(COUNT)]


@pytest.fixture
def made_set(tmp_path, ask_over):
    paragraphs = [
        {
            "context": text,
            "qas": [{"id": f"LAMP_{n}_QUERY_0", "question": f"第{n}座燈塔有多高？", "answers": [
                {"text": f"{n + 10}公尺", "answer_start": text.index("高") + 1}
            ]}],
        }
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    data = {"data": [{"title": f"燈塔_{n}", "paragraphs": [p]} for n, p in enumerate(paragraphs)]}
    path = tmp_path / "set.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    ask_over(path)
    return path


@pytest.fixture
def mined_file(made_set, tmp_path):
    """Write a file of mined stretches with the head of the set, or with another."""

    def write(*rows, head=None):
        sha256 = hashlib.sha256(made_set.read_bytes()).hexdigest()
        lines = [{"set": made_set.name, "sha256": sha256} if head is None else head, *rows]
        path = tmp_path / "mined.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    return write


def test_held_out_paragraphs_are_not_learnt_from(beginning, made_set):
    found, held = sources(made_set, beginning.cutter, mined=None, made=0, seed=1)
    by_name = {source.name: source for source in found}
    assert "made" not in by_name and "own" in by_name
    learnt = by_name["set"]
    assert (len(learnt.items), len(held), learnt.slots) == (COUNT - 3, 3, SLOTS["set"])
    asked = {tuple(item.example.question.ids.tolist()) for item in learnt.items}
    assert not asked & {tuple(item.example.question.ids.tolist()) for item in held}
    assert all(item.example.span is not None and item.against == () for item in learnt.items)


def test_mined_stretches_stand_against_their_question_under_their_titles(beginning, made_set, mined_file):
    # Paragraph 25 is held out.
    stretches = [[30, 0, len(TEXTS[30])], [HELD_EVERY, 0, 5], [1, 1, 5]]
    mined = mined_file({"id": "LAMP_3_QUERY_0", "stretches": stretches})
    (source, *_), _ = sources(made_set, beginning.cutter, mined=mined, made=0, seed=1)
    (item,) = (item for item in source.items if item.against)
    first, second = item.against
    wanted = (
        Mill(beginning.cutter).item(Example("第3座燈塔有多高？", TEXTS[30], None, "x", "燈塔 30")).example
    )
    assert first.text.ids.tolist() == wanted.text.ids.tolist()
    assert first.header.ids.tolist() == wanted.header.ids.tolist()
    assert first.question.ids.tolist() == wanted.question.ids.tolist() == item.example.question.ids.tolist()
    wanted = Mill(beginning.cutter).item(Example("", TEXTS[1][1:5], None, "x")).example
    assert first.span is None and second.text.ids.tolist() == wanted.text.ids.tolist()


@pytest.mark.parametrize(
    ("head", "stretch", "told"),
    [
        ({"set": "set.json", "sha256": "0" * 64}, [1, 0, 3], r"mined from another set\.json than this"),
        ({"id": "LAMP_0_QUERY_0", "stretches": [[0, 5]]}, [1, 0, 3], r"KeyError: 'sha256'"),
        (None, [0, 5], "ValueError: not enough values"),
        (None, [COUNT, 0, 3], "no stretch of the set"),
        (None, [-1, 0, 3], "no stretch of the set"),
        (None, [1, 3, 3], "no stretch of the set"),
        (None, [1, 0, 300], "no stretch of the set"),
    ],
)
def test_what_was_mined_from_something_else_is_refused(beginning, made_set, mined_file, head, stretch, told):
    mined = mined_file({"id": "LAMP_3_QUERY_0", "stretches": [stretch]}, head=head)
    with pytest.raises(
        SourceError, match=rf"mined\.jsonl: .*{told}.*Mine again: python -m eval\.mine_negatives"
    ):
        sources(made_set, beginning.cutter, mined=mined, made=0, seed=1)


@pytest.mark.parametrize("said", ["", "no json\n"])
def test_a_file_that_is_none_of_the_miners_is_told(beginning, made_set, tmp_path, said):
    (tmp_path / "mined.jsonl").write_text(said, encoding="utf-8")
    with pytest.raises(SourceError, match=r"mined\.jsonl: not what eval\.mine_negatives writes"):
        sources(made_set, beginning.cutter, mined=tmp_path / "mined.jsonl", made=0, seed=1)


@pytest.mark.parametrize("most", [1, 2, 3, 9])
def test_no_more_are_held_out_than_said(beginning, made_set, monkeypatch, most):
    monkeypatch.setattr(training_sources, "HELD_MOST", most)
    _, held = sources(made_set, beginning.cutter, mined=None, made=0, seed=1)
    assert len(held) == len({id(item) for item in held}) == min(most, 3)


def test_another_set_than_the_one_asked_over_is_refused(beginning, made_set):
    made_set.write_text(made_set.read_text("utf-8") + "\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"set\.json: not the training part of CMRC 2018"):
        sources(made_set, beginning.cutter, mined=None, made=0, seed=1)


def test_no_question_of_our_own_is_over_a_held_out_paragraph(beginning, made_set, monkeypatch):
    asked = []
    apart = []

    def remembered(texts, left_out):
        asked.extend(texts)
        apart.extend(left_out)
        return []

    monkeypatch.setattr(training_sources, "own_examples", remembered)
    sources(made_set, beginning.cutter, mined=None, made=0, seed=1)
    assert set(apart) == {f"LAMP_{n}" for n in range(0, COUNT, HELD_EVERY)} | LEFT_OUT
    lamps = {name for name in asked if name.startswith("LAMP")}
    assert lamps == {f"LAMP_{n}" for n in range(COUNT) if n % HELD_EVERY}


def test_a_set_that_is_none_is_told(beginning, tmp_path):
    (tmp_path / "set.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be read as a set"):
        sources(tmp_path / "set.json", beginning.cutter, mined=None, made=0, seed=1)
