"""Examples out of sets in SQuAD's layout: places mended, titles kept, damage told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import SourceError
from index.training.squad import read_texts


def qa(words: str, start: int, *, name: str = "TRAIN_1_QUERY_0", question: str = "誰？") -> dict:
    return {"id": name, "question": question, "answers": [{"text": words, "answer_start": start}]}


def write(folder: Path, *paragraphs: dict, title: str = "東港_燈塔") -> Path:
    path = folder / "小集.json"
    data = {"data": [{"title": title, "paragraphs": list(paragraphs)}]}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


TEXT = "林海山設計了東港燈塔，林海山的兒子看守它。"


@pytest.mark.parametrize(
    ("words", "start", "expected"),
    [
        ("林海山", 0, (0, 3)),
        ("林海山", 11, (11, 14)),
        ("林海山", 10, (11, 14)),
        ("林海山", 2, (0, 3)),
        ("林海山", -1, (0, 3)),
        ("林海山", 999, (11, 14)),
        (" 燈塔\n", 7, (8, 10)),
        ("兒子（", 0, None),
        ("", 0, None),
    ],
)
def test_an_answer_stands_where_it_is_said_else_nearest_to_there(tmp_path, words, start, expected):
    (text,) = read_texts(write(tmp_path, {"context": TEXT, "qas": [qa(words, start)]}))
    spans = [example.span for example in text.examples.values()]
    assert spans == ([expected] if expected else [])
    for span in filter(None, spans):
        assert text.text[slice(*span)] == words.strip()


def test_blanks_around_a_paragraph_move_no_answer_off_its_words(tmp_path):
    (text,) = read_texts(write(tmp_path, {"context": f" \n{TEXT} ", "qas": [qa("兒子", 17)]}))
    (example,) = text.examples.values()
    assert text.text == TEXT == example.text
    assert TEXT[slice(*example.span)] == "兒子"


def test_titles_ids_and_sources(tmp_path):
    path = write(
        tmp_path,
        {"context": TEXT, "qas": [qa("林海山", 0, name="TRAIN_7_QUERY_0"), qa("燈塔", 8, name="TRAIN_7_QUERY_1")]},
        {"context": "白盐湖在高原。", "qas": [qa("高原", 4, name="TRAIN_8_QUERY_3", question="白盐湖在哪里？")]},
    )  # fmt: skip
    first, second = read_texts(path)
    assert (first.id, second.id) == ("TRAIN_7", "TRAIN_8")
    assert list(first.examples) == ["TRAIN_7_QUERY_0", "TRAIN_7_QUERY_1"]
    example = second.examples["TRAIN_8_QUERY_3"]
    assert (example.question, example.header, example.source) == ("白盐湖在哪里？", "東港 燈塔", "squad:小集")
    assert first.title == "東港 燈塔"


@pytest.mark.parametrize(
    "data",
    [
        "{",
        "[]",
        "null",
        '{"rows": []}',
        '{"data": 3}',
        '{"data": ["字"]}',
        '{"data": [{"paragraphs": 3}]}',
        '{"data": [{"paragraphs": ["字"]}]}',
        '{"data": [{"paragraphs": [{"context": "字", "qas": [{"id": "a", "question": "何"}]}]}]}',
        '{"data": [{"paragraphs": [{"context": "字", "qas": [{"id": "a", "question": "何", "answers": []}]}]}]}',
    ],
)
def test_a_malformed_file_is_told_in_one_line(tmp_path, data):
    path = tmp_path / "a.json"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(SourceError) as raised:
        read_texts(path)
    assert str(raised.value).startswith(f"{path}: cannot be read as a set")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(SourceError, match=r"absent\.json"):
        read_texts(tmp_path / "absent.json")


def test_a_paragraph_that_nothing_is_asked_of_keeps_its_place(tmp_path):
    asked = {"id": "A_0_QUERY_0", "question": "何處？", "answers": [{"text": "港", "answer_start": 0}]}
    paragraphs = [{"context": "鹽湖。", "qas": []}, {"context": "港口。", "qas": [asked]}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    assert [(text.text, len(text.examples)) for text in read_texts(path)] == [("鹽湖。", 0), ("港口。", 1)]
