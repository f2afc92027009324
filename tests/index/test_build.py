"""Building: what changed is done again, what cannot be read is named."""

import os
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.passages import PassageSettings
from index import build as module
from index.errors import IndexFolderError
from index.manifest import CURRENT, generation, read_manifest
from index.search import Query, Searcher
from index.segment import Segmenter
from tests.fakes import CountingEncoder, HashEncoder


def open_index(folder):
    return Searcher.open(folder, encoder=HashEncoder())


def state(folder):
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def is_tidy(folder):
    """The pointer, the generation in use, and at most the one before it."""
    names = {p.name for p in folder.iterdir()} - {CURRENT, generation(folder).name}
    return len(names) <= 1 and all(name.startswith("generation-") for name in names)


def test_a_build_counts_what_it_did(index, folder):
    encoder = CountingEncoder()
    report = index(encoder)
    assert (report.files, report.passages, report.encoded, report.unchanged) == (3, 5, 5, False)
    assert report.skipped == ()
    assert len(encoder.passages) == 5
    assert len(open_index(folder)) == 5
    assert is_tidy(folder)


def test_the_encoder_reads_context_and_words_in_one_script(index):
    encoder = CountingEncoder()
    index(encoder)
    assert (
        "2024年 山海邮局2024年网络整理 > 站点\n去年在山区新建了三百二十个站点，覆盖率达到96.5%。"
        in encoder.passages
    )


def test_progress_names_its_stages_and_ends(index):
    seen = []
    index(progress=lambda stage, done, total: seen.append((stage, done, total)))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["reading", "encoding", "segmenting"]
    assert {stage: (done, total) for stage, done, total in seen} == {
        "reading": (3, 3),
        "encoding": (5, 5),
        "segmenting": (5, 5),
    }


def test_unchanged_files_write_nothing(index, folder):
    index()
    before, encoder = state(folder), CountingEncoder()
    report = index(encoder)
    assert (report.unchanged, report.encoded, encoder.passages) == (True, 0, [])
    assert state(folder) == before


def test_only_changed_passages_are_encoded(index, documents, folder):
    index()
    file = documents / "子/會員.txt"
    file.write_text(file.read_text("utf-8") + "\n退會的人數不到半成。\n", encoding="utf-8")
    (documents / "新.md").write_text("# 新店\n\n下個月開兩家新店。\n", encoding="utf-8")
    encoder = CountingEncoder()
    report = index(encoder)
    assert (report.encoded, report.passages) == (2, 6)
    assert sorted(t.split("\n")[0] for t in encoder.passages) == ["会员", "新店"]
    assert is_tidy(folder)
    (found, *_) = open_index(folder).search(Query("下个月开几家新店"), 1)
    assert found.passage.file == "新.md"


def test_vectors_taken_over_are_those_of_a_fresh_build(index, documents, folder, tmp_path):
    index()
    (documents / "A.md").write_text("# 前面\n\n排在最前面的文件。\n", encoding="utf-8")
    index()
    module.build(
        [documents],
        tmp_path / "fresh",
        encoder=HashEncoder(),
        encoder_choice="embedded",
        segmenter=Segmenter(),
    )
    for name in (module.VECTORS, module.KEYS, module.PASSAGES):
        assert (generation(folder) / name).read_bytes() == (
            generation(tmp_path / "fresh") / name
        ).read_bytes()


def test_a_file_taken_away_is_gone(index, documents, folder):
    index()
    (documents / "網絡.md").unlink()
    encoder = CountingEncoder()
    assert (index(encoder).passages, encoder.passages) == (3, [])
    assert {p.file for p in open_index(folder).passages} == {"仓库.md", "子/會員.txt"}


def test_other_settings_and_encoders_make_another_index(index, folder):
    index()
    first = read_manifest(folder).fingerprint
    assert not index(settings=PassageSettings(20, 30)).unchanged
    assert index(HashEncoder(32)).encoded > 0
    assert read_manifest(folder).recipe.dim == 32
    assert read_manifest(folder).fingerprint != first


def test_a_dictionary_makes_another_index(index, tmp_path, folder):
    index()
    path = tmp_path / "d.txt"
    path.write_text("山海郵局 10 n\n", encoding="utf-8")
    report = index(segmenter=Segmenter(path))
    assert (report.unchanged, report.encoded) == (False, 0)
    assert read_manifest(folder).recipe.user_dictionary == str(path)
    assert len(open_index(folder)) == 5


def test_what_cannot_be_read_is_reported_and_the_rest_is_indexed(index, documents, folder):
    bad = {
        "空.md": b"",
        "截.pdf": b"%PDF-1.7\n1 0 obj",
        "包.docx": b"PK\x03\x04" + bytes(99),
        "圖.md": bytes(range(256)),
        "nul.txt": "公\0司\0".encode(),
    }
    for name, data in bad.items():
        (documents / name).write_bytes(data)
    report = index()
    assert {s.path.name for s in report.skipped} == set(bad)
    assert all(str(s.path) in s.reason for s in report.skipped)
    assert (report.files, len(open_index(folder))) == (3, 5)
    assert index().skipped == report.skipped


def build_from(path: Path, folder: Path):
    return module.build(
        [path], folder, encoder=HashEncoder(), encoder_choice="embedded", segmenter=Segmenter()
    )


def test_nothing_to_read_is_an_error_and_makes_no_folder(tmp_path, folder):
    (tmp_path / "leer").mkdir()
    (tmp_path / "a.txt").write_bytes(b"")
    for path, message in (
        ("fehlt", "no such file"),
        ("leer", "no readable documents"),
        ("a.txt", "no readable text"),
    ):
        with pytest.raises(SourceError, match=message):
            build_from(tmp_path / path, folder)
    assert not folder.exists()


def test_files_of_one_name_in_folders_of_one_name_keep_their_own_text(tmp_path, folder):
    for place, text in (("x", "甲店在海邊。"), ("y", "乙店在山上的小路旁邊。")):
        (tmp_path / place / "文").mkdir(parents=True)
        (tmp_path / place / "文" / "a.txt").write_text(text, encoding="utf-8")
    encoder = CountingEncoder()
    module.build(
        [tmp_path / "x/文", tmp_path / "y/文"],
        folder,
        encoder=encoder,
        encoder_choice="e",
        segmenter=Segmenter(),
    )
    assert sorted(t.split("\n")[1] for t in encoder.passages) == ["乙店在山上的小路旁边。", "甲店在海边。"]
    assert sorted(p.file for p in open_index(folder).passages) == ["x/文/a.txt", "y/文/a.txt"]


def test_a_dictionary_and_a_model_folder_are_kept_by_their_whole_path(
    documents, folder, tmp_path, monkeypatch
):
    (tmp_path / "d.txt").write_text("山海郵局 10 n\n", encoding="utf-8")
    (tmp_path / "模型").mkdir()
    monkeypatch.chdir(tmp_path)

    def run(choice: str):
        return module.build(
            [documents],
            folder,
            encoder=HashEncoder(),
            encoder_choice=choice,
            segmenter=Segmenter(Path("d.txt")),
        )

    run("模型")
    manifest = read_manifest(folder)
    assert manifest.recipe.user_dictionary == str(tmp_path / "d.txt")
    assert manifest.encoder_choice == str(tmp_path / "模型")
    (tmp_path / "模型").rename(tmp_path / "搬走")
    report = run("搬走")
    assert (report.unchanged, report.encoded) == (False, 0)
    assert read_manifest(folder).encoder_choice == str(tmp_path / "搬走")
    monkeypatch.chdir("/")
    assert len(open_index(folder)) == 5


def test_a_dictionary_that_is_gone_is_said_when_the_index_is_opened(index, folder, tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("山海郵局 10 n\n", encoding="utf-8")
    index(segmenter=Segmenter(path))
    path.unlink()
    with pytest.raises(IndexFolderError, match=r"d\.txt.*rag index PATH\.\.\. --index .* --dictionary"):
        open_index(folder)


def test_a_dictionary_whose_name_is_no_text_is_said(index, folder, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xa7\xa8.txt"))
    path.write_text("山海郵局 10 n\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"is not UTF-8\. Rename it") as caught:
        index(segmenter=Segmenter(path))
    str(caught.value).encode()
    assert not folder.exists()


def test_a_dictionary_that_is_none_is_said_before_anything_is_encoded(index, tmp_path):
    path = tmp_path / "d.txt"
    path.write_bytes(b"\xff\xfe\x00")
    encoder = CountingEncoder()
    with pytest.raises(SourceError, match="no jieba dictionary"):
        index(encoder, segmenter=Segmenter(path))
    assert encoder.passages == []


def test_another_reader_writes_again_and_encodes_nothing(index, folder, monkeypatch):
    index()
    monkeypatch.setattr("index.build.reader_digest", lambda: "00000000")
    report = index()
    assert (report.unchanged, report.encoded) == (False, 0)
    assert read_manifest(folder).recipe.reader == "00000000"
