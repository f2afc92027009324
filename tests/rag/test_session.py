"""Opening sessions."""

import pytest

from index.errors import IndexFolderError
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
