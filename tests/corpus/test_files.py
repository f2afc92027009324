"""Files: what cannot be read is named with the reason, the rest is read."""

import os
import random
from pathlib import Path

import pytest

from corpus.errors import SourceError, WenjuError
from corpus.files import LARGEST, decode, find_sources, load, read_folder

GOOD = "# 網絡\n\n新建基站三百個。\n"


def write(path: Path, data: str | bytes = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


BAD = {
    "empty": (b"", "holds no readable text"),
    "blank": (" \n\u3000\n".encode(), "holds no readable text"),
    "binary": (bytes(range(256)) * 4, "not a text file"),
    "random": (random.Random(7).randbytes(5000), "not a text file"),
    "high bytes": (bytes(range(0x80, 0x100)) * 9, "not a text file"),
    "gb18030 with nul": ("公司的网络\0在全国有三百个站点".encode("gb18030"), "not a text file"),
    "big5, cut": ("公司的網絡在全國有三百個站點，和去年一樣。".encode("big5")[:-1], "iconv -f BIG5 -t UTF-8"),
    "one wrong byte": (("公司的网络" * 99).encode() + b"\xff" + "在全国".encode(), "most of it is"),
    "archive": (b"PK\x03\x04\x00\x00\x01\x02" * 9, "not a text file"),
    "gb18030": ("公司的网络在全国有三百个站点，和去年一样。".encode("gb18030"), "iconv -f GB18030 -t UTF-8"),
    "big5": ("公司的網絡在全國有三百個站點，和去年一樣。".encode("big5"), "iconv -f BIG5 -t UTF-8"),
    "utf-16": ("公司的网络".encode("utf-16"), "iconv -f UTF-16 -t UTF-8"),
    "nul": ("公\x00司\x00的\x00网络".encode(), "not a text file (3 control characters)"),
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


def test_where_the_first_wrong_byte_is():
    with pytest.raises(SourceError, match=r"a\.txt: not UTF-8 \(byte 8, line 2\)"):
        decode("網絡\n".encode() + b"x\xff", Path("a.txt"))


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
    for name in ("b.md", "a.TXT", "c.markdown", "d.pdf", ".hidden.md", ".git/e.md", "子/f.md"):
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
        SourceError, match=r"no readable documents\. Files of these kinds are read: \.markdown"
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


def test_a_file_above_the_limit_is_refused(tmp_path):
    with (tmp_path / "a.txt").open("wb") as out:
        out.truncate(LARGEST + 1)
    (source,) = find_sources([tmp_path])
    with pytest.raises(SourceError, match=r"above the limit of 200,000,000\. Split the file"):
        load(source)


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
    for name in ("a.md", "b.pdf", "子/c.PDF", "d.docx", "LICENSE", ".hidden.pdf"):
        write(tmp_path / name)
    _, skipped = read_folder([tmp_path])
    (line,) = skipped
    assert line.path == tmp_path
    assert line.reason == (
        f"{tmp_path}: 4 files of other kinds (.pdf 2, .docx 1, without ending 1) were left out:"
        " text and Markdown are read."
    )


def test_a_folder_of_other_kinds_alone_says_so(tmp_path):
    write(tmp_path / "a.pdf")
    with pytest.raises(SourceError, match=r"no readable documents(.|\n)*1 file of another kind \(\.pdf 1\)"):
        find_sources([tmp_path])
