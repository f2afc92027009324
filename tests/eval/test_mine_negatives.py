"""What stands against a question: stretches of other paragraphs that do not hold its answer, best first."""

from __future__ import annotations

import hashlib
import json

import pytest
from click.testing import CliRunner

from corpus.script import fold
from eval import mine_negatives
from eval.bench.index import open_bench
from eval.bench.squad import read_squad
from eval.mine_negatives import KEPT, Mined, main, mined
from index.training.mined import read_mined
from index.training.squad import read_texts
from rag.errors import AskError
from rag.pipeline import read_turn
from tests.fakes import HashEncoder

TOWERS = [
    ("東港", "1902年", "陳國強"), ("西港", "1911年", "林海山"), ("南湖", "1902年", "陈国强"), ("北站", "1930年", "何書雲"),
]  # fmt: skip


@pytest.fixture
def path(tmp_path):
    """Four lighthouses alike, two of one year and one architect; and a village that is another matter."""
    articles = []
    for number, (place, year, who) in enumerate(TOWERS):
        text = f"{place}燈塔建於{year}，由{who}設計，塔高三十二公尺，燈光可達十八海里。"
        qas = [
            {"id": f"T{number}_0", "question": f"{place}燈塔是誰設計的？", "answers": [{"text": who}]},
            # An answer in other words than the paragraph has.
            {"id": f"T{number}_2", "question": f"{place}燈塔有多高？", "answers": [{"text": "32米"}]},
            {
                "id": f"T{number}_1",
                "question": f"{fold(place)}灯塔建于哪一年？",
                "answers": [{"text": fold(year)}],
            },
        ]
        articles.append({"title": f"{place}_燈塔", "paragraphs": [{"context": text, "qas": qas}]})
    other = {"context": "白盐湖的村民以晒盐为生，每年六月候鸟飞到湖心岛。", "qas": []}
    articles.append({"title": "盐湖", "paragraphs": [other]})
    file = tmp_path / "小集.json"
    file.write_text(json.dumps({"data": articles}, ensure_ascii=False), encoding="utf-8")
    return file


def opened(given, folder):
    return open_bench(
        [given], progress=lambda *_: None, announce=lambda line: None, folder=folder, encoder=HashEncoder()
    )


@pytest.fixture
def found(path, tmp_path):
    given = read_squad(path)
    return given, mined(given, opened(given, tmp_path / "index")).lines


def test_no_stretch_is_of_the_right_paragraph_or_holds_the_answer(found):
    given, lines = found
    questions = {question.id: question for question in given.questions}
    assert len(lines) == len(questions) == 12
    for line in lines:
        question = questions[line["id"]]
        assert 0 < len(line["stretches"]) <= KEPT
        for number, start, end in line["stretches"]:
            assert given.spans[number] not in question.spans
            assert 0 <= start < end <= given.spans[number].end - given.spans[number].start
            words = fold(said(given, number, start, end))
            assert words.strip() and not any(fold(answer) in words for answer in question.answers)


def said(given, number, start, end):
    return given.spans[number].of(given.text)[start:end]


@pytest.mark.parametrize(
    ("name", "alike"), [("T0_0", "南湖"), ("T0_1", "南湖"), ("T2_0", "東港"), ("T2_1", "東港")]
)
def test_a_paragraph_that_holds_the_answer_in_either_script_is_none(found, name, alike):
    given, lines = found
    (line,) = (line for line in lines if line["id"] == name)
    words = [said(given, *stretch) for stretch in line["stretches"]]
    assert {text[:2] for text in words[:2]} == {"西港", "北站"}
    assert not any(alike in text for text in words)


def test_a_question_that_nothing_stands_against_has_no_line(tmp_path):
    paragraph = {
        "context": "東港燈塔由林海山設計。",
        "qas": [{"id": "a", "question": "誰？", "answers": ["林海山"]}],
    }
    path = tmp_path / "一.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [paragraph]}]}), encoding="utf-8")
    given = read_squad(path)
    assert mined(given, opened(given, tmp_path / "index")) == Mined([], 0)


def test_a_question_that_cannot_be_asked_is_left_out_and_counted(path, tmp_path, monkeypatch):
    def asked(question, earlier):
        if question == "東港燈塔是誰設計的？":
            raise AskError("no")
        return read_turn(question, earlier)

    given = read_squad(path)
    monkeypatch.setattr(mine_negatives, "read_turn", asked)
    shown = []
    found = mined(given, opened(given, tmp_path / "index"), lambda *told: shown.append(told))
    assert (len(found.lines), found.failed) == (11, 1)
    assert "T0_0" not in {line["id"] for line in found.lines}
    assert shown == [("mining", number, 12) for number in range(1, 13)]


def test_a_set_that_is_none_ends_with_one_line(tmp_path):
    (tmp_path / "set.json").write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path / "set.json"), "--out", str(tmp_path / "out.jsonl")])
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert "not in the layout of SQuAD" in result.output
    assert not (tmp_path / "out.jsonl").exists()


@pytest.fixture
def trained_on(tmp_path):
    """A set as the trainer reads it: white space around paragraphs, one twice, several under a title, both scripts."""
    articles = []
    for number, (place, year, who) in enumerate(TOWERS):
        text = f"{place}燈塔建於{year}，由{who}設計，塔高三十二公尺，燈光可達十八海里。"
        inn = f"{place}茶馆开在灯塔脚下，掌柜是{fold(who)}，每年{year}纪念日免费。"
        rows = []
        for part, (words, question, answer) in enumerate(
            [(text, f"{place}燈塔是誰設計的？", who), (inn, f"{place}茶馆的掌柜是谁？", fold(who)), (text, f"{place}燈塔建於哪一年？", year)]
        ):  # fmt: skip
            qa = {"id": f"T{number}_{part}_QUERY_0", "question": question}
            qa["answers"] = [{"text": answer, "answer_start": words.index(answer)}]
            rows.append({"context": f"\n　{words} \n" if part else words, "qas": [qa]})
        articles.append({"title": f"{place}_燈塔", "paragraphs": rows})
    file = tmp_path / "小集.json"
    file.write_text(json.dumps({"data": articles}, ensure_ascii=False), encoding="utf-8")
    return file


def test_the_trainer_reads_the_stretches_as_they_were_mined(trained_on, tmp_path):
    """Paragraph for paragraph: the trainer counts and cuts them with a reader of its own."""
    given, texts = read_squad(trained_on), read_texts(trained_on)
    assert [text.text for text in texts] == [span.of(given.text) for span in given.spans]
    assert [text.title for text in texts] == list(given.titles)
    result = mined(given, opened(given, tmp_path / "index"))
    assert (len(result.lines), result.failed) == (12, 0)
    sha256 = hashlib.sha256(trained_on.read_bytes()).hexdigest()
    out = tmp_path / "mined.jsonl"
    rows = [{"set": given.name, "sha256": sha256}, *result.lines]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    read = read_mined(out, sha256, texts, ())
    assert set(read) == {id_ for text in texts for id_ in text.examples} == {q.id for q in given.questions}
    for line in result.lines:
        wanted = [(given.titles[one[0]], said(given, *one)) for one in line["stretches"]]
        assert read[line["id"]] == wanted != []


def test_what_the_trainer_leaves_out_is_not_taught_against(trained_on, tmp_path):
    given, texts = read_squad(trained_on), read_texts(trained_on)
    lines = mined(given, opened(given, tmp_path / "index")).lines
    sha256 = hashlib.sha256(trained_on.read_bytes()).hexdigest()
    out = tmp_path / "mined.jsonl"
    rows = [{"set": given.name, "sha256": sha256}, *lines]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    gone = {texts[number].id for number in range(3)}
    kept = read_mined(out, sha256, texts, gone)
    for line in lines:
        wanted = [said(given, *one) for one in line["stretches"] if one[0] >= 3]
        assert [words for _, words in kept[line["id"]]] == wanted
    assert any(number < 3 for line in lines for number, _, _ in line["stretches"])


def test_the_command_writes_the_same_file_twice(path, tmp_path, monkeypatch, found):
    monkeypatch.setattr(mine_negatives, "open_bench", lambda sets, **_: opened(sets[0], tmp_path / "again"))
    written = []
    for name in ("a.jsonl", "b.jsonl"):
        result = CliRunner().invoke(main, [str(path), "--out", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert "12 of 12 questions have passages against them" in result.output
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert written[0] == written[1]
    assert not list(tmp_path.glob("*.new"))
    head, *rows = [json.loads(line) for line in written[0].splitlines()]
    assert head == {"set": "小集.json", "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert [row["id"] for row in rows] == [line["id"] for line in found[1]]
    assert all(type(place) is int for row in rows for stretch in row["stretches"] for place in stretch)
