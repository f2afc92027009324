"""Files: what cannot be read is named with the reason, the rest is read."""

import io
import os
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import files
from corpus.errors import SourceError, WenjuError
from corpus.files import LARGEST, LARGEST_TEXT, find_sources, load, read_files, read_folder, read_source

GOOD = "# 網絡\n\n新建基站三百個。\n"


def write(path: Path, data: str | bytes = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


BAD = {
    "empty": (b"", "holds no readable text"),
    "blank": (" \n\u3000\n".encode(), "holds no readable text"),
    "binary": (bytes(range(256)) * 4, "not a text file"),
    "random": (random.Random(7).randbytes(5000), "not a text file"),
    "high bytes": (bytes(range(0x80, 0x100)) * 9, "not a text file"),
    "gb18030 with nul": ("公司的网络\0在全国有三百个站点".encode("gb18030"), "not a text file"),
    "one wrong byte": (("公司的网络" * 99).encode() + b"\xff" + "在全国".encode(), "most of it is"),
    "cut archive": (b"PK\x03\x04\x00\x00\x01\x02" * 9, "a damaged or cut archive (ZIP, DOCX, XLSX)"),
    "archive": (zipped(a=b"x"), "a ZIP archive, not a document. Unpack it and give the folder."),
    "nul": ("公\x00司\x00的\x00网络".encode(), "not a text file (3 control characters)"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999), "an Office file of the old kind"),
    "cut pdf": (b"%PDF-1.7\n1 0 obj\n<</Type/Cat", "a damaged or cut PDF. Get it once more"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_the_reason_and_the_rest_is_read(name, tmp_path):
    data, reason = BAD[name]
    write(tmp_path / "好.md")
    bad = write(tmp_path / "壞.txt", data)
    documents, skipped = read_folder([tmp_path])
    assert [d.file for d in documents] == ["好.md"]
    assert [s.path for s in skipped] == [bad]
    assert skipped[0].reason.startswith(f"{bad}: ")
    assert reason in skipped[0].reason
    with pytest.raises(SourceError) as raised:
        read_folder([bad])
    assert str(raised.value).startswith("none of 1 files could be read:\n  ")
    assert reason in str(raised.value)


def test_where_the_first_wrong_byte_is(tmp_path):
    file = write(tmp_path / "a.txt", ("網絡覆蓋全省。" * 99).encode() + b"\nx\xff")
    with pytest.raises(SourceError, match=r"a\.txt: not UTF-8 \(byte 2081, line 2\), though most of it is\."):
        read_source(file)
    assert read_source(file, "UTF-8")[0].reading.remarks == ("1 wrong place replaced",)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-16-le", "utf-8-sig"])
@pytest.mark.parametrize("text", ["公司的網絡在全國有三百個站點，和去年一樣。\n\n第二段說明計劃。\n", GOOD])
def test_other_encodings_are_read_and_said(encoding, text, tmp_path):
    file = write(tmp_path / "a.txt", text.encode(encoding))
    (document,), skipped = read_folder([file])
    assert not skipped
    assert document.source.removeprefix("\ufeff") == text
    said = {
        "gb18030": "GB18030",
        "big5": "Big5",
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16LE",
        "utf-8-sig": "UTF-8",
    }
    assert document.reading.encoding == said[encoding]


def test_an_encoding_can_be_named_for_all_files_or_for_one(tmp_path):
    # Two characters that both encodings have: nothing in the bytes tells them apart.
    file = write(tmp_path / "a.txt", "網絡計劃的說明。".encode("big5"))
    wrong = read_files([file], encoding="gbk").documents[0]
    assert "網絡" not in wrong.source
    assert wrong.reading.encoding == "GB18030"
    read = read_files([file], encoding="big5")
    assert read.documents[0].source == "網絡計劃的說明。"
    assert read.sources[0].encoding == "Big5"
    (source,) = find_sources([file])
    assert load(replace(source, encoding="Big5")).source == "網絡計劃的說明。"
    with pytest.raises(SourceError, match=r"klingon: no encoding is called so\. Name one of Big5, GB18030,"):
        read_files([file], encoding="klingon")


def test_a_stray_control_character_does_not_cost_a_file(tmp_path):
    source = "新建基站三百個。" * 30 + "\x00結束。"
    (document,), _ = read_folder([write(tmp_path / "a.txt", source)])
    at = document.text.index("結束")
    assert source[document.source_map.offsets[at] :] == "結束。"


def test_offsets_count_code_points_of_the_decoded_file(tmp_path):
    source = "\ufeff# 網絡\r\n\r\n𠮷野家開了三間。\r\n😀結束。\r\n"
    (document,), _ = read_folder([write(tmp_path / "a.md", source)])
    assert document.source == source
    for word, at in (("網絡", 3), ("𠮷野家", 9), ("結束", 20)):
        assert document.source_map.offsets[document.text.index(word)] == at == source.index(word)


def test_kinds_of_files_and_hidden_ones(tmp_path):
    for name in ("b.md", "a.TXT", "c.markdown", "d.png", ".hidden.md", ".git/e.md", "子/f.md"):
        write(tmp_path / name)
    assert [s.file for s in find_sources([tmp_path])] == ["a.TXT", "b.md", "c.markdown", "子/f.md"]


def test_a_file_named_outright_may_have_any_ending(tmp_path):
    assert [s.file for s in find_sources([write(tmp_path / "readme")])] == ["readme"]


def test_a_file_given_twice_is_read_once(tmp_path):
    file = write(tmp_path / "a.md")
    (tmp_path / "link.md").symlink_to(file)
    assert len(find_sources([tmp_path, file, tmp_path])) == 1


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"沒有: no such file or folder\. Check the path"):
        find_sources([tmp_path / "沒有"])


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(
        SourceError, match=r"no readable documents\. Files of these kinds are read: \.csv, \.docx"
    ):
        find_sources([tmp_path])
    with pytest.raises(SourceError, match="no path given"):
        find_sources([])


def test_links_that_run_in_circles_are_left_out(tmp_path):
    write(tmp_path / "a.md")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "gone.md").symlink_to(tmp_path / "gone")
    assert [s.file for s in find_sources([tmp_path])] == ["a.md"]


def test_files_of_one_name_are_told_apart_however_deep(tmp_path):
    for folder in ("x/docs", "y/docs", "z/other"):
        write(tmp_path / folder / "a.md", f"# {folder}\n\n正文。\n")
    write(tmp_path / "x/docs" / "b.md")
    sources = find_sources([tmp_path / "x/docs", tmp_path / "y/docs", tmp_path / "z/other"])
    assert [s.file for s in sources] == ["x/docs/a.md", "b.md", "y/docs/a.md", "other/a.md"]
    assert all(s.root / s.file == s.path for s in sources)


def test_a_device_is_not_read():
    with pytest.raises(SourceError, match="/dev/zero: cannot be read"):
        read_folder([Path("/dev/zero")])


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(SourceError, match="cannot be read"):
        read_folder([tmp_path / "a.txt"])


def test_a_name_that_is_no_text_is_said(tmp_path):
    write(tmp_path / "a.md")
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xa7\xa8.md")))
    documents, skipped = read_folder([tmp_path])
    assert len(documents) == 1
    assert "is not UTF-8. Rename it" in skipped[0].reason
    skipped[0].reason.encode()


@pytest.mark.parametrize(
    ("name", "limit", "shown"), [("a.txt", LARGEST_TEXT, "32,000,000"), ("a.pdf", LARGEST, "200,000,000")]
)
def test_a_file_above_the_limit_is_refused_unread_and_the_rest_is_read(
    name, limit, shown, tmp_path, monkeypatch
):
    write(tmp_path / "好.md")
    with (tmp_path / name).open("wb") as out:
        out.truncate(max(limit + 1, 500_000_000))
    documents, skipped = read_folder([tmp_path])
    assert [d.file for d in documents] == ["好.md"]
    assert skipped[0].reason.endswith(f"500,000,000 bytes, above the limit of {shown}. Split the file.")


@pytest.mark.parametrize("change", ["grows", "is rewritten"])
def test_a_file_that_changes_while_it_is_read_is_named(change, tmp_path, monkeypatch):
    file = write(tmp_path / "a.md")
    stat = os.fstat

    def changed(number: int):
        found = stat(number)
        if change == "grows":
            os.truncate(file, found.st_size + 4)
        else:
            os.utime(file, ns=(0, found.st_mtime_ns + 10**9))
        return found

    monkeypatch.setattr(files.os, "fstat", changed)
    with pytest.raises(
        SourceError, match=r"a\.md: changed while it was read\. Index again when nothing writes to it\."
    ):
        read_source(file)


def test_the_errors_are_the_users_to_mend():
    assert issubclass(SourceError, WenjuError)


def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_is_read(tmp_path, monkeypatch):
    write(tmp_path / "a.md")
    closed = write(tmp_path / "關" / "b.md").parent
    listed = Path.iterdir

    def refuse(folder: Path):
        if folder == closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    documents, skipped = read_folder([tmp_path])
    assert [d.file for d in documents] == ["a.md"]
    assert [s.path for s in skipped] == [closed]
    assert "cannot be listed (Permission denied)" in skipped[0].reason
    with pytest.raises(SourceError, match="cannot be listed"):
        read_folder([closed])


def test_broken_links_are_named(tmp_path):
    write(tmp_path / "a.md")
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "gone")
    _, skipped = read_folder([tmp_path])
    assert [s.path.name for s in skipped] == ["gone.pdf", "self.md"]
    assert all("broken link" in s.reason for s in skipped)


def test_files_of_other_kinds_are_counted_in_one_line(tmp_path):
    for name in ("a.md", "b.png", "子/c.PNG", "d.pptx", "LICENSE", ".hidden.png"):
        write(tmp_path / name)
    _, skipped = read_folder([tmp_path])
    (line,) = skipped
    assert line.path == tmp_path
    assert line.reason == (
        f"{tmp_path}: 4 files of other kinds (.png 2, .pptx 1, without ending 1) were left out:"
        " PDF, DOCX, XLSX, HTML, CSV, Markdown and text are read."
    )


def test_a_folder_of_other_kinds_alone_says_so(tmp_path):
    write(tmp_path / "a.png")
    with pytest.raises(SourceError, match=r"no readable documents(.|\n)*1 file of another kind \(\.png 1\)"):
        find_sources([tmp_path])
