"""An index that does not fit or is damaged says where, what, and how to rebuild it."""

import json
from dataclasses import replace

import pytest

from index.errors import IndexFolderError
from index.manifest import (
    CURRENT,
    FORMAT,
    MANIFEST,
    check_files,
    generation,
    read_manifest,
    reader_digest,
    reader_parts,
)
from index.search import Searcher
from tests.fakes import HashEncoder


def edit(folder, change):
    path = generation(folder) / MANIFEST
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def message(folder, encoder=None):
    with pytest.raises(IndexFolderError) as raised:
        Searcher.open(folder, encoder=encoder or HashEncoder())
    text = str(raised.value)
    assert str(folder) in text
    assert f"rag index PATH... --index {folder}" in text
    return text


def test_no_index(tmp_path):
    assert "no index here. Make one" in message(tmp_path / "無")
    assert "no index here" in message(tmp_path)
    (tmp_path / "file").write_text("x")
    assert "cannot be read" in message(tmp_path / "file")


def test_no_pointer(index, folder):
    index()
    (folder / CURRENT).unlink()
    assert "no index here" in message(folder)


@pytest.mark.parametrize(
    "pointer", [b"", b"generation-000000000000", b"../x", b"generation-x/../..", b"\xff"]
)
def test_a_pointer_that_leads_nowhere(index, folder, pointer):
    index()
    (folder / CURRENT).write_bytes(pointer)
    assert "half written or damaged" in message(folder) or pointer == b"\xff"


@pytest.mark.parametrize(
    "name", ["passages.jsonl", "vectors.faiss", "keys.npy", "lexicon.json", "lexical/vocab.index.json"]
)
def test_a_stored_file_missing_cut_short_or_edited(index, folder, name):
    index()
    path = generation(folder) / name
    data = path.read_bytes()
    path.write_bytes(data[:-20])
    assert f"{path}: damaged ({len(data) - 20} bytes, {len(data)} expected)" in message(folder)
    path.write_bytes(data[:-20] + b"\x07" + data[-19:])
    assert f"{path}: damaged" in message(folder)
    path.unlink()
    assert f"{path}: missing" in message(folder)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"7", b'{"recipe": {"format": 1}}', b"\xff"])
def test_a_damaged_manifest(index, folder, data):
    index()
    (generation(folder) / MANIFEST).write_bytes(data)
    assert "missing or damaged" in message(folder)


@pytest.mark.parametrize("value", [[], 7, {"a": 1}, {"a": []}])
def test_checksums_that_are_none(index, folder, value):
    index()
    edit(folder, lambda data: data.update(checksums=value))
    message(folder)


def test_another_format(index, folder):
    index()
    edit(folder, lambda data: data["recipe"].update(format=FORMAT + 1))
    assert f"made in format {FORMAT + 1}, this version reads {FORMAT}" in message(folder)


def test_another_encoder(index, folder):
    index()
    text = message(folder, HashEncoder(32))
    assert "made with the encoder hash-ngrams/64 (64 dimensions), but hash-ngrams/32 (32) is in use" in text


def test_another_segmenter(index, folder):
    index()
    edit(folder, lambda data: data["recipe"].update(segmenter="jieba-0/words"))
    assert "segmented by jieba-0/words, but jieba-" in message(folder)


def test_another_number_of_passages(index, folder):
    index()
    edit(folder, lambda data: data.update(passages=4))
    assert "5 passages but 5 vectors" in message(folder)


@pytest.mark.parametrize(
    "name", ["passages.jsonl", "lexicon.json", "lexical/params.index.json", "vectors.faiss"]
)
def test_damage_behind_right_checksums_is_an_error_of_the_index_too(index, folder, name):
    index()
    (generation(folder) / name).write_bytes(b"[")
    edit(folder, lambda data: data.update(checksums={}))
    assert name.split("/")[0] in message(folder)


def test_a_manifest_survives_being_written_and_read(index, folder, tmp_path):
    index()
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    manifest.save(tmp_path)
    assert (tmp_path / MANIFEST).read_bytes() == (generation(folder) / MANIFEST).read_bytes()
    assert [f.file for f in manifest.files] == ["仓库.md", "子/會員.txt", "網絡.md"]
    assert (manifest.encoder_choice, manifest.passages, len(manifest.fingerprint)) == ("embedded", 5, 8)


def test_a_named_encoding_changes_the_fingerprint(index, folder):
    index()
    manifest = read_manifest(folder)
    first, *others = manifest.files
    named = replace(manifest, files=(replace(first, encoding="GB18030"), *others))
    assert named.fingerprint != manifest.fingerprint


def test_opening_writes_nothing(index, folder):
    index()
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    Searcher.open(folder, encoder=HashEncoder())
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_a_reader_is_known_by_all_that_decides_what_is_stored(monkeypatch):
    parts = dict(reader_parts())
    for name in (
        "corpus/passages.py", "corpus/data/companies.json", "index/build.py", "index/bm25.py", "index/segment.py",
        "index/glossary.py", "index/sound.py", "index/lexicon.py", "index/passage_file.py", "index/data/english.json",
        "opencc", "jieba", "bm25s",
    ):  # fmt: skip
        assert parts[name]
        changed = [(n, b"other" if n == name else data) for n, data in parts.items()]
        with monkeypatch.context() as patch:
            patch.setattr("index.manifest.reader_parts", lambda changed=changed: changed)
            reader_digest.cache_clear()
            other = reader_digest()
        reader_digest.cache_clear()
        assert reader_digest() != other, name
