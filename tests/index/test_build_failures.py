"""A build that fails leaves what was there; a damaged or half-written index is mended by the next build."""

import errno

import pytest

from index import build as module
from index.errors import IndexFolderError
from index.manifest import CURRENT, generation
from index.search import Searcher
from tests.fakes import CountingEncoder, HashEncoder


def open_index(folder):
    return Searcher.open(folder, encoder=HashEncoder())


def state(folder):
    return {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def is_tidy(folder):
    return sorted(p.name for p in folder.iterdir()) == sorted([CURRENT, generation(folder).name])


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


def test_ctrl_c_right_behind_the_swap_keeps_the_new_index(index, folder, monkeypatch):
    replace = module.os.replace

    def replace_and_stop(*paths):
        replace(*paths)
        raise KeyboardInterrupt

    index(HashEncoder(32))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("index.build.os.replace", replace_and_stop)
        index()
    assert len(open_index(folder)) == 5
    assert is_tidy(folder)


def test_what_a_killed_build_left_is_swept_up_by_the_next(index, folder):
    index()
    (folder / "generation-0123456789ab").mkdir()
    (folder / "generation-0123456789ab" / "passages.jsonl").write_text("{")
    (folder / f"{CURRENT}.generation-0123456789ab").write_text("x")
    index(HashEncoder(32))
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
    with pytest.raises(IndexFolderError, match="cannot be written"):
        index()
    assert folder.read_text() == "x"
