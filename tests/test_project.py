"""The project's files agree with each other: versions, constraints, package data, the Makefile, the first screen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from tests.test_imports import HEAVY, run_python

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = ("ask", "test", "lint", "types", "imports", "gate", "format", "check", "clean", "help", "setup")


def normal(name: str) -> str:
    """Return a distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """Return the constraints: name to version."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    return {normal(name): version for name, version in found.items()}


def direct_dependencies() -> list[str]:
    """Return the names of all dependencies that pyproject.toml declares, those of the extras that `make` installs included."""
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *extras["dev"], *extras["model"]]
    return [normal(re.match(r"[\w.-]+", line)[0]) for line in declared]


def test_the_installed_version_is_the_projects() -> None:
    assert metadata.version("wenju") == PROJECT["project"]["version"]


def test_the_changelog_has_the_version() -> None:
    assert f"## [{PROJECT['project']['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", direct_dependencies())
def test_each_direct_dependency_is_pinned(name: str) -> None:
    assert name in pins()


def test_torch_is_pinned_to_the_build_without_cuda() -> None:
    assert pins()["torch"] == "2.13.0"
    assert [name for name in pins() if re.match(r"nvidia|cuda|triton", name)] == []


def test_a_pin_is_a_plain_public_version() -> None:
    public = re.compile(r"\d+(\.\d+)*((a|b|rc|\.post)\d+)?")
    assert [pin for pin in pins().items() if not public.fullmatch(pin[1])] == []


def test_every_data_file_of_a_package_is_in_the_wheel() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    for package in ("corpus", "index", "rag", "eval"):
        folder = ROOT / package
        listed = {path for pattern in patterns[package] for path in folder.glob(pattern)}
        files = {
            path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix not in {".py", ".pyc"} and not path.name.startswith(".")
        }
        assert files - listed <= {ROOT / "eval" / "log.md"}
        assert folder / "py.typed" in listed


def test_help_takes_under_a_second_and_loads_nothing_heavy(tmp_path: Path) -> None:
    took = []
    for attempt in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "rag.cli", "--help"], check=True, capture_output=True, cwd=ROOT)
        took.append(time.perf_counter() - start)
        if took[attempt] < 1:
            break
    assert min(took) < 1

    code = "import sys\nfrom rag.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    print(*sys.modules)"
    printed = run_python(code, tmp_path)
    assert "verify" in printed
    assert set(printed.split()).isdisjoint({*HEAVY, "numpy"})


@pytest.mark.parametrize("target", TARGETS)
def test_the_makefile_has_the_target(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
    assert target in re.search(r"^\.PHONY:(.*)$", MAKEFILE, re.MULTILINE)[1].split()


HARMFUL = (
    "中國移動2024年有多少5G基站？",
    "a \"b\" 'c' $HOME $$ $(shell touch harm) `touch harm` \\ #! ; touch harm | & < > * ? %s \\n ~",
    "$(error stopped)",
    "",
)


@pytest.mark.parametrize("question", HARMFUL)
def test_a_question_reaches_the_program_unharmed(question: str, tmp_path: Path) -> None:
    # An environment that is complete as far as make can tell, whose programs show what they are given.
    commands = tmp_path / ".venv" / "bin"
    commands.mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name, script in (("python", "echo SAMPLE"), ("rag", 'echo "$@" >&2; cat')):
        (commands / name).write_text(f"#!/bin/sh\n{script}\n")
        (commands / name).chmod(0o755)
    (tmp_path / ".venv" / ".complete").write_text(f"{tmp_path.resolve()}\n")
    # These tests may themselves have been started by make, which passes its variables on.
    inherited = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "Q", "RAG_QUESTION", "VENV")
    environment = {key: value for key, value in os.environ.items() if key not in inherited}
    done = subprocess.run(
        ["make", "ask", f"Q={question}"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == question
    assert done.stderr.decode().strip() == "ask - --index SAMPLE"
    assert not list(tmp_path.rglob("harm"))
