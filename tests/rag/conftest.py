"""The command line run in this process."""

from __future__ import annotations

import io

import pytest

from rag.cli import main


class Standard(io.TextIOWrapper):
    """Standard input of given bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")


@pytest.fixture
def rag(capsys, monkeypatch, tmp_path):
    """Run the command line; return its status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b""):
        monkeypatch.setattr("sys.stdin", Standard(stdin))
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return stopped.value.code, out, err

    return run


@pytest.fixture
def ask(rag, sample_folder):
    return lambda *arguments, **given: rag("ask", *arguments, "--index", sample_folder, **given)
