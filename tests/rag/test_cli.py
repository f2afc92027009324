"""The command line from outside: statuses, pipes, closed ends and signals; never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

RAG = [sys.executable, "-c", "from rag.cli import main; main()"]
ROOT = Path(__file__).parents[2]
GOOD = "中國移動2024年累計建成多少個5G基站？"


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def run(*arguments: object, stdin: bytes | None = b"", cwd: Path | None = None, **more: str):
    done = subprocess.run(
        [*RAG, *map(str, arguments)], input=stdin, capture_output=True, timeout=120, cwd=cwd, env=environment(**more), check=False
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def shell(line: str, *arguments: object, cwd: Path):
    """Run a shell line in which ``"$@"`` is the program with arguments; a list of pipe statuses ends its output."""
    done = subprocess.run(
        ["bash", "-c", line, "bash", *RAG, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
        timeout=120, cwd=cwd, env=environment(), check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"Exception ignored" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_statuses(sample_folder, tmp_path):
    assert run("ask", GOOD, "--index", sample_folder)[0] == 0
    assert run("ask", "火星上的量子望遠鏡有多重？", "--index", sample_folder)[0] == 0
    assert run("ask", "？", "--index", sample_folder)[0] == 1
    assert run("frob")[0] == 2


def test_output_is_utf8_whatever_the_locale(sample_folder):
    status, out, _ = run(
        "ask", "-", "--index", sample_folder, "--json", stdin=GOOD.encode(), LC_ALL="C", PYTHONUTF8="0"
    )
    assert (status, json.loads(out)["question"]) == (0, GOOD)


def test_the_nearest_index_upwards_is_asked(sample_folder, tmp_path):
    deep = tmp_path / "甲" / "乙"
    deep.mkdir(parents=True)
    (tmp_path / ".rag").symlink_to(sample_folder, target_is_directory=True)
    status, out, _ = run("ask", GOOD, cwd=deep)
    assert status == 0
    assert "240萬個 [1]" in out


def test_a_closed_pipe_is_no_error_message(sample_folder, tmp_path):
    line = json.dumps({"question": GOOD}, ensure_ascii=False) + "\n"
    (tmp_path / "many.jsonl").write_text(line * 300, encoding="utf-8")
    status, out, err = shell(
        '"$@" | head -1', "ask", "--batch", "many.jsonl", "--index", sample_folder, cwd=tmp_path
    )
    assert (status, err) == (0, "")
    assert json.loads(out)["short_answer"] == "240萬個"


def test_a_full_disk_behind_standard_output_is_one(sample_folder, tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    for arguments in (("ask", GOOD, "--index", sample_folder), ("--version",)):
        status, _, err = shell('"$@" > /dev/full', *arguments, cwd=tmp_path)
        assert status == 1
        assert "No space left on device" in err


@pytest.mark.parametrize(
    ("line", "arguments", "expected"),
    [
        ('"$@" <&-', ("ask", "-"), 1),
        ('"$@" <&-', (), 0),
        ('"$@" >&-', ("--version",), 0),
        ('"$@" 2>&-', ("frob",), 2),
    ],
)
def test_a_closed_standard_stream_is_no_crash(line, arguments, expected, sample_folder, tmp_path):
    index = () if arguments in {("--version",), ("frob",)} else ("--index", sample_folder)
    assert shell(line, *arguments, *index, cwd=tmp_path)[0] == expected


def test_indexing_in_a_pipe_tells_plain_lines(tmp_path):
    (tmp_path / "文.md").write_text("山海郵局2023年新建網點120個。", encoding="utf-8")
    status, out, err = run("index", "文.md", cwd=tmp_path)
    assert status == 0
    assert out == f"{tmp_path}/.rag: 1 files, 1 passages, 1 passages encoded\n"
    assert "reading: 1/1\n" in err
    assert "\x1b" not in out + err


def test_the_name_of_a_file_may_be_no_utf8(tmp_path):
    status, _, err = run("index", os.fsdecode(b"\xff.md"), cwd=tmp_path)
    assert status == 1
    assert "no such file or folder" in err


def test_ctrl_c_during_indexing_leaves_the_index_in_place_usable(tmp_path):
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "郵局.md").write_text("山海郵局2023年新建網點120個。", encoding="utf-8")
    assert run("index", "文件", cwd=tmp_path)[0] == 0
    before = sorted(p.name for p in (tmp_path / ".rag").iterdir())
    rows = "\n\n".join(f"第{n}條路線在2022年新增巴士{n}輛，服務{n * 7}個屋邨。" * 6 for n in range(4000))
    (folder / "巴士.md").write_text(rows, encoding="utf-8")

    for stage in (b"reading", b"encoding"):
        with subprocess.Popen(
            [*RAG, "index", "文件"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
            # Whoever runs the tests in the background of a shell has them ignore Ctrl-C, and their children too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process:
            seen = b""
            while stage not in seen:
                line = process.stderr.readline()
                assert line, seen
                seen += line
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            out, rest = process.communicate(timeout=60)
        assert process.returncode == 1, rest
        assert b"Traceback" not in seen + rest
        assert b"interrupted; nothing was changed." in rest
        assert out == b""
        assert sorted(p.name for p in (tmp_path / ".rag").iterdir()) == before

    status, out, _ = run("ask", "新建了多少網點？", "--json", cwd=tmp_path)
    assert (status, json.loads(out)["citations"][0]["file"]) == (0, "郵局.md")
