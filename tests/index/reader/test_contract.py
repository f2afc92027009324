"""Every reader keeps the contract: the fake, one with random weights, and the committed one."""

from __future__ import annotations

import pytest

from index.errors import ReaderError
from index.reader.embedded import FOLDER, MANIFEST, EmbeddedReader
from index.reader.onnx_reader import OnnxReader
from index.reader.types import Shown
from tests.contracts.reader import CHECKS
from tests.fakes import CountingReader, SharedWordsReader

committed = pytest.mark.skipif(not (FOLDER / MANIFEST).exists(), reason="no reader is committed")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("reader", [SharedWordsReader, CountingReader, lambda: CountingReader(relevance=-2)])
def test_the_fakes_keep_the_contract(check, reader):
    check(reader())


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_onnx_reader_keeps_the_contract(check, threads, tiny):
    check(OnnxReader.open(tiny, name="tiny", threads=threads))


@committed
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_committed_reader_keeps_the_contract(check):
    check(EmbeddedReader())


@committed
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("東港燈塔是誰設計的？", "林海山"),
        ("东港灯塔是谁设计的？", "林海山"),
        ("東港燈塔建於哪一年？", "1902年"),
    ],
)
def test_the_committed_reader_marks_the_answer(question, words):
    right = Shown("東港燈塔", "東港燈塔建於1902年，由林海山設計，塔高三十二公尺，燈光可達十八海里。")
    wrong = Shown("盐湖", "白盐湖位于高原北部，湖水含盐量为百分之二十六，沿岸的村民以晒盐为生。")
    read, other = EmbeddedReader().read(question, [right, wrong])
    assert read.span is not None and read.span.of(right.text) == words
    assert read.relevance > other.relevance and read.lead > 0 > other.lead


def test_the_fake_marks_the_clause_with_most_of_the_question():
    right = Shown("", "塔高三十二公尺，由林海山設計。")
    read, other = SharedWordsReader().read("燈塔由谁设计？", [right, Shown("", "茶館秋天開門。")])
    assert read.span is not None and read.span.of(right.text) == "由林海山設計"
    assert read.relevance > other.relevance == -3


def test_a_missing_model_is_told_by_its_path(tmp_path, monkeypatch):
    from index.reader import embedded

    monkeypatch.setattr(embedded, "FOLDER", tmp_path)
    with pytest.raises(ReaderError, match="missing or damaged") as raised:
        EmbeddedReader().read("誰？", [])
    assert str(tmp_path) in str(raised.value)
