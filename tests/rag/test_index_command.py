"""``rag index``: what it skips, what it refuses, and that a failure loses nothing."""

from __future__ import annotations

import errno
import json
import os
import re

import numpy as np
import pytest


def write(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def test_index_names_what_it_skips_and_indexes_the_rest(rag, tmp_path):
    folder = write(
        tmp_path / "文件",
        good_md="# 郵局\n\n山海郵局2023年新建網點120個。".encode(),
        old_docx=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        binary_txt=b"\x00\x01\x02PNG" * 50,
        left_png=b"\x89PNG",
    )
    status, out, err = rag("index", folder, "--index", tmp_path / "索引")
    assert status == 0
    assert out == f"{tmp_path / '索引'}: 1 files, 1 passages, 3 skipped, 1 passages encoded\n"
    assert re.search(r"skipped: .*old\.docx: an Office file of the old kind\. Save it as \.docx", err)
    assert re.search(r"skipped: .*binary\.txt: not a text file", err)
    assert (
        "1 file of another kind (.png 1) was left out: PDF, DOCX, XLSX, HTML, CSV, Markdown and text are read."
        in err
    )
    status, out, _ = rag("ask", "山海邮局2023年新建了多少个网点？", "--index", tmp_path / "索引", "--json")
    assert (status, json.loads(out)["citations"][0]["file"]) == (0, "good.md")
    status, out, _ = rag("index", folder, "--index", tmp_path / "索引")
    assert "up to date" in out


def test_an_encoding_can_be_named_and_citations_hold_in_it(rag, tmp_path):
    text = "山海郵局在2023年新建了網點一百二十個。\n"
    folder = write(tmp_path / "文件", a_txt=text.encode("shift_jis"))
    index = tmp_path / "索引"
    status, _, err = rag("index", folder, "--index", index, "--encoding", "klingon")
    assert (status, "klingon: no encoding is called so" in err) == (1, True)
    status, _, err = rag("index", folder, "--index", index)
    assert (status, "not a text file" in err) == (1, True)
    assert rag("index", folder, "--index", index, "--encoding", "shift_jis")[0] == 0
    status, out, _ = rag("ask", "山海郵局2023年新建了多少個網點？", "--index", index, "--json")
    cited = json.loads(out)["citations"][0]
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    (tmp_path / "答.jsonl").write_text(json.dumps(json.loads(out)) + "\n", encoding="utf-8")
    status, out, _ = rag("verify", tmp_path / "答.jsonl", "--index", index)
    assert (status, "every promise holds" in out) == (0, True)


def test_index_of_nothing_is_one(rag, tmp_path):
    (tmp_path / "空").mkdir()
    write(tmp_path / "壞", binary_txt=b"\x00\x01" * 50)
    for path, said in (
        ("沒有", "no such file or folder"),
        ("空", "no readable documents"),
        ("壞", "none of 1 files could be read"),
    ):
        status, out, err = rag("index", tmp_path / path)
        assert (status, out) == (1, "")
        assert said in err
    assert not (tmp_path / ".rag").exists()


def test_index_keeps_to_the_nearest_folder_when_none_is_named(rag, tmp_path):
    write(tmp_path / "文件", good_md="山海郵局2023年新建網點120個。".encode())
    (tmp_path / "深").mkdir()
    assert rag("index", tmp_path / "文件")[0] == 0
    assert (tmp_path / ".rag" / "current").is_file()
    os.chdir(tmp_path / "深")
    status, out, _ = rag("ask", "新建了多少網點？", "--json")
    assert (status, json.loads(out)["citations"][0]["file"]) == (0, "good.md")


@pytest.mark.parametrize("options", [("--encoder", "./沒有"), ("--dictionary", "沒有.txt")])
def test_index_with_an_encoder_or_dictionary_that_is_not_there_is_one(rag, tmp_path, options):
    folder = write(tmp_path / "文件", good_md="網點120個。".encode())
    status, _, err = rag("index", folder, *options)
    assert status == 1
    assert "沒有" in err


def test_index_where_nothing_can_be_written_is_one(rag, tmp_path):
    folder = write(tmp_path / "文件", good_md="網點120個。".encode())
    (tmp_path / "檔案").write_text("")
    for target in (tmp_path / "檔案", tmp_path / "檔案" / "索引"):
        status, _, err = rag("index", folder, "--index", target)
        assert status == 1
        assert "the index cannot be written" in err
        assert "encoding" not in err
    assert (tmp_path / "檔案").read_text() == ""


@pytest.mark.parametrize("step", ["numpy.save", "os.replace"])
def test_a_full_disk_leaves_the_index_in_place_usable(rag, tmp_path, monkeypatch, step):
    folder = write(tmp_path / "文件", good_md="山海郵局2023年新建網點120個。".encode())
    assert rag("index", folder)[0] == 0
    before = sorted(p.name for p in (tmp_path / ".rag").iterdir())
    write(folder, more_md="海灣巴士2022年投放巴士85輛。".encode())

    def full(*args: object, **given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(np if step == "numpy.save" else os, step.split(".")[1], full)
        status, out, err = rag("index", folder)
    assert (status, out) == (1, "")
    assert "No space left on device" in err
    assert "what stood there before is unchanged" in err
    assert sorted(p.name for p in (tmp_path / ".rag").iterdir()) == before
    status, out, _ = rag("ask", "新建了多少網點？", "--json")
    assert (status, json.loads(out)["citations"][0]["file"]) == (0, "good.md")
