"""The first screen keeps its word: its commands parse, none is left out, and its Python runs."""

from __future__ import annotations

import itertools
import re
import shlex
from pathlib import Path

import click
import pytest

from corpus.script import fold
from rag.cli import COMMANDS, cli

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
# A block that waits for measured values is not judged yet.
PLACEHOLDER = re.compile(r"@@.*?@@")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROGRAM = re.compile(r"(?<![\w./`:-])rag(?= |$)")


def commands_in(line: str) -> list[list[str]]:
    """Return the arguments of every `rag …` in a line: behind a prompt, alone, or second behind a comment.

    Square brackets say that something may be left out; redirections belong to the shell.
    """
    found = []
    starts = [match.end() for match in PROGRAM.finditer(line)]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        words = shlex.split(line[start:end].removesuffix("rag"), comments=True)
        kept = itertools.takewhile(lambda word: word not in {">", "|", "<", "&&"}, words)
        found.append([word.removeprefix("[").removesuffix("]") for word in kept])
    return found


LINES = [line for language, block in BLOCKS if language != "python" for line in block.splitlines()]
USED = [
    arguments
    for line in LINES
    if not PLACEHOLDER.search(line) and re.match(r"(\$ )?rag( |$)", line)
    for arguments in commands_in(line)
]


def parse(arguments: list[str]) -> click.Context:
    """Parse as the program does, running nothing; click.UsageError where it would refuse."""
    with cli.make_context("rag", list(arguments)) as context:
        name, command, rest = (
            cli.resolve_command(context, [*context._protected_args, *context.args])
            if arguments and arguments[0] in COMMANDS
            else (None, None, arguments)
        )
        if command is None:
            assert not any(not word.startswith("-") for word in arguments[:1]), f"no command: {arguments}"
            return context
        return command.make_context(name, list(rest), parent=context)


def test_commands_are_found() -> None:
    assert commands_in('rag ask "甲 # 乙"  [--json]   # one   rag ask --batch q.jsonl > a.jsonl') == [
        ["ask", "甲 # 乙", "--json"],
        ["ask", "--batch", "q.jsonl"],
    ]
    assert len(USED) >= 8


@pytest.mark.parametrize("arguments", USED, ids=" ".join)
def test_every_command_line_is_one(arguments: list[str]) -> None:
    parse(arguments)


@pytest.mark.parametrize("arguments", [["ask", "--frob"], ["frob"], ["show", "a", "b"], ["--frob"]])
def test_a_command_line_that_is_none_is_told_apart(arguments: list[str]) -> None:
    with pytest.raises((click.UsageError, AssertionError)):
        parse(arguments)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named(name: str) -> None:
    assert re.search(rf"\brag {name}\b", README)


def test_the_python_runs_on_the_sample(
    sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = (block for language, block in BLOCKS if language == "python")
    compile(code, "README.md", "exec")
    (tmp_path / ".rag").symlink_to(sample_folder, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert fold(names["answer"].short_answer) == "240万个"
    assert names["told"] == ["240萬個 (mobile-2024-network.md)", "240万个 (mobile-2024-network.md)"]


def test_no_figure_is_left_out() -> None:
    assert not PLACEHOLDER.search(README)
