"""Passages survive being written and read."""

import pytest
from hypothesis import HealthCheck, given, settings

from corpus.passages import passages
from index.errors import IndexFolderError
from index.passage_file import read_passages, write_passages
from tests.cases.texts import document, texts


@given(texts)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_is_what_was_written(tmp_path, source):
    found = passages(document(source))
    write_passages(tmp_path / "p.jsonl", found)
    assert read_passages(tmp_path / "p.jsonl") == found


@pytest.mark.parametrize("line", ["{", "[]", "{}", "7", "null", '"甲"'])
def test_a_damaged_line_is_named(line, tmp_path):
    path = tmp_path / "p.jsonl"
    write_passages(path, passages(document("# 網絡\n\n正文。\n")))
    path.write_text(path.read_text("utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(IndexFolderError, match=r"p\.jsonl: line 2 is damaged"):
        read_passages(path)


def test_bytes_that_are_no_text_and_missing_files_are_named(tmp_path):
    with pytest.raises(IndexFolderError, match=r"p\.jsonl: cannot be read"):
        read_passages(tmp_path / "p.jsonl")
    (tmp_path / "p.jsonl").write_bytes(b"\xff\n")
    with pytest.raises(IndexFolderError, match="line 1 is damaged"):
        read_passages(tmp_path / "p.jsonl")
