"""Opening sessions."""

import subprocess
import sys
import threading

import pytest

from index.errors import IndexFolderError
from index.lock import LOCK
from rag.commands.sample import open_or_make_sample
from rag.session import open_session
from tests.fakes import HashEncoder


def test_roots_are_the_folders_that_citations_are_relative_to(small, small_documents):
    assert small.roots == (small_documents,)
    assert {c.file for c in small.ask("郵局有多少網點？").citations} >= {"郵局/山海邮局.md"}


def test_a_fingerprint_names_the_index(small, sample):
    assert len(small.fingerprint) == len(sample.fingerprint) == 8
    assert small.fingerprint != sample.fingerprint


def test_an_index_knows_whether_its_files_are_as_they_were(small, small_documents, tmp_path):
    assert small.is_current(small_documents)
    (tmp_path / "別的.md").write_text("海灣巴士", encoding="utf-8")
    assert not small.is_current(tmp_path)


def test_another_encoder_is_refused_with_both_names_and_the_mend(small_index):
    with pytest.raises(
        IndexFolderError, match=r"hash-ngrams/64 .*hash-ngrams/32.*rag index PATH\.\.\. --index"
    ):
        open_session(small_index, encoder=HashEncoder(32))


def test_no_index_says_how_to_make_one(tmp_path):
    with pytest.raises(IndexFolderError, match=r"no index here\. Make one: rag index"):
        open_session(tmp_path / "沒有")


def test_an_index_of_other_code_is_not_current(small, small_documents, monkeypatch):
    monkeypatch.setattr("index.manifest.reader_digest", lambda: "00000000")
    assert not small.is_current(small_documents)


@pytest.fixture
def place(tmp_path, small_documents, monkeypatch):
    """The built-in sample's place and documents replaced by small ones, its encoder by one without a model."""
    monkeypatch.setattr("rag.commands.sample.sample_sources", lambda: small_documents)
    monkeypatch.setattr("rag.commands.sample.sample_index", lambda: tmp_path / "sample")

    def opened(_name, *, announce):
        announce("the encoder is opened")
        return HashEncoder()

    monkeypatch.setattr("index.encode.open_encoder", opened)
    monkeypatch.setattr("index.search.open_encoder", opened)
    return tmp_path / "sample"


def test_the_sample_is_made_once_and_again_by_other_code(place, monkeypatch, capsys):
    first = open_or_make_sample(place).fingerprint
    assert "the encoder is opened" in capsys.readouterr().err
    assert open_or_make_sample(place).fingerprint == first
    assert "Indexing" not in capsys.readouterr().err
    for module in ("index.manifest", "index.build"):
        monkeypatch.setattr(f"{module}.reader_digest", lambda: "00000000")
    assert open_or_make_sample(place).searcher.manifest.recipe.reader == "00000000"
    assert "Indexing" in capsys.readouterr().err


def test_a_second_process_waits_for_the_sample(place, monkeypatch, capsys):
    place.mkdir()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (place / LOCK).write_text(f"{other.pid}\n")
        timer = threading.Timer(1, other.communicate, [b"\n"])
        timer.start()
        assert len(open_or_make_sample(place).searcher) > 0
        timer.join()
    assert capsys.readouterr().err.count("waiting") == 1


def test_nobody_waits_for_ever(place, monkeypatch):
    monkeypatch.setattr("rag.commands.sample._PATIENCE", 0.3)
    place.mkdir()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        (place / LOCK).write_text(f"{other.pid}\n")
        with pytest.raises(IndexFolderError, match="is writing here"):
            open_or_make_sample(place)
        other.communicate(b"\n")
