"""The committed questions: every line is of the one shape, and every span lies in its text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.script import detect
from corpus.types import Script
from index.training.own import FOLDER, OVER_TEXTS, TEXTS, check_set, own_examples, own_texts, short_examples
from index.training.squad import read_texts

SET = Path(__file__).resolve().parents[4] / "shared" / "bench" / "train" / "cmrc2018_train.json"
KINDS = {"figure", "date", "name", "place", "list", "cause", "definition", "yes_no", "other", "near_miss"}


@pytest.fixture(scope="module")
def rows():
    files = [path for path in sorted(FOLDER.glob("*.jsonl")) if path.name != TEXTS]
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def test_every_line_has_the_one_shape(rows):
    for row in rows:
        assert list(row) == ["text", "question", "span", "kind"], row
        assert row["kind"] in KINDS, row
        assert row["question"].strip() == row["question"] != "", row
        assert row["span"] is None or [type(place) for place in row["span"]] == [int, int], row


def test_there_are_enough_in_both_scripts_and_none_twice(rows):
    scripts = Counter(detect(row["question"]) for row in rows)
    assert len(rows) >= 2000
    assert min(scripts[Script.HANS], scripts[Script.HANT]) > len(rows) / 3
    assert max(Counter((row["text"], row["question"]) for row in rows).values()) == 1


def test_near_misses_and_nothing_else_have_no_answer(rows):
    assert {row["kind"] for row in rows if row["span"] is None} == {"near_miss"}
    assert all(row["span"] is None for row in rows if row["kind"] == "near_miss")
    assert 0.1 < sum(row["span"] is None for row in rows) / len(rows) < 0.4


def test_our_own_texts_are_of_both_scripts_and_all_are_asked_about(rows):
    texts = own_texts()
    assert {detect(text) for _, text in texts.values()} >= {Script.HANS, Script.HANT}
    assert all(title.strip() and text.strip() == text for title, text in texts.values())
    assert set(texts) <= {row["text"] for row in rows}


def check_spans(texts, left_out=()) -> int:
    count = 0
    for example in own_examples(texts, left_out):
        if example.span is not None:
            words = example.text[slice(*example.span)]
            assert words and words == words.strip(), example
            # Marks at the edges are no part of an answer.
            assert words[0] not in "，。、；：" and words[-1] not in "，。、；：", example
        assert example.source.startswith("own:") and example.header
        count += 1
    return count


def test_spans_over_our_own_texts_are_words_of_them(rows):
    over_the_set = {row["text"] for row in rows} - own_texts().keys()
    assert check_spans(own_texts(), over_the_set) > 300


def test_spans_over_the_set_are_words_of_it(rows):
    if not SET.exists():
        pytest.skip("needs the training part of CMRC 2018, which is not part of the project")
    check_set(SET, hashlib.sha256(SET.read_bytes()).hexdigest())
    texts = {text.id: (text.title, text.text) for text in read_texts(SET)}
    assert {row["text"] for row in rows} <= texts.keys() | own_texts().keys()
    assert check_spans({**texts, **own_texts()}) == len(rows)


@pytest.fixture
def small(tmp_path):
    def write(*rows: dict, file: str = "questions.jsonl") -> Path:
        texts = [{"id": "a", "title": "燈塔", "text": "燈塔高三十二公尺。"}]
        for name, lines in ((TEXTS, texts), (file, rows)):
            said = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            (tmp_path / name).write_text(said, encoding="utf-8")
        return tmp_path

    return write


def test_another_set_is_refused():
    with pytest.raises(
        SourceError, match=r"train\.json: not the training part of CMRC 2018 .* expected 23ac5ce2d7b3"
    ):
        check_set(Path("train.json"), "0" * 64)


def test_short_examples_are_answered_in_few_sentences_of_both_scripts():
    found = short_examples(20)
    assert found == short_examples(20)
    assert len(found) == len({example.text for example in found}) == 20
    assert [detect(example.text) for example in found] == [Script.HANS, Script.HANT] * 10
    texts = {words for _, words in own_texts().values()}
    for example in found:
        words = example.text[slice(*example.span)]
        assert words and words == words.strip() and words[0] not in "，。、；："
        assert detect(example.question) is detect(example.text)
        assert len(example.text) <= 250
        assert any(example.text in whole for whole in texts)


def test_a_short_example_holds_its_answer_and_the_sentences_around_it(small):
    folder = small(file=OVER_TEXTS)
    (folder / TEXTS).write_text(
        "".join(
            json.dumps({"id": name, "title": "燈塔", "text": text}, ensure_ascii=False) + "\n"
            for name, text in (("a", "東港有燈塔。塔高三十二公尺。茶館秋天開門。村民種茶。"), ("b", "东港有灯塔。塔高三十二米。"))
        ),
        encoding="utf-8",
    )  # fmt: skip
    rows = [
        {"text": "a", "question": "燈塔有多高？", "span": [8, 13], "kind": "figure"},
        {"text": "b", "question": "灯塔有多高？", "span": [8, 12], "kind": "figure"},
    ]
    said = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / OVER_TEXTS).write_text(said, encoding="utf-8")
    simplified, traditional = short_examples(5, folder)
    assert (simplified.text, simplified.text[slice(*simplified.span)]) == (
        "东港有灯塔。塔高三十二米。",
        "三十二米",
    )
    assert traditional.text == "東港有燈塔。塔高三十二公尺。茶館秋天開門。"
    assert traditional.text[slice(*traditional.span)] == "三十二公尺"


def test_questions_of_texts_left_out_are_left_out(small):
    folder = small(
        {"text": "a", "question": "有多高？", "span": [3, 8], "kind": "figure"},
        {"text": "b", "question": "有多寬？", "span": [3, 9], "kind": "figure"},
        {"text": "a", "question": "誰建的？", "span": None, "kind": "near_miss"},
    )
    right, silent = own_examples(own_texts(folder), {"b"}, folder)
    assert (right.text[slice(*right.span)], right.header, right.source) == (
        "三十二公尺",
        "燈塔",
        "own:figure",
    )
    assert (silent.span, silent.source) == (None, "own:near_miss")


@pytest.mark.parametrize("span", [[3, 10], [3, 3], [-1, 2], [5, 3], [3], [], "三"])
def test_a_span_that_is_none_of_its_text_is_told(small, span):
    folder = small({"text": "a", "question": "有多高？", "span": span, "kind": "figure"})
    with pytest.raises(SourceError, match=r"questions\.jsonl: '有多高？' has the span .* 9 characters"):
        list(own_examples(own_texts(folder), (), folder))


def test_a_text_that_is_not_there_is_told(small):
    folder = small({"text": "b", "question": "有多高？", "span": None, "kind": "near_miss"})
    with pytest.raises(
        SourceError, match=r"questions\.jsonl: '有多高？' is asked of b, a text that is not there"
    ):
        list(own_examples(own_texts(folder), {"c"}, folder))
