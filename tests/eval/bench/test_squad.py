"""Sets in both layouts, and the document that is made of one."""

import json
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.passages import PassageSettings, passages
from corpus.types import Script
from eval.bench.squad import document_of, read_documents, read_squad
from eval.errors import EvalError

PARAGRAPH = {"context": "字。", "qas": [{"id": "a", "question": "何字？", "answers": [{"text": "字"}]}]}


def write(path: Path, data: object) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_layout_of_squad(files: tuple[Path, Path]) -> None:
    read = read_squad(files[0])
    assert read.titles == ("東港燈塔", "東港燈塔")
    assert [span.of(read.text)[:4] for span in read.spans] == ["東港燈塔", "燈塔旁的"]
    assert [q.id for q in read.questions] == ["1-1", "1-2", "2-1"]
    assert read.questions[1].answers == ("1902年",)
    assert read.questions[2].spans == (read.spans[1],)
    assert read.left_out == 2


def test_the_flat_layout(files: tuple[Path, Path]) -> None:
    read = read_squad(files[1])
    assert read.titles == ("Salt Lake", "Salt Lake")
    assert [(q.id, q.answers) for q in read.questions] == [("Q1", ("晒盐",)), ("Q2", ("六月",))]


def test_paragraphs_of_equal_words_are_all_right(tmp_path: Path) -> None:
    other = {"context": " 字。 ", "qas": []}
    read = read_squad(write(tmp_path / "a.json", {"data": [{"paragraphs": [PARAGRAPH, other]}]}))
    assert read.questions[0].spans == read.spans
    assert len(read.spans) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "not in the layout of SQuAD (Expecting"),
        ("[" * 100_000, "not in the layout of SQuAD ("),
        ({"rows": []}, "data: no list of objects"),
        ({"data": ["字"]}, "data: no list of objects"),
        ({"data": [{"paragraphs": 3}]}, "article 1: no list of objects"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, "article 1: 'context' is missing or no text"),
        ({"data": [{"paragraphs": [{"context": " ", "qas": []}]}]}, "article 1: a paragraph without words"),
        ({"data": [{"paragraphs": [{"context": "字"}]}]}, "article 1: no list of objects"),
        ([{"context": "字", "qas": [{"id": "a", "answers": []}]}], "article 1, a: 'question' is missing"),
        ([{"context": "字", "qas": [{"id": "a", "question": "字？"}]}], "article 1, a: no list of answers"),
        ([{"context": "字", "qas": [{"id": "a", "question": "字？", "answers": [3]}]}], "an answer that is no text"),
        ([{"context": "字", "qas": []}], "no question with an answer"),
        ([PARAGRAPH, PARAGRAPH], "the id a stands twice"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_told_in_one_line(tmp_path: Path, data: object, said: str) -> None:
    path = write(tmp_path / "a.json", data)
    with pytest.raises(EvalError) as raised:
        read_squad(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no ordinary file"):
        read_squad(tmp_path / "absent.json")


def test_a_document_has_a_part_a_paragraph(files: tuple[Path, Path]) -> None:
    read = read_squad(files[0])
    document = document_of(read)
    assert (document.file, document.script) == ("燈塔.json", Script.HANT)
    found = passages(document)
    # Short as they are, two paragraphs never share a passage.
    assert [p.source for p in found] == list(read.spans)
    assert {p.title for p in found} == {"東港燈塔"}


def test_a_long_paragraph_has_several_passages_all_within(files: tuple[Path, Path]) -> None:
    read = read_squad(files[1])
    found = passages(document_of(read), PassageSettings(10, 15))
    assert len(found) > len(read.spans)
    assert all(any(s.start <= p.source.start and p.source.end <= s.end for s in read.spans) for p in found)


def test_sets_are_read_for_an_index(files: tuple[Path, Path]) -> None:
    done: list[tuple[int, int]] = []
    read = read_documents(files, lambda n, of: done.append((n, of)))
    assert [d.file for d in read.documents] == [s.file for s in read.sources] == ["燈塔.json", "盐湖.json"]
    assert done == [(1, 2), (2, 2)]


def test_sets_of_one_name_are_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    again = write(tmp_path / "子" / files[0].name, files[0].read_text(encoding="utf-8"))
    with pytest.raises(SourceError, match="two sets of one name"):
        read_documents([files[0], again])
