"""A build that fails leaves what was there; a damaged or half-written index is mended by the next build."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index import build as module
from index import lock
from index.errors import IndexFolderError
from index.lock import IndexBusyError, writer
from index.manifest import CURRENT, generation
from index.search import Searcher
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


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_failure_while_encoding_leaves_what_was_there(index, folder, error):
    def fail(_call):
        raise error

    with pytest.raises(type(error)):
        index(CountingEncoder(before=fail))
    assert not folder.exists()
    index()
    before = state(folder)
    with pytest.raises(type(error)):
        index(CountingEncoder(32, before=fail))
    assert state(folder) == before
    assert is_tidy(folder)
    assert len(open_index(folder)) == 5


STEPS_OF_WRITING = [
    "write_passages",
    "write_lexicon",
    "checksum",
    "os.replace",
    "FaissStore.save",
    "LexicalIndex.save",
]


@pytest.mark.parametrize("step", STEPS_OF_WRITING)
@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (KeyboardInterrupt(), KeyboardInterrupt),
        (OSError(errno.ENOSPC, "No space left on device"), IndexFolderError),
        (RuntimeError("write error"), IndexFolderError),
    ],
    ids=lambda value: getattr(value, "__name__", repr(value)),
)
def test_a_failure_while_writing_leaves_what_was_there(
    index, documents, folder, monkeypatch, step, error, raised
):
    def fail(*_args, **_options):
        raise error

    def failing():
        with monkeypatch.context() as patch, pytest.raises(raised) as caught:
            patch.setattr(f"index.build.{step}", fail)
            index()
        if raised is IndexFolderError:
            assert str(caught.value).startswith(f"{folder}: the index cannot be written (")
            assert "--index" in str(caught.value)

    failing()
    assert not folder.exists()
    index()
    before = state(folder)
    (documents / "新.md").write_text("# 新店\n\n下個月開兩家新店。\n", encoding="utf-8")
    failing()
    assert state(folder) == before
    assert is_tidy(folder)
    assert len(open_index(folder)) == 5
    assert index().passages == 6


def test_ctrl_c_right_behind_the_swap_is_too_late_and_says_nothing(index, folder, monkeypatch):
    replace = module.os.replace

    def replace_and_stop(*paths):
        replace(*paths)
        signal.raise_signal(signal.SIGINT)

    index(HashEncoder(32))
    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patch:
        patch.setattr("index.build.os.replace", replace_and_stop)
        assert not index().unchanged
    assert signal.getsignal(signal.SIGINT) is before
    assert len(open_index(folder)) == 5
    assert is_tidy(folder)


def test_what_a_killed_build_left_is_swept_up_by_the_next(index, folder):
    index()
    (folder / "generation-0123456789ab").mkdir()
    (folder / "generation-0123456789ab" / "passages.jsonl").write_text("{")
    (folder / "generation-0123456789ab" / module.MARKER).write_text("")
    index(HashEncoder(32))
    assert is_tidy(folder)
    assert not (folder / "generation-0123456789ab").exists()


@pytest.mark.parametrize(
    "name",
    ["generation-data/a.txt", "generation-0123456789ab/a.txt", "generation-0123456789ab/manifest.json"],
)
def test_folders_of_the_user_are_never_deleted(index, folder, name):
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text('{"name": "mine"}')
    for dim in (16, 32, 64):
        index(HashEncoder(dim))
    assert (folder / name).read_text() == '{"name": "mine"}'


def test_a_file_of_the_user_where_the_pointer_goes_is_not_replaced(index, folder):
    folder.mkdir()
    (folder / CURRENT).write_text("mine")
    with pytest.raises(IndexFolderError, match="cannot be written"):
        index()
    assert (folder / CURRENT).read_text() == "mine"


def test_the_generation_before_stays_until_the_next_build(index, folder):
    made = []
    for dim in (16, 32, 64):
        index(HashEncoder(dim))
        made.append(generation(folder))
    assert [place.is_dir() for place in made] == [False, True, True]


def test_two_builds_at_once_do_not_meet(index, folder):
    said = []

    def second(_call):
        with pytest.raises(IndexBusyError) as caught:
            index(HashEncoder(32))
        said.append(str(caught.value))
        assert caught.value.pid == writer(folder) == os.getpid()

    index(CountingEncoder(before=second))
    assert f"another `rag index` is writing here (pid {os.getpid()})" in said[0]
    assert writer(folder) is None
    assert len(open_index(folder)) == 5


def test_two_processes_take_turns(index, folder):
    """A living process that is not this one holds the folder until it ends."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        folder.mkdir()
        (folder / lock.LOCK).write_text(f"{other.pid}\n")
        with pytest.raises(IndexBusyError, match=f"pid {other.pid}"):
            index()
        other.communicate(b"\n")
    assert writer(folder) is None
    assert index().passages == 5
    assert is_tidy(folder)


@pytest.mark.parametrize("text", ["", "no number", "0", "-1", "9" * 40, str(os.getpid())])
def test_a_lock_that_nobody_holds_is_taken_over(index, folder, text):
    folder.mkdir()
    (folder / lock.LOCK).write_text(text)
    assert index().passages == 5
    assert is_tidy(folder)


DAMAGES = [
    "passages.jsonl",
    "vectors.faiss",
    "keys.npy",
    "lexicon.json",
    "manifest.json",
    "lexical/params.index.json",
]


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "edited"])
def test_building_again_mends_a_damaged_index(index, folder, name, damage):
    index()
    path = generation(folder) / name
    data = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            {"empty": b"", "cut": data[: len(data) // 2], "edited": data[:-9] + b"9" + data[-8:]}[damage]
        )
    report = index()
    assert not report.unchanged or (name, damage) == ("manifest.json", "edited")
    assert len(open_index(folder)) == 5
    assert is_tidy(folder)


def test_a_folder_that_is_a_file_cannot_be_written(index, folder):
    folder.write_text("x")
    encoder = CountingEncoder()
    with pytest.raises(IndexFolderError, match="cannot be written"):
        index(encoder)
    assert folder.read_text() == "x"
    assert encoder.passages == []


@pytest.mark.parametrize("make", ["below a file", "no right", "no such system folder"])
def test_a_folder_that_cannot_be_written_is_said_before_anything_is_encoded(
    documents, tmp_path, monkeypatch, make
):
    folder = tmp_path / "文" / "索引"
    if make == "below a file":
        (tmp_path / "文").write_text("x")
    elif make == "no right":
        monkeypatch.setattr("index.build.os.access", lambda *_: False)
    else:
        folder = Path("/proc/沒有/索引")
    encoder = CountingEncoder()
    with pytest.raises(IndexFolderError, match=r"the index cannot be written .*--index") as caught:
        module.build([documents], folder, encoder=encoder, encoder_choice="e", segmenter=Segmenter())
    assert str(folder) in str(caught.value)
    assert encoder.passages == []
    assert not folder.parent.is_dir()
