"""The committed claims: every line is of the one shape, over a text that is there, and none stands twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.script import detect
from corpus.types import Script
from index.training.claims.examples import Claim, paired
from index.training.claims.written import (
    FOLDER,
    KINDS,
    TEXTS,
    WRITTEN,
    claim_texts,
    short_pairs,
    written_claims,
)  # fmt: skip
from index.training.own import check_set
from index.training.squad import read_texts

SET = Path(__file__).resolve().parents[5] / "shared" / "bench" / "train" / "cmrc2018_train.json"


@pytest.fixture(scope="module")
def rows():
    files = sorted(FOLDER.glob(WRITTEN))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def test_every_line_has_the_one_shape(rows):
    for row in rows:
        assert set(row) in ({"text", "claim", "lie"}, {"text", "claim", "lie", "question"}), row
        assert row["claim"].strip() == row["claim"] != "", row
        assert row["lie"] is None or row["lie"] in KINDS, row
        assert row.get("question", "?").strip(), row


def test_there_are_enough_in_both_scripts_and_none_twice(rows):
    scripts = Counter(detect(row["claim"]) for row in rows)
    assert len(rows) >= 9500
    assert min(scripts[Script.HANS], scripts[Script.HANT]) > len(rows) / 4
    assert max(Counter((row["text"], row["claim"]) for row in rows).values()) == 1


def test_truths_and_lies_of_each_kind_are_many(rows):
    kinds = Counter(row["lie"] for row in rows)
    assert set(kinds) == {None, *KINDS}
    assert 0.35 < kinds[None] / len(rows) < 0.6
    assert min(kinds.values()) > 250


def test_our_own_texts_are_of_both_scripts_and_something_is_claimed_of_each(rows):
    texts = claim_texts()
    scripts = Counter(detect(text) for _, text in texts.values())
    assert min(scripts[Script.HANS], scripts[Script.HANT]) > len(texts) / 4
    assert all(title.strip() and "\n" not in title and text.strip() == text for title, text in texts.values())
    assert set(texts) <= {row["text"] for row in rows}


@pytest.mark.skipif(not SET.exists(), reason="the training part of CMRC 2018 is not there")
def test_every_claim_is_over_a_text_of_ours_or_of_the_set(rows):
    check_set(SET, hashlib.sha256(SET.read_bytes()).hexdigest())
    over_set = {text.id: (text.title, text.text) for text in read_texts(SET)}
    own = claim_texts()
    assert not over_set.keys() & own.keys()
    assert len(list(written_claims({**over_set, **own}))) == len(rows)


def folder(tmp_path, *rows, texts=({"id": "own-1", "title": "燈塔", "text": "燈塔建於1902年。"},)):
    for name, lines in ((TEXTS, texts), ("written-1.jsonl", rows)):
        said = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (tmp_path / name).write_text(said, encoding="utf-8")
    return tmp_path


def test_a_claim_comes_with_its_text(tmp_path):
    made = folder(tmp_path, {"text": "own-1", "claim": "灯塔建于1902年。", "lie": None})
    ((name, claim),) = written_claims(claim_texts(made), folder=made)
    assert name == "own-1" and claim.holds
    assert (claim.heading, claim.text) == ("燈塔", "燈塔建於1902年。")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "own-2", "claim": "停用。", "lie": None}, "a text that is not there"),
        ({"text": "own-1", "claim": " ", "lie": None}, "empty"),
        ({"text": "own-1", "claim": "停用。", "lie": "guess"}, "'guess' is no kind of lie"),
    ],
)
def test_a_line_that_is_wrong_is_told(row, message, tmp_path):
    made = folder(tmp_path, row)
    with pytest.raises(SourceError, match=message):
        list(written_claims(claim_texts(made), folder=made))


def test_two_texts_of_one_id_are_told(tmp_path):
    text = {"id": "own-1", "title": "燈塔", "text": "停用。"}
    with pytest.raises(SourceError, match="two texts are called own-1"):
        claim_texts(folder(tmp_path, texts=(text, text)))


def test_claims_over_what_is_left_out_are_left_out(tmp_path):
    made = folder(tmp_path, {"text": "TRAIN_162", "claim": "停用。", "lie": None})
    assert list(written_claims({}, {"TRAIN_162"}, made)) == []


def test_the_cases_of_the_reference_are_truths_and_lies_of_both_scripts():
    cases = short_pairs(20)
    assert [case.holds for case in cases] == [True, False] * 10
    assert {detect(case.text) for case in cases} >= {Script.HANS, Script.HANT}
    assert all(a.text == b.text for a, b in zip(cases[::2], cases[1::2], strict=True))


def test_a_lie_goes_with_the_truth_before_it():
    def claim(words, text, lie):
        return Claim(words, "", text, lie, "test")

    true, lie, other = claim("真", "甲", None), claim("假", "甲", "name"), claim("假", "乙", "name")
    assert list(paired([true, lie, lie, true, true, other])) == [
        (true, lie),
        (lie,),
        (true,),
        (true,),
        (other,),
    ]
    assert list(paired([lie, true])) == [(lie,), (true,)]
