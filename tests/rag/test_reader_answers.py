"""Answers with the embedded reader: alike in both scripts, switched off by one word, and a clear line without its files."""

from __future__ import annotations

import json
import shutil

import pytest

from corpus.script import fold, to_script
from corpus.types import Script
from index.errors import ReaderError
from index.reader import embedded
from index.reader.embedded import EmbeddedReader
from index.reader.types import Shown
from rag.confidence import calibration
from rag.pipeline import read_turn
from rag.reading import PassageReader, ReadingSettings
from tests.fakes import CountingReader, SharedWordsReader

QUESTIONS = [
    "中国移动2024年累计建成多少个5G基站？",
    "中國移動2024年新建了多少個5G基地台？",
    "中國聯通2020年的董事長是誰？",
    "中国移动2023年在哪里建了智算中心？",
    "流動網絡在2024年覆蓋了幾多條行政村？",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_both_scripts_get_one_answer(sample_read, question):
    answers = [sample_read.ask(to_script(question, script)) for script in (Script.HANS, Script.HANT)]
    assert len({answer.abstained for answer in answers}) == 1
    assert len({fold(answer.short_answer or "") for answer in answers}) == 1
    assert len({tuple(c.file for c in answer.citations) for answer in answers}) == 1


def test_the_first_hits_are_read_and_keep_their_order(sample_read):
    _, reading = read_turn(QUESTIONS[0], None, sample_read.searcher.names)
    hits = sample_read.engine.search(reading)
    plain = sample_read.with_reader(None).engine.search(reading)
    assert [hit.position for hit in hits] == [hit.position for hit in plain]
    assert all(hit.read is None for hit in plain)
    count = sum(hit.read is not None for hit in hits)
    assert 0 < count <= sample_read.engine.reader.settings.hits
    assert all(hit.read for hit in hits[:count])


def test_what_is_not_chinese_is_not_read_for(sample_read):
    _, reading = read_turn("How many 5G base stations were built in 2024?", None, sample_read.searcher.names)
    assert not any(hit.read for hit in sample_read.engine.search(reading))


def test_another_reader_can_take_its_place(sample):
    reader = SharedWordsReader()
    session = sample.with_reader(PassageReader(reader, ReadingSettings(hits=3, round_hits=3)))
    answer = session.ask(QUESTIONS[0])
    assert answer.citations
    assert reader.asked


@pytest.mark.parametrize("question", [*QUESTIONS, "移動電話網路在2024年覆蓋了多少個行政村？"])
def test_where_nothing_is_relevant_to_the_reader_the_documents_do_not_answer(sample, question):
    """With the weights that are used, the same passages and the same words marked: only the relevance differs."""
    sure, lost = (
        sample.with_reader(PassageReader(CountingReader(relevance=value))).ask(question) for value in (8, -8)
    )
    assert (sure.abstained, lost.abstained) == (False, True)
    assert sure.confidence > lost.confidence + 0.2


def test_the_bound_of_a_refusal_is_that_of_what_is_read_for(sample, sample_read):
    _, reading = read_turn(QUESTIONS[0], None, sample.searcher.names)
    _, english = read_turn("How many outlets?", None, sample.searcher.names)
    assert sample.engine.limit(reading) == calibration(read=False).threshold
    assert sample_read.engine.limit(reading) == calibration(read=True).threshold
    # What is asked without Chinese is not read for.
    assert sample_read.engine.limit(english) == calibration(read=False).threshold
    assert sample_read.with_threshold(0.125).engine.limit(reading) == 0.125


def test_no_reader_answers_by_rules_alone(ask, sample):
    status, out, _ = ask(QUESTIONS[0], "--no-reader", "--json")
    assert status == 0
    told = json.loads(out)
    assert told["short_answer"] == sample.ask(QUESTIONS[0]).short_answer
    assert told["confidence"] == pytest.approx(sample.ask(QUESTIONS[0]).confidence, abs=1e-3)


def test_without_its_files_the_reader_says_how_to_go_on(ask, monkeypatch, tmp_path):
    monkeypatch.setattr(embedded, "FOLDER", tmp_path / "沒有")
    status, out, err = ask(QUESTIONS[0])
    assert (status, out) == (1, "")
    assert "--no-reader" in err
    assert "Traceback" not in err


def test_a_damaged_model_is_noticed(monkeypatch, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(embedded.FOLDER, folder)
    data = bytearray((folder / "model.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "model.onnx").write_bytes(bytes(data))
    monkeypatch.setattr(embedded, "FOLDER", folder)
    with pytest.raises(ReaderError, match="damaged"):
        EmbeddedReader().read("幾多？", [Shown("", "三個。")])
