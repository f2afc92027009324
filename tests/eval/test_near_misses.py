"""The near-miss sets keep their form: near misses beside answerable questions of the same manner, spans that hold."""

import json
import os
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import opencc
import pytest

from eval.questions import cases_of, read_sets
from eval.sources import Sources

ROOT = Path(__file__).resolve().parents[2]
SETS = {name: ROOT / "eval" / "sets" / f"near-misses-{name}.jsonl" for name in ("reports", "sample")}
FIELDS = {"id", "question", "script", "type", "answers", "evidence", "needs", "hard"}
T2S = opencc.OpenCC("t2s")
S2T = opencc.OpenCC("s2t")
LEAST = {"reports": (160, 120), "sample": (60, 40)}
# Their answers may be told in other words than the evidence has.
FREE = {"why", "how", "yesno", "compare"}
LONGEST_RUN = 25

Line = dict[str, Any]


@cache
def lines(name: str) -> list[Line]:
    return [json.loads(line) for line in SETS[name].read_text(encoding="utf-8").splitlines()]


@cache
def folder(name: str) -> Path:
    if name == "sample":
        return ROOT / "corpus" / "sample"
    named = os.environ.get("WENJU_REPORTS")
    return Path(named) if named else ROOT.parent / "shared" / "reports"


@cache
def document(name: str, file: str) -> str:
    return (folder(name) / file).read_bytes().decode("utf-8")


def documents_or_skip(name: str) -> None:
    if not folder(name).is_dir():
        pytest.skip(f"the documents are not at {folder(name)}; name their folder in WENJU_REPORTS")


def fold(text: str) -> str:
    folded = T2S.convert(unicodedata.normalize("NFKC", text)).lower()
    return "".join(char for char in folded if char.isalnum() or char in ".%")


def items(line: Line) -> list[list[str]]:
    """The required parts of an answer, each with its variants."""
    answers = line["answers"]
    return answers if answers and isinstance(answers[0], list) else [answers]


def changed(text: str, converter: opencc.OpenCC) -> int:
    """How many characters another script would write otherwise."""
    return sum(a != b for a, b in zip(text, converter.convert(text), strict=False))


ALL = pytest.mark.parametrize("name", list(SETS))


@ALL
def test_the_set_is_read_without_its_documents(name: str) -> None:
    cases = cases_of(read_sets([SETS[name]], Sources()))
    assert len(cases) == len(lines(name))
    assert [case.id for case in cases if case.answerable == (case.type == "unanswerable")] == []


@ALL
def test_every_line_has_its_fields(name: str) -> None:
    for line in lines(name):
        refused = line["type"] == "unanswerable"
        assert set(line) == (FIELDS | {"why"} if refused else FIELDS), line["id"]
        assert bool(line["answers"]) == bool(line["evidence"]) == (not refused), line["id"]
        assert line["needs"] in {"any", "all"}
        assert line["hard"].strip()
        if refused:
            assert line["why"].strip(), line["id"]
            assert line["hard"].startswith(("near miss: ", "off topic: ")), line["id"]


def test_ids_and_questions_are_unique_in_both_sets() -> None:
    both = [line for name in SETS for line in lines(name)]
    assert len({line["id"] for line in both}) == len(both)
    for name in SETS:
        asked = Counter(fold(line["question"]) for line in lines(name))
        assert [text for text, count in asked.items() if count > 1] == []


@ALL
def test_no_question_stands_in_the_other_sets(name: str) -> None:
    asked = set()
    for line in (SETS[name].parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        turns = [t for t in (*data.get("turns", [data]), *data.get("variants", [])) if isinstance(t, dict)]
        asked |= {fold(turn["question"]) for turn in turns if "question" in turn}
    assert [line["id"] for line in lines(name) if fold(line["question"]) in asked] == []


@ALL
def test_sizes_and_shares(name: str) -> None:
    refused = [line for line in lines(name) if line["type"] == "unanswerable"]
    answered = [line for line in lines(name) if line["type"] != "unanswerable"]
    least = LEAST[name]
    assert len(refused) >= least[0]
    assert len(answered) >= least[1]
    assert 0.4 <= len(refused) / len(lines(name)) <= 0.7
    for part in (refused, answered):  # neither script may tell the two apart
        scripts = Counter(line["script"] for line in part)
        assert set(scripts) == {"hans", "hant", "en"}
        assert min(scripts["hans"], scripts["hant"]) >= 0.4 * (scripts["hans"] + scripts["hant"])
        assert 0.04 <= scripts["en"] / len(part) <= 0.2
    kinds = Counter(line["hard"].split(": ")[1] for line in refused if line["hard"].startswith("near miss"))
    assert len(kinds) >= 11
    assert max(kinds.values()) <= 0.3 * len(refused)
    assert sum(line["hard"].startswith("off topic") for line in refused) <= 0.1 * len(refused)


@ALL
def test_scripts_are_as_said(name: str) -> None:
    for line in lines(name):
        question, script = line["question"], line["script"]
        han = sum("\u4e00" <= char <= "\u9fff" for char in question)
        simple, full = changed(question, S2T), changed(question, T2S)
        if script == "en":
            assert han == 0, line["id"]
        else:
            assert han > 0, line["id"]
            assert (full == 0) if script == "hans" else (full > 0 and full >= simple), line["id"]


def test_question_words_do_not_tell_the_two_apart() -> None:
    """A question after a reason, a price or a person is answerable often enough to be no sign of its own."""
    signs = {
        "reason": ("为什么", "为何", "为啥", "原因", "why"),
        "price": ("多少钱", "几多钱", "花了", "投了"),
        "person": ("谁", "哪位", "who"),
        "day": ("哪天", "哪一天", "几号", "what day"),
    }
    folded = [(fold(line["question"]), line["type"] == "unanswerable") for line in lines("reports")]
    for sign, words in signs.items():
        found = [refused for text, refused in folded if any(word in text for word in words)]
        assert len(found) >= 10, sign
        assert 0.25 <= sum(found) / len(found) <= 0.8, (sign, sum(found), len(found))


@ALL
def test_spans_lie_inside_their_files_and_hold_an_answer(name: str) -> None:
    documents_or_skip(name)
    for line in lines(name):
        pieces = []
        for evidence in line["evidence"]:
            assert set(evidence) == {"file", "start", "end"}, line["id"]
            text = document(name, evidence["file"])
            assert 0 <= evidence["start"] < evidence["end"] <= len(text), line["id"]
            piece = text[evidence["start"] : evidence["end"]]
            assert piece == piece.strip(), line["id"]
            assert len(fold(piece)) <= 200, line["id"]
            pieces.append(fold(piece))
        if line["type"] not in FREE:
            missing = [item for item in items(line) if not _stands(item, pieces) and line["answers"]]
            assert missing == [], line["id"]


def _stands(item: list[str], pieces: list[str]) -> bool:
    return any(fold(form) in piece for form in item for piece in pieces)


@ALL
def test_the_documents_are_all_asked_about(name: str) -> None:
    used = {evidence["file"] for line in lines(name) for evidence in line["evidence"]}
    assert len(used) == {"reports": 5, "sample": 12}[name]


@ALL
def test_no_sentence_of_the_documents_is_copied(name: str) -> None:
    documents_or_skip(name)
    sources = [
        _han(document(name, path.name)) for path in folder(name).iterdir() if path.suffix in {".md", ".txt"}
    ]
    for line in lines(name):
        for text in (line["question"], line.get("why", ""), *(form for item in items(line) for form in item)):
            han = _han(text)
            runs = (han[i : i + LONGEST_RUN] for i in range(len(han) - LONGEST_RUN + 1))
            assert not any(run in source for run in runs for source in sources), line["id"]


def _han(text: str) -> str:
    return "".join(char for char in T2S.convert(text) if "\u4e00" <= char <= "\u9fff")
